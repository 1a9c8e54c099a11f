// Scrolls to the current line, and stops as soon as the learner scrolls.

const SCROLLING = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"];

/** Scrolls the window with the song. */
export class Follow {
  /** @type {(away: boolean) => void} */
  #onFollow;
  #away = false;
  #tall = false;
  /** @type {AbortController} */
  #listeners = new AbortController();

  /** @param {(away: boolean) => void} onFollow called when the learner scrolls away, and when scrolling resumes */
  constructor(onFollow) {
    this.#onFollow = onFollow;
    const options = { passive: true, signal: this.#listeners.signal };
    addEventListener("wheel", () => this.#leave(), options);
    addEventListener("touchmove", () => this.#leave(), options);
    // A press to the right of the page's content is on the scroll bar.
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

  /** Follow the song again. */
  resume() {
    if (!this.#away) return;
    this.#away = false;
    this.#onFollow(false);
  }

  /**
   * Scroll a line to a little less than a third of the way down the window, unless the learner has scrolled away.
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
   * Keep a word visible if its line is too tall for the window; other lines don't move while they're sung.
   * @param {Element | null} word of the current line
   */
  keep(word) {
    if (!this.#tall || this.#away || !word) return;
    const box = word.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight * 0.6) this.#bring(box);
  }

  /** Stop listening. */
  stop() {
    this.#listeners.abort();
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
    this.#onFollow(true);
  }
}
