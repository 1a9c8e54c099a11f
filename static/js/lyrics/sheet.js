// The list of lines with their times. It redraws only the lines that have changed, so that taps are fast.

import { _ } from "../web/sentences.js";

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./song.js").Line} Line
 * @typedef {import("./edits.js").Place} Place
 */

/**
 * Return a position in the song with tenths of a second, such as 1:05.3.
 * @param {number} ms
 */
export function clock(ms) {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  const seconds = Math.floor(tenths / 10);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}.${tenths % 10}`;
}

/** The list of lines with their words. */
export class Sheet {
  /** @type {HTMLElement} */
  #list;
  /** @type {Line[]} */
  #lines = [];
  /** @type {HTMLElement[]} */
  #rows = [];
  /** @type {HTMLElement[]} */
  #marked = [];
  /** @type {HTMLElement[]} */
  #lit = [];
  #at = "";
  #now = "";

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list;
  }

  /**
   * Show the lines.
   * @param {Song} song
   * @param {Place} at the place to tap next
   */
  show({ lines }, at) {
    lines.forEach((line, n) => {
      if (this.#lines[n] !== line) this.#draw(line, n);
    });
    for (const row of this.#rows.splice(lines.length)) row.remove();
    this.#lines = lines;
    this.#mark(at);
  }

  /**
   * Highlight the line and the word that are sung at a moment.
   * @param {number} ms
   */
  playing(ms) {
    const n = this.#lines.findLastIndex((line) => line.start !== null && line.start <= ms);
    const w = this.#lines[n]?.words.findLastIndex((word) => word.start !== null && word.start <= ms) ?? -1;
    const now = `${n} ${w}`;
    if (now === this.#now) return;
    this.#now = now;
    for (const element of this.#lit) element.classList.remove("on");
    const row = this.#rows[n];
    const word = row && w >= 0 ? this.#words(row)[w] : undefined;
    this.#lit = [row, word].filter((element) => element !== undefined);
    for (const element of this.#lit) element.classList.add("on");
  }

  /** Scroll to the line to tap next, unless it's visible. */
  reveal() {
    const row = this.#marked[0];
    if (!row) return;
    const { top, bottom } = row.getBoundingClientRect();
    if (top < 205 || bottom > innerHeight - 230) row.scrollIntoView({ block: "center" });
  }

  /**
   * Return the line and word of a clicked element, or null if it's outside the list.
   * @param {Element} target
   * @returns {Place | null}
   */
  placeOf(target) {
    const row = target.closest("li[data-line]");
    if (!(row instanceof HTMLElement) || !this.#list.contains(row)) return null;
    const word = target.closest("b");
    return { line: this.#rows.indexOf(row), word: word ? this.#words(row).indexOf(word) : -1 };
  }

  /** @param {HTMLElement} row @returns {HTMLElement[]} */
  #words(row) {
    return [...row.querySelectorAll("b")];
  }

  /** @param {Line} line @param {number} n */
  #draw(line, n) {
    const old = this.#lines[n];
    const row = this.#rows[n] ?? this.#add();
    const same =
      old?.words.length === line.words.length && old.words.every((word, w) => word.text === line.words[w]?.text);
    if (!same) this.#write(row, line);
    const when = row.querySelector(".when");
    if (when) {
      when.textContent = line.start === null ? "–" : clock(line.start);
      when.ariaLabel = _("%(time)s Play from line %(number)s", { time: when.textContent, number: n + 1 });
    }
    row.classList.toggle("timed", line.start !== null);
    this.#words(row).forEach((word, w) => {
      word.classList.toggle("timed", line.words[w]?.start !== null);
    });
  }

  #add() {
    const row = document.createElement("li");
    row.dataset["line"] = "";
    const when = document.createElement("button");
    when.type = "button";
    when.className = "when";
    when.dataset["do"] = "from";
    const text = document.createElement("p");
    text.dir = "auto";
    row.append(when, text);
    this.#list.append(row);
    this.#rows.push(row);
    return row;
  }

  /** @param {HTMLElement} row @param {Line} line */
  #write(row, line) {
    const parts = line.words.flatMap(({ text, glue }) => {
      const word = document.createElement("b");
      word.textContent = text;
      return [word, glue];
    });
    row.querySelector("p")?.replaceChildren(...(parts.length > 0 ? parts : [line.text]));
    this.#at = "";
    this.#now = "";
  }

  /** @param {Place} at */
  #mark(at) {
    const key = `${at.line} ${at.word}`;
    if (key === this.#at) return;
    this.#at = key;
    for (const element of this.#marked) {
      element.classList.remove("next");
      element.removeAttribute("aria-current");
    }
    const row = this.#rows[at.line];
    const word = row && at.word >= 0 ? this.#words(row)[at.word] : undefined;
    this.#marked = [row, word].filter((element) => element !== undefined);
    for (const element of this.#marked) element.classList.add("next");
    row?.setAttribute("aria-current", "true");
  }
}
