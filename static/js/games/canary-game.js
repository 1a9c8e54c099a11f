// <canary-game>: shows one exercise after another from the page's data, plays their lines, and counts points.

import { _ } from "../web/sentences.js";
import { digit } from "../web/shortcuts.js";
import { Board } from "./board.js";
import { between, steps, typesFirst } from "./deal.js";
import { dictationStage } from "./dictation-stage.js";
import { gapStage } from "./gap-stage.js";
import { listenStage } from "./listen-stage.js";
import { orderStage } from "./order-stage.js";
import { Round } from "./round.js";
import { Sound } from "./sound.js";
import { make, sung } from "./stage.js";
import { swapStage } from "./swap-stage.js";

const STAGES = { gaps: gapStage, listen: listenStage, order: orderStage, swap: swapStage, dictation: dictationStage };
const SLOW = 0.75;
const TRIES = 2; // wrong answers until the right one is shown
const PAUSE = 1100; // ms between a right answer and the next exercise

export class CanaryGame extends HTMLElement {
  /** @type {import("./deal.js").Deal} */
  #deal = JSON.parse(this.querySelector("script")?.textContent ?? "{}");
  #board = new Board(this);
  #steps = steps(this.#deal);
  #round = new Round();
  #sound = new Sound(this.#deal, () =>
    this.#board.say(_("We can’t load this line’s sound. Tap “Again” to retry, or continue without it.")),
  );
  /** @type {import("./stage.js").Stage | null} */
  #stage = null;
  #at = -1;
  #misses = 0;
  #helped = false;
  #answered = false;
  #turn = 0;
  /** @type {Promise<unknown>} resolves when the current line has been played */
  #heard = Promise.resolve();
  #listeners = new AbortController();

  connectedCallback() {
    const { signal } = this.#listeners;
    this.#board.option("typing", typesFirst(this.#deal));
    this.#board.option("accents", false);
    this.#count();
    this.addEventListener("click", (event) => this.#pressed(event), { signal });
    document.addEventListener("keydown", (event) => this.#keyed(event), { signal });
    this.dataset["ready"] = "";
  }

  disconnectedCallback() {
    this.#listeners.abort();
    this.#turn += 1;
    this.#sound.hold();
    this.#stage?.close();
  }

  get #rate() {
    return this.#board.button("slower")?.getAttribute("aria-pressed") === "true" ? SLOW : 1;
  }

  get #flows() {
    return this.#deal.game === "gaps" && !this.#sound.silent;
  }

  #start() {
    this.#board.open();
    void this.#go();
  }

  /** Go to the next exercise, or show the results. In gap-fill, play the lines before the exercise first. */
  async #go() {
    this.#turn += 1;
    const mine = this.#turn;
    const last = this.#steps[this.#at];
    this.#at += 1;
    const step = this.#steps[this.#at];
    this.#stage?.close();
    this.#stage = null;
    if (!step) return this.#end();
    this.#count();
    this.#board.show("next", false);
    this.#board.say("");
    if (this.#flows && !(await this.#lead(last?.n ?? -1, step.n, mine))) return undefined;
    this.#ask(step);
    if (!(this.#flows && last?.n === step.n)) await this.#hear(step.n, mine);
    return undefined;
  }

  /** Play the lines between two exercises; return false if the player has moved on. @param {number} after @param {number} before @param {number} mine */
  async #lead(after, before, mine) {
    const numbers = between(this.#deal, after, before);
    this.#board.moves(false);
    if (numbers.length) this.#board.show("next", true);
    for (const n of numbers) {
      this.#past(n);
      const line = sung(make("p", "sung-line", this.#deal.lines[n]?.text ?? ""), this.#deal);
      this.#board.part("stage").replaceChildren(line);
      this.#sound.ready(n + 1);
      await this.#sound.play(n, this.#rate, () => true);
      if (mine !== this.#turn) return false;
    }
    return true;
  }

  /** @param {import("./deal.js").Step} step */
  #ask(step) {
    this.#misses = 0;
    this.#helped = false;
    this.#answered = false;
    this.#board.moves(true);
    this.#board.show("next", false);
    if (this.#deal.game === "gaps") this.#past(step.n);
    const stage = STAGES[/** @type {keyof typeof STAGES} */ (this.#deal.game)];
    this.#stage = stage(this.#board.part("stage"), step, {
      deal: this.#deal,
      accents: this.#board.ticked("accents"),
      typing: this.#board.ticked("typing"),
      judge: (verdict) => this.#judge(verdict),
      say: (words) => this.#board.say(words),
    });
    this.#board.show("help", this.#stage.help !== undefined);
    this.#stage.focus();
  }

  /**
   * Play an exercise's line; in gap-fill, the song then waits for the answer.
   * @param {number} n
   * @param {number} mine
   */
  async #hear(n, mine) {
    // In the game of putting pieces in order, a line is played only as a hint or after the answer.
    if (this.#deal.game === "order" && !this.#answered) return;
    this.#heard = this.#sound.play(n, this.#rate, () => this.#flows && this.#answered);
    const whole = await this.#heard;
    if (whole && mine === this.#turn && this.#flows && !this.#answered) {
      this.#board.say(_("The song is waiting for your answer."));
    }
  }

  /** @param {import("./stage.js").Verdict} verdict */
  #judge({ right, care, said = "" }) {
    if (this.#answered) return;
    if (right) {
      if (this.#helped) this.#round.remember(care);
      this.#round.right(this.#helped);
      this.#over([_("Right."), said].filter(Boolean).join(" "), "good");
      return;
    }
    this.#misses += 1;
    this.#helped = true;
    this.#round.remember(care);
    if (this.#misses < TRIES) this.#board.say([_("Not yet."), said].filter(Boolean).join(" "));
    else this.#reveal();
  }

  #reveal() {
    const step = this.#steps[this.#at];
    if (!this.#stage || this.#answered || !step) return;
    if (this.#misses === 0) this.#round.remember(step.lemmas ?? [this.#asked(step)]);
    this.#round.shown();
    this.#over(_("The answer is “%(answer)s”.", { answer: this.#stage.reveal() }));
  }

  /** Return the word that a step asks for. @param {import("./deal.js").Step} step */
  #asked(step) {
    const part = step.parts?.[step.at];
    return step.lemma ?? (typeof part === "object" ? part.lemma : "");
  }

  /** End an exercise, and continue the song if the answer was right. @param {string} words @param {string} [look] */
  #over(words, look = "") {
    this.#answered = true;
    this.#board.say(words, look);
    this.#count();
    this.#board.over();
    const mine = this.#turn;
    if (this.#flows && look === "good") void this.#goOn(mine);
    else if (this.#deal.game === "order") void this.#hear(this.#steps[this.#at]?.n ?? 0, mine);
  }

  /** Continue once the line has ended and the player has had time to read the message. @param {number} mine */
  async #goOn(mine) {
    const sameLine = this.#steps[this.#at + 1]?.n === this.#steps[this.#at]?.n;
    await Promise.all([sameLine ? null : this.#heard, new Promise((done) => window.setTimeout(done, PAUSE))]);
    if (mine === this.#turn) void this.#go();
  }

  /** Show the line before line `n` as past. @param {number} n */
  #past(n) {
    this.#board.part("past").textContent = this.#deal.lines[n - 1]?.text ?? "";
  }

  #count() {
    this.#board.count(this.#round, this.#at, this.#steps.length);
  }

  #end() {
    this.#sound.hold();
    this.#board.results(this.#round, this.#deal);
  }

  /** @param {Event} event */
  #pressed(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    const what = button?.getAttribute("data-do") ?? "";
    if (button) this.#do(what);
  }

  /** @param {string} what */
  #do(what) {
    const step = this.#steps[this.#at];
    if (what === "start") this.#start();
    else if (what === "next") this.#next();
    else if (what === "skip") this.#reveal();
    else if (what === "help") this.#help();
    else if (what === "again" && step) void this.#again(step.n);
    else if (what === "slower") {
      const slow = this.#rate === 1;
      this.#board.button("slower")?.setAttribute("aria-pressed", String(slow));
      if (step) void this.#again(step.n);
    }
  }

  /** Go to the next exercise. While the lines before an exercise play, skip them instead. */
  #next() {
    const step = this.#steps[this.#at];
    if (this.#stage || !step) {
      void this.#go();
      return;
    }
    this.#turn += 1;
    const mine = this.#turn;
    this.#sound.hold();
    this.#ask(step);
    void this.#hear(step.n, mine);
  }

  #help() {
    if (!this.#stage?.help || this.#answered) return;
    this.#helped = true;
    this.#stage.help();
  }

  /** @param {number} n */
  async #again(n) {
    // Don't continue automatically if the player wants to hear the line again.
    if (this.#answered) this.#turn += 1;
    this.#heard = this.#sound.play(n, this.#rate, () => false);
    await this.#heard;
  }

  /** @param {KeyboardEvent} event */
  #keyed(event) {
    // While an input method composes a word, its keys belong to it.
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !this.#stage) return;
    const typing = event.target instanceof HTMLInputElement;
    const step = this.#steps[this.#at];
    if (event.key === "ArrowUp" && step && !this.#sound.silent) void this.#again(step.n);
    else if (event.key === "ArrowDown" && this.#stage.help) this.#help();
    else if (!typing && !this.#answered && digit(event) > 0) this.#stage.choose?.(digit(event) - 1);
    else return;
    event.preventDefault();
  }
}
