// The place in the song: read off the sound, shown in the lyrics, turned back at the end of a loop. Between two words
// there is nothing to do, for the light moves by itself: a phone's battery is spared the frames in which nothing happens.

import { Clock } from "./clock.js";
import { RUN_UP } from "./loops.js";
import { Picture } from "./picture.js";
import { at, NOWHERE, nextStop } from "./timeline.js";

/**
 * @typedef {import("./timeline.js").Timeline} Timeline
 * @typedef {import("./timeline.js").Place} Place
 * @typedef {import("./sound.js").Sound} Sound
 * @typedef {import("./loops.js").Loop} Loop
 * @typedef {import("./lyrics-view.js").LyricsView} LyricsView
 */

// Awake this many ms before something is due: a few frames, in which a clock that goes in steps is seen to step.
const EARLY = 60;
// Nor asleep for longer than this, whatever the clock says.
const LONGEST_SLEEP = 1000;

/** Moves the light. */
export class Playhead {
  /** How many ms later than the sound says the words come. */
  offset = 0;
  /** Whether the song stops at the end of each line. */
  pauses = false;
  #timeline;
  #sound;
  #loop;
  #view;
  #told;
  #picture;
  #clock = new Clock();
  /** @type {Place} */
  #place = { ...NOWHERE, until: Number.NEGATIVE_INFINITY };
  #stop = Number.POSITIVE_INFINITY;
  #frame = 0;
  #timer = 0;
  #running = false;
  #still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  #shown = 0;

  /**
   * @param {Timeline} timeline
   * @param {Sound} sound
   * @param {Loop} loop
   * @param {LyricsView} view
   * @param {HTMLElement} root the element in which all is shown
   * @param {(place: Place, turned: boolean) => void} told called when another line or word is sung
   */
  constructor(timeline, sound, loop, view, root, told) {
    this.#timeline = timeline;
    this.#sound = sound;
    this.#loop = loop;
    this.#view = view;
    this.#picture = new Picture(root);
    this.#told = told;
  }

  /** The place in ms that is heard now. */
  get now() {
    return this.#read(0);
  }

  /** @param {number} lead how many ms later we want to know it for */
  #read(lead) {
    const { audio, latency } = this.#sound;
    this.#clock.latency = latency + this.offset - lead;
    return this.#clock.read(audio.currentTime * 1000, performance.now(), audio.paused ? 0 : audio.playbackRate);
  }

  /** The line's own number that is sung, -1 for none. */
  get line() {
    return at(this.#timeline, this.now).line;
  }

  /** The song has begun to play. */
  run() {
    this.halt();
    this.#running = true;
    this.#stop = nextStop(this.#timeline, this.now);
    this.wake();
  }

  /** The song has stopped. */
  halt() {
    this.#running = false;
    this.#rest();
    this.#clock.reset();
    this.#sweep(this.now, performance.now());
    this.#picture.rest();
  }

  /** Something has changed: look in the next frame. */
  wake() {
    this.#rest();
    if (this.#running) this.#frame = requestAnimationFrame((time) => this.#tick(time));
  }

  #rest() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
  }

  /** @param {number} time */
  #tick(time) {
    this.#picture.frame(time);
    this.update();
    const sleep = this.#sleep();
    if (sleep > EARLY) this.#timer = setTimeout(() => this.wake(), sleep);
    else this.wake();
  }

  /** For how many ms there is nothing to do. */
  #sleep() {
    const { audio } = this.#sound;
    // A sound that has not yet begun, or has broken off, is watched.
    if (!this.#clock.moving || audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) return 0;
    const due = Math.min(
      this.#place.until,
      this.#loop.turn?.end ?? (this.pauses ? this.#stop : Number.POSITIVE_INFINITY),
    );
    return Math.min((due - this.now) / audio.playbackRate - EARLY, LONGEST_SLEEP);
  }

  /** Show what is sung now, and turn back or stop where that is wanted. */
  update() {
    const { paused } = this.#sound.audio;
    const wall = performance.now();
    const ms = this.#read(paused ? 0 : this.#picture.lead);
    if (!paused && this.#turns(ms)) return;
    // Backwards as well: just after a start browsers are ahead of their sound, and correct that.
    if (ms >= this.#place.until || ms < this.#shown) {
      this.#show(ms);
      if (!paused) this.#picture.shown(wall);
    }
    this.#sweep(ms, wall);
  }

  /** @param {number} ms */
  #turns(ms) {
    const turn = this.#loop.turn;
    if (turn ? ms < turn.end : !this.pauses || ms < this.#stop) return false;
    if (this.pauses) this.#sound.audio.pause();
    if (turn) this.seek(turn.start - RUN_UP);
    return true;
  }

  /** @param {number} ms */
  #show(ms) {
    this.#shown = ms;
    this.#place = this.#at(ms);
    this.#told(this.#place, this.#view.show(this.#place));
  }

  /** @param {number} ms @returns {Place} */
  #at(ms) {
    const { turn } = this.#loop;
    // In the run-up to a repeated line that line is meant already, not the end of the one before.
    if (turn && this.#loop.isRunUp(ms)) return { ...NOWHERE, line: this.#loop.first, until: turn.start };
    return at(this.#timeline, ms);
  }

  /** @param {number} ms @param {number} wall */
  #sweep(ms, wall) {
    if (this.#timeline.estimated || this.#still) return;
    const { audio } = this.#sound;
    this.#view.sweep(this.#place, ms, audio.paused ? 0 : audio.playbackRate, wall);
  }

  /** @param {number} ms where to go */
  seek(ms) {
    this.#sound.audio.currentTime = Math.max(0, ms) / 1000;
    this.jumped();
  }

  /** The sound is elsewhere than it was. */
  jumped() {
    this.#clock.reset();
    const ms = this.now;
    this.#stop = nextStop(this.#timeline, ms);
    this.#show(ms);
    this.#sweep(ms, performance.now());
    this.wake();
  }

  /** The song is over: no line is current, unless it ends in what is repeated. */
  rest() {
    const { turn } = this.#loop;
    if (turn) {
      this.seek(turn.start - RUN_UP);
      if (!this.pauses) void this.#sound.play();
      return;
    }
    this.#view.clear();
    this.#place = { ...NOWHERE, until: Number.NEGATIVE_INFINITY };
    this.#told(this.#place, false);
  }
}
