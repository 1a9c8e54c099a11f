// Plays the song during a recording, audible or muted, and highlights the passage in time with it.

import { goTo } from "../web/playing.js";
import { Passage } from "./passage.js";
import { runUp } from "./takes.js";

/** Plays the passage, audible or muted, and highlights its lines. */
export class Companion {
  #song = new Audio();
  #passage = new Passage();
  #timer = 0;
  #frame = 0;
  /** Whether the singer hears the song. The recording then ends with the passage. */
  audible;

  /** @param {string} url the song's sound @param {boolean} audible */
  constructor(url, audible) {
    this.audible = audible;
    this.#song.src = url;
    this.#song.muted = !audible;
  }

  /**
   * Start the song so that the passage begins when the count-in ends.
   * @param {number} start where the passage begins in the song, in ms
   * @param {number} count how long the count-in lasts, in ms
   */
  start(start, count) {
    const { from, wait } = runUp(start, count);
    goTo(this.#song, from / 1000);
    this.#passage.follow(true);
    this.#timer = setTimeout(() => {
      this.#song.play().catch(() => this.stop());
      this.#follow();
    }, wait);
  }

  /** The position in the song, in ms. */
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
