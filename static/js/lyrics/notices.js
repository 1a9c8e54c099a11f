// The editor's messages: unsaved drafts, conflicts with other people's versions, and errors.

import { ago } from "../web/ago.js";
import { _ } from "../web/sentences.js";

/** @typedef {{ version: number, author: string, saved_at: string }} Newest */

/** The messages above the editor. */
export class Notices {
  /** @type {HTMLElement} */
  #root;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  /**
   * Offer an unsaved draft.
   * @param {number} then when the draft was stored, in ms since 1970
   * @param {boolean} older whether somebody has saved the lyrics since then
   */
  offer(then, older) {
    const age = ago(then, Date.now()) || _("more than a month ago");
    const offer = _("You have unsaved changes from %(ago)s.", { ago: age });
    const newer = older
      ? _("The lyrics have been saved again since then. Nothing is overwritten until you decide.")
      : "";
    this.#show("draft", `${offer} ${newer}`.trim());
  }

  /** Show that somebody else has saved the lyrics. @param {Newest} newest */
  conflict({ version, author, saved_at }) {
    const link = this.#root.querySelector("[data-part=theirs]");
    if (link instanceof HTMLAnchorElement) link.href = link.href.replace(/\d+$/u, String(version));
    const params = {
      name: author || _("Somebody"),
      version: String(version),
      ago: ago(Date.parse(saved_at), Date.now()),
    };
    const sentence = _(
      "%(name)s saved version %(version)s %(ago)s, after you opened these lyrics. Nothing was overwritten.",
      params,
    );
    this.#show("conflict", sentence)?.focus();
  }

  /** Show an error. @param {string} sentence says what went wrong and what to do */
  trouble(sentence) {
    this.#show("trouble", sentence);
  }

  /** Hide a message. @param {"draft" | "conflict" | "trouble"} name */
  hide(name) {
    const part = this.#root.querySelector(`[data-part=${name}]`);
    if (part instanceof HTMLElement) part.hidden = true;
  }

  /** @param {string} name @param {string} sentence */
  #show(name, sentence) {
    const part = this.#root.querySelector(`[data-part=${name}]`);
    const text = this.#root.querySelector(`[data-part=${name}-said]`);
    if (text) text.textContent = sentence;
    if (!(part instanceof HTMLElement)) return null;
    part.hidden = false;
    part.scrollIntoView({ block: "nearest" });
    return part;
  }
}
