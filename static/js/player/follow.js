// Keeps the current line in sight, and lets go as soon as the learner scrolls.

const SCROLLING = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"];

/** Scrolls the window with the song. */
export class Follow {
  /** @type {(away: boolean) => void} */
  #tell;
  #away = false;
  #tall = false;
  /** @type {AbortController} */
  #ears = new AbortController();

  /** @param {(away: boolean) => void} tell called when the learner scrolls away and when they are back */
  constructor(tell) {
    this.#tell = tell;
    const options = { passive: true, signal: this.#ears.signal };
    addEventListener("wheel", () => this.#leave(), options);
    addEventListener("touchmove", () => this.#leave(), options);
    // The scroll bar is the only part of the window that is not part of the page.
    addEventListener(
      "pointerdown",
      (event) => event.clientX >= document.documentElement.clientWidth && this.#leave(),
      options,
    );
    addEventListener(
      "keydown",
      ({ key, target }) =>
        SCROLLING.includes(key) &&
        !(target instanceof Element && target.closest("input, select, textarea, dialog")) &&
        this.#leave(),
      options,
    );
  }

  /** Take up the following again. */
  resume() {
    if (!this.#away) return;
    this.#away = false;
    this.#tell(false);
  }

  /**
   * Bring a line to a third of the window's height, unless the learner is elsewhere.
   * @param {Element} line
   */
  show(line) {
    if (this.#away || document.activeElement?.matches("input:not([type=range], [type=checkbox]), textarea, dialog *"))
      return;
    const box = line.getBoundingClientRect();
    this.#tall = box.height > innerHeight / 2;
    this.#bring(box);
  }

  /**
   * Keep a word in sight when its line is too high for the window; other lines stand still while they are sung.
   * @param {Element | null} word of the line that was shown
   */
  keep(word) {
    if (!this.#tall || this.#away || !word) return;
    const box = word.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight * 0.6) this.#bring(box);
  }

  /** Stop listening. */
  stop() {
    this.#ears.abort();
  }

  /** @param {DOMRect} box */
  #bring(box) {
    const wanted = Math.max(0, scrollY + box.top - innerHeight * 0.3);
    if (Math.abs(wanted - scrollY) < 4) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollTo({ top: wanted, behavior: still ? "instant" : "smooth" });
  }

  #leave() {
    if (this.#away) return;
    this.#away = true;
    this.#tell(true);
  }
}
