// The field with the song's words: what is typed there becomes the song's lines.

import { untimed } from "./edits.js";
import { textOf, withText } from "./song.js";

/** @typedef {import("./score.js").Score} Score */

const PAUSE = 400; // ms without a key until what was typed is taken as a step

/** Keeps the song in step with its text. */
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

  /** Show the song's words. */
  show() {
    this.#field.value = textOf(this.#score.song);
  }

  /** Make the song's lines of what stands in the field, unless they are that already. */
  take() {
    clearTimeout(this.#timer);
    const { song } = this.#score;
    if (this.#field.value.trim() === textOf(song)) return;
    const changed = withText(song, this.#field.value, this.#language);
    this.#score.change(changed, untimed(changed, "line"));
  }
}
