// The lyrics on the page: which line is current, which word is lit. Touches the DOM only when one of them changes.

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
   * Mark the lines of the passage, counted from 1; nothing when there is none.
   * @param {number} first
   * @param {number} last
   */
  mark(first, last) {
    for (const line of this.#lines.slice(first - 1, last)) line.classList.add("in-passage");
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

  /** No line is current: all of them read alike. */
  clear() {
    this.show({ line: -1, word: -1, sung: 0, until: 0 });
  }

  /** @param {number} n */
  #turn(n) {
    this.line(this.#line)?.classList.remove("now");
    this.line(this.#line)?.removeAttribute("aria-current");
    for (const word of this.#wordsOf(this.#line)) word.classList.remove("on", "sung");
    this.#line = n;
    this.#sung = 0;
    this.#word = -1;
    this.line(n)?.classList.add("now");
    this.line(n)?.setAttribute("aria-current", "true");
  }

  /** @param {Place} place */
  #light({ word, sung }) {
    const words = this.#wordsOf(this.#line);
    const from = Math.min(sung, this.#sung);
    for (let n = from; n < Math.max(sung, this.#sung); n += 1) words[n]?.classList.toggle("sung", n < sung);
    words[this.#word]?.classList.remove("on");
    words[word]?.classList.add("on");
    this.#sung = sung;
    this.#word = word;
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
