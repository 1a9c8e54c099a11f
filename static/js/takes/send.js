// Sends a take or feedback, and returns either an address to go to or an error sentence.

import { _ } from "../web/sentences.js";

const UNREACHABLE = _("We can’t reach the server. Your work is saved in this browser. Try again once you’re online.");
const REFUSED = _("The server didn’t accept your work. It’s saved in this browser. Reload the page and try again.");

/**
 * Post a form. Return the address to go to (`url`) if the server accepted it, otherwise a sentence for the learner
 * (`error`). The other value is "".
 * @param {string} url
 * @param {FormData} body
 * @returns {Promise<{ url: string, error: string }>}
 */
export async function send(url, body) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    return { url: "", error: UNREACHABLE };
  }
  try {
    const answer = await response.json();
    if (response.ok && typeof answer.url === "string") return { url: answer.url, error: "" };
    return { url: "", error: typeof answer.error === "string" ? answer.error : REFUSED };
  } catch {
    return { url: "", error: REFUSED };
  }
}
