// Taps by key and by thumb: a press begins a line or a word, a long one ends it when it is let go.

import { after, press, release } from "./edits.js";

/**
 * @typedef {import("./score.js").Score} Score
 * @typedef {import("./transport.js").Deck} Deck
 * @typedef {import("./edits.js").Place} Place
 */

/** Turns presses into times. */
export class Tapping {
  /** @type {import("./page.js").Mode} */
  mode = "line";
  /** @type {{ at: Place, stamp: number } | null} */
  #down = null;
  #score;
  #deck;

  /** @param {Score} score @param {Deck} deck */
  constructor(score, deck) {
    this.#score = score;
    this.#deck = deck;
  }

  /** Whether the song plays and waits for taps. */
  get on() {
    return this.#deck.playing && this.mode !== "listen";
  }

  /** Whether something was begun that has not been let go. */
  get held() {
    return this.#down !== null;
  }

  /**
   * The place as this mode taps it: a line as a whole, or a word.
   * @param {Place} at
   * @returns {Place}
   */
  place(at) {
    return this.mode === "word" ? { line: at.line, word: Math.max(at.word, 0) } : { line: at.line, word: -1 };
  }

  /** @param {Event} event */
  press(event) {
    const { song } = this.#score;
    const at = this.place(this.#score.at);
    if (!song.lines[at.line]) return;
    this.#down = { at, stamp: event.timeStamp };
    this.#score.change(press(song, at, this.#deck.moment(event)), after(song, at));
  }

  /** @param {Event} event */
  release(event) {
    const down = this.#down;
    this.#down = null;
    if (!down) return;
    const { song } = this.#score;
    const held = release(song, down.at, this.#deck.moment(event), event.timeStamp - down.stamp);
    if (held !== song) this.#score.change(held, this.#score.at, true);
  }
}
