// <canary-recorder>: record the passage, listen, try again, and send it when it feels right.

import { minutes } from "../player/timeline.js";
import { clientId } from "../web/client-id.js";
import { Companion } from "./companion.js";
import { Microphone } from "./microphone.js";
import { send } from "./send.js";
import { forget, keep, waiting } from "./shelf.js";
import { fileName, refusal, tooMuch } from "./takes.js";

const COUNT = 3;
const SECOND = 1000;
// The last word may ring on a little after its time.
const RING = 1500;
// Below this, for this long, the microphone is probably the wrong one.
const SILENCE = 0.06;
const PATIENCE = 2500;

/** The recording booth; `data-state` is idle, asking, counting, recording, taken, sending or failed. */
export class CanaryRecorder extends HTMLElement {
  /** @type {Microphone | null} */
  #microphone = null;
  /** @type {Companion | null} */
  #companion = null;
  /** @type {import("./shelf.js").Take | null} */
  #take = null;
  #began = 0;
  #loudest = 0;
  #frame = 0;

  connectedCallback() {
    // This field serves browsers without scripts; left in the form it would ask for a file forever.
    this.querySelector(".without-scripts")?.remove();
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("submit", (event) => this.#submitted(event));
    this.addEventListener("change", () => void this.#noted());
    this.#part("file")?.addEventListener("change", (event) => this.#chosen(event));
    addEventListener("beforeunload", (event) => this.#leaving(event));
    void this.#restore();
  }

  disconnectedCallback() {
    void this.#end();
  }

  get #key() {
    return `${this.dataset["viewer"]}/${this.dataset["song"]}`;
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  /** @param {string} state @param {string} [wrong] */
  #turn(state, wrong = "") {
    this.dataset["state"] = state;
    const place = this.#part("wrong");
    if (!place) return;
    place.textContent = wrong;
    place.hidden = wrong === "";
    place.className = "wrong";
  }

  async #restore() {
    const take = await waiting(this.#key);
    if (take && this.dataset["state"] === "idle") {
      this.#show(take, "This take has not been sent yet. Listen to it and keep it, or sing it again.");
      this.#part("wrong")?.setAttribute("class", "hint");
      this.#fill(take);
    }
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    const wanted = button instanceof HTMLElement ? button.dataset["do"] : "";
    if (wanted === "start") void this.#start();
    if (wanted === "stop") void this.#stop();
    if (wanted === "again") void this.#again();
  }

  async #start() {
    // A second press must not open a second microphone.
    if (["asking", "counting", "recording", "sending"].includes(this.dataset["state"] ?? "")) return;
    this.#turn("asking");
    try {
      this.#microphone = await Microphone.open();
    } catch (error) {
      this.#turn("failed", refusal(error instanceof DOMException ? error.name : ""));
      return;
    }
    await this.#count();
  }

  async #count() {
    const wish = this.querySelector("[name=with_song]");
    const { start } = this.dataset;
    const song = document.querySelector("#song-audio");
    if (song instanceof HTMLAudioElement) song.pause();
    if (wish instanceof HTMLInputElement && wish.checked && start !== undefined && song instanceof HTMLAudioElement) {
      this.#companion = new Companion(song.src.split("#")[0] ?? "");
      this.#companion.start(Number(start), COUNT * SECOND);
    }
    this.#turn("counting");
    document.querySelector("#passage")?.scrollIntoView({ block: "start" });
    for (let left = COUNT; left > 0; left -= 1) {
      const place = this.#part("count");
      if (place) place.textContent = String(left);
      // The recording begins a beat early: nobody's first syllable is cut off.
      if (left === 1) this.#microphone?.start();
      await new Promise((resolve) => setTimeout(resolve, SECOND));
    }
    if (!this.isConnected) return;
    this.#began = performance.now();
    this.#loudest = 0;
    this.#turn("recording");
    this.#watch();
  }

  #watch() {
    const passed = performance.now() - this.#began;
    const level = this.#microphone?.level() ?? 0;
    this.#loudest = Math.max(this.#loudest, level);
    this.#part("level")?.style.setProperty("--level", level.toFixed(3));
    const time = this.#part("time");
    if (time && time.textContent !== minutes(passed)) time.textContent = minutes(passed);
    const silent = this.#part("silent");
    if (silent) silent.hidden = passed < PATIENCE || this.#loudest > SILENCE;
    const songOver = this.#companion && this.#companion.now > Number(this.dataset["end"]) + RING;
    if (songOver || passed > Number(this.dataset["maxSeconds"]) * SECOND) void this.#stop();
    else this.#frame = requestAnimationFrame(() => this.#watch());
  }

  async #end() {
    cancelAnimationFrame(this.#frame);
    this.#companion?.stop();
    this.#companion = null;
    const microphone = this.#microphone;
    this.#microphone = null;
    return (await microphone?.stop()) ?? null;
  }

  async #stop() {
    if (this.dataset["state"] !== "recording") return;
    const recording = await this.#end();
    if (recording) await this.#took(recording);
  }

  /** @param {Blob} recording */
  async #took(recording) {
    const wrong = tooMuch(recording.size, Number(this.dataset["maxBytes"]));
    if (wrong) {
      this.#turn("failed", wrong);
      return;
    }
    const { first, last } = this.dataset;
    const take = { key: this.#key, clientId: clientId(), recording, first: Number(first), last: Number(last) };
    await keep(take);
    this.#show(take, "");
    this.scrollIntoView({ block: "nearest" });
  }

  /** @param {import("./shelf.js").Take} take @param {string} sentence */
  #show(take, sentence) {
    this.#take = take;
    const player = this.#part("take");
    if (player instanceof HTMLAudioElement) {
      URL.revokeObjectURL(player.src);
      player.src = URL.createObjectURL(take.recording);
    }
    this.#turn("taken", sentence);
  }

  async #again() {
    await forget(this.#key);
    this.#take = null;
    await this.#start();
  }

  /** @param {import("./shelf.js").Take} take */
  #fill(take) {
    const note = this.querySelector("[name=note]");
    if (note instanceof HTMLInputElement) note.value = take.note ?? "";
    const wish = this.querySelector(`[name=visibility][value="${take.visibility ?? "me"}"]`);
    if (wish instanceof HTMLInputElement) wish.checked = true;
  }

  async #noted() {
    const form = this.querySelector("form");
    if (!form || !this.#take) return;
    const fields = new FormData(form);
    Object.assign(this.#take, { note: String(fields.get("note")), visibility: String(fields.get("visibility")) });
    await keep(this.#take);
  }

  /** @param {Event} event */
  #chosen(event) {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (file) void this.#took(file);
  }

  /** @param {Event} event */
  #submitted(event) {
    event.preventDefault();
    const form = this.querySelector("form");
    if (form && this.#take && this.dataset["state"] === "taken") void this.#send(form, this.#take);
  }

  /** @param {HTMLFormElement} form @param {import("./shelf.js").Take} take */
  async #send(form, take) {
    const body = new FormData(form);
    body.set("client_id", take.clientId);
    body.set("first", String(take.first));
    body.set("last", String(take.last));
    body.set(
      "recording",
      take.recording,
      take.recording instanceof File ? take.recording.name : fileName(take.recording.type),
    );
    this.#turn("sending");
    const answer = await send(form.action, body);
    if (answer.url === "") {
      this.#turn("taken", answer.error);
      return;
    }
    await forget(this.#key);
    this.#take = null;
    this.#turn("idle");
    const goal = new URL(answer.url, location.href);
    const here = goal.pathname === location.pathname && goal.search === location.search;
    location.assign(goal);
    // A new fragment on the same page is no reason for a browser to load it again, but the new take is.
    if (here) location.reload();
  }

  /** @param {Event} event */
  #leaving(event) {
    if (this.dataset["state"] === "recording" || this.dataset["state"] === "sending") event.preventDefault();
  }
}
