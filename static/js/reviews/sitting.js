// One sitting: which question comes next, what an answer does to the order, and the way back.

/**
 * @typedef {{ before: string, word: string, after: string, look: string, lang: string }} Row
 * @typedef {{
 *   id: number, key: string, new: boolean, kind: string, asks: string, rows: Row[], card_url: string, lemma: string,
 *   reading: string, meaning: string, note: string, language: string, line: [string, string, string],
 *   translation: string, song: string, song_url: string, sound_url: string,
 *   waits: Record<string, string>, later: Record<string, Record<string, string>>
 * }} Question
 */

// "Again" brings a question back after a few others, not at once: what was just read proves nothing.
const LATER = 4;
const AGAIN = 1;

/** The questions in their order; `left` counts those that wait, the one that is asked among them. */
export class Sitting {
  /** @type {readonly Question[]} */
  #queue;
  /** @type {{ name: string, queue: readonly Question[], rating: number }[]} */
  #past = [];

  /** @param {readonly Question[]} questions */
  constructor(questions) {
    this.#queue = questions;
    this.total = questions.length;
  }

  /** @returns {Question | null} */
  get current() {
    return this.#queue[0] ?? null;
  }

  get left() {
    return this.#queue.length;
  }

  get answered() {
    return this.#past.length;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  /**
   * Answer the question that is asked; it comes again in this sitting where `later` knows how.
   * @param {number} rating
   * @param {string} name of the answer, for taking it back
   */
  answer(rating, name) {
    const [asked, ...rest] = this.#queue;
    if (!asked) return;
    this.#past.push({ name, queue: this.#queue, rating });
    const waits = asked.later[rating];
    const place = rating === AGAIN ? Math.min(LATER, rest.length) : rest.length;
    this.#queue = waits ? [...rest.slice(0, place), { ...asked, waits }, ...rest.slice(place)] : rest;
  }

  /** Take the last answer back; its name, or an empty string when there is none. */
  undo() {
    const last = this.#past.pop();
    if (last) this.#queue = last.queue;
    return last?.name ?? "";
  }

  /**
   * Give answers again that were given before the page was loaded; what they are about may not be asked any more.
   * @param {readonly { key: string, rating: number, id: string }[]} answers in the order of their times
   */
  replay(answers) {
    for (const { key, rating, id } of answers) {
      const place = this.#queue.findIndex((question) => question.key === key);
      const asked = this.#queue[place];
      if (!asked) continue;
      this.#queue = [asked, ...this.#queue.slice(0, place), ...this.#queue.slice(place + 1)];
      this.answer(rating, id);
    }
  }
}

/**
 * What is said at the end: what was done, and nothing about how well.
 * @param {number} answers
 * @param {number} words
 * @param {number} met how many of the words were new
 */
export function farewell(answers, words, met) {
  const count = `${words} ${words === 1 ? "word" : "words"}`;
  const fresh = met ? `, ${met} of them for the first time` : "";
  const more = answers > words ? ` in ${answers} answers` : "";
  return `You went through ${count}${more}${fresh}. Every one of them is a little nearer now.`;
}
