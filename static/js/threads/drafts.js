// Drafts of posts, saved in the browser until the server has them.

/**
 * @typedef {{ fields: Record<string, string>, author: string, client: string, sent: boolean }} Draft
 *   `fields` are the form's by name, `author` is the name of whoever it replies to
 */

const PREFIX = "canary.draft.";

/** Fields that belong to one page and are not saved. */
export const TRANSIENT = new Set(["csrf_token", "client_id"]);

/**
 * Parse a saved draft; null if the text is none.
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
 * Return whether a draft has become a post: it was sent, and its post is on the page.
 * @param {Draft} draft
 * @param {(client: string) => boolean} shown whether the page shows the post with that client id
 */
export function accepted(draft, shown) {
  return draft.sent && shown(draft.client);
}

/**
 * Discard every draft that has become a post, whichever page it was written on.
 * @param {(client: string) => boolean} shown
 */
export function discardPosted(shown) {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const draft = parse(localStorage.getItem(key));
      if (draft && accepted(draft, shown)) localStorage.removeItem(key);
    }
  } catch {
    // Without storage there's nothing to discard.
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
    // Private windows may have no storage; the post can be sent anyway.
  }
}
