// <canary-composer>: saves drafts in the browser, lets people reply without leaving the page, and shows the words of
// the chosen line.

import { clientId } from "../web/client-id.js";
import { load, save, TRANSIENT } from "./drafts.js";
import { choices } from "./words.js";

/** Wraps a form for writing a post, an entry or a correction. */
export class CanaryComposer extends HTMLElement {
  // A form that edits an existing text has that text's id in `data-name`.
  #client = this.dataset["name"] || clientId();
  #listeners = new AbortController();

  connectedCallback() {
    const { signal } = this.#listeners;
    this.#restore();
    this.addEventListener("input", () => this.#save(false), { signal });
    this.addEventListener("change", (event) => this.#changed(event), { signal });
    this.addEventListener("submit", () => this.#save(true), { signal });
    this.querySelector("[data-do=cancel]")?.addEventListener("click", () => this.#cancel(), { signal });
    document.addEventListener("click", (event) => this.#clicked(event), { signal });
  }

  disconnectedCallback() {
    this.#listeners.abort();
  }

  get #key() {
    return this.dataset["key"] ?? "";
  }

  get #form() {
    return this.querySelector("form");
  }

  #restore() {
    const draft = load(this.#key);
    // If the server refused the form, its fields are newer than the saved draft. If somebody has just asked about a
    // line, that line is newer too.
    if (draft && !("refused" in this.dataset)) {
      this.#client = draft.client;
      for (const [name, value] of Object.entries(draft.fields)) {
        if (!(name !== "body" && "asks" in this.dataset)) this.#fill(name, value);
      }
      if (draft.fields["parent"] && draft.author) this.#replyTo(draft.fields["parent"], draft.author);
    }
    this.#set("client_id", this.#client);
  }

  /** @param {string} name @param {string} value */
  #fill(name, value) {
    const field = this.#form?.elements.namedItem(name);
    if (field instanceof RadioNodeList) {
      field.value = value;
    } else if (field instanceof HTMLTextAreaElement) {
      if (!field.value || this.dataset["name"]) field.value = value;
    } else if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) {
      field.value = value;
      if (name === "line") this.#showWords();
    }
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    const field = this.#form?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }

  /** @param {boolean} sent */
  #save(sent) {
    const form = this.#form;
    if (!form) return;
    /** @type {Record<string, string>} */
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !TRANSIENT.has(name)) fields[name] = value;
    }
    const texts = [...form.querySelectorAll("textarea")].map((text) => text.value);
    const author = this.querySelector("[data-part=author]")?.textContent ?? "";
    const draft = { fields, author, client: this.#client, sent };
    save(this.#key, texts.some((text) => text.trim()) ? draft : null);
  }

  /** @param {Event} event */
  #changed(event) {
    if (event.target instanceof HTMLSelectElement && event.target.name === "line") this.#showWords();
    this.#save(false);
  }

  /** Show the words of the chosen line as choices. */
  #showWords() {
    const line = this.#form?.elements.namedItem("line");
    const place = this.querySelector("[data-part=words]");
    if (!(line instanceof HTMLSelectElement) || !(place instanceof HTMLElement)) return;
    const units = choices(line.selectedOptions[0]?.dataset["words"]);
    for (const old of place.querySelectorAll("label")) old.remove();
    place.append(...units.map((text, index) => word(text, index + 1)));
    place.hidden = units.length === 0;
  }

  /** @param {string} parent @param {string} author */
  #replyTo(parent, author) {
    this.#set("parent", parent);
    const place = this.querySelector("[data-part=author]");
    if (place) place.textContent = author;
    const answering = this.querySelector("[data-part=answering]");
    if (answering instanceof HTMLElement) answering.hidden = parent === "";
    if (parent) this.#fill("kind", "post");
  }

  #cancel() {
    this.#replyTo("", "");
    this.#save(false);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a.reply[data-parent]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.#replyTo(link.dataset["parent"] ?? "", link.dataset["author"] ?? "");
    this.#save(false);
    this.querySelector("textarea")?.focus();
  }
}

/** Create the choice of a word. @param {string} text @param {number} n */
function word(text, n) {
  const label = document.createElement("label");
  label.className = "word";
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "word", value: String(n) });
  const shown = document.createElement("span");
  shown.textContent = text;
  label.append(input, shown);
  return label;
}
