// Swipes on a card, such as "again" to the left and "good" to the right. The card follows the finger, and `data-swipe`
// says what the swipe will do.

const FAR = 90; // CSS pixels that a finger must move for a swipe

/**
 * Return the direction of a swipe: -1 for left, 1 for right, 0 if the finger moved too little or mostly up or down.
 * @param {number} x
 * @param {number} y
 */
export function direction(x, y) {
  return Math.abs(x) < FAR || Math.abs(x) < 1.5 * Math.abs(y) ? 0 : Math.sign(x);
}

/**
 * Watch a card for swipes. `done` is called with -1 for left or 1 for right, if `allowed` returns true.
 * @param {HTMLElement} card
 * @param {() => boolean} allowed
 * @param {(way: number) => void} done
 */
export function swipe(card, allowed, done) {
  /** @type {{ x: number, y: number } | null} */
  let begun = null;
  const rest = () => {
    begun = null;
    card.style.removeProperty("--swipe");
    delete card.dataset["swipe"];
  };
  card.addEventListener("touchstart", (event) => {
    const touch = event.touches.length === 1 ? event.touches[0] : undefined;
    begun = touch && allowed() ? { x: touch.clientX, y: touch.clientY } : null;
  });
  card.addEventListener(
    "touchmove",
    (event) => {
      const touch = event.touches[0];
      if (!begun || !touch) return;
      const [x, y] = [touch.clientX - begun.x, touch.clientY - begun.y];
      if (Math.abs(y) > Math.abs(x) && Math.abs(y) > 30) return rest(); // the page is being scrolled
      card.style.setProperty("--swipe", `${x}px`);
      const way = direction(x, y);
      if (way) card.dataset["swipe"] = way < 0 ? "again" : "good";
      else delete card.dataset["swipe"];
      return undefined;
    },
    { passive: true },
  );
  card.addEventListener("touchend", (event) => {
    const touch = event.changedTouches[0];
    const way = begun && touch ? direction(touch.clientX - begun.x, touch.clientY - begun.y) : 0;
    rest();
    if (way) done(way);
  });
  card.addEventListener("touchcancel", rest);
}
