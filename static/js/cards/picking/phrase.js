// Selects words of a line when somebody drags over them: at once with a mouse, after holding a word on a touchscreen.

const HELD = 350; // ms

/**
 * Call `chosen` whenever somebody drags over words.
 * @param {HTMLElement} line its words have their number, counted from 1, in `data-n`
 * @param {(from: number, to: number) => void} chosen called with the numbers of the first and the latest word
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
    // Delayed, so that later listeners of the same event still see that it wasn't a swipe.
    setTimeout(() => delete line.dataset["held"]);
  };
  line.addEventListener("pointerdown", (event) => {
    const n = numberAt(event.clientX, event.clientY);
    if (!n || event.button !== 0) return;
    if (event.pointerType === "mouse") {
      event.preventDefault(); // no text selection by the browser
      hold(n);
    } else waiting = setTimeout(() => hold(n), HELD);
  });
  line.addEventListener("pointermove", (event) => {
    const n = from && numberAt(event.clientX, event.clientY);
    if (n) chosen(from, n);
  });
  // While a word is held, don't scroll the page.
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

/** Return the number of the word at a point, or 0. @param {number} x @param {number} y */
function numberAt(x, y) {
  return Number(document.elementFromPoint(x, y)?.closest("[data-n]")?.getAttribute("data-n") ?? 0);
}
