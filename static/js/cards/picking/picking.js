// The keyboard shortcuts of the picking page, and the selection of a phrase.

const KEYS = /** @type {Record<string, string>} */ ({
  k: "keep",
  enter: "keep",
  s: "skip",
  " ": "skip",
  n: "known",
  i: "ignored",
  e: "edit",
  z: "undo",
  u: "undo",
  r: "listen",
});

/**
 * Return the action of a key, or an empty string.
 * @param {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean }} event
 */
export function action({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (ctrlKey || metaKey || altKey) return "";
  if (shiftKey && (key === "ArrowRight" || key === "ArrowLeft")) return key === "ArrowRight" ? "right" : "left";
  return KEYS[key.toLowerCase()] ?? "";
}

/** A range of words in a line, counted from 1. It grows from the word where the selection began. */
export class Span {
  #from;
  #to;

  /** @param {number} start @param {number} count how many words the line has */
  constructor(start, count) {
    this.count = count;
    this.#from = start;
    this.#to = start;
  }

  /** Extend the range to a word. @param {number} n */
  reach(n) {
    this.#to = Math.min(this.count, Math.max(1, n));
  }

  /**
   * Extend the range by one word in a direction; if the line ends there, extend it in the other direction.
   * @param {1 | -1} way
   */
  grow(way) {
    const before = this.#to;
    this.reach(this.#to + way);
    if (this.#to === before && this.#from - way >= 1 && this.#from - way <= this.count) this.#from -= way;
  }

  get first() {
    return Math.min(this.#from, this.#to);
  }

  get last() {
    return Math.max(this.#from, this.#to);
  }

  get isPhrase() {
    return this.first < this.last;
  }
}
