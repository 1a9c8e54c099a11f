// The position in the song. It's read from the audio, shown in the lyrics, and moved back at the end of a repeated
// section. Between two words the browser animates the highlight, so we sleep to save battery.

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

// Wake up this many ms before the next word or line. That is a few frames, so that we notice the steps of a coarse
// clock.
const WAKE_EARLY = 60;
// The longest sleep in ms.
const LONGEST_SLEEP = 1000;

/** Moves the highlight with the audio. */
export class Playhead {
  /** How many ms after the audio the words appear. */
  offset = 0;
  /** Whether the song stops at the end of each line. */
  pauses = false;
  #timeline;
  #sound;
  #loop;
  #view;
  #onPlace;
  #picture;
  #clock = new Clock();
  /** @type {Place} */
  #place = { ...NOWHERE, until: Number.NEGATIVE_INFINITY };
  #stop = Number.POSITIVE_INFINITY;
  #heard = Number.POSITIVE_INFINITY;
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
   * @param {HTMLElement} root the player's element
   * @param {(place: Place, turned: boolean) => void} onPlace called when the line or word changes
   */
  constructor(timeline, sound, loop, view, root, onPlace) {
    this.#timeline = timeline;
    this.#sound = sound;
    this.#loop = loop;
    this.#view = view;
    this.#picture = new Picture(root);
    this.#onPlace = onPlace;
  }

  /** The position in ms that the listener hears now. */
  get now() {
    return this.#read(0);
  }

  /** @param {number} lead how many ms ahead to read */
  #read(lead) {
    const { audio, latency } = this.#sound;
    this.#clock.latency = latency + this.offset - lead;
    return this.#clock.read(audio.currentTime * 1000, performance.now(), audio.paused ? 0 : audio.playbackRate);
  }

  /** The number of the current line, -1 for none. */
  get line() {
    return at(this.#timeline, this.now).line;
  }

  /** Start to follow the audio. Call it when the song starts to play. */
  run() {
    this.halt();
    this.#running = true;
    this.#stop = nextStop(this.#timeline, this.now);
    this.wake();
  }

  /** Stop following the audio. Call it when the song has stopped. */
  halt() {
    this.#running = false;
    this.#rest();
    this.#clock.reset();
    this.#sweep(this.now, performance.now());
    this.#picture.rest();
  }

  /** Update the page in the next frame. Call it when the position, the speed or a setting has changed. */
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
    if (sleep > WAKE_EARLY) this.#timer = setTimeout(() => this.wake(), sleep);
    else this.wake();
  }

  /** Return how many ms to sleep until the next word, line or stop is near. */
  #sleep() {
    const { audio } = this.#sound;
    // While playback hasn't started yet or has stalled, check in every frame.
    if (!this.#clock.moving || audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) return 0;
    const due = Math.min(
      this.#place.until,
      this.#heard,
      this.#loop.turn?.end ?? (this.pauses ? this.#stop : Number.POSITIVE_INFINITY),
    );
    return Math.min((due - this.now) / audio.playbackRate - WAKE_EARLY, LONGEST_SLEEP);
  }

  /** Show the line and word that are sung now, and repeat or pause if it's time to. */
  update() {
    const { paused } = this.#sound.audio;
    const wall = performance.now();
    const ms = this.#read(paused ? 0 : this.#picture.lead);
    if (!paused && this.#turns(ms)) return;
    // Time may also go backwards: right after a start, browsers report a time that is too late and then correct it.
    if (ms >= this.#place.until || ms < this.#shown) {
      this.#show(ms);
      if (!paused) this.#picture.shown(wall);
    }
    this.#sweep(ms, wall);
  }

  /** @param {number} ms */
  #turns(ms) {
    const turn = this.#loop.turn;
    if (ms >= this.#heard) {
      this.#heard = Number.POSITIVE_INFINITY;
      this.#sound.audio.pause();
      return true;
    }
    if (turn ? ms < turn.end : !this.pauses || ms < this.#stop) return false;
    if (this.pauses) this.#sound.audio.pause();
    if (turn) this.seek(turn.start - RUN_UP);
    return true;
  }

  /** @param {number} ms */
  #show(ms) {
    this.#shown = ms;
    this.#place = this.#at(ms);
    this.#onPlace(this.#place, this.#view.show(this.#place));
  }

  /** @param {number} ms @returns {Place} */
  #at(ms) {
    const { turn } = this.#loop;
    // Shortly before the repeated section, show its first line and not the end of the line before it.
    if (turn && this.#loop.isRunUp(ms)) return { ...NOWHERE, line: this.#loop.first, until: turn.start };
    return at(this.#timeline, ms);
  }

  /** @param {number} ms @param {number} wall */
  #sweep(ms, wall) {
    if (this.#timeline.estimated || this.#still) return;
    const { audio } = this.#sound;
    this.#view.sweep(this.#place, ms, audio.paused ? 0 : audio.playbackRate, wall);
  }

  /** Go to the start of a line, and stop once at its end. @param {{ start: number, end: number }} line in ms */
  hear(line) {
    this.seek(line.start - RUN_UP);
    this.#heard = line.end;
  }

  /** Go to a position. @param {number} ms */
  seek(ms) {
    this.#heard = Number.POSITIVE_INFINITY;
    this.#sound.audio.currentTime = Math.max(0, ms) / 1000;
    this.jumped();
  }

  /** Update everything after the audio's position has jumped. */
  jumped() {
    this.#clock.reset();
    const ms = this.now;
    this.#stop = nextStop(this.#timeline, ms);
    this.#show(ms);
    this.#sweep(ms, performance.now());
    this.wake();
  }

  /** End the song, after which no line is current. If a section is repeated, go back to its start instead. */
  rest() {
    const { turn } = this.#loop;
    if (turn) {
      this.seek(turn.start - RUN_UP);
      if (!this.pauses) void this.#sound.play();
      return;
    }
    this.#view.clear();
    this.#place = { ...NOWHERE, until: Number.NEGATIVE_INFINITY };
    this.#onPlace(this.#place, false);
  }
}
