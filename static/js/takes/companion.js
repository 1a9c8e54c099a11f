// The song that plays during a recording, audible or muted, and the passage that is highlighted along with it.

import { Passage } from "./passage.js";
import { runUp } from "./takes.js";

/** Plays the passage, audible or muted, and highlights its lines. */
export class Companion {
  #song = new Audio();
  #passage = new Passage();
  #timer = 0;
  #frame = 0;
  /** Whether the singer hears the song; the recording then ends with it. */
  audible;

  /** @param {string} url the song's sound @param {boolean} audible */
  constructor(url, audible) {
    this.audible = audible;
    this.#song.src = url;
    this.#song.muted = !audible;
  }

  /**
   * Start the song so that the passage begins when the count-in ends.
   * @param {number} start where the passage begins, milliseconds
   * @param {number} count how long the count-in lasts, milliseconds
   */
  start(start, count) {
    const { from, wait } = runUp(start, count);
    this.#song.currentTime = from / 1000;
    this.#passage.follow(true);
    this.#timer = setTimeout(() => {
      this.#song.play().catch(() => this.stop());
      this.#follow();
    }, wait);
  }

  /** The position in the song, milliseconds. */
  get now() {
    return this.#song.currentTime * 1000;
  }

  /** Stop the song and the highlighting. */
  stop() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#song.pause();
    this.#passage.follow(false);
  }

  #follow() {
    this.#passage.highlight(this.now);
    this.#frame = requestAnimationFrame(() => this.#follow());
  }
}
