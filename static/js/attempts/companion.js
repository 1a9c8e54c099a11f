// The song that plays while somebody records, and the lines that light up with it.

import { at, read } from "../player/timeline.js";
import { runUp } from "./takes.js";

/** Plays the passage through the headphones and leads through its lines. */
export class Companion {
  #song = new Audio();
  #timeline = read({ timing: "none", lines: [] });
  /** @type {HTMLElement | null} */
  #list = document.querySelector("#passage");
  #lines = [...(this.#list?.children ?? [])].filter((line) => line instanceof HTMLElement);
  #timer = 0;

  /** @param {string} url the song's sound */
  constructor(url) {
    const starts = this.#lines.map((line) => Number(line.dataset["start"] ?? Number.NaN));
    this.#timeline = read({ timing: "line", lines: starts.map((ms) => [Number.isNaN(ms) ? null : ms, null, []]) });
    this.#song.src = url;
    this.#song.addEventListener("timeupdate", () => this.#light());
  }

  /**
   * Start so that the passage begins when the count ends.
   * @param {number} start where the passage begins, milliseconds
   * @param {number} count how long the count lasts, milliseconds
   */
  start(start, count) {
    const { from, wait } = runUp(start, count);
    this.#song.currentTime = from / 1000;
    this.#list?.classList.toggle("led", this.#timeline.lines.length > 0);
    this.#timer = setTimeout(() => void this.#song.play().catch(() => this.stop()), wait);
  }

  /** Where the song is, milliseconds. */
  get now() {
    return this.#song.currentTime * 1000;
  }

  /** Silence. */
  stop() {
    clearTimeout(this.#timer);
    this.#song.pause();
    this.#list?.classList.remove("led");
    for (const line of this.#lines) line.classList.remove("now");
  }

  #light() {
    // A last report of the time comes after the song was stopped.
    if (this.#song.paused) return;
    const { line } = at(this.#timeline, this.now);
    for (const [n, entry] of this.#lines.entries()) {
      const sung = n === line;
      if (sung && !entry.classList.contains("now")) entry.scrollIntoView({ block: "nearest" });
      entry.classList.toggle("now", sung);
    }
  }
}
