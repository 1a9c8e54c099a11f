// Dragging over the words of a line: with a mouse at once, with a finger after holding one word for a moment.

const HELD = 350; // ms

/**
 * @param {HTMLElement} line its words carry `data-n`
 * @param {(from: number, to: number) => void} chosen
 */
export function watch(line, chosen) {
  let from = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const hold = (/** @type {number} */ n) => {
    from = n;
    line.dataset["held"] = "";
  };
  const rest = () => {
    clearTimeout(waiting);
    from = 0;
    // What listens for the end of the same touch still sees that it was no swipe.
    setTimeout(() => delete line.dataset["held"]);
  };
  line.addEventListener("pointerdown", (event) => {
    const n = numberAt(event.clientX, event.clientY);
    if (!n || event.button !== 0) return;
    if (event.pointerType === "mouse") {
      event.preventDefault(); // the words are chosen by us, not marked by the browser
      hold(n);
    } else waiting = setTimeout(() => hold(n), HELD);
  });
  line.addEventListener("pointermove", (event) => {
    const n = from && numberAt(event.clientX, event.clientY);
    if (n) chosen(from, n);
  });
  // A finger that holds a word moves over words: the page stays where it is.
  line.addEventListener("touchmove", (event) => {
    if (!from) return clearTimeout(waiting);
    event.preventDefault();
    const touch = event.touches[0];
    const n = touch && numberAt(touch.clientX, touch.clientY);
    if (n) chosen(from, n);
    return undefined;
  });
  line.addEventListener("contextmenu", (event) => from && event.preventDefault());
  for (const end of ["pointerup", "touchend", "touchcancel"]) line.addEventListener(end, rest);
}

/** @param {number} x @param {number} y */
function numberAt(x, y) {
  return Number(document.elementFromPoint(x, y)?.closest("[data-n]")?.getAttribute("data-n") ?? 0);
}
