// Spoken messages that aren't posted yet, saved in the browser so that a refused form doesn't lose them.

import { draftNames, loadDraft, saveDraft } from "../takes/storage.js";

/**
 * A spoken message; `client` is the client id with which it was last sent, or "".
 * @typedef {{ sound: Blob, client: string }} Voice
 */

const PREFIX = "voice/";

/**
 * Save a message under the key of its form. Null deletes the saved message.
 * @param {string} key
 * @param {Voice | null} voice
 */
export function saveVoice(key, voice) {
  return saveDraft(PREFIX + key, voice ?? undefined);
}

/**
 * Return the message saved under a key, or undefined if there is none.
 * @param {string} key
 * @returns {Promise<Voice | undefined>}
 */
export function savedVoice(key) {
  return loadDraft(PREFIX + key);
}

/**
 * Discard every message that has become a post, even if it was recorded on another page.
 * @param {(client: string) => boolean} shown whether the page shows the post with that client id
 */
export async function discardPostedVoices(shown) {
  for (const name of await draftNames(PREFIX)) {
    const voice = await loadDraft(name);
    if (voice?.client && shown(voice.client)) await saveDraft(name, undefined);
  }
}
