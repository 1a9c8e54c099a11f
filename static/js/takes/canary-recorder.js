// <canary-recorder>: record the passage, listen, sing it again, choose, and send it when it feels right. Without a form
// inside it records a sound for somebody else on the page, whom it tells with a `recorded` event (its detail is the Blob).

import { minutes } from "../web/ago.js";
import { clientId } from "../web/client-id.js";
import { Clicks } from "./clicks.js";
import { Companion } from "./companion.js";
import { Microphone } from "./microphone.js";
import { send } from "./send.js";
import { draftOf, forget, keep, keepDraft, keepPiece, waiting } from "./storage.js";
import { advice, fileName, LEAD, refusal, tooMuch } from "./takes.js";
import { beat, clicks as clicksAt, SECOND } from "./tempo.js";
import { Tray } from "./tray.js";

// The last word may ring on a little after its time.
const RING = 1500;

/** The recording booth; `data-state` is idle, asking, counting, recording, taken, sending or failed. */
export class CanaryRecorder extends HTMLElement {
  /** @type {Microphone | null} */
  #microphone = null;
  /** @type {Companion | null} */
  #companion = null;
  /** @type {Tray | null} */
  #tray = null;
  #name = "";
  #began = 0;
  #loudest = 0;
  #cuts = 0;
  #frame = 0;
  // Whoever pressed a button here goes on here: the next scene gets the focus that the last one had.
  #held = false;

  connectedCallback() {
    // This field serves browsers without scripts; left in the form it would ask for a file forever.
    this.querySelector(".without-scripts")?.remove();
    this.#tray = new Tray(this.#part("takes"), this.#part("take"));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("submit", (event) => this.#submitted(event));
    this.addEventListener("input", () => void this.#noted());
    this.#part("file")?.addEventListener("change", (event) => this.#chosen(event));
    addEventListener("beforeunload", (event) => this.#leaving(event));
    if (this.#form) void this.#restore();
  }

  disconnectedCallback() {
    void this.#end();
  }

  get #form() {
    return this.querySelector("form");
  }

  get #key() {
    return `${this.dataset["viewer"]}/${this.dataset["song"]}`;
  }

  /** Forget what was recorded; the host of a recorder without a form has taken it. */
  clear() {
    this.#tray?.empty();
    this.#turn("idle");
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  /** @param {string} state @param {string} [wrong] @param {string} [look] */
  #turn(state, wrong = "", look = "wrong") {
    this.dataset["state"] = state;
    const place = this.#part("wrong");
    if (!place) return;
    place.textContent = wrong;
    place.hidden = wrong === "";
    place.className = look;
    if (this.#held) this.#hold();
  }

  #hold() {
    const active = document.activeElement;
    if (active instanceof HTMLElement && active !== document.body && active.offsetParent) return;
    const choices = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".scene button, .scene audio"));
    [...choices].find((choice) => choice.offsetParent)?.focus({ preventScroll: true });
  }

  async #restore() {
    const takes = await waiting(this.#key);
    if (takes.length === 0 || this.dataset["state"] !== "idle") return;
    for (const take of takes) this.#tray?.add(take);
    this.#fill(await draftOf(this.#key));
    this.#turn("taken", "This take has not been sent yet. Listen to it and keep it, or sing it again.", "hint");
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    const wanted = button instanceof HTMLElement ? button.dataset["do"] : "";
    if (wanted === "start" || wanted === "again") void this.#start();
    if (wanted === "stop") void this.#stop();
    if (wanted === "drop") void this.#drop();
  }

  async #start() {
    // A second press must not open a second microphone.
    if (["asking", "counting", "recording", "sending"].includes(this.dataset["state"] ?? "")) return;
    this.#held = true;
    const player = this.#part("take");
    if (player instanceof HTMLAudioElement) player.pause();
    this.#turn("asking");
    try {
      this.#microphone = await Microphone.open();
    } catch (error) {
      const wrong = refusal(error instanceof DOMException ? error.name : "");
      this.#turn(this.#tray?.take ? "taken" : "failed", wrong);
      return;
    }
    await this.#count();
  }

  async #count() {
    const wish = this.querySelector("[name=with_song]");
    const { start } = this.dataset;
    const song = document.querySelector("#song-audio");
    if (song instanceof HTMLAudioElement) song.pause();
    const length = this.#form ? beat(starts()) : SECOND;
    const count = clicksAt(length);
    if (this.#form && start !== undefined && song instanceof HTMLAudioElement) {
      const heard = wish instanceof HTMLInputElement && wish.checked;
      this.#companion = new Companion(song.src.split("#")[0] ?? "", heard);
      this.#companion.start(Number(start), count * length);
    }
    this.#turn("counting");
    if (this.#form) document.querySelector("#passage")?.scrollIntoView({ block: "start" });
    const clicks = new Clicks();
    for (let left = count; left > 0; left -= 1) {
      const place = this.#part("count");
      if (place) place.textContent = String(left);
      clicks.click(left === count);
      // The recording begins a little early, after the last click: nobody's first syllable is cut off.
      if (left === 1) setTimeout(() => this.#record(), length - LEAD);
      await new Promise((resolve) => setTimeout(resolve, length));
    }
    clicks.end();
    if (!this.isConnected || !this.#microphone) return;
    this.#began = performance.now();
    [this.#loudest, this.#cuts] = [0, 0];
    this.#turn("recording");
    this.#watch();
  }

  #record() {
    const microphone = this.#microphone;
    if (!microphone) return;
    const name = clientId();
    this.#name = name;
    if (this.#form) {
      const { first, last } = this.dataset;
      void keep({ key: this.#key, clientId: name, first: Number(first), last: Number(last), begun: Date.now() });
      microphone.heard = (piece) => void keepPiece(name, piece);
    }
    microphone.start();
  }

  #watch() {
    const passed = performance.now() - this.#began;
    const { loud, cut } = this.#microphone?.level() ?? { loud: 0, cut: false };
    this.#loudest = Math.max(this.#loudest, loud);
    if (cut) this.#cuts += 1;
    this.#part("level")?.style.setProperty("--level", loud.toFixed(3));
    const time = this.#part("time");
    if (time && time.textContent !== minutes(passed)) time.textContent = minutes(passed);
    const place = this.#part("advice");
    const words = advice(passed, this.#loudest, this.#cuts);
    if (place && place.textContent !== words) place.textContent = words;
    const songOver = this.#companion?.heard && this.#companion.now > Number(this.dataset["end"]) + RING;
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
    const length = performance.now() - this.#began + LEAD;
    const recording = await this.#end();
    if (recording) await this.#took(recording, this.#name, length);
  }

  /** @param {Blob} recording @param {string} name @param {number} [ms] its length */
  async #took(recording, name, ms = 0) {
    const wrong = tooMuch(recording.size, Number(this.dataset["maxBytes"]));
    if (wrong) {
      await forget(name);
      this.#turn(this.#tray?.take ? "taken" : "failed", wrong);
      return;
    }
    const { first, last } = this.dataset;
    const base = { key: this.#key, clientId: name, first: Number(first), last: Number(last), begun: Date.now() };
    const take = { ...base, recording };
    if (this.#form) await keep(take);
    else this.#tray?.empty();
    this.#tray?.add(take, ms);
    this.#turn("taken");
    if (this.#form) this.scrollIntoView({ block: "nearest" });
    else this.dispatchEvent(new CustomEvent("recorded", { detail: recording, bubbles: true }));
  }

  async #drop() {
    const gone = this.#tray?.drop();
    if (gone && this.#form) await forget(gone.clientId);
    if (!this.#tray?.take) this.#turn("idle");
    if (!this.#form) this.dispatchEvent(new CustomEvent("recorded", { detail: null, bubbles: true }));
  }

  /** @param {Record<string, string | string[]> | undefined} draft */
  #fill(draft) {
    for (const field of this.#form?.elements ?? []) {
      if (!(field instanceof HTMLInputElement) || !draft || !(field.name in draft)) continue;
      const value = draft[field.name] ?? "";
      if (field.type === "checkbox" || field.type === "radio") field.checked = [value].flat().includes(field.value);
      else field.value = String(value);
    }
  }

  async #noted() {
    if (!this.#form || !this.#tray?.take) return;
    const fields = new FormData(this.#form);
    const draft = { asks: fields.getAll("asks").map(String) };
    const single = ["note", "sound", "visibility"].map((name) => [name, String(fields.get(name) ?? "")]);
    await keepDraft(this.#key, { ...draft, ...Object.fromEntries(single) });
  }

  /** @param {Event} event */
  #chosen(event) {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (file) void this.#took(file, clientId());
  }

  /** @param {Event} event */
  #submitted(event) {
    event.preventDefault();
    const take = this.#tray?.take;
    if (this.#form && take && this.dataset["state"] === "taken") void this.#send(this.#form, take);
  }

  /** @param {HTMLFormElement} form @param {import("./storage.js").Take} take */
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
    for (const { clientId: name } of this.#tray?.takes ?? []) await forget(name);
    await keepDraft(this.#key, undefined);
    this.#tray?.empty();
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

/** When the words of the passage on the page begin, ms. */
function starts() {
  const words = [...document.querySelectorAll("#passage [data-word][data-start]")];
  return words.map((word) => Number(word.getAttribute("data-start")));
}
