// A session of reviews: its questions in order, answering them, and undo.

import { _, ngettext } from "../web/sentences.js";

/**
 * @typedef {{ before: string, word: string, after: string, look: string, lang: string }} Row
 * @typedef {{
 *   id: number, key: string, new: boolean, kind: string, asks: string, rows: Row[], card_url: string, lemma: string,
 *   reading: string, reading_language: string, meaning: string, note: string, language: string, line: [string, string, string],
 *   translation: string, song: string, song_url: string, sound_url: string,
 *   stages: readonly Stage[]
 * }} Question
 *
 * Where a question stands: `waits` says when it comes back, by rating; `next` has the index of the next stage for each
 * rating with which that is in this session. A question begins in its first stage.
 * @typedef {{ waits: Record<string, string>, next: Record<string, number> }} Stage
 * @typedef {{ question: Question, stage: number }} Place
 */

// After "Again", a question comes back after this many other questions, so that the learner hasn't just read the
// answer.
const LATER = 4;
const AGAIN = 1;

/** The questions in order. `left` is the number of remaining questions, including the current one. */
export class Session {
  /** @type {readonly Place[]} */
  #queue;
  /** @type {{ name: string, rating: number, queue: readonly Place[] }[]} */
  #past = [];

  /** @param {readonly Question[]} questions */
  constructor(questions) {
    this.#queue = questions.map((question) => ({ question, stage: 0 }));
    this.total = questions.length;
  }

  /** The current question, or null at the end. @returns {Question | null} */
  get current() {
    return this.#queue[0]?.question ?? null;
  }

  /** When the current question will come back, by rating. */
  get waits() {
    const [asked] = this.#queue;
    return asked?.question.stages[asked.stage]?.waits ?? {};
  }

  get left() {
    return this.#queue.length;
  }

  get answered() {
    return this.#past.length;
  }

  /** The questions that were answered with Again, each once, the most forgotten first. */
  get forgotten() {
    /** @type {Map<Question, number>} */
    const counts = new Map();
    for (const { rating, queue } of this.#past) {
      const asked = queue[0]?.question;
      if (asked && rating === AGAIN) counts.set(asked, (counts.get(asked) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).map(([asked]) => asked);
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  /**
   * Answer the current question. It comes back in this session if its stage leads to another one with this rating.
   * @param {number} rating
   * @param {string} name the answer's id, which `undo` returns
   */
  answer(rating, name) {
    const [asked, ...rest] = this.#queue;
    if (!asked) return;
    this.#past.push({ name, rating, queue: this.#queue });
    const stage = asked.question.stages[asked.stage]?.next[rating];
    const place = rating === AGAIN ? Math.min(LATER, rest.length) : rest.length;
    const back = stage === undefined ? [] : [{ question: asked.question, stage }];
    this.#queue = [...rest.slice(0, place), ...back, ...rest.slice(place)];
  }

  /** Undo the last answer and return its name, or an empty string if there is none. */
  undo() {
    const last = this.#past.pop();
    if (last) this.#queue = last.queue;
    return last?.name ?? "";
  }

  /**
   * Apply answers that were given before the page was loaded. Answers to questions that aren't on the page are ignored.
   * @param {readonly { key: string, rating: number, id: string }[]} answers ordered by time
   */
  replay(answers) {
    for (const { key, rating, id } of answers) {
      const place = this.#queue.findIndex(({ question }) => question.key === key);
      const asked = this.#queue[place];
      if (!asked) continue;
      this.#queue = [asked, ...this.#queue.slice(0, place), ...this.#queue.slice(place + 1)];
      this.answer(rating, id);
    }
  }
}

/**
 * Return the sentences at the end of a session. They give numbers and don't judge.
 * @param {number} answers
 * @param {number} words
 * @param {number} met how many of the words were new
 */
export function closingSentence(answers, words, met) {
  const sentences = [ngettext("You reviewed %(num)s word.", "You reviewed %(num)s words.", words)];
  if (answers > words) sentences.push(_("You gave %(answers)s answers.", { answers }));
  if (met) sentences.push(ngettext("%(num)s word was new.", "%(num)s words were new.", met));
  return sentences.join(" ");
}
