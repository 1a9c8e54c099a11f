// Taps by key or touch: a press starts a line or word, and the end of a long press ends it.

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

  /** Whether the song is playing and taps count. */
  get on() {
    return this.#deck.playing && this.mode !== "listen";
  }

  /** Whether a press hasn't been released yet. */
  get held() {
    return this.#down !== null;
  }

  /**
   * Return what a tap times in this mode: the whole line at this place, or the word.
   * @param {Place} at
   * @returns {Place}
   */
  place(at) {
    return this.mode === "word" ? { line: at.line, word: Math.max(at.word, 0) } : { line: at.line, word: -1 };
  }

  /** Start the line or word to tap next. @param {Event} event */
  press(event) {
    const { song } = this.#score;
    const at = this.place(this.#score.at);
    if (!song.lines[at.line]) return;
    this.#down = { at, stamp: event.timeStamp };
    this.#score.change(press(song, at, this.#deck.moment(event)), after(song, at));
  }

  /** End the line or word that was started, if the press was long. @param {Event} event */
  release(event) {
    const down = this.#down;
    this.#down = null;
    if (!down) return;
    const { song } = this.#score;
    const held = release(song, down.at, this.#deck.moment(event), event.timeStamp - down.stamp);
    if (held !== song) this.#score.change(held, this.#score.at, true);
  }
}
