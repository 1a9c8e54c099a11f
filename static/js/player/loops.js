// What is repeated: one line, or all from one line to another. Plain; lines are named by their own numbers.

import { stretch } from "./timeline.js";

// A singer needs a moment to breathe in before the line that is repeated.
export const RUN_UP = 200;

/** @typedef {import("./timeline.js").Timeline} Timeline */

/** The stretch that is sung again and again; `first` is -1 while nothing is. */
export class Loop {
  first = -1;
  last = -1;
  #timeline;
  /** @type {{ start: number, end: number } | null} */
  #turn = null;

  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.#timeline = timeline;
  }

  get on() {
    return this.first >= 0;
  }

  /** Whether it is one line only, as the loop key makes it. */
  get single() {
    return this.on && this.first === this.last;
  }

  /** Start and end in ms, null while nothing is repeated. */
  get turn() {
    return this.#turn;
  }

  /**
   * Repeat a line, or all from one to another in whichever order they are named; -1 for nothing.
   * @param {number} first
   * @param {number} last
   */
  set(first, last = first) {
    const turned = this.#order(first) > this.#order(last);
    [this.first, this.last] = turned ? [last, first] : [first, last];
    this.#turn = stretch(this.#timeline, this.first, this.last);
    if (!this.#turn) this.first = this.last = -1;
  }

  /**
   * Begin the stretch at a line; what was repeated before ends where it ended, if that is later.
   * @param {number} n
   */
  from(n) {
    this.set(n, this.on && this.#order(this.last) >= this.#order(n) ? this.last : n);
  }

  /**
   * End the stretch at a line.
   * @param {number} n
   */
  to(n) {
    this.set(this.on && this.#order(this.first) <= this.#order(n) ? this.first : n, n);
  }

  /**
   * Whether a line is among those that are repeated.
   * @param {number} n
   */
  has(n) {
    const place = this.#order(n);
    return this.on && place >= this.#order(this.first) && place <= this.#order(this.last);
  }

  /**
   * Whether a time is in the moment before a repeated stretch: its first line is meant already.
   * @param {number} ms
   */
  isRunUp(ms) {
    return this.#turn !== null && ms < this.#turn.start && ms >= this.#turn.start - 2 * RUN_UP;
  }

  /** What to say of it to those who listen to the page. */
  get sentence() {
    if (!this.on) return "No longer repeating";
    if (this.single) return `Repeating line ${this.first + 1}`;
    return `Repeating lines ${this.first + 1} to ${this.last + 1}`;
  }

  /** @param {number} n */
  #order(n) {
    return this.#timeline.lines.findIndex((line) => line.n === n);
  }
}
