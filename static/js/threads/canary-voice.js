// <canary-voice>: a short spoken message in place of the file chooser that stands there without scripts.

import { Microphone } from "../takes/microphone.js";
import { fileName, refusal } from "../takes/takes.js";
import { keepVoice, voiceOf } from "./voices.js";

const SECOND = 1000;

/** Wraps a record button, a player, and the file field that carries the message with the form. */
export class CanaryVoice extends HTMLElement {
  /** @type {Microphone | null} */
  #microphone = null;
  #timer = 0;
  #began = 0;

  connectedCallback() {
    this.querySelector("[data-do=record]")?.addEventListener("click", () => void this.#pressed());
    this.querySelector("[data-do=drop]")?.addEventListener("click", () => this.#take(null));
    this.closest("form")?.addEventListener("submit", (event) => this.#sent(event));
    void this.#restore();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    void this.#microphone?.stop();
  }

  get #key() {
    return this.closest("canary-composer")?.getAttribute("data-key") ?? "";
  }

  get #file() {
    const field = this.querySelector("input[type=file]");
    return field instanceof HTMLInputElement ? (field.files?.[0] ?? null) : null;
  }

  /** What was spoken before the form was refused, or the tab closed. */
  async #restore() {
    const kept = await voiceOf(this.#key);
    if (kept && !this.#file) this.#carry(kept.sound);
  }

  /** @param {SubmitEvent} event */
  #sent(event) {
    if (this.#microphone) {
      // Still speaking: what was said until now goes along.
      event.preventDefault();
      void this.#stop().then(() => this.closest("form")?.requestSubmit(event.submitter));
      return;
    }
    const name = this.closest("form")?.elements.namedItem("client_id");
    const sound = this.#file;
    if (sound && name instanceof HTMLInputElement) void keepVoice(this.#key, { sound, client: name.value });
  }

  /** @param {Blob | null} sound what was spoken; null takes it out again */
  #take(sound) {
    void keepVoice(this.#key, sound && { sound, client: "" });
    this.#carry(sound);
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
    if (recording) this.#take(recording);
  }

  /** @param {Blob | null} sound what goes with the form; null for nothing */
  #carry(sound) {
    const field = this.querySelector("input[type=file]");
    const player = this.querySelector("audio");
    const drop = this.querySelector("[data-do=drop]");
    if (!(field instanceof HTMLInputElement) || !player || !(drop instanceof HTMLElement)) return;
    const parcel = new DataTransfer();
    if (sound) parcel.items.add(new File([sound], fileName(sound.type), { type: sound.type }));
    field.files = parcel.files;
    if (player.src) URL.revokeObjectURL(player.src);
    if (sound) player.src = URL.createObjectURL(sound);
    else player.removeAttribute("src");
    player.hidden = drop.hidden = sound === null;
    this.#say("label", sound ? "Say it again" : "Say it instead");
  }
}
