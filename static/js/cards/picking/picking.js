// What keys and fingers mean on the picking page.

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
 * What a key does, "" for nothing.
 * @param {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean }} event
 */
export function wish({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (ctrlKey || metaKey || altKey) return "";
  if (shiftKey && (key === "ArrowRight" || key === "ArrowLeft")) return key === "ArrowRight" ? "right" : "left";
  return KEYS[key.toLowerCase()] ?? "";
}

/** Words of a line from one to another (from 1), grown from where the finger or the key began. */
export class Span {
  #from;
  #to;

  /** @param {number} start @param {number} count how many words the line has */
  constructor(start, count) {
    this.count = count;
    this.#from = start;
    this.#to = start;
  }

  /** @param {number} n */
  reach(n) {
    this.#to = Math.min(this.count, Math.max(1, n));
  }

  /** One word on; where the line ends, the other end grows. @param {1 | -1} way */
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
