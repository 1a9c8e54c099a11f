// Plain functions about takes and recordings. They use neither the microphone nor the page.

import { minutes } from "../web/ago.js";
import { _ } from "../web/sentences.js";

const MEGABYTE = 1048576;
/** How many ms before the passage a recording begins. */
export const LEAD = 400;

/** Recording formats in order of preference: [MIME type, file extension]. */
const KINDS = /** @type {const} */ ([
  ["audio/webm;codecs=opus", "webm"],
  ["audio/mp4", "m4a"],
  ["audio/ogg;codecs=opus", "ogg"],
  ["audio/webm", "webm"],
]);

/**
 * Return the MIME type of the first format that this browser can record, or "" to let the browser choose.
 * @param {(mime: string) => boolean} supported
 */
export function kind(supported) {
  return KINDS.find(([mime]) => supported(mime))?.[0] ?? "";
}

/**
 * Return the file name of a recording, with the extension of its format.
 * @param {string} mime
 */
export function fileName(mime) {
  const plain = mime.split(";")[0] ?? "";
  return `take.${KINDS.find(([known]) => known.startsWith(plain))?.[1] ?? "webm"}`;
}

/**
 * Return why the microphone isn't available and what to do, from the name of the browser's error.
 * @param {string} name
 */
export function refusal(name) {
  if (name === "NotAllowedError") {
    return _("The microphone is blocked. Allow it next to the page’s address, then try again.");
  }
  if (name === "NotFoundError") return _("We found no microphone. Plug one in, or send an audio file instead.");
  if (name === "NotReadableError") return _("Another program is using the microphone. Close it and try again.");
  if (name === "insecure") {
    return _("The microphone only works on pages with https. You can send an audio file instead.");
  }
  return _("This browser can’t record. You can send an audio file instead.");
}

/**
 * Return why a recording can't be sent, or an empty string.
 * @param {number} bytes its size
 * @param {number} most the maximum size in bytes
 */
export function tooMuch(bytes, most) {
  if (bytes === 0) return _("Nothing was recorded. Check your microphone and try again.");
  if (bytes <= most) return "";
  const params = { size: Math.ceil(bytes / MEGABYTE), most: Math.floor(most / MEGABYTE) };
  return _("This recording is %(size)s MB, and the limit is %(most)s MB. Record a shorter passage.", params);
}

/**
 * Return when to start the song so that the passage begins when the count-in ends. All times are milliseconds.
 * @param {number} start where the passage begins in the song
 * @param {number} count how long the count-in lasts
 * @returns {{ from: number, wait: number }} where in the song to start, and how long to wait first
 */
export function runUp(start, count) {
  const from = Math.max(0, start - count);
  return { from, wait: count - (start - from) };
}

/**
 * Return how loud samples are, from 0 to 1. The scale (the root of the RMS) makes a speaking voice fill half of the
 * meter.
 * @param {Float32Array} samples
 */
export function loudness(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.min(1, Math.sqrt(Math.sqrt(sum / Math.max(1, samples.length))) * 1.4);
}

// Loudness from 0 to 1: below SILENCE, the microphone is probably the wrong one; below QUIET, the singer is too quiet.
// In the first PATIENCE ms, the singer may not have started yet.
const SILENCE = 0.06;
const QUIET = 0.16;
const PATIENCE = 2500;

/**
 * Return advice on the volume during a recording, or "" if the volume is fine.
 * @param {number} passed ms since the recording began
 * @param {number} loudest the highest loudness so far, 0 to 1
 * @param {number} clips how often the sound was clipping
 */
export function advice(passed, loudest, clips) {
  if (clips > 5) return _("The sound is clipping. Move back a little.");
  if (passed < PATIENCE) return "";
  if (loudest < SILENCE) return _("We can’t hear anything yet. Is the right microphone on?");
  if (loudest < QUIET)
    return _("You’re very quiet. Move closer to the microphone, or sing louder. Only you can hear this.");
  return "";
}

/**
 * Return the label of a take in the list of takes, such as "Take 2 · 0:08".
 * @param {number} n from 0
 * @param {number} ms its length, 0 if unknown
 */
export function takeName(n, ms) {
  if (ms <= 0) return _("Take %(number)s", { number: n + 1 });
  return _("Take %(number)s · %(length)s", { number: n + 1, length: minutes(Math.round(ms / 1000) * 1000) });
}
