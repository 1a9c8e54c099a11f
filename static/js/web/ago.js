// Formats how long ago a time was, and positions and lengths in a song, as `canary/web/filters.py` does on the server.

import { _, language } from "./sentences.js";

/** @type {readonly [Intl.RelativeTimeFormatUnit, number][]} */
const STEPS = [
  ["week", 7 * 86400000],
  ["day", 86400000],
  ["hour", 3600000],
  ["minute", 60000],
];
const LONGEST = 30 * 86400000;

/**
 * Return how long ago a time was, such as "just now", "5 minutes ago" or "2 weeks ago". Return an empty string for
 * times that are at least 30 days ago, or at least a minute in the future.
 * @param {number} then milliseconds since 1970
 * @param {number} now milliseconds since 1970
 */
export function ago(then, now) {
  const passed = now - then;
  if (!(passed > -60000 && passed < LONGEST)) return "";
  for (const [unit, size] of STEPS) {
    const count = Math.floor(passed / size);
    if (count >= 1) return new Intl.RelativeTimeFormat(language).format(-count, unit);
  }
  return _("just now");
}

/**
 * Return a position or a length in a song in minutes and seconds, such as "1:05".
 * @param {number} ms
 */
export function minutes(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
