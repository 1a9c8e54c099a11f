// The editor's page around the lines: the bar, the selection, the list of issues.

import { _, ngettext } from "../web/sentences.js";
import { clock } from "./sheet.js";

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./edits.js").Place} Place
 * @typedef {import("./lint.js").Finding} Finding
 * @typedef {"listen" | "line" | "word"} Mode
 */

const MAX_FINDINGS = 12; // how many issues are listed

/** Writes into the editor's markup. */
export class Page {
  /** @type {HTMLElement} */
  #root;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  /**
   * Return a part of the page. Throws an Error if it's missing.
   * @template {HTMLElement} T
   * @param {string} name
   * @param {{ new (): T }} kind
   * @returns {T}
   */
  part(name, kind) {
    const found = this.#root.querySelector(`[data-part=${name}]`);
    if (found instanceof kind) return found;
    throw new Error(`the editor's page lacks ${name}`);
  }

  /** Set the text of a part. @param {string} name @param {string} text */
  write(name, text) {
    const part = this.part(name, HTMLElement);
    if (part.textContent !== text) part.textContent = text;
  }

  /** Show a tab. @param {string} name */
  tab(name) {
    this.#root.dataset["tab"] = name;
    this.#press("tab", name);
  }

  /** Show the mode. @param {Mode} mode */
  mode(mode) {
    this.#root.dataset["mode"] = mode;
    this.#press("mode", mode);
  }

  /** Show whether the song is playing. @param {boolean} playing */
  playing(playing) {
    this.#root.toggleAttribute("data-playing", playing);
    this.#button("play")?.setAttribute("aria-label", playing ? _("Pause") : _("Play"));
  }

  /** Whether everything after the selection moves together with it. */
  get onwards() {
    return this.part("onwards", HTMLElement).getAttribute("aria-pressed") === "true";
  }

  turnOnwards() {
    this.part("onwards", HTMLElement).setAttribute("aria-pressed", String(!this.onwards));
  }

  /** Show or hide the link to the song after saving. @param {boolean} shown */
  saved(shown) {
    this.part("saved", HTMLElement).hidden = !shown;
  }

  /** Enable or disable a button. @param {string} name @param {boolean} useful */
  enable(name, useful) {
    const button = this.#button(name);
    if (button instanceof HTMLButtonElement) button.disabled = !useful;
  }

  /**
   * Show on the large button what it does, and which line or word to tap next.
   * @param {Song} song @param {Place} at @param {Mode} mode @param {boolean} playing
   */
  tap(song, at, mode, playing) {
    const line = song.lines[at.line];
    const taps = mode !== "listen";
    if (playing) this.write("tap-does", !taps ? _("Pause") : line ? _("Tap when you hear") : _("All lines timed"));
    else this.write("tap-does", taps ? _("Play, then tap") : _("Play"));
    this.write("tap-what", taps ? (line?.words[at.word]?.text ?? line?.text ?? "") : "");
  }

  /** Show the selected line or word, and how many lines are timed. @param {Song} song @param {Place} at */
  chosen(song, at) {
    const line = song.lines[at.line];
    const word = line?.words[at.word];
    const start = at.word < 0 ? line?.start : word?.start;
    const number = at.line + 1;
    const name = word
      ? _("Line %(number)s, “%(word)s”", { number, word: word.text })
      : _("Line %(number)s", { number });
    const time = start == null ? _("no time yet") : `${clock(start)}${String(start % 100).padStart(2, "0")}`;
    this.write("chosen", line ? `${name} · ${time}` : _("After the last line"));
    const timed = song.lines.filter((entry) => entry.start !== null).length;
    const count = song.lines.length;
    this.write(
      "count",
      ngettext("%(timed)s of %(num)s line timed", "%(timed)s of %(num)s lines timed", count, { timed }),
    );
    this.part("no-lines", HTMLElement).hidden = song.lines.length > 0;
  }

  /** List the issues. @param {Finding[]} findings */
  findings(findings) {
    const items = findings.slice(0, MAX_FINDINGS).map(({ line, word, kind, text }) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = kind;
      button.textContent = text;
      button.dataset["do"] = "go";
      button.dataset["line"] = String(line);
      button.dataset["word"] = String(word);
      item.append(button);
      return item;
    });
    if (findings.length > MAX_FINDINGS) {
      const more = document.createElement("li");
      more.textContent = _("and %(count)s more", { count: findings.length - MAX_FINDINGS });
      items.push(more);
    }
    this.part("lint", HTMLElement).replaceChildren(...items);
    this.part("no-lint", HTMLElement).hidden = findings.length > 0;
  }

  /** @param {string} name @param {string} value */
  #press(name, value) {
    for (const button of this.#root.querySelectorAll(`button[data-do=${name}][aria-pressed]`)) {
      if (button instanceof HTMLElement) button.setAttribute("aria-pressed", String(button.dataset["name"] === value));
    }
  }

  /** @param {string} name */
  #button(name) {
    return this.#root.querySelector(`[data-do=${name}]`);
  }
}
