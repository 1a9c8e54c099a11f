// The keyboard shortcuts of the picking page, and the selection of a phrase.

import { find } from "../../web/shortcuts.js";

const KEYS = /** @type {Record<string, string>} */ ({
  k: "keep",
  Enter: "keep",
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
 * @param {import("../../web/shortcuts.js").Press & { ctrlKey: boolean, metaKey: boolean, altKey: boolean }} press
 */
export function action(press) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (ctrlKey || metaKey || altKey) return "";
  if (shiftKey && (key === "ArrowRight" || key === "ArrowLeft")) return key === "ArrowRight" ? "right" : "left";
  return find(press, KEYS) ?? "";
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
