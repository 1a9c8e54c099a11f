// <canary-voice>: a short spoken message in place of the file chooser that stands there without scripts.

import { Microphone } from "../attempts/microphone.js";
import { fileName, refusal } from "../attempts/takes.js";

const SECOND = 1000;

/** Wraps a record button, a player, and the file field that carries the message with the form. */
export class CanaryVoice extends HTMLElement {
  /** @type {Microphone | null} */
  #microphone = null;
  #timer = 0;
  #began = 0;

  connectedCallback() {
    this.querySelector("[data-do=record]")?.addEventListener("click", () => void this.#pressed());
    this.querySelector("[data-do=drop]")?.addEventListener("click", () => this.#carry(null));
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    void this.#microphone?.stop();
  }

  /** @param {string} part @param {string} text */
  #say(part, text) {
    const place = this.querySelector(`[data-part=${part}]`);
    if (!(place instanceof HTMLElement)) return;
    place.textContent = text;
    if (part === "wrong") place.hidden = text === "";
  }

  async #pressed() {
    if (this.#microphone) await this.#stop();
    else await this.#start();
  }

  async #start() {
    this.#say("wrong", "");
    try {
      this.#microphone = await Microphone.open();
    } catch (error) {
      this.#say("wrong", refusal(error instanceof DOMException ? error.name : ""));
      return;
    }
    this.#microphone.start();
    this.#began = performance.now();
    this.dataset["recording"] = "";
    this.#tick();
    this.#timer = setInterval(() => this.#tick(), SECOND / 4);
  }

  #tick() {
    const passed = (performance.now() - this.#began) / SECOND;
    const most = Number(this.dataset["seconds"]);
    this.#say("label", `Stop (${Math.max(0, Math.ceil(most - passed))} s left)`);
    if (passed >= most) void this.#stop();
  }

  async #stop() {
    clearInterval(this.#timer);
    const microphone = this.#microphone;
    this.#microphone = null;
    delete this.dataset["recording"];
    const recording = await microphone?.stop();
    if (recording) this.#carry(new File([recording], fileName(recording.type), { type: recording.type }));
  }

  /** @param {File | null} file what goes with the form; null takes it out again */
  #carry(file) {
    const field = this.querySelector("input[type=file]");
    const player = this.querySelector("audio");
    const drop = this.querySelector("[data-do=drop]");
    if (!(field instanceof HTMLInputElement) || !player || !(drop instanceof HTMLElement)) return;
    const parcel = new DataTransfer();
    if (file) parcel.items.add(file);
    field.files = parcel.files;
    if (player.src) URL.revokeObjectURL(player.src);
    if (file) player.src = URL.createObjectURL(file);
    else player.removeAttribute("src");
    player.hidden = drop.hidden = file === null;
    this.#say("label", file ? "Say it again" : "Say it instead");
  }
}
