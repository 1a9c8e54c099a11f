// The song that plays while somebody records, heard or not, and the passage that lights up with it.

import { Passage } from "./passage.js";
import { runUp } from "./takes.js";

/** Plays the passage through the headphones, or only runs along, and leads through its lines. */
export class Companion {
  #song = new Audio();
  #passage = new Passage();
  #timer = 0;
  #frame = 0;
  /** Whether the singer hears it: what they sing then ends with it. */
  heard;

  /** @param {string} url the song's sound @param {boolean} heard */
  constructor(url, heard) {
    this.heard = heard;
    this.#song.src = url;
    this.#song.muted = !heard;
  }

  /**
   * Start so that the passage begins when the count ends.
   * @param {number} start where the passage begins, milliseconds
   * @param {number} count how long the count lasts, milliseconds
   */
  start(start, count) {
    const { from, wait } = runUp(start, count);
    this.#song.currentTime = from / 1000;
    this.#passage.lead(true);
    this.#timer = setTimeout(() => {
      this.#song.play().catch(() => this.stop());
      this.#light();
    }, wait);
  }

  /** Where the song is, milliseconds. */
  get now() {
    return this.#song.currentTime * 1000;
  }

  /** Silence. */
  stop() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#song.pause();
    this.#passage.lead(false);
  }

  #light() {
    this.#passage.light(this.now);
    this.#frame = requestAnimationFrame(() => this.#light());
  }
}
