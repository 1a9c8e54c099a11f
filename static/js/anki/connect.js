// A client for AnkiConnect (API version 6), an add-on of Anki, which must be open on this computer.

const VERSION = 6;
const PATIENCE = 120_000; // ms; large collections are slow

/**
 * An error while sending. `kind` selects its sentence (sentences.js): away, gone, denied, key, refused, deck or none.
 */
export class SendError extends Error {
  /** @param {string} kind @param {string} [message] */
  constructor(kind, message = "") {
    super(message);
    this.kind = kind;
  }
}

/** @typedef {{ action: string, params?: Record<string, unknown> }} Action */
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

  /** Ask the user in Anki whether this page may add cards. Throws SendError if it may not. */
  async permission() {
    const { result } = await this.#post({ action: "requestPermission" }, "away", this.#signal);
    if (result?.permission !== "granted") throw new SendError("denied");
    // AnkiConnect has used both spellings.
    const wantsKey = result.requireApiKey ?? result.requireApikey;
    if (wantsKey && this.#key === "") throw new SendError("key");
  }

  /**
   * Return an action's result. Throws SendError if Anki returns an error.
   * @param {string} action
   * @param {Record<string, unknown>} [params]
   * @returns {Promise<any>}
   */
  async ask(action, params = {}) {
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(PATIENCE)]);
    const { result, error } = await this.#post({ action, params }, "gone", signal);
    if (error) throw new SendError(/api key/i.test(error) ? "key" : "refused", error);
    return result;
  }

  /**
   * Run an action even after sending was stopped, and ignore its errors.
   * @param {string} action
   * @param {Record<string, unknown>} params
   */
  async cleanUp(action, params) {
    await this.#post({ action, params }, "gone", AbortSignal.timeout(PATIENCE)).catch(() => undefined);
  }

  /**
   * Run several actions in one request; each has its own answer.
   * @param {readonly Action[]} actions
   * @returns {Promise<Answer[]>}
   */
  async multi(actions) {
    return this.ask("multi", { actions: actions.map((action) => this.#signed(action)) });
  }

  /** @param {Action} action */
  #signed(action) {
    return { ...action, version: VERSION, ...(this.#key ? { key: this.#key } : {}) };
  }

  /** @param {Action} action @param {string} kind @param {AbortSignal} signal @returns {Promise<Answer>} */
  async #post(action, kind, signal) {
    try {
      // Without a Content-Type the browser sends no preflight request.
      const answer = await fetch(this.#address, { method: "POST", body: JSON.stringify(this.#signed(action)), signal });
      if (!answer.ok) throw new SendError("denied");
      return await answer.json();
    } catch (error) {
      if (error instanceof SendError || this.#signal.aborted) throw error;
      throw new SendError(kind);
    }
  }
}
