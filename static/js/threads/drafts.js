// What somebody was about to say, kept in the browser until the circle has it.

/**
 * @typedef {{ fields: Record<string, string>, author: string, client: string, sent: boolean }} Draft
 *   `fields` are the form's by name, `author` is whom it answers
 */

const PREFIX = "canary.draft.";

/** Fields that belong to one page and are not kept. */
export const PASSING = new Set(["csrf_token", "client_id"]);

/**
 * Read a kept draft; null when there is none or it is not one.
 * @param {string | null} text
 * @returns {Draft | null}
 */
export function parse(text) {
  try {
    const found = JSON.parse(text ?? "null");
    if (typeof found?.client !== "string" || typeof found.fields !== "object" || found.fields === null) return null;
    const fields = Object.entries(found.fields).filter(([, value]) => typeof value === "string");
    return {
      fields: Object.fromEntries(fields),
      author: typeof found.author === "string" ? found.author : "",
      client: found.client,
      sent: found.sent === true,
    };
  } catch {
    return null;
  }
}

/**
 * Whether a draft has become a post: it was sent, and its post is on the page.
 * @param {Draft} draft
 * @param {(client: string) => boolean} shown whether the page shows the post that was sent under that name
 */
export function accepted(draft, shown) {
  return draft.sent && shown(draft.client);
}

/**
 * Let go of every draft that has become a post, whichever page it was written on.
 * @param {(client: string) => boolean} shown
 */
export function sweep(shown) {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const draft = parse(localStorage.getItem(key));
      if (draft && accepted(draft, shown)) localStorage.removeItem(key);
    }
  } catch {
    // Without storage there is nothing to let go of.
  }
}

/** @param {string} key */
export function load(key) {
  try {
    return parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

/** @param {string} key @param {Draft | null} draft */
export function save(key, draft) {
  try {
    if (draft) localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // Private windows may refuse; the post can be sent all the same.
  }
}
