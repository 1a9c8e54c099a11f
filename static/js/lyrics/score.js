// The edited song and the current place, with their undo history. This module doesn't change the page.

import { History } from "./history.js";

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./edits.js").Place} Place
 */

/** The state of the editor. It reports changes, so that the page and the draft can be updated. */
export class Score {
  /** @type {History<{ song: Song, at: Place }>} */
  #steps;
  /** @type {Song} */
  #saved;
  /** @type {() => void} */
  #onChange;

  /** @param {Song} song as the server has it @param {Place} at @param {() => void} onChange called after each change */
  constructor(song, at, onChange) {
    this.#saved = song;
    this.#onChange = onChange;
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
   * Change the song.
   * @param {Song} song
   * @param {Place} at
   * @param {boolean} again whether this change belongs to the last undo step, such as the release of a key
   */
  change(song, at = this.at, again = false) {
    const next = { song, at };
    if (song === this.song || (again && this.canUndo)) this.#steps.amend(next);
    else this.#steps.push(next);
    this.#onChange();
  }

  /** Change the current place, without an undo step. @param {Place} at */
  choose(at) {
    const line = Math.max(0, Math.min(at.line, this.song.lines.length));
    const words = this.song.lines[line]?.words.length ?? 0;
    this.change(this.song, { line, word: Math.max(-1, Math.min(at.word, words - 1)) });
  }

  /** Remember which song has been saved. @param {Song} song as the server has it */
  keptAs(song) {
    this.#saved = song;
    this.#onChange();
  }

  undo() {
    this.#steps.undo();
    this.#onChange();
  }

  redo() {
    this.#steps.redo();
    this.#onChange();
  }
}
