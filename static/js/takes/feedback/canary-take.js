// <canary-take>: plays a take, the original song, both in turn line by line, or both at once, at any speed.

import { allowLater, goTo } from "../../web/playing.js";
import { Passage } from "../passage.js";
import { Mix } from "./mix.js";
import { inSong, inTake, turns } from "./turns.js";
import { draw } from "./wave.js";

const APART = 0.15; // if the song and the take are more than this many seconds apart, they are synchronised

/** The player of a take's page. `data-state` says what is playing: idle, take, song, turns or both. */
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
      if (this.dataset["state"] === "idle") this.#startState("take");
    });
    this.#take?.addEventListener("pause", () => {
      // The event comes late: after a click on another button, the take may be playing again by now.
      if (this.dataset["state"] === "take" && this.#take?.paused) this.#stop();
    });
    // The slider may have been moved before the script ran, or restored by the browser.
    this.#speed(this.querySelector("[name=speed]"));
    const place = this.querySelector("[data-part=wave]");
    if (place instanceof HTMLElement && this.#take) void draw(place, this.#take);
  }

  disconnectedCallback() {
    this.#stop();
  }

  get #span() {
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
    this.#stop();
    if (!playing && ["take", "song", "turns", "both"].includes(wanted)) this.#play(wanted);
  }

  /** @param {string} wanted */
  #play(wanted) {
    const [take, song] = [this.#take, this.#song];
    if (!take || !song) return;
    const { start } = this.#span;
    if (wanted === "both" && !this.#mix) this.#mix = new Mix(song, take);
    this.#mix?.set(wanted === "both");
    this.#startState(wanted);
    if (wanted === "turns") {
      this.#turns = turns(this.#passage?.lines ?? [], this.#span, this.#length);
      this.#turn = -1;
      allowLater(this.#turns[0]?.voice === "song" ? take : song);
      this.#next();
      return;
    }
    const at = Math.max(0, inTake(start, this.#span, this.#length)) / 1000;
    goTo(take, wanted === "both" ? at : 0);
    goTo(song, start / 1000);
    if (wanted !== "song") void take.play().catch(() => this.#stop());
    if (wanted !== "take") void song.play().catch(() => this.#stop());
  }

  /** @param {string} state */
  #startState(state) {
    this.dataset["state"] = state;
    for (const button of this.querySelectorAll("button[data-do]")) {
      button.setAttribute("aria-pressed", String(button instanceof HTMLElement && button.dataset["do"] === state));
    }
    this.#passage?.follow(true);
    cancelAnimationFrame(this.#frame);
    this.#watch();
  }

  #stop() {
    this.dataset["state"] = "idle";
    cancelAnimationFrame(this.#frame);
    this.#take?.pause();
    this.#song?.pause();
    for (const button of this.querySelectorAll("button[data-do]")) button.setAttribute("aria-pressed", "false");
    this.#passage?.follow(false);
  }

  #ended() {
    if (this.dataset["state"] === "turns") this.#next();
    else if (this.dataset["state"] !== "both") this.#stop();
  }

  #next() {
    this.#turn += 1;
    const turn = this.#turns[this.#turn];
    if (!turn) {
      this.#stop();
      return;
    }
    const [audio, other] = turn.voice === "song" ? [this.#song, this.#take] : [this.#take, this.#song];
    other?.pause();
    if (!audio) return;
    goTo(audio, turn.start / 1000);
    void audio.play().catch(() => this.#stop());
  }

  #watch() {
    const [take, song, state] = [this.#take, this.#song, this.dataset["state"]];
    if (!take || state === "idle") return;
    const { start, end } = this.#span;
    const byTake = state === "take" || (state === "turns" && this.#turns[this.#turn]?.voice === "take");
    if (song && !Number.isNaN(start)) {
      const now = byTake ? inSong(take.currentTime * 1000, this.#span, this.#length) : song.currentTime * 1000;
      this.#passage?.highlight(now);
      const turn = this.#turns[this.#turn];
      const voice = byTake ? take : song;
      if (state === "turns" && turn && !voice.seeking && voice.currentTime * 1000 > turn.end) this.#next();
      if ((state === "song" || state === "both") && song.currentTime * 1000 > end + 500) {
        this.#stop();
        return;
      }
      if (state === "both" && !song.paused && !take.paused && !take.seeking) {
        const wanted = inTake(now, this.#span, this.#length) / 1000;
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
    const [least, most] = [Number(field.min), Number(field.max)];
    field.style.setProperty("--done", `${(100 * (rate - least)) / (most - least)}%`);
    const shown = this.querySelector("[data-part=speed]");
    if (shown) shown.textContent = `${rate.toFixed(2).replace(/\.?0+$/, "")}×`;
  }
}
