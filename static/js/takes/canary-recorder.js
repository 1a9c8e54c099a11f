// <canary-recorder>: lets learners record a passage, listen to it, sing it again, choose a take and send it. Without a
// form inside, it records a sound for another element and dispatches a `recorded` event. The event's detail is the
// Blob, or null after the recording was removed.

import { minutes } from "../web/ago.js";
import { clientId } from "../web/client-id.js";
import { _ } from "../web/sentences.js";
import { Clicks } from "./clicks.js";
import { Companion } from "./companion.js";
import { Microphone } from "./microphone.js";
import { send } from "./send.js";
import { deleteTake, loadDraft, saveDraft, savedTakes, savePiece, saveTake } from "./storage.js";
import { advice, fileName, LEAD, refusal, tooMuch } from "./takes.js";
import { beat, clicks as clicksAt, SECOND } from "./tempo.js";
import { Tray } from "./tray.js";

// How long recording continues after the end of the passage, in ms, because the last word may ring.
const RING = 1500;

/** A recorder. `data-state` is idle, asking, counting, recording, taken, sending or failed. */
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
  #clips = 0;
  #frame = 0;
  // Whether to move the focus along when the focused scene is hidden. True once the recorder has been used.
  #keepsFocus = false;

  connectedCallback() {
    // The file field for browsers without scripts is required, so it would block this form.
    this.querySelector(".without-scripts")?.remove();
    this.#tray = new Tray(this.#part("takes"), this.#part("take"));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("submit", (event) => this.#submitted(event));
    this.addEventListener("input", () => void this.#saveDraft());
    this.#part("file")?.addEventListener("change", (event) => this.#fileChosen(event));
    addEventListener("beforeunload", (event) => this.#beforeUnload(event));
    if (this.#form) void this.#restore();
  }

  disconnectedCallback() {
    void this.#endRecording();
  }

  get #form() {
    return this.querySelector("form");
  }

  get #key() {
    return `${this.dataset["viewer"]}/${this.dataset["song"]}`;
  }

  /** Discard the recording. The element that uses the recorder calls it when it no longer needs the recording. */
  clear() {
    this.#tray?.empty();
    this.#setState("idle");
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  /** @param {string} state @param {string} [wrong] @param {string} [look] */
  #setState(state, wrong = "", look = "wrong") {
    this.dataset["state"] = state;
    const place = this.#part("wrong");
    if (!place) return;
    place.textContent = wrong;
    place.hidden = wrong === "";
    place.className = look;
    if (this.#keepsFocus) this.#moveFocus();
  }

  #moveFocus() {
    const active = document.activeElement;
    if (active instanceof HTMLElement && active !== document.body && active.offsetParent) return;
    const choices = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".scene button"));
    [...choices].find((choice) => choice.offsetParent)?.focus({ preventScroll: true });
  }

  async #restore() {
    const takes = await savedTakes(this.#key);
    if (takes.length === 0 || this.dataset["state"] !== "idle") return;
    for (const take of takes) this.#tray?.add(take);
    this.#fill(await loadDraft(this.#key));
    this.#setState("taken", _("This take hasn’t been sent yet. Listen to it and save it, or sing it again."), "hint");
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    const action = button instanceof HTMLElement ? button.dataset["do"] : "";
    if (action === "start" || action === "again") void this.#start();
    if (action === "stop") void this.#stop();
    if (action === "drop") void this.#discard();
  }

  async #start() {
    // A second tap must not open a second microphone.
    if (["asking", "counting", "recording", "sending"].includes(this.dataset["state"] ?? "")) return;
    this.#keepsFocus = true;
    const player = this.#part("take");
    if (player instanceof HTMLAudioElement) player.pause();
    this.#setState("asking");
    try {
      this.#microphone = await Microphone.open();
    } catch (error) {
      const wrong = refusal(error instanceof DOMException ? error.name : "");
      this.#setState(this.#tray?.take ? "taken" : "failed", wrong);
      return;
    }
    await this.#count();
  }

  async #count() {
    const checkbox = this.querySelector("[name=with_song]");
    const { start } = this.dataset;
    const song = document.querySelector("#song-audio");
    if (song instanceof HTMLAudioElement) song.pause();
    const length = this.#form ? beat(starts()) : SECOND;
    const count = clicksAt(length);
    if (this.#form && start !== undefined && song instanceof HTMLAudioElement) {
      const audible = checkbox instanceof HTMLInputElement && checkbox.checked;
      this.#companion = new Companion(song.src.split("#")[0] ?? "", audible);
      this.#companion.start(Number(start), count * length);
    }
    this.#setState("counting");
    if (this.#form) document.querySelector("#passage")?.scrollIntoView({ block: "start" });
    const clicks = new Clicks();
    for (let left = count; left > 0; left -= 1) {
      const place = this.#part("count");
      if (place) place.textContent = String(left);
      clicks.click(left === count);
      // Start recording LEAD ms before the passage, so that the first syllable isn't cut off.
      if (left === 1) setTimeout(() => this.#record(), length - LEAD);
      await new Promise((resolve) => setTimeout(resolve, length));
    }
    clicks.end();
    if (!this.isConnected || !this.#microphone) return;
    this.#began = performance.now();
    [this.#loudest, this.#clips] = [0, 0];
    this.#setState("recording");
    this.#watch();
  }

  #record() {
    const microphone = this.#microphone;
    if (!microphone) return;
    const name = clientId();
    this.#name = name;
    if (this.#form) {
      const { first, last } = this.dataset;
      void saveTake({ key: this.#key, clientId: name, first: Number(first), last: Number(last), begun: Date.now() });
      microphone.onPart = (piece) => void savePiece(name, piece);
    }
    microphone.start();
  }

  #watch() {
    const passed = performance.now() - this.#began;
    const { loud, clipping } = this.#microphone?.level() ?? { loud: 0, clipping: false };
    this.#loudest = Math.max(this.#loudest, loud);
    if (clipping) this.#clips += 1;
    this.#part("level")?.style.setProperty("--level", loud.toFixed(3));
    const time = this.#part("time");
    if (time && time.textContent !== minutes(passed)) time.textContent = minutes(passed);
    const place = this.#part("advice");
    const words = advice(passed, this.#loudest, this.#clips);
    if (place && place.textContent !== words) place.textContent = words;
    const songOver = this.#companion?.audible && this.#companion.now > Number(this.dataset["end"]) + RING;
    if (songOver || passed > Number(this.dataset["maxSeconds"]) * SECOND) void this.#stop();
    else this.#frame = requestAnimationFrame(() => this.#watch());
  }

  async #endRecording() {
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
    const recording = await this.#endRecording();
    if (recording) await this.#addTake(recording, this.#name, length);
  }

  /** @param {Blob} recording @param {string} name @param {number} [ms] its length */
  async #addTake(recording, name, ms = 0) {
    const wrong = tooMuch(recording.size, Number(this.dataset["maxBytes"]));
    if (wrong) {
      await deleteTake(name);
      this.#setState(this.#tray?.take ? "taken" : "failed", wrong);
      return;
    }
    const { first, last } = this.dataset;
    const base = { key: this.#key, clientId: name, first: Number(first), last: Number(last), begun: Date.now() };
    const take = { ...base, recording };
    if (this.#form) await saveTake(take);
    else this.#tray?.empty();
    this.#tray?.add(take, ms);
    this.#setState("taken");
    if (this.#form) this.scrollIntoView({ block: "nearest" });
    else this.dispatchEvent(new CustomEvent("recorded", { detail: recording, bubbles: true }));
  }

  async #discard() {
    const gone = this.#tray?.discard();
    if (gone && this.#form) await deleteTake(gone.clientId);
    if (!this.#tray?.take) this.#setState("idle");
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

  async #saveDraft() {
    if (!this.#form || !this.#tray?.take) return;
    const fields = new FormData(this.#form);
    const draft = { asks: fields.getAll("asks").map(String) };
    const single = ["note", "sound", "visibility"].map((name) => [name, String(fields.get(name) ?? "")]);
    await saveDraft(this.#key, { ...draft, ...Object.fromEntries(single) });
  }

  /** @param {Event} event */
  #fileChosen(event) {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (file) void this.#addTake(file, clientId());
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
    this.#setState("sending");
    const answer = await send(form.action, body);
    if (answer.url === "") {
      this.#setState("taken", answer.error);
      return;
    }
    for (const { clientId: name } of this.#tray?.takes ?? []) await deleteTake(name);
    await saveDraft(this.#key, undefined);
    this.#tray?.empty();
    this.#setState("idle");
    const target = new URL(answer.url, location.href);
    const here = target.pathname === location.pathname && target.search === location.search;
    location.assign(target);
    // If only the fragment is new, the browser doesn't reload the page, but the page doesn't contain the new take yet.
    if (here) location.reload();
  }

  /** @param {Event} event */
  #beforeUnload(event) {
    if (this.dataset["state"] === "recording" || this.dataset["state"] === "sending") event.preventDefault();
  }
}

/** Return the times in ms when the words of the passage on the page start. */
function starts() {
  const words = [...document.querySelectorAll("#passage [data-word][data-start]")];
  return words.map((word) => Number(word.getAttribute("data-start")));
}
