// Answers on their way: kept in the browser until the server has them, and until the page they belong to is gone.

/**
 * An answer, or the wish to take one back. `row` is its name here, `id` the answer's; `key` is the question's.
 * @typedef {{ row: string, id: string, learner: string, schedule: number, key: string, rating: number, at: number,
 *   ms: number | null, undo: boolean, sent: boolean }} Entry
 * @typedef {{ all: () => Promise<Entry[]>, put: (entry: Entry) => Promise<void>, drop: (row: string) => Promise<void> }} Shelf
 * @typedef {"sent" | "offline" | "refused"} Outcome
 */

const MOST = 200;

/** Sends what waits, oldest first, each once: the server knows every answer by its id. */
export class Outbox {
  #learner;
  #shelf;
  #post;
  /** @type {Promise<Outcome>} */
  #sending = Promise.resolve("sent");
  /** @type {Set<string>} */
  #away = new Set();

  /**
   * @param {string} learner whose answers these are: nobody else's are sent in their name
   * @param {Shelf} shelf
   * @param {(entries: readonly Entry[]) => Promise<Outcome>} post
   */
  constructor(learner, shelf, post) {
    this.#learner = learner;
    this.#shelf = shelf;
    this.#post = post;
  }

  /** All of the learner's entries in the order of their times. */
  async entries() {
    const all = await this.#shelf.all();
    return all.filter((entry) => entry.learner === this.#learner).sort((a, b) => a.at - b.at);
  }

  async waiting() {
    return (await this.entries()).filter((entry) => !entry.sent);
  }

  /** @param {{ id: string, schedule: number, key: string, rating: number, at: number, ms: number | null }} answer */
  async add(answer) {
    await this.#shelf.put({ ...answer, row: answer.id, learner: this.#learner, undo: false, sent: false });
  }

  /**
   * Take an answer back: quietly while it has not left, else by telling the server.
   * @param {string} id
   * @param {number} at
   */
  async undo(id, at) {
    const entry = (await this.entries()).find((one) => one.row === id);
    await this.#shelf.drop(id);
    if (entry && !entry.sent && !this.#away.has(id)) return;
    const base = { id, learner: this.#learner, schedule: 0, key: "", rating: 0, ms: null };
    await this.#shelf.put({ ...base, row: `${id}/undo`, at, undo: true, sent: false });
  }

  /** Send what waits; one sending at a time. */
  send() {
    this.#sending = this.#sending.then(
      () => this.#send(),
      () => this.#send(),
    );
    return this.#sending;
  }

  /** @returns {Promise<Outcome>} */
  async #send() {
    for (;;) {
      const some = (await this.waiting()).slice(0, MOST);
      if (some.length === 0) return "sent";
      this.#away = new Set(some.map((entry) => entry.row));
      const outcome = await this.#post(some);
      if (outcome !== "sent") return outcome; // what is away stays so: it may have arrived all the same
      const there = new Set((await this.entries()).map((entry) => entry.row));
      for (const entry of some) {
        if (entry.undo) await this.#shelf.drop(entry.row);
        else if (there.has(entry.row)) await this.#shelf.put({ ...entry, sent: true });
      }
    }
  }

  /**
   * Let go of what the server has and no question of the page is about.
   * @param {ReadonlySet<string>} keys the page's questions
   */
  async tidy(keys) {
    for (const entry of await this.entries()) if (entry.sent && !keys.has(entry.key)) await this.#shelf.drop(entry.row);
  }
}
