// Saving: to the server as a new version, to this browser as a draft, and what to do when somebody was faster.

import * as drafts from "./drafts.js";
import { send } from "./send.js";
import { fromDocument, toDocument } from "./song.js";

/**
 * @typedef {import("./score.js").Score} Score
 * @typedef {import("./notices.js").Notices} Notices
 * @typedef {{ base: number, draft: string, language: string }} About the version that was opened, the draft's name
 */

// Who taps without a pause has a draft all the same, never older than this.
const KEPT = 400;

/** Keeps what was edited. */
export class Keeping {
  #score;
  #notices;
  #about;
  #address;
  #busy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** The version to save on top of, once somebody else has saved. */
  #newest = 0;
  /** @type {drafts.Draft | null} what lay here when the page was opened, until it is decided about */
  #found;
  /** Where that lies, so that new drafts do not write over it. */
  #older;

  /** @param {Score} score @param {Notices} notices @param {About} about @param {string} address */
  constructor(score, notices, about, address) {
    this.#score = score;
    this.#notices = notices;
    this.#about = about;
    this.#address = address;
    this.#older = `${about.draft}.older`;
    const fresh = drafts.load(about.draft);
    if (fresh && drafts.save(this.#older, fresh)) drafts.save(about.draft, null);
    this.#found = fresh ?? drafts.load(this.#older);
    if (this.#found) notices.offer(this.#found.at, this.#found.base !== about.base);
  }

  /** Something changed: write the draft before long. */
  soon() {
    this.#timer ??= setTimeout(() => this.keep(), KEPT);
  }

  /** Write the draft, as long as there is something to lose. */
  keep() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { song, changed } = this.#score;
    const draft = changed ? { base: this.#about.base, at: Date.now(), document: toDocument(song) } : null;
    if (!drafts.save(this.#about.draft, draft) && draft) {
      this.#notices.trouble("This browser keeps no drafts, so save now and then: a reload would lose what you did.");
    }
  }

  /**
   * Take up what was not saved.
   * @returns {import("./song.js").Song | null}
   */
  takeUp() {
    const found = this.#found;
    if (!found) return null;
    this.#about.base = found.base;
    drafts.save(this.#about.draft, found);
    this.throwAway();
    return fromDocument(found.document, this.#about.language);
  }

  throwAway() {
    this.#found = null;
    drafts.save(this.#older, null);
    this.#notices.hide("draft");
  }

  /**
   * Save a new version.
   * @param {boolean} onTop over what somebody else has saved meanwhile
   * @returns {Promise<{ version: number, kept: string } | null>} its number and the list of versions, null when it was not saved
   */
  async save(onTop) {
    if (this.#busy) return null;
    this.#busy = true;
    const { song } = this.#score;
    const base = onTop && this.#newest ? this.#newest : this.#about.base;
    const answer = await send(this.#address, { base, document: toDocument(song) });
    this.#busy = false;
    this.#notices.hide("trouble");
    if (answer.status === 409) {
      this.#newest = answer["newest"].version;
      this.#notices.conflict(answer["newest"]);
      this.keep();
      return null;
    }
    if (answer.status !== 200) {
      this.#notices.trouble(answer.error);
      this.keep();
      return null;
    }
    this.#about.base = answer["version"];
    this.#newest = 0;
    this.#notices.hide("conflict");
    this.#score.keptAs(song);
    this.keep(); // nothing any more, or what was done while it was on its way
    return { version: answer["version"], kept: answer["kept"] };
  }
}
