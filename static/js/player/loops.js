// The section that is repeated: one line, or several. Plain; lines are given by their numbers.

import { _ } from "../web/sentences.js";
import { stretch } from "./timeline.js";

// A repeat starts this many ms before its first line, so that the singer can breathe in.
export const RUN_UP = 200;

/** @typedef {import("./timeline.js").Timeline} Timeline */

/** The repeated section; `first` is -1 while nothing is repeated. */
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

  /** Whether a single line is repeated, as the loop key does. */
  get single() {
    return this.on && this.first === this.last;
  }

  /** Start and end in ms; null while nothing is repeated. */
  get turn() {
    return this.#turn;
  }

  /**
   * Repeat a line, or all lines between two, in either order; -1 for nothing.
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
   * Start the section at a line; its end stays where it was if that is later.
   * @param {number} n
   */
  from(n) {
    this.set(n, this.on && this.#order(this.last) >= this.#order(n) ? this.last : n);
  }

  /**
   * End the section at a line.
   * @param {number} n
   */
  to(n) {
    this.set(this.on && this.#order(this.first) <= this.#order(n) ? this.first : n, n);
  }

  /**
   * Return whether a line is repeated.
   * @param {number} n
   */
  has(n) {
    const place = this.#order(n);
    return this.on && place >= this.#order(this.first) && place <= this.#order(this.last);
  }

  /**
   * Return whether a time is in the run-up to the section, where its first line is already shown.
   * @param {number} ms
   */
  isRunUp(ms) {
    return this.#turn !== null && ms < this.#turn.start && ms >= this.#turn.start - 2 * RUN_UP;
  }

  /** What to announce to screen readers. */
  get sentence() {
    if (!this.on) return _("No longer repeating");
    if (this.single) return _("Repeating line %(line)s", { line: this.first + 1 });
    return _("Repeating lines %(first)s to %(last)s", { first: this.first + 1, last: this.last + 1 });
  }

  /** @param {number} n */
  #order(n) {
    return this.#timeline.lines.findIndex((line) => line.n === n);
  }
}
