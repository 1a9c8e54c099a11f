// Plays the lines of a song: pieces of the song itself, or a clip a line where the voice is a sound of its own.

/** @typedef {import("./deal.js").Deal} Deal */

const NEAR = 0.35; // seconds by which the song may be off a line's start without a jump
const PAUSE = 8; // seconds without words that are worth waiting for

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
   * Play a line; true once it has ended, false when something else came first. `flows` says at its end
   * whether the song may run on.
   * @param {number} n from 0 @param {number} rate @param {() => boolean} flows @returns {Promise<boolean>}
   */
  play(n, rate, flows) {
    this.#stop();
    const line = this.#deal.lines[n];
    if (this.silent || !line || line.start === null) return Promise.resolve(true);
    const audio = this.#audio;
    const { start, end } = { start: line.start / 1000, end: (line.end ?? line.start) / 1000 };
    return new Promise((resolve) => {
      const ears = new AbortController();
      let timer = 0;
      const finish = (/** @type {boolean} */ whole) => {
        ears.abort();
        window.clearInterval(timer);
        this.#stop = () => {};
        if (!whole || !flows()) audio.pause();
        resolve(whole);
      };
      this.#stop = () => finish(false);
      audio.addEventListener("ended", () => finish(true), { signal: ears.signal });
      if (this.#deal.sound === "lines") audio.src = this.#clip(n);
      else {
        const runsOn = !audio.paused && audio.currentTime < start + NEAR && start - audio.currentTime < PAUSE;
        if (!runsOn) audio.currentTime = start;
        timer = window.setInterval(() => audio.currentTime >= end && finish(true), 30);
      }
      audio.playbackRate = rate;
      audio.play().catch(() => {
        // A pause before the first sound, or a file that cannot be read: the error has said so.
      });
    });
  }

  /** Let the server cut the next clip while this one sounds. @param {number} n */
  ready(n) {
    if (this.#deal.sound === "lines" && this.#deal.lines[n]) this.#ahead.src = this.#clip(n);
  }

  /** Wait: what was playing counts as interrupted. */
  hold() {
    this.#stop();
    this.#audio.pause();
  }

  /** @param {number} n */
  #clip(n) {
    return `${this.#deal.clips}${n + 1}/sound`;
  }
}
