// Uploads one batch of files, and follows the job on the server that processes the batch.

import { _ } from "../web/sentences.js";

const REFUSED = _("The server didn’t accept this file. Reload the page and try again.");
const UNREACHABLE = _("We can’t reach the server. Check your connection and try again.");
const PAUSE = 700; // ms between two requests for a job's progress
const TOO_MANY = 429;
const REST = 15; // seconds to wait after a 429 response without Retry-After

/** @typedef {{ error: string, url: string, message: string }} Outcome */
/** @typedef {(share: number, message: string) => void} Report share from 0 to 100 */

/** @param {string} error @returns {Outcome} */
const failed = (error) => ({ error, url: "", message: "" });

/**
 * Post a form, and report the progress. It uses XMLHttpRequest, because fetch doesn't report upload progress.
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
      if (event.lengthComputable) report((100 * event.loaded) / event.total, _("Uploading …"));
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
 * Poll a job until it has ended, or until the server couldn't be reached five times in a row.
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
      report(job.progress ?? 0, job.message || _("Waiting …"));
      misses = 0;
    } catch {
      misses += 1;
    }
  }
  return failed(UNREACHABLE);
}

/**
 * Upload a batch. The returned promise resolves when the batch is on the server, and `outcome` when it has been
 * processed. While the server refuses with 429, the upload is repeated.
 * @param {string} url
 * @param {FormData} body
 * @param {Report} report
 * @returns {Promise<{ outcome: Promise<Outcome> }>}
 */
export async function transfer(url, body, report) {
  let answer = await post(url, body, report);
  while (answer.wait) {
    report(0, _("The server is busy. We’ll continue in a moment …"));
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.wait)));
    answer = await post(url, body, report);
  }
  if (answer.error) return { outcome: Promise.resolve(failed(answer.error)) };
  if (answer.job_url) return { outcome: follow(answer.job_url, report) };
  return { outcome: Promise.resolve({ error: "", url: answer.url ?? "", message: "" }) };
}
