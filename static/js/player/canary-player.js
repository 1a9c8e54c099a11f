// <canary-player>: makes the lyrics and the player bar that the server rendered interactive.

import { Bar } from "./bar.js";
import { isForWord } from "./card.js";
import { Commands } from "./commands.js";
import { Follow } from "./follow.js";
import { action } from "./keys.js";
import { LayerView } from "./layers.js";
import { addLineButtons } from "./line-buttons.js";
import { Loop } from "./loops.js";
import { LyricsView } from "./lyrics-view.js";
import { mediaKeys, mediaPlace } from "./media-keys.js";
import { Playhead } from "./playhead.js";
import { load, songOf } from "./settings.js";
import { Sound } from "./sound.js";
import { Stage } from "./stage.js";
import { read } from "./timeline.js";
import { Trouble } from "./trouble.js";
import { Windows } from "./windows.js";

/**
 * @typedef {import("./timeline.js").Place} Place
 * @typedef {import("./commands.js").Parts} Parts
 */

// The button to resume isn't shown within this many seconds of a song's start or end.
const MARGIN = 5;

/**
 * The song page's player. `data-line` and `data-word` (counted from 1) are the line and the word that are being sung.
 */
export class CanaryPlayer extends HTMLElement {
  #listeners = new AbortController();
  /** @type {Parts | null} */
  #parts = null;
  /** @type {Commands | null} */
  #commands = null;
  /** @type {Windows | null} */
  #windows = null;

  connectedCallback() {
    const audio = this.querySelector("audio");
    if (!audio) return;
    const parts = this.#assemble(audio);
    this.#parts = parts;
    this.#commands = new Commands(parts);
    this.#windows = new Windows(this, parts, this.#commands, this.#listeners.signal);
    this.#listen();
    addLineButtons(parts.view.lines);
    parts.view.mark(Number(this.dataset["first"]), Number(this.dataset["last"]));
    this.dataset["timing"] = parts.timeline.timing;
    this.toggleAttribute("data-estimated", parts.timeline.estimated);
    this.dataset["ready"] = "";
    parts.bar.duration(audio.duration);
    this.#commands.apply();
    this.#commands.applyLayers();
    this.#arrive(false);
  }

  disconnectedCallback() {
    this.#listeners.abort();
    this.#parts?.playhead.halt();
    this.#parts?.trouble.stop();
    this.#parts?.follow.stop();
  }

  /** @param {HTMLAudioElement} audio @returns {Parts} */
  #assemble(audio) {
    const json = this.querySelector("#timeline")?.textContent;
    const timeline = read(json ? JSON.parse(json) : { timing: "none", lines: [] });
    const [bar, view, layers, loop] = [new Bar(this), new LyricsView(this), new LayerView(this), new Loop(timeline)];
    const sound = new Sound(audio, () => this.#commands?.apply());
    return {
      song: { slug: this.dataset["song"] ?? "", language: this.dataset["language"] ?? "" },
      timeline,
      settings: load(),
      sound,
      trouble: new Trouble(sound, (sentence) => bar.fail(sentence)),
      playhead: new Playhead(timeline, sound, loop, view, this, (place, turned) => this.#moved(place, turned)),
      loop,
      view,
      layers,
      bar,
      follow: new Follow((away) => this.#showAway(away)),
      stage: new Stage((on) => this.#staged(on), this.#listeners.signal),
      open: (name) => this.#windows?.open(name),
    };
  }

  #listen() {
    const { signal } = this.#listeners;
    // We listen in the capture phase because media events don't bubble and the audio element may be replaced later.
    /** @param {string} name @param {() => void} react */
    const on = (name, react) => this.addEventListener(name, react, { signal, capture: true });
    on("play", () => this.#playing(true));
    on("pause", () => this.#playing(false));
    on("waiting", () => this.#parts?.trouble.wait());
    on("playing", () => this.#parts?.trouble.well());
    on("seeked", () => this.#parts?.playhead.jumped());
    for (const name of ["waiting", "playing", "ratechange"]) on(name, () => this.#parts?.playhead.wake());
    on("timeupdate", () => this.#timed());
    on("durationchange", () => this.#parts?.bar.duration(this.#parts.sound.audio.duration));
    on("durationchange", () => this.#offerPlace());
    on("error", () => this.#failed());
    on("ended", () => this.#parts?.playhead.rest());
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.addEventListener("input", (event) => this.#changed(event), { signal });
    addEventListener("keydown", (event) => this.#pressed(event), { signal });
    addEventListener("hashchange", () => this.#arrive(true), { signal });
    addEventListener("pagehide", () => this.#remember(), { signal });
    const { title = "", artist = "", cover = "" } = this.dataset;
    mediaKeys(
      { title, artist, cover },
      (name) => this.#commands?.do(name),
      (seconds) => this.#commands?.seek(seconds * 1000),
    );
  }

  // Audio events

  /** @param {boolean} playing */
  #playing(playing) {
    const parts = this.#parts;
    if (!parts) return;
    this.toggleAttribute("data-playing", playing);
    parts.bar.playing(playing);
    parts.bar.offer("resume", false);
    parts.follow.resume();
    void parts.stage.awake(playing);
    if (playing) {
      parts.trouble.wait();
      parts.playhead.run();
      const line = parts.view.line(parts.playhead.line);
      if (line) parts.follow.show(line);
    } else {
      parts.trouble.stop();
      parts.playhead.halt();
      this.#remember();
    }
  }

  #timed() {
    const parts = this.#parts;
    if (!parts) return;
    if (!parts.sound.audio.paused) parts.trouble.well();
    parts.bar.time(parts.sound.audio.currentTime);
    parts.playhead.update();
    mediaPlace(parts.sound.audio);
  }

  #failed() {
    const parts = this.#parts;
    if (!parts) return;
    // The learner has already pressed play when the stems fail, so the plain file should play right away.
    if (parts.sound.giveUpStems()) parts.sound.play().catch(() => parts.trouble.fail());
    else void parts.trouble.fail();
  }

  /**
   * @param {Place} place
   * @param {boolean} turned whether the line has changed
   */
  #moved(place, turned) {
    // A separate attribute, because it restyles all lines and changes only when the singing starts or stops.
    this.toggleAttribute("data-singing", place.line >= 0);
    this.#setPlace("line", place.line);
    this.#setPlace("word", place.word);
    const line = this.#parts?.view.line(place.line);
    if (!line || this.#parts?.sound.audio.paused) return;
    if (turned) this.#parts?.follow.show(line);
    else this.#parts?.follow.keep(this.#parts.view.word(place.line, place.word));
  }

  /** @param {"line" | "word"} name @param {number} n */
  #setPlace(name, n) {
    if (n < 0) delete this.dataset[name];
    else this.dataset[name] = String(n + 1);
  }

  #remember() {
    const audio = this.#parts?.sound.audio;
    if (!audio || audio.currentTime === 0) return;
    this.#commands?.remember(audio.ended ? 0 : Math.floor(audio.currentTime));
  }

  // Input

  /** @param {Event} event */
  #clicked(event) {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("[data-do]");
    if (button instanceof HTMLElement) this.#commands?.do(button.dataset["do"] ?? "");
    const line = event.target.closest(".lyrics .line");
    if (!line || event.target.closest("a") || isForWord(event)) return;
    // Ignore clicks that end a text selection, a long press, or a press that closed a window. Keys send detail 0.
    const isKey = event instanceof MouseEvent && event.detail === 0;
    if ((this.#windows?.pressed && !isKey) || !(getSelection()?.isCollapsed ?? true)) return;
    this.#commands?.go(this.#parts?.view.lines.indexOf(/** @type {HTMLElement} */ (line)) ?? -1, true);
  }

  /** @param {Event} event */
  #changed(event) {
    const field = event.target;
    if (!(field instanceof HTMLSelectElement || field instanceof HTMLInputElement)) return;
    const part = field.dataset["part"];
    if (part === "speed") this.#commands?.speed(Number(field.value));
    else if (part === "seek") this.#commands?.seek(Number(field.value));
    else if (part === "voice") this.#commands?.voice(Number(field.value) / 100);
    else if (part === "rin" || part === "xin") this.#commands?.choose(part === "rin" ? "r" : "x", field.value);
    else if (part === "letters" && field instanceof HTMLInputElement) this.#commands?.letters(field.checked);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const focus = document.activeElement;
    if (focus?.closest("dialog[open]")) return;
    const place = {
      tag: focus?.tagName ?? "",
      type: focus instanceof HTMLInputElement ? focus.type : "",
      editable: focus instanceof HTMLElement && focus.isContentEditable,
    };
    const wanted = action(event, place, this.#parts?.settings.letters ?? true);
    if (!wanted) return;
    event.preventDefault();
    this.#commands?.do(wanted);
  }

  /**
   * Go to the line or time in the address's fragment.
   * @param {boolean} clicked whether a link on this page was followed
   */
  #arrive(clicked) {
    const line = /^#line-(\d+)$/.exec(location.hash)?.[1];
    const moment = /^#t=(\d{1,5})$/.exec(location.hash)?.[1];
    if (line) this.#commands?.go(Number(line) - 1, clicked);
    else if (moment) this.#commands?.seek(Number(moment) * 1000);
    else if (location.hash === "#play") void this.#commands?.toggle();
  }

  #offerPlace() {
    const { settings, song, sound, bar } = this.#parts ?? {};
    if (!settings || !song || !sound || !bar || location.hash || sound.audio.currentTime > 0) return;
    const { place } = songOf(settings, song.slug);
    if (place > MARGIN && place < sound.audio.duration - MARGIN) bar.offerPlace(place * 1000);
  }

  // Display

  /** @param {boolean} on */
  #staged(on) {
    this.#parts?.bar.press("stage", on);
    const line = this.#parts?.view.line(this.#parts.playhead.line);
    if (line) this.#parts?.follow.show(line);
  }

  /** @param {boolean} away */
  #showAway(away) {
    this.#parts?.bar.offer("follow", away && this.hasAttribute("data-playing") && this.dataset["line"] !== undefined);
  }
}
