// <canary-timing>: the editor of lyrics and their times.

import { _ } from "../web/sentences.js";
import { Columns } from "./columns.js";
import { forgetFrom, nudge, place, shiftFrom, untimed } from "./edits.js";
import { Hands } from "./hands.js";
import { Keeping } from "./keeping.js";
import { lint } from "./lint.js";
import { Notices } from "./notices.js";
import { Page } from "./page.js";
import { Score } from "./score.js";
import { send } from "./send.js";
import { clock, Sheet } from "./sheet.js";
import { fromDocument, lineEnd } from "./song.js";
import { Tapping } from "./tapping.js";
import { Deck } from "./transport.js";
import { Wave } from "./wave.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./edits.js").Place} Place
 * @typedef {import("./page.js").Mode} Mode
 * @typedef {import("./keeping.js").About & { duration: number, languages: Record<string, string>,
 *   document: import("./song.js").Document }} About
 */

const LINT_DELAY = 300; // ms after the last change until issues are updated
const RUN_UP = 1200; // ms that are played before a line, so that people can prepare to tap
const NO_AUDIO = _("We can’t load the sound. Check your connection and reload the page. Your changes are stored.");

/** Makes the server's markup interactive, and dispatches input to the editor's parts. */
export class CanaryTiming extends HTMLElement {
  #listeners = new AbortController();
  #page = new Page(this);
  #about = this.#read();
  #score = new Score(fromDocument(this.#about.document, this.#about.language), { line: 0, word: -1 }, () =>
    this.#changed(),
  );
  #deck = new Deck(this.#page.part("audio", HTMLAudioElement), (ms) => this.#playing(ms), this.#listeners.signal);
  #tapping = new Tapping(this.#score, this.#deck);
  #sheet = new Sheet(this.#page.part("sheet", HTMLElement));
  #notices = new Notices(this.#page.part("notices", HTMLElement));
  #keeping = new Keeping(this.#score, this.#notices, this.#about, this.dataset["save"] ?? "");
  #words = new Words(
    this.#page.part("words", HTMLTextAreaElement),
    this.#score,
    this.#about.language,
    this.#listeners.signal,
  );
  #columns = new Columns(
    /** @type {HTMLElement} */ (this.querySelector(".panel[data-tab=beside]")),
    this.#about,
    (song, again) => this.#score.change(song, this.#score.at, again),
  );
  #wave = new Wave(
    (n, start, end) => this.#score.change(place(this.#score.song, n, start, end), { line: n, word: -1 }),
    (n) => this.#score.choose(this.#tapping.place({ line: n, word: 0 })),
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #lintTimer;
  #hands = {
    act: (/** @type {string} */ name, /** @type {DOMStringMap} */ data) => this.#acts[name]?.(data),
    play: () => void this.#play(),
    tap: (/** @type {Event} */ event) => this.#tap(event),
    chose: (/** @type {Element} */ target) => this.#chose(target),
    timing: () => this.dataset["tab"] === "times",
  };

  /** @type {Record<string, (data: DOMStringMap) => void>} */
  #acts = {
    play: () => void this.#play(),
    pause: () => this.#deck.audio.pause(),
    back: () => this.#deck.seek(this.#deck.now - 3000),
    hear: () => void this.#hear(true),
    from: () => void this.#hear(false),
    undo: () => this.#score.undo(),
    redo: () => this.#score.redo(),
    again: () => this.#again(),
    nudge: ({ by }) => this.#nudge(Number(by)),
    earlier: () => this.#nudge(-10),
    later: () => this.#nudge(10),
    "much-earlier": () => this.#nudge(-100),
    "much-later": () => this.#nudge(100),
    onwards: () => this.#page.turnOnwards(),
    forget: () => this.#score.change(forgetFrom(this.#score.song, this.#score.at)),
    up: () => this.#step(-1, 0),
    down: () => this.#step(1, 0),
    left: () => this.#step(0, -1),
    right: () => this.#step(0, 1),
    go: ({ line, word }) => this.#go({ line: Number(line), word: Number(word) }),
    tab: ({ name }) => this.#tab(name ?? "times"),
    mode: ({ name }) => this.#turn(/** @type {Mode} */ (name)),
    save: () => void this.#save(false),
    "keep-mine": () => void this.#save(true),
    "load-theirs": () => this.#leave(),
    "take-draft": () => this.#begin(this.#keeping.takeUp()),
    "drop-draft": () => this.#keeping.throwAway(),
    reading: () => void this.#reading(),
    "drop-layer": () => this.#columns.drop(),
  };

  connectedCallback() {
    this.#listen(this.#listeners.signal);
    this.#begin(this.#score.song);
    this.#page.part("late", HTMLInputElement).value = String(this.#deck.late);
    const waves = this.#page.part("wave", HTMLElement);
    void this.#wave.start(waves, this.#deck.audio).then((drawn) => {
      this.#page.part("no-wave", HTMLElement).hidden = drawn;
      this.dataset["wave"] = drawn ? "drawn" : "none";
    });
    this.dataset["ready"] = "";
  }

  disconnectedCallback() {
    this.#listeners.abort();
    this.#wave.stop();
  }

  /** @returns {About} */
  #read() {
    return JSON.parse(this.#page.part("song", HTMLScriptElement).textContent ?? "");
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    new Hands(this, this.#page.part("tap", HTMLButtonElement), this.#tapping, this.#hands, signal);
    this.addEventListener("change", (event) => this.#set(event), { signal });
    for (const name of ["play", "pause"]) this.#deck.audio.addEventListener(name, () => this.#show(), { signal });
    this.#deck.audio.addEventListener("error", () => this.#notices.trouble(NO_AUDIO), { signal });
    addEventListener("pagehide", () => this.#rest(), { signal });
  }

  // The edited song

  /** Start editing a song at its first untimed line or word. @param {Song | null} song */
  #begin(song) {
    if (!song) return;
    const timed = song.lines.some((line) => line.start !== null);
    const worded = song.lines.every((line) => line.words.every((word) => word.start !== null));
    this.#tapping.mode = !timed ? "line" : worded ? "listen" : "word";
    this.#score.change(song, untimed(song, timed ? "word" : "line"));
    this.#words.show();
  }

  #changed() {
    this.#show();
    clearTimeout(this.#lintTimer);
    this.#lintTimer = setTimeout(() => this.#lint(), LINT_DELAY);
    this.#keeping.soon();
  }

  /** Store a draft, including text that was just typed, before the page is left. */
  #rest() {
    if (this.dataset["tab"] === "words") this.#words.take();
    this.#keeping.keep();
  }

  // Display

  #show() {
    const { song, at } = this.#score;
    const { mode } = this.#tapping;
    this.#sheet.show(song, at);
    this.#wave.show(song.lines, at.line);
    if (this.dataset["tab"] === "beside") this.#columns.show(song);
    this.#page.mode(mode);
    this.#page.playing(this.#deck.playing);
    this.#page.tap(song, at, mode, this.#deck.playing);
    this.#page.chosen(song, at);
    this.#page.enable("undo", this.#score.canUndo);
    this.#page.enable("redo", this.#score.canRedo);
    if (this.#score.changed) this.#page.saved(false);
    this.#page.enable("save", this.#score.changed && song.lines.length > 0);
  }

  #lint() {
    this.#page.findings(lint(this.#score.song, this.#about.duration));
  }

  /** @param {number} ms */
  #playing(ms) {
    this.#sheet.playing(ms);
    this.#page.write("now", clock(ms));
  }

  /** @param {string} name */
  #tab(name) {
    if (this.dataset["tab"] === "words") this.#words.take();
    if (name === "words") this.#words.show();
    this.#page.tab(name);
    this.#show();
  }

  /** @param {Mode} mode */
  #turn(mode) {
    this.#tapping.mode = mode;
    this.#score.choose(mode === "listen" ? this.#score.at : untimed(this.#score.song, mode));
    this.#sheet.reveal();
  }

  // Input

  async #play() {
    if (!(await this.#deck.toggle())) this.#notices.trouble(NO_AUDIO);
    if (this.#tapping.on) this.#sheet.reveal();
  }

  /** Play the selected line. @param {boolean} alone whether to stop after it */
  async #hear(alone) {
    const { song, at } = this.#score;
    const start = song.lines[at.line]?.start;
    if (start == null) return;
    const stop = alone ? (lineEnd(song.lines, at.line) ?? start) + RUN_UP / 4 : Number.POSITIVE_INFINITY;
    if (!(await this.#deck.hear(start - RUN_UP / (alone ? 4 : 1), stop))) this.#notices.trouble(NO_AUDIO);
  }

  /** Undo the last tap, and go back 3 seconds in the song. */
  #again() {
    this.#score.undo();
    this.#deck.seek(this.#deck.now - 3000);
    this.#sheet.reveal();
  }

  /** @param {number} by */
  #nudge(by) {
    const { song, at } = this.#score;
    this.#score.change(this.#page.onwards ? shiftFrom(song, at, by) : nudge(song, at, by));
  }

  /** @param {number} lines @param {number} words */
  #step(lines, words) {
    const { line, word } = this.#score.at;
    this.#score.choose({ line: line + lines, word: lines ? Math.min(word, 0) : word + words });
    this.#sheet.reveal();
    this.#page.write("said", this.#page.part("chosen", HTMLElement).textContent);
  }

  /** @param {Place} at */
  #go(at) {
    if (this.dataset["tab"] !== "times") this.#tab("times");
    this.#score.choose(at);
    this.#sheet.reveal();
    const start = this.#score.song.lines[at.line]?.start;
    if (start != null && !this.#deck.playing) this.#deck.seek(start - RUN_UP / 4);
  }

  /** @param {Element} target */
  #chose(target) {
    const at = this.#sheet.placeOf(target);
    if (at) this.#score.choose(this.#tapping.mode === "line" ? { ...at, word: -1 } : at);
  }

  /** @param {Event} event */
  #tap(event) {
    const { line } = this.#score.at;
    this.#tapping.press(event);
    if (this.#score.at.line !== line) this.#sheet.reveal();
  }

  /** @param {Event} event */
  #set(event) {
    const speed = this.#page.part("speed", HTMLSelectElement);
    const late = this.#page.part("late", HTMLInputElement);
    if (event.target === speed) {
      this.#deck.speed(Number(speed.value));
      speed.blur(); // otherwise Space would open the list again
    }
    if (event.target === late) this.#deck.late = Number(late.value);
    late.value = String(this.#deck.late);
  }

  // The server

  /** @param {boolean} onTop */
  async #save(onTop) {
    if (this.dataset["tab"] === "words") this.#words.take();
    const saved = await this.#keeping.save(onTop);
    if (!saved) return;
    this.#page.part("versions", HTMLElement).innerHTML = saved.kept;
    this.#page.write("said", _("Saved as version %(version)s.", { version: String(saved.version) }));
    this.#page.saved(true);
  }

  /** Load the other person's version from the server. The changes on this page are stored as a draft. */
  #leave() {
    this.#keeping.keep();
    location.reload();
  }

  async #reading() {
    const { song } = this.#score;
    const answer = await send(this.dataset["reading"] ?? "", { lines: song.lines.map((line) => line.text) });
    if (answer.status === 200) this.#columns.put(answer["layer"]);
    else this.#notices.trouble(answer.error);
  }
}
