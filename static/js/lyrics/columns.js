// The editor of layers: people type a reading or a translation line by line.

import { _ } from "../web/sentences.js";
import { spread, write } from "./edits.js";

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./song.js").Layer} Layer
 */

/** The panel that shows one layer at a time next to the lines. */
export class Columns {
  /** @type {HTMLElement} */
  #root;
  /** @type {Record<string, string>} */
  #languages;
  /** @type {string} */
  #language;
  /** @type {(song: Song, again: boolean) => void} */
  #changed;
  /** @type {Song} */
  #song = { lines: [], layers: [] };
  #layer = 0;
  #drawn = "";

  /**
   * @param {HTMLElement} root
   * @param {{ languages: Record<string, string>, language: string }} about language names by code; the song's code
   * @param {(song: Song, again: boolean) => void} changed called after changes; `again`: the last change was in the
   *   same field
   */
  constructor(root, { languages, language }, changed) {
    this.#root = root;
    this.#languages = languages;
    this.#language = language;
    this.#changed = changed;
    this.#root.querySelector("#add-reading")?.addEventListener("click", () => this.#add("reading", language));
    this.#root.addEventListener("change", (event) => this.#picked(event));
    this.#root.addEventListener("input", (event) => this.#typed(event));
    this.#root.addEventListener("keydown", (event) => this.#entered(event));
    this.#root.addEventListener("paste", (event) => this.#dropped(event, event.clipboardData));
    this.#root.addEventListener("drop", (event) => this.#dropped(event, event.dataTransfer));
  }

  /** The layer that is shown. */
  get layer() {
    return this.#song.layers[this.#layer];
  }

  /** Show the current layer of a song. @param {Song} song */
  show(song) {
    this.#song = song;
    this.#layer = Math.max(0, Math.min(this.#layer, song.layers.length - 1));
    const key = JSON.stringify([
      this.#layer,
      song.layers.map((x) => [x.kind, x.language, x.name]),
      song.lines.map((x) => x.text),
    ]);
    if (key !== this.#drawn) this.#draw();
    this.#drawn = key;
    this.#inputs.forEach((input, n) => {
      const text = this.layer?.lines[n] ?? "";
      if (input.value !== text && document.activeElement !== input) input.value = text;
    });
    this.#tell();
  }

  /** Replace the layer that is shown. @param {Layer} layer */
  put(layer) {
    this.#changed({ ...this.#song, layers: this.#song.layers.with(this.#layer, layer) }, false);
  }

  drop() {
    this.#changed({ ...this.#song, layers: this.#song.layers.toSpliced(this.#layer, 1) }, false);
  }

  get #choice() {
    return /** @type {HTMLSelectElement} */ (this.#root.querySelector("#layer"));
  }

  get #adding() {
    return /** @type {HTMLInputElement} */ (this.#root.querySelector("#add-language"));
  }

  get #inputs() {
    return /** @type {HTMLInputElement[]} */ ([...this.#root.querySelectorAll("[data-part=columns] input")]);
  }

  /** @param {Layer} layer */
  #name({ kind, language, name, machine }) {
    const [code = ""] = language.split("-");
    const label =
      kind === "translation"
        ? _("Translation: %(language)s", { language: this.#languages[code] ?? language })
        : _("Reading");
    const named = name ? `${label} (${name})` : label;
    return machine ? _("%(name)s (machine)", { name: named }) : named;
  }

  #draw() {
    const { lines, layers } = this.#song;
    this.#choice.replaceChildren(
      ...(layers.length > 0
        ? layers.map((layer, n) => new Option(this.#name(layer), String(n)))
        : [new Option(_("No layers yet"), "")]),
    );
    this.#choice.value = layers.length > 0 ? String(this.#layer) : "";
    const rows = lines.map((line, n) => {
      const row = document.createElement("li");
      const text = document.createElement("p");
      text.dir = "auto";
      text.lang = this.#language;
      text.textContent = line.text;
      row.append(text);
      if (this.layer) {
        const input = document.createElement("input");
        input.className = "input";
        input.dir = "auto";
        input.lang = this.layer.language;
        input.maxLength = 2000;
        input.dataset["n"] = String(n);
        input.setAttribute(
          "aria-label",
          _("%(name)s, line %(number)s", { name: this.#name(this.layer), number: n + 1 }),
        );
        row.append(input);
      }
      return row;
    });
    this.#root.querySelector("[data-part=columns]")?.replaceChildren(...rows);
  }

  /** Show the buttons that apply to the current layer. */
  #tell() {
    const layer = this.layer;
    const row = this.#root.querySelector("[data-part=machine]");
    if (!(row instanceof HTMLElement)) return;
    row.hidden = !layer;
    const hint = row.querySelector("[data-part=machine-said]");
    if (hint)
      hint.textContent = layer?.machine
        ? _("This is a machine reading. If you change it, it won’t count as one any more.")
        : "";
    const begin = row.querySelector("[data-do=reading]");
    if (begin instanceof HTMLElement) begin.hidden = layer?.kind !== "reading" || layer.lines.some(Boolean);
    const option = this.#choice.options[this.#layer];
    if (layer && option) option.textContent = this.#name(layer);
  }

  /** @param {Event} event */
  #picked(event) {
    if (event.target === this.#choice && this.#choice.value !== "") {
      this.#layer = Number(this.#choice.value);
      this.show(this.#song);
    } else if (event.target === this.#adding && this.#adding.value) {
      const named = Object.entries(this.#languages).find(([, name]) => name === this.#adding.value);
      if (!named) return; // the field says that there's no such language
      this.#adding.value = "";
      this.#add("translation", named[0]);
    }
  }

  /** Add an empty layer, or show the one that there is. @param {"reading" | "translation"} kind @param {string} language */
  #add(kind, language) {
    const known = this.#song.layers.findIndex(
      (x) => x.kind === kind && (kind === "reading" || x.language === language),
    );
    if (known >= 0) {
      this.#layer = known;
      this.show(this.#song);
    } else {
      const lines = this.#song.lines.map(() => "");
      const layers = [...this.#song.layers, { kind, language, lines, machine: false, name: "" }];
      this.#layer = layers.length - 1;
      this.#changed({ ...this.#song, layers }, false);
    }
    this.#inputs[0]?.focus();
  }

  /** @param {Event} event */
  #typed(event) {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.dataset["n"] === undefined) return;
    const again = input.dataset["typing"] !== undefined;
    for (const other of this.#inputs) delete other.dataset["typing"];
    input.dataset["typing"] = "";
    this.#changed(write(this.#song, this.#layer, Number(input.dataset["n"]), input.value), again);
  }

  /**
   * Spread a text of several rows over the lines, from the one into which it's pasted or dropped. The field itself would
   * take all rows as one.
   * @param {Event} event
   * @param {DataTransfer | null} data
   */
  #dropped(event, data) {
    const input = event.target;
    const text = data?.getData("text/plain").trim() ?? "";
    if (!(input instanceof HTMLInputElement) || input.dataset["n"] === undefined || !/[\r\n\u2028]/u.test(text)) return;
    event.preventDefault();
    const n = Number(input.dataset["n"]);
    this.#changed(spread(this.#song, this.#layer, n, text), false);
    input.value = this.layer?.lines[n] ?? "";
  }

  /** Go to the next line on Enter. @param {KeyboardEvent} event */
  #entered(event) {
    const input = event.target;
    if (event.key !== "Enter" || event.isComposing || !(input instanceof HTMLInputElement)) return;
    this.#inputs[Number(input.dataset["n"]) + 1]?.focus();
  }
}
