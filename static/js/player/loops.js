// The section that is repeated: one line or several, given by their numbers. This module doesn't touch the page.

import { _ } from "../web/sentences.js";
import { stretch } from "./timeline.js";

// A repeat starts this many ms before its first line, so that the singer can breathe in.
export const RUN_UP = 200;

/** @typedef {import("./timeline.js").Timeline} Timeline */

/** The repeated section, from line `first` to line `last`; both are -1 while nothing is repeated. */
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

  /** Whether exactly one line is repeated. */
  get single() {
    return this.on && this.first === this.last;
  }

  /** The section's start and end in ms, or null while nothing is repeated. */
  get turn() {
    return this.#turn;
  }

  /**
   * Repeat one line, or all lines from one to another, given in either order. -1 stops repeating.
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
   * Start the section at a line. The section's end stays the same unless it's before that line; then only
   * that line is repeated.
   * @param {number} n
   */
  from(n) {
    this.set(n, this.on && this.#order(this.last) >= this.#order(n) ? this.last : n);
  }

  /**
   * End the section at a line. The section's start stays the same unless it's after that line; then only
   * that line is repeated.
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
   * Return whether a time is shortly before the section, where the section's first line is already shown as current.
   * @param {number} ms
   */
  isRunUp(ms) {
    return this.#turn !== null && ms < this.#turn.start && ms >= this.#turn.start - 2 * RUN_UP;
  }

  /** The sentence about the section that is announced to screen readers. */
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
