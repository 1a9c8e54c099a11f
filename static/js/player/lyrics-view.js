// Shows in the lyrics which line is current and which word is highlighted. It changes the page only if the line or the
// word changes.

import { Light } from "./highlight.js";
import { steps } from "./timeline.js";

/** @typedef {import("./timeline.js").Place} Place */
/** @typedef {import("./timeline.js").Line} Line */

/** The list of lines, with the position in the song. */
export class LyricsView {
  /** @type {HTMLElement[]} */
  #lines;
  /** @type {Map<number, HTMLElement[]>} */
  #words = new Map();
  #line = -1;
  #sung = 0;
  #word = -1;
  #light;
  #swept = false;
  #height = 0;

  /** @param {ParentNode} root */
  constructor(root) {
    this.#light = new Light(root.querySelector(".lyrics")?.getAttribute("dir") === "rtl");
    this.#lines = [...root.querySelectorAll(".line")].filter((line) => line instanceof HTMLElement);
  }

  /** Return a line's element, or null. @param {number} n counted from 0 */
  line(n) {
    return this.#lines[n] ?? null;
  }

  /** All lines, in page order. */
  get lines() {
    return this.#lines;
  }

  /**
   * Return the element of a word in a line, or null.
   * @param {number} line counted from 0
   * @param {number} word counted from 0
   */
  word(line, word) {
    return this.#wordsOf(line)[word] ?? null;
  }

  /**
   * Mark the lines of the passage, counted from 1; NaN if there is none.
   * @param {number} first
   * @param {number} last
   */
  mark(first, last) {
    for (const line of this.#lines.slice(first - 1, last)) line.classList.add("in-passage");
  }

  /**
   * Show which lines are repeated.
   * @param {(n: number) => boolean} has
   */
  loop(has) {
    this.#lines.forEach((line, n) => {
      line.classList.toggle("looped", has(n));
    });
  }

  /**
   * Show a place, and return whether the line has changed.
   * @param {Place} place
   */
  show(place) {
    const turned = place.line !== this.#line;
    if (turned) this.#turn(place.line);
    if (place.sung !== this.#sung || place.word !== this.#word) this.#mark(place);
    return turned;
  }

  /**
   * Move the highlight through the current word, or down the current line if it has no word times.
   * @param {Place} place the place that is shown
   * @param {number} ms
   * @param {number} rate the song's speed, 0 while paused
   * @param {number} wall performance.now() when `ms` was read
   */
  sweep({ lit, row, until }, ms, rate, wall) {
    const bare = row?.words.length === 0;
    if (!lit && !bare) return;
    const { start } = lit ?? /** @type {Line} */ (row);
    if (!this.#swept) {
      const target = this.word(this.#line, this.#word) ?? this.line(this.#line);
      if (!target) return;
      const stop = lit ? lit.stop : Number.isFinite(row?.end) ? Number(row?.end) : until;
      const length = Number.isFinite(stop) ? stop - start : 1;
      this.#light.enter(target, this.#height, steps(start, stop, lit?.parts), length);
      this.#swept = true;
    }
    this.#light.follow(ms - start, rate, wall);
  }

  /** Show no line as current. */
  clear() {
    this.#turn(-1);
  }

  /** @param {number} n */
  #turn(n) {
    const before = this.line(this.#line);
    before?.classList.remove("now");
    before?.removeAttribute("aria-current");
    for (const word of this.#wordsOf(this.#line)) word.classList.remove("on", "sung");
    this.#dark();
    this.#line = n;
    this.#sung = 0;
    this.#word = -1;
    this.line(n)?.classList.add("now");
    this.line(n)?.setAttribute("aria-current", "true");
  }

  /** @param {Place} place */
  #mark({ word, sung }) {
    const words = this.#wordsOf(this.#line);
    // Read the boxes before the page is changed; reading them afterwards would force a layout.
    const boxes = words[word]?.getClientRects();
    this.#height = boxes?.length === 1 ? (boxes[0]?.height ?? 0) : 0;
    const from = Math.min(sung, this.#sung);
    for (let n = from; n < Math.max(sung, this.#sung); n += 1) words[n]?.classList.toggle("sung", n < sung);
    words[this.#word]?.classList.remove("on");
    this.#dark();
    words[word]?.classList.add("on");
    this.#sung = sung;
    this.#word = word;
  }

  #dark() {
    this.#light.leave();
    this.#swept = false;
  }

  /** @param {number} n */
  #wordsOf(n) {
    const line = this.line(n);
    if (!line) return [];
    const kept = this.#words.get(n);
    if (kept) return kept;
    const words = [...line.querySelectorAll("b")];
    this.#words.set(n, words);
    return words;
  }
}
