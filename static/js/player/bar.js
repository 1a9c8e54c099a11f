// What the player bar shows: the time, the switches, the sentences.

import { minutes } from "./timeline.js";

/** @typedef {import("./settings.js").Settings} Settings */

/** The bar at the foot of the song page. */
export class Bar {
  /** @type {ParentNode} */
  #root;

  /** @param {ParentNode} root the element around the bar */
  constructor(root) {
    this.#root = root;
  }

  /** The speeds on offer, in rising order. */
  get speeds() {
    return [...(this.#select?.options ?? [])].map((option) => Number(option.value));
  }

  /** @param {Settings} settings */
  show({ speed, translation, reading, letters }) {
    if (this.#select) this.#select.value = String(speed);
    this.press("translation", translation);
    this.press("reading", reading);
    const box = this.#root.querySelector("[data-part=letters]");
    if (box instanceof HTMLInputElement) box.checked = letters;
  }

  /** @param {string} name @param {boolean} on */
  press(name, on) {
    this.#button(name)?.setAttribute("aria-pressed", String(on));
  }

  /** @param {string} name a switch that has nothing to switch in this song */
  hide(name) {
    const button = this.#button(name);
    if (button) button.hidden = true;
  }

  /** @param {boolean} playing */
  playing(playing) {
    this.#button("play")?.setAttribute("aria-label", playing ? "Pause" : "Play");
  }

  /** @param {boolean} useful whether to offer the way back to the current line */
  offer(useful) {
    const button = this.#button("follow");
    if (button) button.hidden = !useful;
  }

  /** @param {number} seconds the song's length, NaN while unknown */
  duration(seconds) {
    const seek = this.#seek;
    if (!seek || !Number.isFinite(seconds)) return;
    seek.max = String(Math.floor(seconds * 1000));
    const whole = this.#root.querySelector("[data-part=whole]");
    if (whole) whole.textContent = minutes(Math.round(seconds) * 1000);
  }

  /** @param {number} seconds */
  time(seconds) {
    const seek = this.#seek;
    if (!seek) return;
    const ms = seconds * 1000;
    seek.value = String(ms);
    seek.style.setProperty("--done", `${(100 * ms) / Number(seek.max || 1)}%`);
    seek.setAttribute("aria-valuetext", minutes(ms));
    const now = this.#root.querySelector("[data-part=now]");
    if (now) now.textContent = minutes(ms);
  }

  /** Say that the sound could not be loaded. */
  fail() {
    const wrong = this.#root.querySelector("[data-part=wrong]");
    if (wrong instanceof HTMLElement) wrong.hidden = false;
  }

  /** @param {string} sentence for those who listen to the page */
  say(sentence) {
    const status = this.#root.querySelector("[data-part=said]");
    if (status) status.textContent = sentence;
  }

  get #select() {
    return this.#root.querySelector("select");
  }

  get #seek() {
    const seek = this.#root.querySelector("[data-part=seek]");
    return seek instanceof HTMLInputElement ? seek : null;
  }

  /** @param {string} name */
  #button(name) {
    const button = this.#root.querySelector(`[data-do=${name}]`);
    return button instanceof HTMLElement ? button : null;
  }
}
