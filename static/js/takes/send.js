// Sends a take, and turns any response into an address or a sentence.

import { _ } from "../web/sentences.js";

const UNREACHABLE = _("The server can’t be reached. Your work is saved in this browser; try again once you’re online.");
const REFUSED = _("The server didn’t accept it. Your work is saved in this browser; reload the page and try again.");

/**
 * Post a form. The result has an address if it was accepted, else a sentence for the learner.
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
