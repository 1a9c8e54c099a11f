// What the player bar and its panel show: the time, the switches, the sentences.

import { minutes } from "../web/ago.js";

/**
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {import("./settings.js").Layers} Layers
 */

/** The bar at the foot of the song page, with the panel that opens above it. */
export class Bar {
  /** @type {ParentNode} */
  #root;

  /** @param {ParentNode} root the element around the bar */
  constructor(root) {
    this.#root = root;
  }

  /** The speeds on offer, in rising order. */
  get speeds() {
    return [...(this.#select("speed")?.options ?? [])].map((option) => Number(option.value));
  }

  /**
   * @param {Settings} settings
   * @param {Layers} layers with the readings and translations that are really shown
   * @param {number} offset by how many ms this song's words come later
   */
  show({ speed, voice, letters, pause, offset: device }, layers, offset) {
    this.#choose("speed", String(speed));
    this.#choose("rin", layers.rin);
    this.#choose("xin", layers.xin);
    this.press("original", layers.o);
    this.press("reading", layers.r);
    this.press("translation", layers.x);
    this.press("pause", pause);
    const [slider, box] = [this.#input("voice"), this.#input("letters")];
    if (slider) slider.value = String(Math.round(voice * 100));
    slider?.style.setProperty("--done", `${Math.round(voice * 100)}%`);
    if (box) box.checked = letters;
    this.#write("voice-part", `${Math.round(voice * 100)} %`);
    this.#write("offset", offsetText(offset));
    this.#write("device", offsetText(device));
  }

  /** @param {string} name @param {boolean} on */
  press(name, on) {
    for (const button of this.#buttons(name)) button.setAttribute("aria-pressed", String(on));
  }

  /** @param {string} name a control, or the part around it @param {boolean} useful whether it has something to do */
  offer(name, useful) {
    for (const part of [...this.#buttons(name), this.#part(name)])
      if (part && part.hidden === useful) part.hidden = !useful;
  }

  /** @param {boolean} playing */
  playing(playing) {
    for (const button of this.#buttons("play")) button.setAttribute("aria-label", playing ? "Pause" : "Play");
  }

  /** @param {number} ms where the learner was the last time */
  offerPlace(ms) {
    this.#write("resume", `Go on at ${minutes(ms)}`);
    this.offer("resume", true);
  }

  /** @param {number} seconds the song's length, NaN while unknown */
  duration(seconds) {
    const seek = this.#input("seek");
    if (!seek || !Number.isFinite(seconds)) return;
    seek.max = String(Math.floor(seconds * 1000));
    this.#write("whole", minutes(Math.round(seconds) * 1000));
  }

  /** @param {number} seconds */
  time(seconds) {
    const seek = this.#input("seek");
    if (!seek) return;
    const ms = seconds * 1000;
    seek.value = String(ms);
    seek.style.setProperty("--done", `${(100 * ms) / Number(seek.max || 1)}%`);
    seek.setAttribute("aria-valuetext", minutes(ms));
    this.#write("now", minutes(ms));
  }

  /** @param {string} sentence what is wrong with the sound, "" for nothing */
  fail(sentence) {
    this.#write("wrong-words", sentence);
    this.offer("wrong", sentence !== "");
  }

  /** @param {string} sentence for those who listen to the page */
  say(sentence) {
    this.#write("said", sentence);
  }

  /** @param {string} name @param {string} value */
  #choose(name, value) {
    const select = this.#select(name);
    if (select) select.value = value;
  }

  /** @param {string} name @param {string} text */
  #write(name, text) {
    const part = this.#part(name);
    if (part && part.textContent !== text) part.textContent = text;
  }

  /** @param {string} name */
  #select(name) {
    const part = this.#part(name);
    return part instanceof HTMLSelectElement ? part : null;
  }

  /** @param {string} name */
  #input(name) {
    const part = this.#part(name);
    return part instanceof HTMLInputElement ? part : null;
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #part(name) {
    return this.#root.querySelector(`[data-part=${name}]`);
  }

  /** @param {string} name @returns {NodeListOf<HTMLElement>} */
  #buttons(name) {
    return this.#root.querySelectorAll(`[data-do=${name}]`);
  }
}

/**
 * How much later or earlier the words come.
 * @param {number} ms
 */
export function offsetText(ms) {
  if (ms === 0) return "as they come";
  return `${Math.abs(ms)} ms ${ms > 0 ? "later" : "earlier"}`;
}
