// Spoken messages that the circle does not have yet, kept in the browser: a form that is refused must not cost them.

import { draftOf, draftsUnder, keepDraft } from "../takes/storage.js";

/** `client` is the name under which it was last sent, "" before. @typedef {{ sound: Blob, client: string }} Voice */

const PREFIX = "voice/";

/**
 * Keep a message under the key of its form; null forgets it.
 * @param {string} key
 * @param {Voice | null} voice
 */
export function keepVoice(key, voice) {
  return keepDraft(PREFIX + key, voice ?? undefined);
}

/**
 * The message kept under a key; undefined when there is none.
 * @param {string} key
 * @returns {Promise<Voice | undefined>}
 */
export function voiceOf(key) {
  return draftOf(PREFIX + key);
}

/**
 * Let go of every message that has become a post, whichever page it was spoken on.
 * @param {(client: string) => boolean} shown whether the page shows the post that was sent under that name
 */
export async function sweepVoices(shown) {
  for (const name of await draftsUnder(PREFIX)) {
    const voice = await draftOf(name);
    if (voice?.client && shown(voice.client)) await keepDraft(name, undefined);
  }
}
