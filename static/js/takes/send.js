// Sends a take, and turns whatever comes back into an address or a sentence.

const UNREACHABLE =
  "The server cannot be reached. What you made is kept in this browser; try again when you are connected.";
const REFUSED =
  "The server did not take it. What you made is kept in this browser; load the page again and try once more.";

/**
 * Post a form; an address when it was taken, a sentence for the learner when it was not.
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
