// The lyrics on the page: which line is current, which word is lit and how far its light has come. Touches the DOM
// only when one of them changes.

/** @typedef {import("./timeline.js").Place} Place */

/** Shows a place of the song in the list of lines. */
export class LyricsView {
  /** @type {HTMLElement[]} */
  #lines;
  /** @type {Map<number, HTMLElement[]>} */
  #words = new Map();
  #line = -1;
  #sung = 0;
  #word = -1;
  #filled = -1;

  /** @param {ParentNode} root */
  constructor(root) {
    this.#lines = [...root.querySelectorAll(".line")].filter((line) => line instanceof HTMLElement);
  }

  /** @param {number} n counted from nought */
  line(n) {
    return this.#lines[n] ?? null;
  }

  /** All lines, in the order of the page. */
  get lines() {
    return this.#lines;
  }

  /**
   * The word of a line.
   * @param {number} line counted from nought
   * @param {number} word counted from nought
   */
  word(line, word) {
    return this.#wordsOf(line)[word] ?? null;
  }

  /**
   * Mark the lines of the passage, counted from 1; nothing when there is none.
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
   * Show a place; true when the line is another one than before.
   * @param {Place} place
   */
  show(place) {
    const turned = place.line !== this.#line;
    if (turned) this.#turn(place.line);
    if (place.sung !== this.#sung || place.word !== this.#word) this.#light(place);
    return turned;
  }

  /**
   * How far the light has come in the lit word; in a line without words, in the line.
   * @param {number} part 0 to 1
   */
  fill(part) {
    // Half a hundredth is less than a pixel of any word: finer steps would only cost.
    const filled = Math.round(part * 200) / 2;
    if (filled === this.#filled) return;
    this.#filled = filled;
    (this.word(this.#line, this.#word) ?? this.line(this.#line))?.style.setProperty("--fill", `${filled}%`);
  }

  /** No line is current: all of them read alike. */
  clear() {
    this.#turn(-1);
  }

  /** @param {number} n */
  #turn(n) {
    const before = this.line(this.#line);
    before?.classList.remove("now");
    before?.removeAttribute("aria-current");
    before?.style.removeProperty("--fill");
    for (const word of this.#wordsOf(this.#line)) {
      word.classList.remove("on", "sung");
      word.style.removeProperty("--fill");
    }
    this.#line = n;
    this.#sung = 0;
    this.#word = -1;
    this.#filled = -1;
    this.line(n)?.classList.add("now");
    this.line(n)?.setAttribute("aria-current", "true");
  }

  /** @param {Place} place */
  #light({ word, sung }) {
    const words = this.#wordsOf(this.#line);
    const from = Math.min(sung, this.#sung);
    for (let n = from; n < Math.max(sung, this.#sung); n += 1) words[n]?.classList.toggle("sung", n < sung);
    words[this.#word]?.classList.remove("on");
    words[this.#word]?.style.removeProperty("--fill");
    words[word]?.classList.add("on");
    this.#sung = sung;
    this.#word = word;
    this.#filled = -1;
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
