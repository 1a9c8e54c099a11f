// <canary-anki>: sends the words that are selected in the form above to Anki on this computer.

import { _ } from "../web/sentences.js";
import { Anki, SendError } from "./connect.js";
import { newReport, send } from "./sending.js";
import { errorSentence, resultSentence, stoppedSentence } from "./sentences.js";

export class CanaryAnki extends HTMLElement {
  /** @type {AbortController | null} */
  #running = null;

  connectedCallback() {
    this.#part("send").addEventListener("click", () => void this.#send());
    this.#part("stop").addEventListener("click", () => this.#running?.abort());
    this.dataset["ready"] = "";
  }

  disconnectedCallback() {
    this.#running?.abort();
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    const found = this.querySelector(`[data-part="${name}"]`);
    if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${name}`);
    return found;
  }

  async #send() {
    if (this.#running) return;
    const stop = new AbortController();
    this.#running = stop;
    const report = newReport();
    this.#busy(true);
    this.#list([]);
    try {
      const deck = await this.#deck(stop.signal);
      const key = /** @type {HTMLInputElement} */ (this.#part("key")).value.trim();
      const anki = new Anki(this.dataset["address"] ?? "", stop.signal, key);
      await send(
        anki,
        deck,
        { soundOf: (url) => soundOf(url, stop.signal), packageOf: (keys) => this.#package(keys, stop.signal) },
        report,
        (...how) => this.#step(...how),
      );
      this.#show(report.failed.length ? "bad" : "good", resultSentence(report));
    } catch (error) {
      const kind = error instanceof SendError ? error.kind : "";
      if (stop.signal.aborted) this.#show("", stoppedSentence(report));
      else this.#show("bad", errorSentence(kind, error instanceof SendError ? error.message : ""));
      if (kind === "key") this.#part("key-field").hidden = false;
    } finally {
      this.#running = null;
      this.#busy(false);
      this.#list(report.failed);
    }
  }

  /** @param {AbortSignal} signal @returns {Promise<import("./sending.js").Deck>} */
  async #deck(signal) {
    this.#step(_("Preparing your words …"), 0, 0);
    const answer = await fetch(`${this.dataset["notes"]}?${this.#choice()}`, { signal }).catch(() => null);
    signal.throwIfAborted();
    if (answer?.status === 409) throw new SendError("busy");
    if (!answer?.ok) throw new SendError("deck");
    let deck = await answer.json();
    if (deck.job) deck = await this.#whenWritten(deck.job, signal);
    if (!deck.notes.length) throw new SendError("none");
    return deck;
  }

  /**
   * Wait for the server to write the notes, and return them. Throws SendError if it can't.
   * @param {string} job the address of the job
   * @param {AbortSignal} signal
   * @returns {Promise<import("./sending.js").Deck>}
   */
  async #whenWritten(job, signal) {
    for (;;) {
      const answer = await fetch(job, { headers: { Accept: "application/json" }, signal });
      if (!answer.ok) throw new SendError("deck");
      const { state, progress, url } = await answer.json();
      if (state === "failed") throw new SendError("deck");
      if (state === "done") return (await fetch(url, { signal })).json();
      this.#step(_("Preparing your words …"), progress, 100);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  #choice() {
    const form = document.querySelector(`#${this.dataset["form"]}`);
    const choice = form instanceof HTMLFormElement ? new FormData(form) : new FormData();
    return new URLSearchParams([...choice].map(([name, value]) => [name, String(value)]));
  }

  /**
   * Return the deck file of the notes with these keys, in base64. Throws SendError if the server refuses.
   * @param {readonly string[]} keys
   * @param {AbortSignal} signal
   */
  async #package(keys, signal) {
    const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
    const body = new URLSearchParams(keys.map((key) => ["key", key]));
    const headers = { "X-CSRFToken": token };
    const answer = await fetch(`${this.dataset["package"]}?${this.#choice()}`, {
      method: "POST",
      body,
      headers,
      signal,
    });
    if (!answer.ok || answer.redirected) throw new SendError("deck");
    return base64(await answer.arrayBuffer());
  }

  /** @param {boolean} busy */
  #busy(busy) {
    /** @type {HTMLButtonElement} */ (this.#part("send")).disabled = busy;
    this.#part("stop").hidden = !busy;
    this.#part("bar").hidden = !busy;
    this.toggleAttribute("data-busy", busy);
  }

  /** @param {string} sentence @param {number} done @param {number} total 0 if unknown */
  #step(sentence, done, total) {
    const bar = /** @type {HTMLProgressElement} */ (this.#part("bar"));
    if (total) [bar.max, bar.value] = [total, done];
    else bar.removeAttribute("value");
    this.#show("", sentence);
  }

  /** @param {string} kind @param {string} sentence */
  #show(kind, sentence) {
    const place = this.#part("state");
    place.hidden = false;
    place.dataset["kind"] = kind;
    place.textContent = sentence;
  }

  /** @param {readonly { word: string, why: string }[]} failed */
  #list(failed) {
    const rows = failed.slice(0, 20).map(({ word, why }) => {
      const row = document.createElement("li");
      row.textContent = `${new DOMParser().parseFromString(word, "text/html").body.textContent}: ${why}`;
      row.dir = "auto";
      return row;
    });
    this.#part("failed").replaceChildren(...rows);
  }
}

/**
 * Return a sound in base64, or null if the server doesn't have it. Throws SendError on other errors.
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>}
 */
async function soundOf(url, signal) {
  const answer = await fetch(url, { signal });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new SendError("deck");
  return base64(await answer.arrayBuffer());
}

/** Return data in base64. @param {ArrayBuffer} buffer */
function base64(buffer) {
  const bytes = new Uint8Array(buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
