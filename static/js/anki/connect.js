// Speaking with the AnkiConnect add-on of an Anki that runs on this computer (its API, version 6).

const VERSION = 6;
const PATIENCE = 120_000; // ms; a large collection takes its time

/** What went wrong, by `kind`: away, gone, denied, key, refused. */
export class Trouble extends Error {
  /** @param {string} kind @param {string} [said] */
  constructor(kind, said = "") {
    super(said);
    this.kind = kind;
  }
}

/** @typedef {{ action: string, params?: Record<string, unknown> }} Wish */
/** @typedef {{ result: any, error: string | null }} Answer */

export class Anki {
  #address;
  #key;
  #signal;

  /** @param {string} address @param {AbortSignal} signal @param {string} [key] */
  constructor(address, signal, key = "") {
    this.#address = address;
    this.#signal = signal;
    this.#key = key;
  }

  /** Ask Anki's owner whether this page may add cards; raises Trouble when it may not. */
  async permission() {
    const said = await this.#post({ action: "requestPermission" }, "away", this.#signal);
    if (said.result?.permission !== "granted") throw new Trouble("denied");
    // Both spellings have been in use.
    const wantsKey = said.result.requireApiKey ?? said.result.requireApikey;
    if (wantsKey && this.#key === "") throw new Trouble("key");
  }

  /**
   * One wish's result; what Anki says against it is a Trouble.
   * @param {string} action
   * @param {Record<string, unknown>} [params]
   * @returns {Promise<any>}
   */
  async ask(action, params = {}) {
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(PATIENCE)]);
    const { result, error } = await this.#post({ action, params }, "gone", signal);
    if (error) throw new Trouble(/api key/i.test(error) ? "key" : "refused", error);
    return result;
  }

  /**
   * Put something away in any case, also when everything was stopped.
   * @param {string} action
   * @param {Record<string, unknown>} params
   */
  async tidy(action, params) {
    await this.#post({ action, params }, "gone", AbortSignal.timeout(PATIENCE)).catch(() => undefined);
  }

  /**
   * Several wishes in one go, each with its own answer.
   * @param {readonly Wish[]} wishes
   * @returns {Promise<Answer[]>}
   */
  async several(wishes) {
    return this.ask("multi", { actions: wishes.map((wish) => this.#signed(wish)) });
  }

  /** @param {Wish} wish */
  #signed(wish) {
    return { ...wish, version: VERSION, ...(this.#key ? { key: this.#key } : {}) };
  }

  /** @param {Wish} wish @param {string} unheard @param {AbortSignal} signal @returns {Promise<Answer>} */
  async #post(wish, unheard, signal) {
    try {
      // Without a content type of its own the browser asks no second question beforehand.
      const answer = await fetch(this.#address, { method: "POST", body: JSON.stringify(this.#signed(wish)), signal });
      if (!answer.ok) throw new Trouble("denied");
      return await answer.json();
    } catch (error) {
      if (error instanceof Trouble || this.#signal.aborted) throw error;
      throw new Trouble(unheard);
    }
  }
}
