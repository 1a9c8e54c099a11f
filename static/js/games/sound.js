// Plays the lines of a song: as sections of the song, or as one clip per line if the voice is a separate stem.

import { goTo } from "../web/playing.js";

/** @typedef {import("./deal.js").Deal} Deal */

const NEAR = 0.35; // if the song is at most this many seconds past a line's start, it plays on without seeking
const PAUSE = 8; // the longest instrumental pause in seconds that isn't skipped

export class Sound {
  #audio = new Audio();
  #ahead = new Audio();
  #deal;
  #stop = () => {};

  /** @param {Deal} deal @param {() => void} broken */
  constructor(deal, broken) {
    this.#deal = deal;
    this.#audio.preload = "auto";
    this.#ahead.preload = "auto";
    this.#audio.addEventListener("error", broken);
    if (deal.sound === "song") this.#audio.src = deal.audio;
  }

  get silent() {
    return this.#deal.sound === "none";
  }

  /**
   * Play a line. The promise resolves to true at the line's end, or to false if the line was interrupted. `flows` is
   * called at the line's end and returns whether the song continues.
   * @param {number} n from 0 @param {number} rate @param {() => boolean} flows @returns {Promise<boolean>}
   */
  play(n, rate, flows) {
    this.#stop();
    const line = this.#deal.lines[n];
    if (this.silent || !line || line.start === null) return Promise.resolve(true);
    const audio = this.#audio;
    const { start, end } = { start: line.start / 1000, end: (line.end ?? line.start) / 1000 };
    return new Promise((resolve) => {
      const listeners = new AbortController();
      let timer = 0;
      const finish = (/** @type {boolean} */ whole) => {
        listeners.abort();
        window.clearInterval(timer);
        this.#stop = () => {};
        if (!whole || !flows()) audio.pause();
        resolve(whole);
      };
      this.#stop = () => finish(false);
      audio.addEventListener("ended", () => finish(true), { signal: listeners.signal });
      if (this.#deal.sound === "lines") audio.src = this.#clip(n);
      else {
        const runsOn = !audio.paused && audio.currentTime < start + NEAR && start - audio.currentTime < PAUSE;
        if (!runsOn) goTo(audio, start);
        timer = window.setInterval(() => audio.currentTime >= end && finish(true), 30);
      }
      audio.playbackRate = rate;
      audio.play().catch(() => {
        // Playback was paused before it began, or the file can't be read. The error event reports the latter.
      });
    });
  }

  /** Load a line's clip before it's needed. @param {number} n from 0 */
  ready(n) {
    if (this.#deal.sound === "lines" && this.#deal.lines[n]) this.#ahead.src = this.#clip(n);
  }

  /** Pause. A line that is playing counts as interrupted. */
  hold() {
    this.#stop();
    this.#audio.pause();
  }

  /** @param {number} n */
  #clip(n) {
    return `${this.#deal.clips}${n + 1}/sound`;
  }
}
