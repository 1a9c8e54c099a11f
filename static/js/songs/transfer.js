// Sends one batch and follows the work that the server does on it.

const REFUSED = "The server did not take this file. Load the page again and try once more.";
const UNREACHABLE = "The server cannot be reached. Check your connection and send it again.";
const PAUSE = 700;
const TOO_MANY = 429;
const REST = 15; // s until a server that has had too many at once is asked again, where it does not say

/** @typedef {{ error: string, url: string, message: string }} Outcome */
/** @typedef {(share: number, message: string) => void} Report share from 0 to 100 */

/** @param {string} error @returns {Outcome} */
const failed = (error) => ({ error, url: "", message: "" });

/**
 * Post a form with its progress; XMLHttpRequest, because fetch does not tell how much has been sent.
 * @param {string} url
 * @param {FormData} body
 * @param {Report} report
 * @returns {Promise<{ error?: string, job_url?: string, url?: string, wait?: number }>} `wait` in seconds
 */
function post(url, body, report) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) report((100 * event.loaded) / event.total, "Sending …");
    });
    request.addEventListener("error", () => resolve({ error: UNREACHABLE }));
    request.addEventListener("load", () => {
      const answer = request.response;
      if (request.status === TOO_MANY) {
        return resolve({ wait: Number(request.getResponseHeader("Retry-After")) || REST });
      }
      const refusal = typeof answer?.error === "string" ? answer.error : REFUSED;
      resolve(request.status < 300 ? (answer?.results?.[0] ?? { error: REFUSED }) : { error: refusal });
    });
    request.send(body);
  });
}

/**
 * Ask how far a job is until it has ended.
 * @param {string} url
 * @param {Report} report
 * @returns {Promise<Outcome>}
 */
async function follow(url, report) {
  let misses = 0;
  while (misses < 5) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    try {
      const response = await fetch(url, { headers: { Accept: "application/json" } });
      const job = await response.json();
      if (job.state === "done") return { error: "", url: job.url ?? "", message: job.message ?? "" };
      if (job.state === "failed") return failed(job.message || REFUSED);
      report(job.progress ?? 0, job.message || "Waiting for its turn …");
      misses = 0;
    } catch {
      misses += 1;
    }
  }
  return failed(UNREACHABLE);
}

/**
 * Send a batch; the answer comes when it is on the server, its promise of an outcome when the song is in.
 * @param {string} url
 * @param {FormData} body
 * @param {Report} report
 * @returns {Promise<{ outcome: Promise<Outcome> }>}
 */
export async function transfer(url, body, report) {
  let answer = await post(url, body, report);
  while (answer.wait) {
    report(0, "The server asks for a little rest. It goes on by itself …");
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.wait)));
    answer = await post(url, body, report);
  }
  if (answer.error) return { outcome: Promise.resolve(failed(answer.error)) };
  if (answer.job_url) return { outcome: follow(answer.job_url, report) };
  return { outcome: Promise.resolve({ error: "", url: answer.url ?? "", message: "" }) };
}
