// Sends JSON to the server, and returns its JSON answer with a sentence for errors.

import { _ } from "../web/sentences.js";

const UNREACHABLE = _(
  "We can’t reach the server. Your changes are stored in this browser. Save again when you’re back online.",
);

/**
 * Post JSON, and return the server's answer with its status and an error sentence, "" if there's no error.
 * @param {string} address
 * @param {unknown} body
 * @returns {Promise<{ status: number, error: string, [name: string]: any }>} status 0 if the server can't be reached
 */
export async function send(address, body) {
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
  try {
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    const found = await answer.json();
    return { error: answer.ok ? "" : UNREACHABLE, ...found, status: answer.status };
  } catch {
    return { status: 0, error: UNREACHABLE };
  }
}
