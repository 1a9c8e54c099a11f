// The highlight that moves through a word while the word is sung. The browser animates it off the main thread. In each
// frame we only check whether it's still in time with the audio.

/** @typedef {import("./timeline.js").Step} Step */

// Correct the highlight if it's off by more than this many ms. Smaller errors aren't visible.
const OFF = 30;

/** The highlight. It moves through each word, or down the mark next to a line whose words have no times. */
export class Light {
  #frame = part("light");
  #pane = part("pane");
  #copy = part("copy");
  /** @type {Animation[]} */
  #moves = [];
  /** @type {HTMLElement | null} */
  #painted = null;

  #back;

  /** @param {boolean} leftwards whether the lyrics are written from right to left */
  constructor(leftwards) {
    this.#back = leftwards ? 100 : -100;
    this.#frame.ariaHidden = "true";
    this.#pane.append(this.#copy);
    this.#frame.append(this.#pane);
  }

  /**
   * Start the highlight in a word or a line.
   * @param {HTMLElement} target
   * @param {number} height of the word's box in px; 0 if the word wraps and has several boxes
   * @param {readonly Step[]} steps how far the highlight has moved at each time
   * @param {number} length of the animation in ms of the song
   */
  enter(target, height, steps, length) {
    this.leave();
    const isWord = target.localName === "b";
    const timing = { duration: Math.max(1, length), fill: /** @type {const} */ ("both") };
    /** @param {Element} element @param {(done: number) => Keyframe} look */
    const move = (element, look) =>
      element.animate(
        steps.map(({ at, done }) => ({ offset: at, ...look(done) })),
        timing,
      );
    if (isWord && height === 0) {
      // A word that wraps has several boxes, so its background is painted instead.
      target.classList.add("wraps");
      this.#painted = target;
      this.#moves = [move(target, (done) => ({ "--fill": `${100 * done}%` }))];
      return;
    }
    this.#copy.dataset["text"] = isWord ? target.textContent : "";
    // With the height of the word's box as line height, the copy's letters are exactly over the word's letters.
    this.#copy.style.lineHeight = `${height}px`;
    target.append(this.#frame);
    const axis = isWord ? "X" : "Y";
    const back = isWord ? this.#back : -100;
    /** @param {number} part % of the box's size */
    const shifted = (part) => ({ transform: `translate${axis}(${part}%)` });
    // The copy moves in the opposite direction to the pane, so its letters stay in place.
    this.#moves = [
      move(this.#pane, (done) => shifted(back * (1 - done))),
      move(this.#copy, (done) => shifted(-back * (1 - done))),
    ];
  }

  /**
   * Keep the highlight in time with the audio.
   * @param {number} ms of the song since the highlight's start
   * @param {number} rate the song's speed, 0 while paused
   * @param {number} wall performance.now() when `ms` was read
   */
  follow(ms, rate, wall) {
    const begun = wall - ms / rate;
    for (const move of this.#moves) {
      if (rate === 0) {
        move.pause();
        move.currentTime = ms;
      } else if (move.playbackRate !== rate || !(Math.abs(Number(move.startTime ?? Number.NaN) - begun) <= OFF)) {
        move.playbackRate = rate;
        // Set explicitly, because otherwise the browser chooses the frame at which the animation starts.
        move.startTime = begun;
      }
    }
  }

  /** Switch the highlight off. */
  leave() {
    for (const move of this.#moves) move.cancel();
    this.#moves = [];
    this.#frame.remove();
    this.#painted?.classList.remove("wraps");
    this.#painted = null;
  }
}

/** Create an element of the highlight. @param {string} name */
function part(name) {
  const element = document.createElement("i");
  element.className = name;
  return element;
}
