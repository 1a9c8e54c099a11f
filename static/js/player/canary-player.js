// <canary-player>: brings the server's lyrics and player bar to life.

import { Bar } from "./bar.js";
import { Clock } from "./clock.js";
import { Follow } from "./follow.js";
import { action, nextSpeed } from "./keys.js";
import { addLineButtons } from "./line-buttons.js";
import { LyricsView } from "./lyrics-view.js";
import { load, save } from "./settings.js";
import { at, neighbour, read, stretch } from "./timeline.js";

// A singer needs a moment to breathe in before the line that is repeated.
const RUN_UP = 200;
const LAYERS = /** @type {const} */ (["translation", "reading"]);
const SHOWN = { translation: ".x", reading: ".r" };

/** The song page's player; `data-line` and `data-word` (both counted from 1) tell what is lit. */
export class CanaryPlayer extends HTMLElement {
  #timeline = read({ timing: "none", lines: [] });
  #clock = new Clock();
  #settings = load();
  #view = new LyricsView(this);
  #bar = new Bar(this);
  #follow = new Follow((away) => this.#showAway(away));
  #ears = new AbortController();
  /** @type {HTMLAudioElement | null} */
  #audio = null;
  #loop = -1;
  #until = Number.NEGATIVE_INFINITY;
  #frame = 0;

  connectedCallback() {
    this.#audio = this.querySelector("audio");
    if (!this.#audio) return;
    const json = this.querySelector("#timeline")?.textContent;
    if (json) this.#timeline = read(JSON.parse(json));
    this.#view = new LyricsView(this);
    this.#listen(this.#audio);
    addLineButtons(this.#view.lines);
    this.#view.mark(Number(this.dataset["first"]), Number(this.dataset["last"]));
    this.dataset["timing"] = this.#timeline.timing;
    this.dataset["ready"] = "";
    for (const layer of LAYERS) if (!this.querySelector(SHOWN[layer])) this.#bar.hide(layer);
    this.#apply();
    this.#bar.duration(this.#audio.duration);
    this.#arrive(false);
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
    this.#ears.abort();
    this.#follow.stop();
  }

  /** @param {HTMLAudioElement} audio */
  #listen(audio) {
    const { signal } = this.#ears;
    /** @param {string} name @param {() => void} react */
    const on = (name, react) => audio.addEventListener(name, react, { signal });
    on("play", () => this.#playing(true));
    on("pause", () => this.#playing(false));
    on("seeked", () => this.#jumped());
    on("timeupdate", () => this.#bar.time(audio.currentTime));
    on("timeupdate", () => this.#update());
    on("durationchange", () => this.#bar.duration(audio.duration));
    on("error", () => this.#bar.fail());
    on("ended", () => this.#rest());
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.addEventListener("input", (event) => this.#changed(event), { signal });
    addEventListener("keydown", (event) => this.#pressed(event), { signal });
    addEventListener("hashchange", () => this.#arrive(true), { signal });
  }

  // Time

  #now() {
    const audio = this.#audio;
    if (!audio) return 0;
    return this.#clock.read(audio.currentTime * 1000, performance.now(), audio.paused ? 0 : audio.playbackRate);
  }

  #tick() {
    this.#update();
    this.#frame = requestAnimationFrame(() => this.#tick());
  }

  #update() {
    const ms = this.#now();
    const turn = stretch(this.#timeline, this.#loop);
    if (turn && ms >= turn.end && this.#audio && !this.#audio.paused) {
      this.#seek(turn.start - RUN_UP);
      return;
    }
    if (ms < this.#until) return;
    this.#show(ms);
  }

  /** @param {number} ms */
  #show(ms) {
    const place = this.#place(ms);
    this.#until = place.until;
    const turned = this.#view.show(place);
    this.#tell("line", place.line);
    this.#tell("word", place.word);
    const line = this.#view.line(place.line);
    if (turned && line && this.#audio && !this.#audio.paused) this.#follow.show(line);
  }

  /** @param {number} ms */
  #place(ms) {
    const turn = stretch(this.#timeline, this.#loop);
    // In the run-up to a repeated line that line is meant already, not the end of the one before.
    if (turn && ms < turn.start && ms >= turn.start - 2 * RUN_UP) {
      return { line: this.#loop, word: -1, sung: 0, until: turn.start };
    }
    return at(this.#timeline, ms);
  }

  /** @param {"line" | "word"} name @param {number} n */
  #tell(name, n) {
    if (n < 0) delete this.dataset[name];
    else this.dataset[name] = String(n + 1);
  }

  /** @param {number} ms */
  #seek(ms) {
    if (!this.#audio) return;
    this.#audio.currentTime = Math.max(0, ms) / 1000;
    this.#jumped();
  }

  #jumped() {
    this.#clock.reset();
    this.#until = Number.NEGATIVE_INFINITY;
    this.#show(this.#now());
    this.#bar.time(this.#audio?.currentTime ?? 0);
  }

  // What the learner does

  /** @param {boolean} playing */
  #playing(playing) {
    cancelAnimationFrame(this.#frame);
    this.toggleAttribute("data-playing", playing);
    this.#bar.playing(playing);
    this.#follow.resume();
    this.#clock.reset();
    if (playing) this.#tick();
  }

  async #toggle() {
    const audio = this.#audio;
    if (!audio) return;
    if (!audio.paused) {
      audio.pause();
      return;
    }
    try {
      await audio.play();
    } catch (error) {
      // Browsers that want a click first leave the big button to be pressed; that is no failure.
      const name = error instanceof DOMException ? error.name : "";
      if (name !== "NotAllowedError" && name !== "AbortError") this.#bar.fail();
    }
  }

  /** @param {number} n counted from nought @param {boolean} play */
  #go(n, play) {
    const line = this.#timeline.lines.find((entry) => entry.n === n);
    if (!line) return;
    if (this.#loop >= 0) this.#repeat(n);
    this.#follow.resume();
    this.#seek(line.start);
    const shown = this.#view.line(n);
    if (shown) this.#follow.show(shown);
    if (play && this.#audio?.paused) void this.#toggle();
  }

  /** @param {-1 | 1} step */
  #step(step) {
    const n = neighbour(this.#timeline, this.#now(), step);
    if (n >= 0) this.#go(n, false);
  }

  /** @param {number} n the line to repeat, -1 for none */
  #repeat(n) {
    this.#view.line(this.#loop)?.classList.remove("looped");
    this.#loop = n;
    this.#view.line(n)?.classList.add("looped");
    this.#bar.press("loop", n >= 0);
    this.#bar.say(n >= 0 ? `Repeating line ${n + 1}` : "No longer repeating");
  }

  #toggleLoop() {
    if (this.#loop >= 0) this.#repeat(-1);
    else this.#repeat(Math.max(at(this.#timeline, this.#now()).line, this.#timeline.lines[0]?.n ?? -1));
  }

  /** @param {number} speed */
  #setSpeed(speed) {
    this.#settings.speed = speed;
    this.#apply();
    this.#bar.say(`Speed ${speed}`);
  }

  /** @param {-1 | 1} step */
  #changeSpeed(step) {
    this.#setSpeed(nextSpeed(this.#bar.speeds, this.#settings.speed, step));
  }

  /** @param {"translation" | "reading"} layer */
  #toggleLayer(layer) {
    this.#settings[layer] = !this.#settings[layer];
    this.#apply();
  }

  /** @param {string} name */
  #do(name) {
    if (name === "play") void this.#toggle();
    else if (name === "back") this.#step(-1);
    else if (name === "forward") this.#step(1);
    else if (name === "loop") this.#toggleLoop();
    else if (name === "slower") this.#changeSpeed(-1);
    else if (name === "faster") this.#changeSpeed(1);
    else if (name === "translation" || name === "reading") this.#toggleLayer(name);
    else if (name === "help") this.querySelector("dialog")?.showModal();
    else if (name === "follow") this.#go(Number(this.dataset["line"]) - 1, false);
  }

  /** @param {Event} event */
  #clicked(event) {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("[data-do]");
    if (button instanceof HTMLElement) this.#do(button.dataset["do"] ?? "");
    const line = event.target.closest(".line");
    // Marking text with the mouse ends in a click too; that one belongs to the selection.
    if (line && !event.target.closest("a") && (getSelection()?.isCollapsed ?? true)) {
      this.#go(this.#view.lines.indexOf(/** @type {HTMLElement} */ (line)), true);
    }
  }

  /** @param {Event} event */
  #changed(event) {
    const field = event.target;
    if (field instanceof HTMLSelectElement) this.#setSpeed(Number(field.value));
    if (!(field instanceof HTMLInputElement)) return;
    if (field.type === "range") {
      this.#seek(Number(field.value));
      if (this.#loop >= 0) this.#repeat(at(this.#timeline, Number(field.value)).line);
    } else {
      this.#settings.letters = field.checked;
      save(this.#settings);
    }
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
    const wanted = action(event, place, this.#settings.letters);
    if (!wanted) return;
    event.preventDefault();
    this.#do(wanted);
  }

  /** @param {boolean} clicked whether the learner followed a link on this page, rather than having come to it */
  #arrive(clicked) {
    const line = /^#line-(\d+)$/.exec(location.hash)?.[1];
    if (line) this.#go(Number(line) - 1, clicked);
    else if (location.hash === "#play") void this.#toggle();
  }

  // What is shown

  #apply() {
    const { speed } = this.#settings;
    if (this.#audio) this.#audio.playbackRate = this.#audio.defaultPlaybackRate = speed;
    for (const layer of LAYERS) this.dataset[layer] = this.#settings[layer] ? "on" : "off";
    this.#bar.show(this.#settings);
    save(this.#settings);
  }

  /** @param {boolean} away */
  #showAway(away) {
    this.#bar.offer(away && this.hasAttribute("data-playing") && this.dataset["line"] !== undefined);
  }

  #rest() {
    this.#view.clear();
    this.#tell("line", -1);
    this.#tell("word", -1);
    this.#until = Number.NEGATIVE_INFINITY;
  }
}
