// <canary-review>: asks questions one by one. Learners answer by key, tap or swipe, online or offline.

import { clientId } from "../web/client-id.js";
import { _, ngettext } from "../web/sentences.js";
import { digit, find } from "../web/shortcuts.js";
import { canSpeak, speak } from "../web/speech.js";
import { swipe } from "../web/swipe.js";
import { keepForOffline } from "./offline.js";
import { Outbox } from "./outbox.js";
import { poster } from "./post.js";
import { closingSentence, Session } from "./session.js";
import { Sounds } from "./sounds.js";
import { storage } from "./storage.js";
import { FEEDBACK, verdict } from "./typed.js";
import { fill } from "./view.js";

const AGAIN = 1;
const GOOD = 3;
const MOST_AGAIN = 10; // words that the end shows again
/** @type {Readonly<Record<string, "undo" | "listen">>} */
const KEYS = { u: "undo", z: "undo", r: "listen" };
const RETRY = 20000; // ms between two attempts to send waiting answers

/** A session of reviews. Without `data-answers` it's extra practice, and no answers are sent. */
export class CanaryReview extends HTMLElement {
  #session = new Session([]);
  /** @type {readonly import("./session.js").Question[]} */
  #questions = [];
  /** @type {Outbox | null} */
  #outbox = null;
  #sounds = new Sounds();
  #shownAt = 0;
  /** @type {number | null} */
  #thinkingMs = null;
  /** @type {Promise<unknown>} */
  #keeping = Promise.resolve();
  #disconnected = new AbortController();

  connectedCallback() {
    const { learner = "", answers } = this.dataset;
    this.#questions = JSON.parse(this.#part("questions").textContent ?? "[]");
    this.#session = new Session(this.#questions);
    if (answers) this.#outbox = new Outbox(learner, storage, poster(answers));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("submit", (event) => this.#submitted(event));
    // "toggle" fires a moment after the click, when a quick learner may have pressed the next key already.
    this.#part("show").addEventListener("click", (event) => {
      event.preventDefault();
      this.#reveal();
    });
    this.#back.addEventListener("toggle", () => this.#back.open && this.#reveal());
    const signal = this.#disconnected.signal;
    document.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    addEventListener("online", () => void this.#send(), { signal });
    globalThis.speechSynthesis?.addEventListener("voiceschanged", () => this.#offerSpeech(), { signal });
    swipe(
      this.#part("card"),
      () => this.#back.open,
      (way) => this.#answer(way < 0 ? AGAIN : GOOD),
    );
    void this.#begin();
  }

  disconnectedCallback() {
    this.#disconnected.abort();
    this.#sounds.stop();
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    const found = this.querySelector(`[data-part="${name}"]`);
    if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${name}`);
    return found;
  }

  get #back() {
    return /** @type {HTMLDetailsElement} */ (this.#part("back"));
  }

  get #typed() {
    return /** @type {HTMLInputElement} */ (this.#part("typed"));
  }

  async #begin() {
    const entries = (await this.#outbox?.entries()) ?? [];
    this.#session.replay(entries.filter((entry) => !entry.undo));
    this.#show();
    this.dataset["ready"] = "";
    if (!this.#outbox) return;
    await this.#outbox.tidy(new Set(this.#questions.map((question) => question.key)));
    await this.#send();
    const again = setInterval(() => void this.#send(), RETRY);
    this.#disconnected.signal.addEventListener("abort", () => clearInterval(again));
    const sounds = this.#questions.map((question) => question.sound_url).filter((url) => url !== "");
    if (await keepForOffline(sounds).catch(() => false)) this.dataset["kept"] = "";
  }

  #show() {
    const question = this.#session.current;
    const bar = /** @type {HTMLProgressElement} */ (this.#part("bar"));
    bar.value = this.#session.total - this.#session.left;
    this.#part("left").textContent = question
      ? ngettext("%(num)s to go", "%(num)s to go", this.#session.left)
      : _("All done");
    /** @type {HTMLButtonElement} */ (this.#part("undo")).disabled = !this.#session.canUndo;
    this.#part("card").hidden = !question;
    this.#part("end").hidden = question !== null;
    this.#sounds.stop();
    if (!question) {
      this.#finish();
      return;
    }
    this.#back.open = false;
    this.#thinkingMs = null;
    fill(this, question, this.#session.waits);
    this.#offerSpeech();
    // Measure the time from when the question is painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        this.#shownAt = performance.now();
      }),
    );
    if (question.kind === "sound") void this.#listen();
    if (question.kind === "type") this.#typed.focus({ preventScroll: true });
    else if (this.#session.answered) this.#part("show").focus({ preventScroll: true });
  }

  #finish() {
    const met = Number(this.dataset["new"] ?? 0);
    this.#part("end-words").textContent = closingSentence(this.#session.answered, this.#questions.length, met);
    const again = this.#session.forgotten.slice(0, MOST_AGAIN);
    this.#part("end-again").hidden = again.length === 0;
    this.#part("end-list").replaceChildren(...again.map(reminder));
    this.#part("end").focus();
  }

  #reveal() {
    const question = this.#session.current;
    if (!question || this.#thinkingMs !== null) return;
    this.#back.open = true;
    this.#thinkingMs = Math.round(performance.now() - this.#shownAt);
    const found =
      question.kind === "type" ? verdict(this.#typed.value, [question.lemma, question.line[1], question.reading]) : "";
    const place = this.#part("verdict");
    place.hidden = found === "";
    place.dataset["found"] = found;
    place.textContent = FEEDBACK[found] ?? "";
    const wanted = found === "other" ? AGAIN : GOOD;
    const button = this.querySelector(`.rate[value="${wanted}"]`);
    if (button instanceof HTMLElement) button.focus({ preventScroll: true });
    this.#part("ratings").scrollIntoView({ block: "nearest" });
    if (question.kind !== "sound") void this.#listen();
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    const wanted = button instanceof HTMLElement ? button.dataset["do"] : "";
    const question = this.#session.current;
    if (wanted === "undo") void this.#undo();
    if (wanted === "listen") void this.#listen();
    if (wanted === "speak" && question) speak(question.lemma, question.language);
  }

  /** @param {Event} event */
  #submitted(event) {
    event.preventDefault();
    const button = event instanceof SubmitEvent ? event.submitter : null;
    if (button instanceof HTMLButtonElement && button.name === "rating") this.#answer(Number(button.value));
    else this.#reveal();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    const at = event.target instanceof Element ? event.target : null;
    // Keys aren't shortcuts in fields, nor on links and buttons outside this element.
    if (at?.closest("input, textarea, select") || (at && !this.contains(at) && at.closest("a, button, summary")))
      return;
    const rating = digit(event);
    const wanted = find(event, KEYS);
    if ((event.key === " " || event.key === "Enter") && !at?.closest("a, button, summary") && !this.#back.open) {
      this.#reveal();
    } else if (this.querySelector(`.rate[value="${rating}"]`) && this.#back.open) this.#answer(rating);
    else if (wanted === "undo") void this.#undo();
    else if (wanted === "listen") void this.#listen();
    else return;
    event.preventDefault();
  }

  /** @param {number} rating */
  #answer(rating) {
    const question = this.#session.current;
    if (!question || !this.#back.open) return;
    const id = clientId();
    this.#session.answer(rating, id);
    const answer = { id, schedule: question.id, key: question.key, rating, at: Date.now(), ms: this.#thinkingMs };
    this.#keeping = this.#keeping.then(() => this.#outbox?.add(answer)).then(() => void this.#send());
    this.#show();
  }

  async #undo() {
    const id = this.#session.undo();
    if (id === "") return;
    this.#show();
    this.#keeping = this.#keeping.then(() => this.#outbox?.undo(id, Date.now())).then(() => void this.#send());
  }

  async #send() {
    if (!this.#outbox) return;
    const outcome = await this.#outbox.send();
    const count = (await this.#outbox.waiting()).length;
    this.#announce(outcome === "sent" || count === 0 ? "" : waitingSentence(outcome, count));
  }

  /** @param {string} sentence */
  #announce(sentence) {
    const place = this.#part("state");
    if (place.textContent !== sentence) place.textContent = sentence;
    place.hidden = sentence === "";
  }

  async #listen() {
    const question = this.#session.current;
    if (!question?.sound_url) return;
    const there = await this.#sounds.play(question.sound_url);
    if (there || question !== this.#session.current) return;
    // The line has no times, or its sound isn't cached while offline: show the line's words instead.
    this.#part("line-sound").hidden = true;
    this.#part("listen").hidden = true;
    if (question.kind === "sound") {
      fill(this, { ...question, sound_url: "", rows: [lineOf(question)] }, this.#session.waits);
    }
  }

  #offerSpeech() {
    const question = this.#session.current;
    this.#part("speak").hidden = !question || !canSpeak(question.language);
  }
}

/**
 * Return a list item with a word that was forgotten, its meaning, and a link to its card.
 * @param {import("./session.js").Question} question
 */
function reminder({ lemma, meaning, language, card_url: url }) {
  const [item, link] = [document.createElement("li"), document.createElement("a")];
  link.href = url;
  link.textContent = lemma;
  link.lang = language;
  link.dir = "auto";
  item.append(link, meaning ? ` ${meaning}` : "");
  return item;
}

/**
 * Return the sentence about answers that couldn't be sent.
 * @param {"offline" | "refused"} outcome
 * @param {number} count of answers that are waiting to be sent
 */
function waitingSentence(outcome, count) {
  if (outcome === "offline")
    return ngettext(
      "You’re offline. %(num)s answer is saved on this device and will be sent automatically.",
      "You’re offline. %(num)s answers are saved on this device and will be sent automatically.",
      count,
    );
  return ngettext(
    "The server didn’t accept %(num)s answer. It’s saved on this device. To send it, log in again and reopen this page.",
    "The server didn’t accept %(num)s answers. They’re saved on this device. To send them, log in again and reopen this page.",
    count,
  );
}

/** Return a row with the question's line, its word marked. @param {import("./session.js").Question} question */
function lineOf({ line: [before, word, after], language, lemma }) {
  return { before, word: word || lemma, after, look: "mark", lang: language };
}
