// Sends answers to the server.

/**
 * Return a function that posts entries to `url`.
 * @param {string} url
 * @returns {(entries: readonly import("./outbox.js").Entry[]) => Promise<import("./outbox.js").Outcome>}
 */
export function poster(url) {
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  return async (entries) => {
    const body = entries.map(({ id, schedule, rating, at, ms, undo }) => ({ id, schedule, rating, at, ms, undo }));
    try {
      const answer = await fetch(url, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
        keepalive: body.length < 50,
      });
      if (answer.ok) return "sent";
      // The server answers 400 or 401 if the learner has logged out, or logged in again, since the page was loaded.
      return answer.status < 500 && answer.status !== 429 ? "refused" : "offline";
    } catch {
      return "offline";
    }
  };
}
