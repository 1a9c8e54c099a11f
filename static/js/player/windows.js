// The windows of the song page: the practice panel, the list of shortcuts, the calibration and the word card.

import { _ } from "../web/sentences.js";
import { Calibration } from "./calibrate.js";
import { Card } from "./card.js";

/**
 * @typedef {import("./commands.js").Parts} Parts
 * @typedef {import("./commands.js").Commands} Commands
 */

/** Opens and closes the windows. */
export class Windows {
  #root;
  #parts;
  #commands;
  /** @type {Card | null} */
  #card = null;
  /** @type {Calibration | null} */
  #calibration = null;
  /** Whether the current press has closed the panel. */
  #closed = false;

  /**
   * @param {HTMLElement} root the element that contains them
   * @param {Parts} parts
   * @param {Commands} commands
   * @param {AbortSignal} signal
   */
  constructor(root, parts, commands, signal) {
    this.#root = root;
    this.#parts = parts;
    this.#commands = commands;
    const [card, lyrics] = [this.#named("card"), root.querySelector(".lyrics")];
    if (card && lyrics instanceof HTMLElement) this.#card = new Card(card, lyrics, (word) => this.#show(word), signal);
    const dialog = this.#named("calibrate-dialog");
    if (dialog instanceof HTMLDialogElement) {
      this.#calibration = new Calibration(dialog, (offset) => commands.device(offset), signal);
    }
    addEventListener("pointerdown", (event) => this.#left(event.target), { signal });
    addEventListener("keydown", (event) => event.key === "Escape" && this.#left(null), { signal });
  }

  /** Whether the current press has opened or closed a window. The click that ends the press must then do nothing else. */
  get pressed() {
    return this.#closed || this.#card?.held || this.#card?.closed || false;
  }

  /** Open a window by its name. @param {string} name */
  open(name) {
    if (name === "practise") this.#named("practise-panel")?.togglePopover();
    else if (name === "calibrate") this.#calibration?.open();
    else if (name === "word") this.#show(this.#currentWord);
    else if (name === "sing-word") this.#sing();
    else if (name === "hear-line") this.#hear();
    else if (name === "help") {
      const keys = this.#named("keys-dialog");
      if (keys instanceof HTMLDialogElement) keys.showModal();
    }
  }

  /** Close the panel unless the press was on the bar or the panel. @param {EventTarget | null} target what was pressed */
  #left(target) {
    this.#closed = false;
    if (target instanceof Element && target.closest(".bar")) return;
    const panel = this.#named("practise-panel");
    this.#closed = panel?.matches(":popover-open") ?? false;
    const more = this.#root.querySelector("[popovertarget=practise]");
    if (panel?.contains(document.activeElement) && more instanceof HTMLElement) more.focus();
    panel?.hidePopover();
  }

  /**
   * The word that is being sung, otherwise the last word that was sung in the line, otherwise the line's first word.
   */
  get #currentWord() {
    for (const names of [".on", ".now .sung"]) {
      const found = [...this.#root.querySelectorAll(`.lyrics ${names}`)].at(-1);
      if (found instanceof HTMLElement) return found;
    }
    return /** @type {HTMLElement | null} */ (this.#root.querySelector(".lyrics .now b, .lyrics b"));
  }

  /** @param {HTMLElement | null} word */
  #show(word) {
    const { view, sound, bar } = this.#parts;
    const line = word?.closest(".line");
    if (!word || !(line instanceof HTMLElement) || !this.#card) return;
    sound.audio.pause();
    const place = { line: view.lines.indexOf(line) + 1, word: [...line.querySelectorAll(".t b")].indexOf(word) + 1 };
    this.#card.show(word, place);
    bar.say(_("Word: %(word)s", { word: word.textContent ?? "" }));
  }

  /** Play the card's line once. The card stays open. */
  #hear() {
    const { playhead, sound } = this.#parts;
    const row = this.#cardsLine;
    if (!row) return;
    playhead.hear(row);
    if (sound.audio.paused) void this.#commands.toggle();
  }

  get #cardsLine() {
    const n = (this.#card?.place.line ?? 0) - 1;
    return this.#parts.timeline.lines.find((entry) => entry.n === n);
  }

  #sing() {
    const { sound } = this.#parts;
    const word = this.#card?.place.word ?? 0;
    const row = this.#cardsLine;
    this.#card?.hide();
    if (!row) return;
    this.#commands.seek(row.words.find((entry) => entry.n === word - 1)?.start ?? row.start);
    if (sound.audio.paused) void this.#commands.toggle();
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #named(name) {
    return this.#root.querySelector(`[data-part=${name}]`);
  }
}
