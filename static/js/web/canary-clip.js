// <canary-clip>: a short sound's player, which looks like the song page's. Without scripts, the browser's own is shown.

import { minutes } from "./ago.js";
import { _ } from "./sentences.js";
import { tell } from "./toast.js";

/** Wraps an audio element and its controls. Other scripts may use the audio element too. */
export class CanaryClip extends HTMLElement {
  connectedCallback() {
    const audio = this.#audio;
    if (!audio) return;
    audio.controls = false;
    const names = ["play", "pause", "ended", "timeupdate", "seeked", "durationchange", "emptied"];
    for (const name of names) audio.addEventListener(name, () => this.#show());
    audio.addEventListener("loadedmetadata", () => this.#findLength());
    audio.addEventListener("timeupdate", () => this.#stopAtEnd());
    audio.addEventListener("error", () => audio.hasAttribute("src") && this.hasAttribute("data-asked") && fail());
    this.#button?.addEventListener("click", () => void this.#pressed());
    this.#slider?.addEventListener("input", () => this.#seek());
    this.#show();
  }

  get #audio() {
    return this.querySelector("audio");
  }

  get #button() {
    return this.querySelector("button");
  }

  get #slider() {
    return this.querySelector("input");
  }

  /** The part of the sound to play, in seconds: the address may end with #t=START,END. */
  get #part() {
    const { src = "", duration = 0 } = this.#audio ?? {};
    const [, start, end] = /#t=([\d.]+),([\d.]+)$/.exec(src) ?? [];
    return { start: Number(start ?? 0), end: end ? Number(end) : Number.isFinite(duration) ? duration : 0 };
  }

  async #pressed() {
    const audio = this.#audio;
    if (!audio) return;
    if (!audio.paused) {
      audio.pause();
      return;
    }
    this.dataset["asked"] = "";
    const others = /** @type {NodeListOf<HTMLAudioElement>} */ (document.querySelectorAll("canary-clip audio"));
    for (const other of others) if (other !== audio) other.pause();
    const { start, end } = this.#part;
    if (end && (audio.currentTime >= end - 0.05 || audio.currentTime < start)) audio.currentTime = start;
    try {
      await audio.play();
    } catch (error) {
      // The audio element reports a sound that can't be loaded by itself.
      const name = error instanceof DOMException ? error.name : "";
      if (audio.error && name !== "AbortError") fail();
    }
  }

  /** Stop at the part's end. Not every browser does that by itself. */
  #stopAtEnd() {
    const { start, end } = this.#part;
    if (start && this.#audio && !this.#audio.paused && this.#audio.currentTime >= end) this.#audio.pause();
  }

  #seek() {
    const { start } = this.#part;
    if (this.#audio) this.#audio.currentTime = start + Number(this.#slider?.value);
  }

  /** Let the browser find out how long a new recording is: MediaRecorder doesn't write that into its files. */
  #findLength() {
    const audio = this.#audio;
    if (!audio || audio.duration !== Number.POSITIVE_INFINITY) return;
    audio.addEventListener("durationchange", () => (audio.currentTime = 0), { once: true });
    audio.currentTime = Number.MAX_SAFE_INTEGER;
  }

  #show() {
    const [audio, button, slider, clock] = [this.#audio, this.#button, this.#slider, this.querySelector("output")];
    if (!audio || !button || !slider || !clock) return;
    const { start, end } = this.#part;
    const [place, length] = [Math.min(Math.max(0, audio.currentTime - start), end - start), end - start];
    const label = audio.getAttribute("aria-label") ?? "";
    this.toggleAttribute("data-playing", !audio.paused);
    button.setAttribute(
      "aria-label",
      audio.paused ? _("Play: %(what)s", { what: label }) : _("Pause: %(what)s", { what: label }),
    );
    const [now, whole] = [minutes(place * 1000), minutes(length * 1000)];
    slider.disabled = length <= 0;
    slider.max = String(length);
    slider.value = String(place);
    slider.setAttribute("aria-valuetext", _("%(now)s of %(length)s", { now, length: whole }));
    slider.style.setProperty("--done", `${length > 0 ? (100 * place) / length : 0}%`);
    clock.textContent = length > 0 ? `${now} / ${whole}` : now;
  }
}

function fail() {
  tell(_("This sound couldn’t be played. Check your connection and try again."));
}
