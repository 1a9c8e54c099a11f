// Reads the lines of a passage from the page, and highlights the line and the word that are being sung.

import { at, read } from "../player/timeline.js";

/** @typedef {import("../player/timeline.js").Timeline} Timeline */

/** @param {HTMLElement} element @param {string} name */
function ms(element, name) {
  const text = element.dataset[name];
  return text === undefined ? null : Number(text);
}

/** The list `#passage`. If the page has no such list, nothing is highlighted. */
export class Passage {
  #list = document.querySelector("#passage");
  #lines = [...(this.#list?.querySelectorAll("li") ?? [])];
  #words = this.#lines.map((line) => /** @type {HTMLElement[]} */ ([...line.querySelectorAll("[data-word]")]));
  /** @type {Timeline} */
  #timeline = read({
    timing: "word",
    lines: this.#lines.map((line, n) => [
      ms(line, "start"),
      ms(line, "end"),
      (this.#words[n] ?? []).map((word) => {
        const start = ms(word, "start");
        return start === null ? null : [start, ms(word, "end")];
      }),
    ]),
  });
  #shown = "";

  /** The timed lines: their number in the song (from 1), start and end in ms. */
  get lines() {
    return this.#timeline.lines.map(({ n, start, end }, index) => ({
      n: Number(this.#lines[n]?.dataset["line"]),
      start,
      end: Number.isFinite(end) ? end : (this.#timeline.lines[index + 1]?.start ?? start + 4000),
    }));
  }

  /**
   * Start or stop following a song. While the song is followed, all lines but the current one are dimmed.
   * @param {boolean} following
   */
  follow(following) {
    this.#list?.classList.toggle("led", following && this.#timeline.lines.length > 0);
    if (!following) this.highlight(-1);
  }

  /** Highlight the line and word at a time. @param {number} time in the song, in ms; -1 highlights nothing */
  highlight(time) {
    const { line, word } = at(this.#timeline, time);
    if (this.#shown === `${line}/${word}`) return;
    this.#shown = `${line}/${word}`;
    for (const [n, entry] of this.#lines.entries()) {
      const sung = n === line;
      if (sung && !entry.classList.contains("now")) entry.scrollIntoView({ block: "nearest" });
      entry.classList.toggle("now", sung);
      for (const [k, element] of (this.#words[n] ?? []).entries()) element.classList.toggle("on", sung && k === word);
    }
  }
}
