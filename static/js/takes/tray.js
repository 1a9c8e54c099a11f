// The takes that haven't been sent yet. Learners can listen to them, choose a take and discard it.

import { takeName } from "./takes.js";

/** @typedef {import("./storage.js").Take} Take */

/** A player with a list of takes to choose from. One take is always chosen, unless the list is empty. */
export class Tray {
  #list;
  #player;
  /** @type {Take[]} */
  #takes = [];
  /** @type {Map<string, number>} */
  #lengths = new Map();
  #chosen = -1;

  /** @param {HTMLElement | null} list @param {Element | null} player */
  constructor(list, player) {
    this.#list = list;
    this.#player = player instanceof HTMLAudioElement ? player : null;
    list?.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement) this.#play(Number(event.target.value));
    });
  }

  get takes() {
    return this.#takes;
  }

  /** The chosen take. */
  get take() {
    return this.#takes[this.#chosen] ?? null;
  }

  /** Add a take and choose it. @param {Take} take @param {number} [ms] its length */
  add(take, ms = 0) {
    this.#takes.push(take);
    this.#lengths.set(take.clientId, ms);
    this.#choose(this.#takes.length - 1);
  }

  /** Discard the chosen take, choose the last one that's left, and return the discarded one. @returns {Take | null} */
  discard() {
    const [gone] = this.#takes.splice(this.#chosen, 1);
    this.#choose(this.#takes.length - 1);
    return gone ?? null;
  }

  empty() {
    this.#takes = [];
    this.#choose(-1);
  }

  /** @param {number} n */
  #choose(n) {
    this.#play(n);
    this.#draw();
  }

  /** @param {number} n */
  #play(n) {
    this.#chosen = n;
    const take = this.take;
    if (this.#player) {
      URL.revokeObjectURL(this.#player.src);
      if (take) this.#player.src = URL.createObjectURL(take.recording);
      else this.#player.removeAttribute("src");
    }
  }

  #draw() {
    if (!this.#list) return;
    this.#list.hidden = this.#takes.length < 2;
    this.#list.replaceChildren(
      ...this.#takes.map((take, n) => {
        const label = document.createElement("label");
        label.className = "choice";
        const input = Object.assign(document.createElement("input"), { type: "radio", name: "chosen" });
        input.value = String(n);
        input.checked = n === this.#chosen;
        const words = document.createElement("span");
        words.textContent = takeName(n, this.#lengths.get(take.clientId) ?? 0);
        label.append(input, words);
        return label;
      }),
    );
  }
}
