// Updates the player bar and its panel: the time, the state of buttons and selects, and messages.

import { minutes } from "../web/ago.js";
import { _, language } from "../web/sentences.js";

const number = new Intl.NumberFormat(language);
const percentages = new Intl.NumberFormat(language, { style: "percent" });

/**
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {import("./settings.js").Layers} Layers
 */

/** The bar at the bottom of the song page, and the panel that opens above the bar. */
export class Bar {
  /** @type {ParentNode} */
  #root;

  /** @param {ParentNode} root the element around the bar */
  constructor(root) {
    this.#root = root;
  }

  /** The speeds to choose from, in ascending order. */
  get speeds() {
    return [...(this.#select("speed")?.options ?? [])].map((option) => Number(option.value));
  }

  /**
   * Show the settings.
   * @param {Settings} settings
   * @param {Layers} layers with the reading and translation that are actually shown
   * @param {number} offset how many ms later this song's words appear
   */
  show({ speed, voice, letters, pause, offset: device }, layers, offset) {
    this.#choose("speed", String(speed));
    this.#write("normal", `${number.format(speed)}×`);
    this.#part("normal")?.setAttribute("aria-label", _("%(speed)s×, back to normal speed", { speed }));
    this.offer("normal", speed !== 1);
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
    this.#write("voice-part", percentages.format(voice));
    this.#write("offset", offsetText(offset));
    this.#write("device", offsetText(device));
  }

  /** Set whether a button is pressed. @param {string} name @param {boolean} on */
  press(name, on) {
    for (const button of this.#buttons(name)) button.setAttribute("aria-pressed", String(on));
  }

  /** Show or hide a control. @param {string} name of a control, or of the part around it @param {boolean} useful */
  offer(name, useful) {
    for (const part of [...this.#buttons(name), this.#part(name)])
      if (part && part.hidden === useful) part.hidden = !useful;
  }

  /** Label the play button. @param {boolean} playing */
  playing(playing) {
    const label = playing ? _("Pause") : _("Play");
    for (const button of this.#buttons("play")) button.setAttribute("aria-label", label);
  }

  /** Show the button to resume. @param {number} ms where the learner stopped last time */
  offerPlace(ms) {
    this.#write("resume", _("Resume at %(time)s", { time: minutes(ms) }));
    this.offer("resume", true);
  }

  /** Show the song's length. @param {number} seconds NaN while unknown */
  duration(seconds) {
    const seek = this.#input("seek");
    if (!seek || !Number.isFinite(seconds)) return;
    seek.max = String(Math.floor(seconds * 1000));
    this.#write("whole", minutes(Math.round(seconds) * 1000));
  }

  /** Show the position in the song. @param {number} seconds */
  time(seconds) {
    const seek = this.#input("seek");
    if (!seek) return;
    const ms = seconds * 1000;
    seek.value = String(ms);
    seek.style.setProperty("--done", `${(100 * ms) / Number(seek.max || 1)}%`);
    seek.setAttribute("aria-valuetext", minutes(ms));
    this.#write("now", minutes(ms));
  }

  /** Show an error, or hide it. @param {string} sentence says what is wrong with the audio; "" hides the error */
  fail(sentence) {
    this.#write("wrong-words", sentence);
    this.offer("wrong", sentence !== "");
  }

  /** Announce something to screen readers. @param {string} sentence */
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
 * Return in words how much later or earlier the words of a song appear.
 * @param {number} ms
 */
export function offsetText(ms) {
  if (ms === 0) return _("no offset");
  return ms > 0 ? _("%(ms)s ms later", { ms }) : _("%(ms)s ms earlier", { ms: -ms });
}
