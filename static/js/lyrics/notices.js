// What the editor has to say about drafts, about others who saved, and about what went wrong.

import { ago } from "../web/ago.js";

/** @typedef {{ version: number, author: string, saved_at: string }} Newest */

/** The place above the editor. */
export class Notices {
  /** @type {HTMLElement} */
  #root;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  /**
   * Offer what was not saved.
   * @param {number} then when it was kept, ms
   * @param {boolean} older whether somebody has saved since
   */
  offer(then, older) {
    const age = ago(then, Date.now()) || "more than a month ago";
    const since = older ? " The lyrics were saved since; nothing is overwritten before you have decided." : "";
    this.#show("draft", `Here are changes of yours that were not saved, from ${age}.${since}`);
  }

  /** @param {Newest} newest */
  conflict({ version, author, saved_at }) {
    const link = this.#root.querySelector("[data-part=theirs]");
    if (link instanceof HTMLAnchorElement) link.href = link.href.replace(/\d+$/u, String(version));
    const when = ago(Date.parse(saved_at), Date.now());
    const sentence = `${author || "Somebody"} saved version ${version} ${when}, after you had opened these lyrics. Nothing was overwritten.`;
    this.#show("conflict", sentence)?.focus();
  }

  /** @param {string} sentence what went wrong, and what to do */
  trouble(sentence) {
    this.#show("trouble", sentence);
  }

  /** @param {"draft" | "conflict" | "trouble"} name */
  hide(name) {
    const part = this.#root.querySelector(`[data-part=${name}]`);
    if (part instanceof HTMLElement) part.hidden = true;
  }

  /** @param {string} name @param {string} sentence */
  #show(name, sentence) {
    const part = this.#root.querySelector(`[data-part=${name}]`);
    const said = this.#root.querySelector(`[data-part=${name}-said]`);
    if (said) said.textContent = sentence;
    if (!(part instanceof HTMLElement)) return null;
    part.hidden = false;
    part.scrollIntoView({ block: "nearest" });
    return part;
  }
}
