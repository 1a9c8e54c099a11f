// Saves the song as a new version on the server and as a draft in this browser, and reports conflicts with versions
// that other people have saved.

import { _ } from "../web/sentences.js";
import * as drafts from "./drafts.js";
import { send } from "./send.js";
import { fromDocument, toDocument } from "./song.js";

/**
 * @typedef {import("./score.js").Score} Score
 * @typedef {import("./notices.js").Notices} Notices
 * @typedef {{ base: number, draft: string, language: string }} About `base`: the version that was
 *   opened; `draft`: the key of its draft
 */

// Drafts are stored at most this many ms after a change, even while somebody keeps tapping.
const DRAFT_DELAY = 400;

/** Saves versions and drafts of the song that is being edited. */
export class Keeping {
  #score;
  #notices;
  #about;
  #address;
  #busy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** The number of the newest version if somebody else has saved it; otherwise 0. */
  #newest = 0;
  /** @type {drafts.Draft | null} the draft found when the page was opened; null once it's restored or discarded */
  #found;
  /** The key under which the found draft is stored, so that new drafts don't overwrite it. */
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

  /** Schedule storing a draft; call it after each change. */
  soon() {
    this.#timer ??= setTimeout(() => this.keep(), DRAFT_DELAY);
  }

  /** Store a draft if there are unsaved changes, otherwise delete it. */
  keep() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { song, changed } = this.#score;
    const draft = changed ? { base: this.#about.base, at: Date.now(), document: toDocument(song) } : null;
    if (!drafts.save(this.#about.draft, draft) && draft) {
      this.#notices.trouble(
        _("This browser can’t store drafts. Save often: if you reload the page, you lose your changes."),
      );
    }
  }

  /**
   * Return the song of the draft that was found, to continue with it; null if there is none.
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
   * Save a new version. Returns null if that failed.
   * @param {boolean} onTop whether to save it even if somebody else has saved in the meantime
   * @returns {Promise<{ version: number, kept: string } | null>} its number, and the HTML of the list of versions
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
    this.keep(); // stores a draft if there were changes during the request, otherwise deletes it
    return { version: answer["version"], kept: answer["kept"] };
  }
}
