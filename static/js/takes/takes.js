// What can be decided about a take without a microphone.

import { minutes } from "../web/ago.js";

const MEGABYTE = 1048576;
/** How long before the passage a recording begins, in ms. */
export const LEAD = 400;

/** The kinds of recording in the order in which we like them: [MIME type, ending]. */
const KINDS = /** @type {const} */ ([
  ["audio/webm;codecs=opus", "webm"],
  ["audio/mp4", "m4a"],
  ["audio/ogg;codecs=opus", "ogg"],
  ["audio/webm", "webm"],
]);

/**
 * The first kind that this browser records; an empty string leaves the choice to it.
 * @param {(mime: string) => boolean} supported
 */
export function kind(supported) {
  return KINDS.find(([mime]) => supported(mime))?.[0] ?? "";
}

/**
 * A file name whose ending fits the recording.
 * @param {string} mime
 */
export function fileName(mime) {
  const plain = mime.split(";")[0] ?? "";
  return `take.${KINDS.find(([known]) => known.startsWith(plain))?.[1] ?? "webm"}`;
}

/**
 * Why the microphone could not be had and what to do, from the name of the browser's error.
 * @param {string} name
 */
export function refusal(name) {
  if (name === "NotAllowedError") {
    return "The browser was not allowed to use the microphone. Allow it beside the page’s address, then press Record again.";
  }
  if (name === "NotFoundError") return "No microphone was found. Plug one in, or send a sound file instead.";
  if (name === "NotReadableError") return "Another program is using the microphone. Close it there and try again.";
  if (name === "insecure") {
    return "This browser lends its microphone only to pages that come over https. You can send a sound file instead.";
  }
  return "This browser cannot record. You can send a sound file instead.";
}

/**
 * What is wrong with a take before it is sent, or an empty string.
 * @param {number} bytes
 * @param {number} most
 */
export function tooMuch(bytes, most) {
  if (bytes === 0) return "Nothing was recorded. Check your microphone and sing it again.";
  if (bytes <= most) return "";
  const [has, may] = [Math.ceil(bytes / MEGABYTE), Math.floor(most / MEGABYTE)];
  return `This recording has ${has} MB, and at most ${may} MB can be sent. Record a shorter passage.`;
}

/**
 * When the song has to begin so that it reaches the passage as the count ends. All in milliseconds.
 * @param {number} start where the passage begins in the song
 * @param {number} count how long the count lasts
 * @returns {{ from: number, wait: number }} where to start the song, and how long after the count's beginning
 */
export function runUp(start, count) {
  const from = Math.max(0, start - count);
  return { from, wait: count - (start - from) };
}

/**
 * How loud a stretch of samples is, from 0 to 1, spread so that a speaking voice fills half of the meter.
 * @param {Float32Array} samples
 */
export function loudness(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.min(1, Math.sqrt(Math.sqrt(sum / Math.max(1, samples.length))) * 1.4);
}

// Below SILENCE the microphone is probably the wrong one; PATIENCE is how long somebody may take to begin, in ms.
const SILENCE = 0.06;
const QUIET = 0.16;
const PATIENCE = 2500;

/**
 * What to tell somebody who is being recorded about how loud they are; an empty string when all is well.
 * @param {number} passed since the recording began, ms
 * @param {number} loudest so far, 0 to 1
 * @param {number} cuts how many looks at the sound found it cut off at its loudest
 */
export function advice(passed, loudest, cuts) {
  if (cuts > 5) return "You are too loud for the microphone. Go a little further away.";
  if (passed < PATIENCE) return "";
  if (loudest < SILENCE) return "Nothing can be heard yet. Is the right microphone switched on?";
  if (loudest < QUIET)
    return "You are very quiet. Come closer to the microphone, or sing out: nobody hears it but you.";
  return "";
}

/**
 * How a take names itself among others: "Take 2 · 0:08".
 * @param {number} n from 0
 * @param {number} ms its length, 0 when nobody knows
 */
export function takeName(n, ms) {
  const length = ms > 0 ? ` · ${minutes(Math.round(ms / 1000) * 1000)}` : "";
  return `Take ${n + 1}${length}`;
}
