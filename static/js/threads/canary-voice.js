// <canary-voice>: records a short spoken message. Without scripts, people see a file field instead.

import { Microphone } from "../takes/microphone.js";
import { fileName, refusal } from "../takes/takes.js";
import { _, ngettext } from "../web/sentences.js";
import { savedVoice, saveVoice } from "./voices.js";

const SECOND = 1000;

/** Wraps a record button, a player, and the file field through which the form sends the message. */
export class CanaryVoice extends HTMLElement {
  /** @type {Microphone | null} */
  #microphone = null;
  #timer = 0;
  #began = 0;

  connectedCallback() {
    this.querySelector("[data-do=record]")?.addEventListener("click", () => void this.#pressed());
    this.querySelector("[data-do=drop]")?.addEventListener("click", () => this.#replace(null));
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

  /** Restore a message that was recorded before the server refused the form or the tab was closed. */
  async #restore() {
    const saved = await savedVoice(this.#key);
    if (saved && !this.#file) this.#attach(saved.sound);
  }

  /** @param {SubmitEvent} event */
  #sent(event) {
    if (this.#microphone) {
      // The message is still being recorded: stop, then send the form again.
      event.preventDefault();
      void this.#stop().then(() => this.closest("form")?.requestSubmit(event.submitter));
      return;
    }
    const name = this.closest("form")?.elements.namedItem("client_id");
    const sound = this.#file;
    if (sound && name instanceof HTMLInputElement) void saveVoice(this.#key, { sound, client: name.value });
  }

  /** Replace the message. @param {Blob | null} sound null removes it */
  #replace(sound) {
    void saveVoice(this.#key, sound && { sound, client: "" });
    this.#attach(sound);
  }

  /** @param {string} part @param {string} text */
  #show(part, text) {
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
    this.#show("wrong", "");
    try {
      this.#microphone = await Microphone.open();
    } catch (error) {
      this.#show("wrong", refusal(error instanceof DOMException ? error.name : ""));
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
    this.#show(
      "label",
      ngettext("Stop (%(num)s second left)", "Stop (%(num)s seconds left)", Math.max(0, Math.ceil(most - passed))),
    );
    if (passed >= most) void this.#stop();
  }

  async #stop() {
    clearInterval(this.#timer);
    const microphone = this.#microphone;
    this.#microphone = null;
    delete this.dataset["recording"];
    const recording = await microphone?.stop();
    if (recording) this.#replace(recording);
  }

  /** Attach a message to the form. @param {Blob | null} sound null for none */
  #attach(sound) {
    const field = this.querySelector("input[type=file]");
    const player = this.querySelector("audio");
    const drop = this.querySelector("[data-do=drop]");
    if (!(field instanceof HTMLInputElement) || !player || !(drop instanceof HTMLElement)) return;
    const transfer = new DataTransfer();
    if (sound) transfer.items.add(new File([sound], fileName(sound.type), { type: sound.type }));
    field.files = transfer.files;
    if (player.src) URL.revokeObjectURL(player.src);
    if (sound) player.src = URL.createObjectURL(sound);
    else player.removeAttribute("src");
    player.hidden = drop.hidden = sound === null;
    this.#show("label", sound ? _("Record again") : _("Record it instead"));
  }
}
