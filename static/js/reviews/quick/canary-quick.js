// <canary-quick>: asks twenty known words against the clock. It measures the time from a word's first paint to the tap.

import { clientId } from "../../web/client-id.js";
import { _ } from "../../web/sentences.js";
import { digit } from "../../web/shortcuts.js";
import { resultSentence, summarise } from "./round.js";

// How long the result is shown after a right and after a wrong answer, in ms.
const SHOW_RIGHT = 450;
const SHOW_WRONG = 1600;

/** A quick round. `data-state` is ready, asking, judging, shown or over; `data-way` is choose or recall. */
export class CanaryQuick extends HTMLElement {
  /** @type {{ lemma: string, reading: string, meanings: string[], right: number }[]} */
  #words = [];
  #at = 0;
  /** When the word was first painted, on the clock of performance.now(); 0 until then. */
  #seen = 0;
  /** @type {import("./round.js").Reaction[]} */
  #reactions = [];
  #disconnected = new AbortController();

  connectedCallback() {
    this.#words = JSON.parse(this.#part("words").textContent ?? "[]");
    // The time is taken when the finger goes down, not when it goes up.
    this.addEventListener("pointerdown", (event) => this.#pressed(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.#disconnected.signal });
    this.dataset["alive"] = "";
  }

  disconnectedCallback() {
    this.#disconnected.abort();
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    const found = this.querySelector(`[data-part="${name}"]`);
    if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${name}`);
    return found;
  }

  get #recall() {
    return this.dataset["way"] === "recall";
  }

  #ask() {
    const word = this.#words[this.#at];
    if (!word) {
      void this.#end();
      return;
    }
    this.dataset["state"] = "asking";
    this.#seen = 0;
    this.#part("bar").setAttribute("value", String(this.#at));
    this.#part("status").textContent = "";
    this.#part("word").textContent = word.lemma;
    const offered = this.#recall ? [_("I remember")] : word.meanings;
    this.#part("answers").replaceChildren(...offered.map((text, n) => this.#button(text, n)));
    requestAnimationFrame(() =>
      requestAnimationFrame((time) => {
        this.#seen = time;
      }),
    );
  }

  /** @param {string} text @param {number} n */
  #button(text, n) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button answer";
    button.dataset["n"] = String(n);
    const key = document.createElement("kbd");
    const asking = this.dataset["state"] === "asking"; // untranslated: the name of a state
    key.textContent = this.#recall && asking ? _("Space") : String(n + 1);
    const words = document.createElement("span");
    words.dir = "auto";
    words.textContent = text;
    button.append(key, words);
    return button;
  }

  /** @param {Event} event */
  #numberOf(event) {
    const button = event.target instanceof Element ? event.target.closest(".answer") : null;
    return button instanceof HTMLElement ? Number(button.dataset["n"]) : -1;
  }

  /** @param {PointerEvent} event */
  #pressed(event) {
    const n = this.#numberOf(event);
    if (n >= 0 && event.button === 0 && this.dataset["state"] === "asking") this.#answer(n, event.timeStamp);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const start = event.target instanceof Element && event.target.closest("[data-do=start]");
    if (start) {
      this.#ask();
      this.#part("word").focus({ preventScroll: true });
      return;
    }
    const n = this.#numberOf(event);
    // A click with detail 0 comes from a screen reader or from Enter, not from a pointer.
    if (n >= 0 && this.dataset["state"] === "asking" && event.detail === 0) this.#answer(n, event.timeStamp);
    else if (n >= 0 && this.dataset["state"] === "judging") this.#judge(n === 0);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const state = this.dataset["state"];
    const n = event.key === " " && this.#recall ? 0 : digit(event) - 1;
    if (n < 0 || n >= this.#part("answers").childElementCount) return;
    if (state === "asking") this.#answer(n, event.timeStamp);
    else if (state === "judging" && event.key !== " ") this.#judge(n === 0);
    else return;
    event.preventDefault();
  }

  /** @param {number} n @param {number} time of the event, on the clock of performance.now() */
  #answer(n, time) {
    const word = this.#words[this.#at];
    if (!word || this.#seen === 0) return; // the word isn't painted yet
    const ms = Math.max(1, Math.round(time - this.#seen));
    if (this.#recall) {
      this.#reactions.push({ right: false, ms });
      this.dataset["state"] = "judging";
      this.#part("status").textContent = [word.reading, word.meanings[word.right]].filter(Boolean).join(" · ");
      this.#part("answers").replaceChildren(
        ...[_("I was right"), _("I was wrong")].map((text, i) => this.#button(text, i)),
      );
      return;
    }
    const right = n === word.right;
    this.#reactions.push({ right, ms });
    this.dataset["state"] = "shown";
    const buttons = [...this.#part("answers").children];
    buttons[word.right]?.classList.add("was-right");
    if (!right) buttons[n]?.classList.add("was-not");
    this.#part("status").textContent = right
      ? _("Correct")
      : _("Correct answer: %(meaning)s", { meaning: word.meanings[word.right] ?? "" });
    this.#next(right ? SHOW_RIGHT : SHOW_WRONG);
  }

  /** @param {boolean} right */
  #judge(right) {
    const last = this.#reactions.at(-1);
    if (last) last.right = right;
    this.dataset["state"] = "shown";
    this.#next(0);
  }

  /** @param {number} pause */
  #next(pause) {
    this.#at += 1;
    setTimeout(() => this.isConnected && this.#ask(), pause);
  }

  async #end() {
    const round = summarise(this.#reactions);
    this.dataset["state"] = "over";
    this.#part("end-words").textContent = resultSentence(round);
    this.#part("end").focus();
    if (round.right === 0) return;
    const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
    const { asked, right, median } = round;
    const body = JSON.stringify({
      id: clientId(),
      language: this.dataset["language"],
      asked,
      right,
      median_ms: median,
    });
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
    try {
      const answer = await fetch(this.dataset["url"] ?? "", { method: "POST", body, headers });
      if (!answer.ok) throw new Error(String(answer.status));
      this.dataset["kept"] = "";
    } catch {
      const notSaved = _("We couldn’t reach the server, so this round isn’t in your trend.");
      this.#part("end-words").textContent += ` ${notSaved}`;
    }
  }
}
