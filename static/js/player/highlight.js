// The light that goes through a word while it is sung. The browser moves it by itself, off the page's main thread; what
// is left for each frame is to ask whether it is where the sound is.

/** @typedef {import("./timeline.js").Step} Step */

// A light that is off by more than this many ms is put right: less than that is not seen.
const OFF = 30;

/** One light, which goes from word to word; in a line without words it goes down the mark at the line's side. */
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
   * Enter a word or a line.
   * @param {HTMLElement} target
   * @param {number} height of the word's box in px, 0 when it goes on in the next row and has several
   * @param {readonly Step[]} steps how far the light comes when
   * @param {number} length of its way in ms of the song
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
      // A word in two rows has no one box to move in: there the light is painted.
      target.classList.add("wraps");
      this.#painted = target;
      this.#moves = [move(target, (done) => ({ "--fill": `${100 * done}%` }))];
      return;
    }
    this.#copy.dataset["text"] = isWord ? target.textContent : "";
    // In a row that is as high as the box the letters stand where they stand in the word.
    this.#copy.style.lineHeight = `${height}px`;
    target.append(this.#frame);
    const axis = isWord ? "X" : "Y";
    const back = isWord ? this.#back : -100;
    /** @param {number} part of the box's size in % */
    const shifted = (part) => ({ transform: `translate${axis}(${part}%)` });
    // The letters in the pane stand still while it moves.
    this.#moves = [
      move(this.#pane, (done) => shifted(back * (1 - done))),
      move(this.#copy, (done) => shifted(-back * (1 - done))),
    ];
  }

  /**
   * See to it that the light is where the sound is.
   * @param {number} ms of the song since it entered
   * @param {number} rate the song's speed, 0 while it stands
   * @param {number} wall performance.now() for which this holds
   */
  follow(ms, rate, wall) {
    const begun = wall - ms / rate;
    for (const move of this.#moves) {
      if (rate === 0) {
        move.pause();
        move.currentTime = ms;
      } else if (move.playbackRate !== rate || !(Math.abs(Number(move.startTime ?? Number.NaN) - begun) <= OFF)) {
        move.playbackRate = rate;
        // Said outright, or the browser would start it with a frame of its own choice.
        move.startTime = begun;
      }
    }
  }

  /** Go out. */
  leave() {
    for (const move of this.#moves) move.cancel();
    this.#moves = [];
    this.#frame.remove();
    this.#painted?.classList.remove("wraps");
    this.#painted = null;
  }
}

/** @param {string} name */
function part(name) {
  const element = document.createElement("i");
  element.className = name;
  return element;
}
