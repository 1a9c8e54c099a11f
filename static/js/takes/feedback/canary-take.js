// <canary-take>: a take beside the original: one, the other, line by line in turn, or both at once; slower or faster.

import { Passage } from "../passage.js";
import { Mix } from "./mix.js";
import { inSong, inTake, turns } from "./turns.js";
import { draw } from "./wave.js";

const APART = 0.15; // seconds that both may drift from each other before they are put together again

/** `data-state` is what plays: idle, take, song, turns or both. */
export class CanaryTake extends HTMLElement {
  /** @type {HTMLAudioElement | null} */
  #take = null;
  /** @type {HTMLAudioElement | null} */
  #song = null;
  /** @type {Mix | null} */
  #mix = null;
  /** @type {Passage | null} */
  #passage = null;
  /** @type {ReturnType<typeof turns>} */
  #turns = [];
  #turn = 0;
  #frame = 0;

  connectedCallback() {
    this.#take = this.querySelector("#take-audio");
    this.#song = this.querySelector("#song-audio");
    this.#passage = new Passage();
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("input", (event) => this.#speed(event.target));
    for (const audio of [this.#take, this.#song]) audio?.addEventListener("ended", () => this.#ended());
    this.#take?.addEventListener("play", () => {
      if (this.dataset["state"] === "idle") this.#begin("take");
    });
    this.#take?.addEventListener("pause", () => {
      if (this.dataset["state"] === "take") this.#rest();
    });
    this.#speed(this.querySelector("[name=speed]")); // it may have been moved before we came, or by the way back
    const place = this.querySelector("[data-part=wave]");
    if (place instanceof HTMLElement && this.#take) void draw(place, this.#take);
  }

  disconnectedCallback() {
    this.#rest();
  }

  get #stretch() {
    return { start: Number(this.dataset["start"]), end: Number(this.dataset["end"]) };
  }

  get #length() {
    const known = (this.#take?.duration ?? 0) * 1000;
    return Number.isFinite(known) && known > 0 ? known : Number(this.dataset["length"]);
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button[data-do]") : null;
    if (!(button instanceof HTMLElement)) return;
    const wanted = button.dataset["do"] ?? "";
    const playing = this.dataset["state"] === wanted;
    this.#rest();
    if (!playing && ["take", "song", "turns", "both"].includes(wanted)) void this.#play(wanted);
  }

  /** @param {string} wanted */
  async #play(wanted) {
    const [take, song] = [this.#take, this.#song];
    if (!take || !song) return;
    const { start } = this.#stretch;
    if (wanted === "both" && !this.#mix) this.#mix = new Mix(song, take);
    await this.#mix?.set(wanted === "both");
    this.#begin(wanted);
    if (wanted === "turns") {
      this.#turns = turns(this.#passage?.lines ?? [], this.#stretch, this.#length);
      this.#turn = -1;
      this.#next();
      return;
    }
    const at = Math.max(0, inTake(start, this.#stretch, this.#length)) / 1000;
    take.currentTime = wanted === "both" ? at : 0;
    song.currentTime = start / 1000;
    if (wanted !== "song") void take.play().catch(() => this.#rest());
    if (wanted !== "take") void song.play().catch(() => this.#rest());
  }

  /** @param {string} state */
  #begin(state) {
    this.dataset["state"] = state;
    for (const button of this.querySelectorAll("button[data-do]")) {
      button.setAttribute("aria-pressed", String(button instanceof HTMLElement && button.dataset["do"] === state));
    }
    this.#passage?.lead(true);
    cancelAnimationFrame(this.#frame);
    this.#watch();
  }

  #rest() {
    this.dataset["state"] = "idle";
    cancelAnimationFrame(this.#frame);
    this.#take?.pause();
    this.#song?.pause();
    for (const button of this.querySelectorAll("button[data-do]")) button.setAttribute("aria-pressed", "false");
    this.#passage?.lead(false);
  }

  #ended() {
    if (this.dataset["state"] === "turns") this.#next();
    else if (this.dataset["state"] !== "both") this.#rest();
  }

  #next() {
    this.#turn += 1;
    const turn = this.#turns[this.#turn];
    if (!turn) {
      this.#rest();
      return;
    }
    const [audio, other] = turn.voice === "song" ? [this.#song, this.#take] : [this.#take, this.#song];
    other?.pause();
    if (!audio) return;
    audio.currentTime = turn.start / 1000;
    void audio.play().catch(() => this.#rest());
  }

  #watch() {
    const [take, song, state] = [this.#take, this.#song, this.dataset["state"]];
    if (!take || state === "idle") return;
    const { start, end } = this.#stretch;
    const byTake = state === "take" || (state === "turns" && this.#turns[this.#turn]?.voice === "take");
    if (song && !Number.isNaN(start)) {
      const now = byTake ? inSong(take.currentTime * 1000, this.#stretch, this.#length) : song.currentTime * 1000;
      this.#passage?.light(now);
      const turn = this.#turns[this.#turn];
      const voice = byTake ? take : song;
      if (state === "turns" && turn && !voice.seeking && voice.currentTime * 1000 > turn.end) this.#next();
      if ((state === "song" || state === "both") && song.currentTime * 1000 > end + 500) {
        this.#rest();
        return;
      }
      if (state === "both" && !song.paused && !take.paused && !take.seeking) {
        const wanted = inTake(now, this.#stretch, this.#length) / 1000;
        if (Math.abs(wanted - take.currentTime) > APART) take.currentTime = wanted;
      }
    }
    if (this.dataset["state"] !== "idle") this.#frame = requestAnimationFrame(() => this.#watch());
  }

  /** @param {EventTarget | null} field */
  #speed(field) {
    if (!(field instanceof HTMLInputElement) || field.name !== "speed") return;
    const rate = Number(field.value);
    for (const audio of [this.#take, this.#song]) {
      if (!audio) continue;
      audio.preservesPitch = true;
      audio.defaultPlaybackRate = rate;
      audio.playbackRate = rate;
    }
    const shown = this.querySelector("[data-part=speed]");
    if (shown) shown.textContent = `${rate.toFixed(2).replace(/\.?0+$/, "")}×`;
  }
}
