// What is edited, with its past: the song and the place that is tapped or moved next. No page here.

import { History } from "./history.js";

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./edits.js").Place} Place
 */

/** Tells when it changed, so that the page and the draft follow. */
export class Score {
  /** @type {History<{ song: Song, at: Place }>} */
  #steps;
  /** @type {Song} */
  #saved;
  /** @type {() => void} */
  #told;

  /** @param {Song} song as it is saved @param {Place} at @param {() => void} told called after each change */
  constructor(song, at, told) {
    this.#saved = song;
    this.#told = told;
    this.#steps = new History({ song, at });
  }

  get song() {
    return this.#steps.now.song;
  }

  get at() {
    return this.#steps.now.at;
  }

  /** Whether there is something to save. */
  get changed() {
    return this.song !== this.#saved;
  }

  get canUndo() {
    return this.#steps.canUndo;
  }

  get canRedo() {
    return this.#steps.canRedo;
  }

  /**
   * @param {Song} song
   * @param {Place} at
   * @param {boolean} again whether this goes on with the last step, as letting go of a key does
   */
  change(song, at = this.at, again = false) {
    const next = { song, at };
    if (song === this.song || (again && this.canUndo)) this.#steps.amend(next);
    else this.#steps.push(next);
    this.#told();
  }

  /** @param {Place} at no step of its own */
  choose(at) {
    const line = Math.max(0, Math.min(at.line, this.song.lines.length));
    const words = this.song.lines[line]?.words.length ?? 0;
    this.change(this.song, { line, word: Math.max(-1, Math.min(at.word, words - 1)) });
  }

  /** @param {Song} song what the server has now */
  keptAs(song) {
    this.#saved = song;
    this.#told();
  }

  undo() {
    this.#steps.undo();
    this.#told();
  }

  redo() {
    this.#steps.redo();
    this.#told();
  }
}
