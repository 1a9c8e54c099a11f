// Drafts of posts, saved in the browser until the server has them.

/**
 * @typedef {{ fields: Record<string, string>, author: string, client: string, sent: boolean }} Draft
 *   `fields`: the form's values by field name; `author`: who wrote the post that it replies to
 */

const PREFIX = "canary.draft.";

/** Fields that aren't saved in drafts, because their values belong to one page. */
export const TRANSIENT = new Set(["csrf_token", "client_id"]);

/**
 * Return a saved draft, or null if the text isn't a valid draft.
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
 * Discard every draft that has become a post, even if it was written on another page.
 * @param {(client: string) => boolean} shown whether the page shows the post with that client id
 */
export function discardPosted(shown) {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const draft = parse(localStorage.getItem(key));
      if (draft && accepted(draft, shown)) localStorage.removeItem(key);
    }
  } catch {
    // The browser refuses storage, so there are no drafts to discard.
  }
}

/** Return the draft with a key, or null. @param {string} key */
export function load(key) {
  try {
    return parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

/** Save a draft. Null deletes the saved draft. @param {string} key @param {Draft | null} draft */
export function save(key, draft) {
  try {
    if (draft) localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // Private windows may refuse storage. The post can be sent anyway.
  }
}
