// One way to the server: JSON there, JSON back, and a sentence for whatever went wrong.

const AWAY = "The server cannot be reached. What you did is kept in this browser; save again when you are back online.";

/**
 * @param {string} address
 * @param {unknown} body
 * @returns {Promise<{ status: number, error: string, [name: string]: any }>} status 0 when the server was not reached
 */
export async function send(address, body) {
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
  try {
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    const found = await answer.json();
    return { error: answer.ok ? "" : AWAY, ...found, status: answer.status };
  } catch {
    return { status: 0, error: AWAY };
  }
}
