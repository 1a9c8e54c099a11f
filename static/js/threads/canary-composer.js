// <canary-composer>: keeps what is being written, and turns "Reply" into an answer without leaving the page.

import { clientId } from "../web/client-id.js";
import { load, save, sweep } from "./drafts.js";

/** Wraps the form in which a post is written. */
export class CanaryComposer extends HTMLElement {
  #client = clientId();
  #ears = new AbortController();

  connectedCallback() {
    const { signal } = this.#ears;
    this.#restore();
    this.addEventListener("input", () => this.#keep(false), { signal });
    this.addEventListener("submit", () => this.#keep(true), { signal });
    this.querySelector("[data-do=cancel]")?.addEventListener("click", () => this.#cancel(), { signal });
    document.addEventListener("click", (event) => this.#clicked(event), { signal });
  }

  disconnectedCallback() {
    this.#ears.abort();
  }

  get #key() {
    return this.dataset["key"] ?? "";
  }

  /** @param {string} name */
  #field(name) {
    const field = this.querySelector("form")?.elements.namedItem(name);
    const known = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement];
    return known.some((kind) => field instanceof kind)
      ? /** @type {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */ (field)
      : null;
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    const field = this.#field(name);
    if (field) field.value = value;
  }

  #restore() {
    sweep((client) => document.querySelector(`[data-client="${CSS.escape(client)}"]`) !== null);
    const draft = load(this.#key);
    if (draft) {
      this.#client = draft.client;
      if (!this.#field("body")?.value) this.#set("body", draft.text);
      if (draft.line) this.#set("line", draft.line);
      if (draft.parent && draft.author) this.#answer(draft.parent, draft.author);
    }
    this.#set("client_id", this.#client);
  }

  /** @param {boolean} sent */
  #keep(sent) {
    const text = this.#field("body")?.value ?? "";
    const value = (/** @type {string} */ name) => this.#field(name)?.value ?? "";
    const author = this.querySelector("[data-part=author]")?.textContent ?? "";
    const draft = { text, line: value("line"), parent: value("parent"), author, client: this.#client, sent };
    save(this.#key, text.trim() ? draft : null);
  }

  /** @param {string} parent @param {string} author */
  #answer(parent, author) {
    this.#set("parent", parent);
    const place = this.querySelector("[data-part=author]");
    if (place) place.textContent = author;
    const notice = this.querySelector("[data-part=answering]");
    if (notice instanceof HTMLElement) notice.hidden = parent === "";
  }

  #cancel() {
    this.#answer("", "");
    this.#keep(false);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a.reply") : null;
    if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.#answer(link.dataset["parent"] ?? "", link.dataset["author"] ?? "");
    this.#keep(false);
    this.querySelector("textarea")?.focus();
  }
}
