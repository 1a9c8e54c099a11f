// The page of a game: its buttons, messages, score and results.

import { _, ngettext } from "../web/sentences.js";
import { offer } from "./keep.js";
import { loadOption, saveOption } from "./options.js";

const CARES = 8; // how many words to review are listed

export class Board {
  #host;

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#host = host;
  }

  /** Return a part of the page. @param {string} name */
  part(name) {
    return /** @type {HTMLElement} */ (this.#host.querySelector(`[data-part="${name}"]`));
  }

  /** Return a button of the page, or null. @param {string} name */
  button(name) {
    const found = this.#host.querySelector(`[data-do="${name}"]`);
    return found instanceof HTMLButtonElement ? found : null;
  }

  /** @param {string} name */
  #box(name) {
    const found = this.#host.querySelector(`[data-part="${name}"]`);
    return found instanceof HTMLInputElement ? found : null;
  }

  /** Return whether a checkbox is ticked. @param {string} name */
  ticked(name) {
    return this.#box(name)?.checked ?? false;
  }

  /** Restore a checkbox, and save it when it changes. @param {string} name @param {boolean} fallback */
  option(name, fallback) {
    const box = this.#box(name);
    if (!box) return;
    box.checked = loadOption(name, fallback);
    box.addEventListener("change", () => saveOption(name, box.checked));
  }

  open() {
    this.part("start").hidden = true;
    const board = this.part("board");
    board.hidden = false;
    board.scrollIntoView({ block: "nearest" });
  }

  /** Show a message about the exercise. @param {string} words @param {string} [look] */
  say(words, look = "") {
    const place = this.part("said");
    place.textContent = words;
    place.className = `said ${look}`;
  }

  /** Show or hide a button. @param {string} name @param {boolean} shown */
  show(name, shown) {
    const button = this.button(name);
    if (button) button.hidden = !shown;
  }

  /** Show or hide the buttons of an open exercise. @param {boolean} shown */
  moves(shown) {
    for (const name of ["again", "slower", "skip", "help"]) this.show(name, shown);
  }

  /** Show the buttons after an exercise. */
  over() {
    this.moves(false);
    for (const name of ["again", "slower", "next"]) this.show(name, true);
    this.button("next")?.focus({ preventScroll: true });
  }

  /**
   * Show the progress and the points.
   * @param {import("./round.js").Round} round
   * @param {number} at
   * @param {number} total
   */
  count({ done, points, streak }, at, total) {
    const progress = this.#host.querySelector("progress");
    if (progress) {
      progress.max = total;
      progress.value = done;
    }
    this.part("count").textContent = _("%(number)s of %(total)s", { number: Math.max(at, 0) + 1, total });
    this.part("points").textContent = ngettext("%(num)s point", "%(num)s points", points);
    this.part("streak").hidden = streak < 3;
    this.part("streak").textContent = _("%(count)s in a row", { count: streak });
  }

  /** Show the results of a round. @param {import("./round.js").Round} round @param {import("./deal.js").Deal} deal */
  results(round, deal) {
    this.part("table").hidden = true;
    const cheer = this.part("cheer");
    cheer.textContent = _("Well played.");
    const unit = deal.game === "gaps" ? "word" : "line";
    this.part("did").textContent = round.summary(unit);
    const care = round.care(CARES).filter((lemma) => deal.cards[lemma]);
    this.part("care").hidden = care.length === 0;
    const row = this.#host.querySelector("template");
    const tell = (/** @type {string} */ said) => {
      this.part("told").textContent = said;
    };
    if (row) offer(this.part("care-list"), row, care, deal, this.#host.dataset["slug"] ?? "", tell);
    this.part("results").hidden = false;
    cheer.focus();
  }
}
