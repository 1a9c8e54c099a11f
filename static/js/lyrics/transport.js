// The editor's audio: playback, speed, and which moment of the song people were hearing when they pressed a key.

import { load } from "../player/settings.js";
import { heard } from "./edits.js";

const KEY = "canary.tapping";

/** An audio element with functions for tapping. Times are milliseconds of the song. */
export class Deck {
  /** @type {HTMLAudioElement} */
  audio;
  #late = lateness();
  #device = load().offset;
  #frame = 0;
  #stop = Number.POSITIVE_INFINITY;
  /** @type {(ms: number) => void} */
  #tick;

  /**
   * @param {HTMLAudioElement} audio
   * @param {(ms: number) => void} tick called in each frame during playback, after a pause and after a jump
   * @param {AbortSignal} signal
   */
  constructor(audio, tick, signal) {
    this.audio = audio;
    this.#tick = tick;
    audio.addEventListener("play", () => this.#run(), { signal });
    for (const name of ["pause", "seeked"]) audio.addEventListener(name, () => this.#tick(this.now), { signal });
    signal.addEventListener("abort", () => cancelAnimationFrame(this.#frame));
  }

  get playing() {
    return !this.audio.paused && !this.audio.ended;
  }

  get now() {
    return this.audio.currentTime * 1000;
  }

  /** How many ms late this person taps. */
  get late() {
    return this.#late;
  }

  set late(ms) {
    this.#late = Math.min(500, Math.max(-300, Math.round(ms) || 0));
    try {
      localStorage.setItem(KEY, String(this.#late));
    } catch {
      // Private windows may refuse to store the value. It's then lost when the page is left.
    }
  }

  /**
   * Return the moment of the song that the person was hearing when an event happened.
   * @param {Event} event
   */
  moment(event) {
    const waited = Math.max(0, performance.now() - event.timeStamp);
    return heard(this.now, { late: this.#late + this.#device, rate: this.audio.playbackRate, waited });
  }

  /** Play or pause. @returns {Promise<boolean>} false if the audio can't be played */
  async toggle() {
    this.#stop = Number.POSITIVE_INFINITY;
    if (!this.playing) return this.#play();
    this.audio.pause();
    return true;
  }

  /**
   * Play from one moment to another.
   * @param {number} from
   * @param {number} to
   * @returns {Promise<boolean>} false if the audio can't be played
   */
  async hear(from, to) {
    this.seek(from);
    this.#stop = to;
    return this.playing || this.#play();
  }

  async #play() {
    try {
      await this.audio.play();
      return true;
    } catch (error) {
      const name = error instanceof DOMException ? error.name : "";
      return name === "AbortError" || name === "NotAllowedError";
    }
  }

  /** Go to a moment. @param {number} ms */
  seek(ms) {
    this.audio.currentTime = Math.max(0, ms) / 1000;
  }

  /** Set the playback speed. @param {number} rate */
  speed(rate) {
    this.audio.playbackRate = rate;
    this.audio.defaultPlaybackRate = rate;
  }

  #run() {
    cancelAnimationFrame(this.#frame);
    const next = () => {
      if (this.now >= this.#stop) {
        this.#stop = Number.POSITIVE_INFINITY;
        this.audio.pause();
      }
      this.#tick(this.now);
      if (this.playing) this.#frame = requestAnimationFrame(next);
    };
    next();
  }
}

function lateness() {
  try {
    return Number(localStorage.getItem(KEY)) || 0;
  } catch {
    return 0;
  }
}
