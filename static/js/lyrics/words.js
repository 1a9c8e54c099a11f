// The text field with the lyrics. Each of its rows is a line of the song.

import { untimed } from "./edits.js";
import { textOf, withText } from "./song.js";

/** @typedef {import("./score.js").Score} Score */

const PAUSE = 400; // ms after the last key press until the text is applied as an undo step

/** Synchronises the song with the text field. */
export class Words {
  #field;
  #score;
  #language;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLTextAreaElement} field @param {Score} score @param {string} language @param {AbortSignal} signal */
  constructor(field, score, language, signal) {
    this.#field = field;
    this.#score = score;
    this.#language = language;
    field.addEventListener("change", () => this.take(), { signal });
    field.addEventListener(
      "input",
      () => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.take(), PAUSE);
      },
      { signal },
    );
  }

  /** Show the song's lyrics in the field. */
  show() {
    this.#field.value = textOf(this.#score.song);
  }

  /** Apply the field's text to the song, if it has changed. */
  take() {
    clearTimeout(this.#timer);
    const { song } = this.#score;
    if (this.#field.value.trim() === textOf(song)) return;
    const changed = withText(song, this.#field.value, this.#language);
    this.#score.change(changed, untimed(changed, "line"));
  }
}
