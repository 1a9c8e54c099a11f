// The parts of the editor's page around the lines: what stands on the bar, the chosen place, the list of findings.

import { clock } from "./sheet.js";

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./edits.js").Place} Place
 * @typedef {import("./lint.js").Finding} Finding
 * @typedef {"listen" | "line" | "word"} Mode
 */

const MOST = 12; // findings; who has more begins with these

/** Writes into the editor's markup. */
export class Page {
  /** @type {HTMLElement} */
  #root;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  /**
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

  /** @param {string} name @param {string} text */
  write(name, text) {
    const part = this.part(name, HTMLElement);
    if (part.textContent !== text) part.textContent = text;
  }

  /** @param {string} name */
  tab(name) {
    this.#root.dataset["tab"] = name;
    this.#press("tab", name);
  }

  /** @param {Mode} mode */
  mode(mode) {
    this.#root.dataset["mode"] = mode;
    this.#press("mode", mode);
  }

  /** @param {boolean} playing */
  playing(playing) {
    this.#root.toggleAttribute("data-playing", playing);
    this.#button("play")?.setAttribute("aria-label", playing ? "Pause" : "Play");
  }

  /** Whether all that comes after the chosen place is moved with it. */
  get onwards() {
    return this.part("onwards", HTMLElement).getAttribute("aria-pressed") === "true";
  }

  turnOnwards() {
    this.part("onwards", HTMLElement).setAttribute("aria-pressed", String(!this.onwards));
  }

  /** Whether the bar says that all is saved, and leads to the song. @param {boolean} shown */
  saved(shown) {
    this.part("saved", HTMLElement).hidden = !shown;
  }

  /** @param {string} name @param {boolean} useful */
  enable(name, useful) {
    const button = this.#button(name);
    if (button instanceof HTMLButtonElement) button.disabled = !useful;
  }

  /**
   * The large button says what it will do, and to which words.
   * @param {Song} song @param {Place} at @param {Mode} mode @param {boolean} playing
   */
  tap(song, at, mode, playing) {
    const line = song.lines[at.line];
    const taps = mode !== "listen";
    const does = playing
      ? taps
        ? line
          ? "Tap when you hear"
          : "All is tapped"
        : "Pause"
      : taps
        ? "Play, then tap"
        : "Play";
    this.write("tap-does", does);
    this.write("tap-what", taps ? (line?.words[at.word]?.text ?? line?.text ?? "") : "");
  }

  /** @param {Song} song @param {Place} at */
  chosen(song, at) {
    const line = song.lines[at.line];
    const word = line?.words[at.word];
    const start = at.word < 0 ? line?.start : word?.start;
    const name = !line ? "Behind the last line" : word ? `Line ${at.line + 1}, “${word.text}”` : `Line ${at.line + 1}`;
    const when = start == null ? "no time yet" : `${clock(start)}${String(start % 100).padStart(2, "0")}`;
    this.write("chosen", line ? `${name} · ${when}` : name);
    const timed = song.lines.filter((entry) => entry.start !== null).length;
    this.write("count", `${timed} of ${song.lines.length} lines timed`);
    this.part("no-lines", HTMLElement).hidden = song.lines.length > 0;
  }

  /** @param {Finding[]} findings */
  findings(findings) {
    const items = findings.slice(0, MOST).map(({ line, word, kind, text }) => {
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
    if (findings.length > MOST) {
      const more = document.createElement("li");
      more.textContent = `and ${findings.length - MOST} more`;
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
