// <canary-marking>: the form for feedback. Helpers tap words of the passage, mark what they hear, can record how they
// say it, and send the marks with a sentence about what went well.

import { clientId } from "../../web/client-id.js";
import { _ } from "../../web/sentences.js";
import { send } from "../send.js";
import { loadDraft, saveDraft } from "../storage.js";
import { fileName } from "../takes.js";
import { needs, sentence, toJson, whyNot } from "./marks.js";

/** @typedef {import("./marks.js").Mark} Mark */

/** The form for feedback. */
export class CanaryMarking extends HTMLElement {
  /** @type {Record<string, string[][]>} */
  #syllables = {};
  /** @type {Mark[]} */
  #marks = [];
  /** @type {Mark | null} */
  #open = null;
  #clientId = clientId();

  connectedCallback() {
    this.#syllables = JSON.parse(this.#part("syllables")?.textContent ?? "{}");
    document.querySelector("#passage")?.addEventListener("click", (event) => this.#tapped(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("input", () => this.#typed());
    this.addEventListener("submit", (event) => this.#submitted(event));
    this.addEventListener("recorded", (event) => {
      const sound = event instanceof CustomEvent ? event.detail : null;
      if (!this.#open) return;
      if (sound instanceof Blob) this.#open.model = sound;
      else delete this.#open.model;
    });
    void this.#restore();
  }

  get #key() {
    return `feedback/${this.dataset["viewer"]}/${this.dataset["take"]}`;
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  /** @param {string} name @returns {HTMLInputElement | HTMLTextAreaElement | null} */
  #field(name) {
    return this.querySelector(`form [name=${name}]`);
  }

  async #restore() {
    const draft = await loadDraft(this.#key);
    if (!draft) return;
    this.#marks = draft.marks ?? [];
    this.#clientId = draft.clientId ?? this.#clientId;
    for (const name of ["praise", "note"]) {
      const field = this.#field(name);
      if (field && !field.value) field.value = draft[name] ?? "";
    }
    this.#draw();
    this.#showProblem("");
  }

  async #saveDraft() {
    const [praise, note] = [this.#field("praise")?.value ?? "", this.#field("note")?.value ?? ""];
    const empty = !praise && !note && this.#marks.length === 0;
    await saveDraft(this.#key, empty ? undefined : { clientId: this.#clientId, praise, note, marks: this.#marks });
  }

  /** @param {Event} event */
  #tapped(event) {
    const word = event.target instanceof Element ? event.target.closest("button[data-word]") : null;
    const line = word?.closest("li");
    if (!(word instanceof HTMLElement) || !line) return;
    const text = (word.textContent ?? "").trim();
    const [at, number] = [Number(line.dataset["line"]), Number(word.dataset["word"])];
    this.#open = { line: at, word: number, text, kind: "", detail: {}, note: "" };
    for (const other of document.querySelectorAll("#passage button[data-word]")) {
      other.setAttribute("aria-pressed", String(other === word));
    }
    this.#clear();
    const name = this.#part("word");
    if (name) name.textContent = text;
    this.#showSyllables(this.#syllables[String(at)]?.[number - 1] ?? [text]);
    const panel = this.#part("panel");
    if (!panel) return;
    panel.hidden = false;
    panel.scrollIntoView({ block: "nearest" });
    const first = panel.querySelector("[data-kind]");
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  }

  /** @param {string[]} syllables */
  #showSyllables(syllables) {
    this.#part("word-syllables")?.replaceChildren(
      ...syllables.map((text, n) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", className: "button syllable", textContent: text });
        button.lang = this.dataset["language"] ?? "";
        button.dataset["syllable"] = String(n + 1);
        button.setAttribute("aria-pressed", "false");
        return button;
      }),
    );
  }

  #clear() {
    for (const name of ["words", "sound"]) {
      const field = this.#part(name);
      if (field instanceof HTMLInputElement) field.value = "";
    }
    const recorder = this.querySelector("canary-recorder");
    if (recorder && "clear" in recorder) /** @type {{ clear(): void }} */ (recorder).clear();
    this.#choose("");
  }

  /** @param {string} kind */
  #choose(kind) {
    if (this.#open) Object.assign(this.#open, { kind, detail: {} });
    for (const button of this.querySelectorAll("[data-kind]")) {
      button.setAttribute("aria-pressed", String(button instanceof HTMLElement && button.dataset["kind"] === kind));
    }
    for (const button of this.querySelectorAll("[data-how], [data-syllable]"))
      button.setAttribute("aria-pressed", "false");
    for (const part of this.querySelectorAll(".details")) {
      const wanted = part instanceof HTMLElement ? part.dataset["for"] : "";
      part.toggleAttribute("hidden", wanted !== kind && !(wanted === "any" && kind !== ""));
    }
    this.#showMissing("");
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    const { kind, how, syllable, drop } = button.dataset;
    if (kind !== undefined) this.#choose(kind);
    if (this.#open && (how !== undefined || syllable !== undefined)) {
      this.#open.detail = how === undefined ? { syllable: Number(syllable) } : { how };
      for (const other of button.parentElement?.children ?? [])
        other.setAttribute("aria-pressed", String(other === button));
      this.#showMissing("");
    }
    if (drop !== undefined) {
      this.#marks.splice(Number(drop), 1);
      this.#changed();
    }
    if (button.dataset["do"] === "add") this.#add();
    if (button.dataset["do"] === "cancel") this.#close();
  }

  #add() {
    const mark = this.#open;
    if (!mark) return;
    const recorder = this.querySelector("canary-recorder");
    const state = recorder?.getAttribute("data-state") ?? "";
    if (["asking", "counting", "recording"].includes(state)) {
      this.#showMissing(_("You’re still recording. To add the recording to the mark, tap “Stop” first."));
      return;
    }
    const [sound, words] = [this.#part("sound"), this.#part("words")];
    if (mark.kind === "sound" && sound instanceof HTMLInputElement && sound.value.trim()) {
      mark.detail = { sound: sound.value.trim() };
    }
    if (words instanceof HTMLInputElement) mark.note = words.value.trim();
    const missing = needs(mark.kind, mark.detail);
    this.#showMissing(missing);
    if (missing) return;
    this.#marks.push(mark);
    this.#close();
    this.#changed();
  }

  #close() {
    this.#open = null; // first, because clearing the fields would change the mark that was just added
    this.#clear();
    const panel = this.#part("panel");
    if (panel) panel.hidden = true;
    for (const word of document.querySelectorAll("#passage button[data-word]"))
      word.setAttribute("aria-pressed", "false");
  }

  /** @param {string} missing */
  #showMissing(missing) {
    const place = this.#part("needs");
    if (place) place.textContent = missing;
  }

  #changed() {
    this.#draw();
    this.#showProblem("");
    void this.#saveDraft();
  }

  #draw() {
    const list = this.#part("marks");
    if (!list) return;
    list.hidden = this.#marks.length === 0;
    list.replaceChildren(
      ...this.#marks.map((mark, n) => {
        const entry = document.createElement("li");
        const words = document.createElement("span");
        const syllables = this.#syllables[String(mark.line)]?.[mark.word - 1] ?? [];
        words.textContent = mark.model
          ? _("%(mark)s (with your recording)", { mark: sentence(mark, syllables) })
          : sentence(mark, syllables);
        words.dir = "auto";
        const drop = document.createElement("button");
        Object.assign(drop, { type: "button", className: "button plain", textContent: _("Remove") });
        drop.dataset["drop"] = String(n);
        drop.setAttribute("aria-label", _("Remove the mark on %(word)s", { word: mark.text }));
        entry.append(words, drop);
        return entry;
      }),
    );
  }

  #typed() {
    this.#showProblem("");
    void this.#saveDraft();
  }

  /** @param {string} wrong */
  #showProblem(wrong) {
    const [praise, note] = [this.#field("praise")?.value ?? "", this.#field("note")?.value ?? ""];
    const why = wrong || (note.trim() ? whyNot(praise, note, this.#marks.length) : "");
    const place = this.#part("why");
    if (place && place.textContent !== why) place.textContent = why;
    const ready = whyNot(praise, note, this.#marks.length) === "";
    this.querySelector("form button[type=submit]")?.setAttribute("aria-disabled", String(!ready));
  }

  /** @param {Event} event */
  #submitted(event) {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || this.dataset["state"] === "sending") return;
    const why = whyNot(this.#field("praise")?.value ?? "", this.#field("note")?.value ?? "", this.#marks.length);
    this.#showProblem(why);
    if (why) this.#field("praise")?.focus();
    else void this.#send(form);
  }

  /** @param {HTMLFormElement} form */
  async #send(form) {
    this.dataset["state"] = "sending";
    const body = new FormData(form);
    body.set("client_id", this.#clientId);
    body.set("marks", toJson(this.#marks));
    for (const [n, { model }] of this.#marks.entries()) if (model) body.set(`model-${n}`, model, fileName(model.type));
    const answer = await send(form.action, body);
    this.dataset["state"] = "";
    if (answer.url === "") {
      this.#showProblem(answer.error);
      return;
    }
    await saveDraft(this.#key, undefined);
    location.assign(answer.url);
    location.reload();
  }
}
