// Times ago, lengths of time and places in a song, written as `canary/web/filters.py` does it on the server.

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
 * "just now", "5 minutes ago", "2 weeks ago"; an empty string for what is older than 30 days or lies ahead.
 * @param {number} then milliseconds since 1970
 * @param {number} now
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
 * A place in a song, such as "1:05".
 * @param {number} ms
 */
export function minutes(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
