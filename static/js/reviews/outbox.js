// Answers on their way to the server. They are stored in the browser until the server has them and the page no longer
// needs them.

/**
 * An answer, or a request to undo an answer. `row` is the entry's key in the storage, `id` the answer's id, and `key`
 * the question's key.
 * @typedef {{ row: string, id: string, learner: string, schedule: number, key: string, rating: number, at: number,
 *   ms: number | null, undo: boolean, sent: boolean }} Entry
 * @typedef {{ all: () => Promise<Entry[]>, put: (entry: Entry) => Promise<void>, drop: (row: string) => Promise<void> }} AnswerStorage
 * @typedef {"sent" | "offline" | "refused"} Outcome
 */

const MOST = 200; // entries per request

/** Sends waiting entries, oldest first. The server recognises answers by their ids, so an answer never counts twice. */
export class Outbox {
  #learner;
  #storage;
  #post;
  /** @type {Promise<Outcome>} */
  #sending = Promise.resolve("sent");
  /** @type {Set<string>} */
  #inFlight = new Set();

  /**
   * @param {string} learner the id of the learner; other people's entries aren't sent
   * @param {AnswerStorage} storage
   * @param {(entries: readonly Entry[]) => Promise<Outcome>} post
   */
  constructor(learner, storage, post) {
    this.#learner = learner;
    this.#storage = storage;
    this.#post = post;
  }

  /** Return the learner's entries, ordered by time. */
  async entries() {
    const all = await this.#storage.all();
    return all.filter((entry) => entry.learner === this.#learner).sort((a, b) => a.at - b.at);
  }

  async waiting() {
    return (await this.entries()).filter((entry) => !entry.sent);
  }

  /**
   * Add an answer.
   * @param {{ id: string, schedule: number, key: string, rating: number, at: number, ms: number | null }} answer
   */
  async add(answer) {
    await this.#storage.put({ ...answer, row: answer.id, learner: this.#learner, undo: false, sent: false });
  }

  /**
   * Undo an answer: delete it if it hasn't been sent yet, otherwise ask the server to undo it.
   * @param {string} id of the answer
   * @param {number} at now, in ms since 1970
   */
  async undo(id, at) {
    const entry = (await this.entries()).find((one) => one.row === id);
    await this.#storage.drop(id);
    if (entry && !entry.sent && !this.#inFlight.has(id)) return;
    const base = { id, learner: this.#learner, schedule: 0, key: "", rating: 0, ms: null };
    await this.#storage.put({ ...base, row: `${id}/undo`, at, undo: true, sent: false });
  }

  /** Send waiting entries, one request at a time. */
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
      this.#inFlight = new Set(some.map((entry) => entry.row));
      const outcome = await this.#post(some);
      if (outcome !== "sent") return outcome; // keep #inFlight, because the entries may have arrived despite the error
      const there = new Set((await this.entries()).map((entry) => entry.row));
      for (const entry of some) {
        if (entry.undo) await this.#storage.drop(entry.row);
        else if (there.has(entry.row)) await this.#storage.put({ ...entry, sent: true });
      }
    }
  }

  /**
   * Delete entries that have been sent and whose questions aren't on the page.
   * @param {ReadonlySet<string>} keys the keys of the page's questions
   */
  async tidy(keys) {
    for (const entry of await this.entries())
      if (entry.sent && !keys.has(entry.key)) await this.#storage.drop(entry.row);
  }
}
