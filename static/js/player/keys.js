// The keyboard shortcuts of the song page.

import { find } from "../web/shortcuts.js";

/**
 * @typedef {"play" | "back" | "forward" | "loop" | "from" | "to" | "free" | "pause" | "slower" | "faster" | "voice" |
 *   "original" | "reading" | "translation" | "next-reading" | "next-translation" | "earlier" | "later" | "calibrate" |
 *   "word" | "stage" | "follow" | "resume" | "practise" | "retry" | "help"} Action
 */

/** @type {Readonly<Record<string, Action>>} */
const ALWAYS = { " ": "play", ArrowLeft: "back", ArrowRight: "forward" };
/** @type {Readonly<Record<string, Action>>} */
const LETTERS = {
  l: "loop",
  "[": "from",
  "]": "to",
  0: "free",
  p: "pause",
  ",": "slower",
  ".": "faster",
  "<": "slower",
  ">": "faster",
  v: "voice",
  o: "original",
  r: "reading",
  t: "translation",
  "-": "earlier",
  "+": "later",
  "=": "later",
  c: "calibrate",
  w: "word",
  f: "stage",
  b: "follow",
  g: "resume",
  m: "practise",
  "?": "help",
};
/** @type {Readonly<Record<string, Action>>} */
const SHIFTED = { r: "next-reading", t: "next-translation" };

/**
 * Return the action of a key press, or null if the key is for something else: a field, a button or the browser.
 * @param {import("../web/shortcuts.js").Press & { ctrlKey: boolean, metaKey: boolean, altKey: boolean }} press
 * @param {{ tag: string, type: string, editable: boolean }} focus the element that has the focus
 * @param {boolean} letters whether single letters are shortcuts
 * @returns {Action | null}
 */
export function action(press, focus, letters) {
  if (press.ctrlKey || press.metaKey || press.altKey || focus.editable) return null;
  if (["TEXTAREA", "SELECT"].includes(focus.tag)) return null;
  if (focus.tag === "INPUT" && !["checkbox", "radio"].includes(focus.type) && focus.type !== "range") return null;
  if (press.key === " " && ["BUTTON", "SUMMARY", "INPUT", "AUDIO"].includes(focus.tag)) return null;
  // Arrow keys move a slider or an audio clip that has the focus.
  if (press.key.startsWith("Arrow") && ["INPUT", "AUDIO"].includes(focus.tag)) return null;
  if (ALWAYS[press.key]) return ALWAYS[press.key] ?? null;
  if (!letters) return null;
  return (press.shiftKey ? find(press, SHIFTED) : undefined) ?? find(press, LETTERS) ?? null;
}

/**
 * Return the next higher or lower speed of a list, or the current speed if there is none.
 * @param {readonly number[]} speeds in ascending order
 * @param {number} now
 * @param {-1 | 1} step
 */
export function nextSpeed(speeds, now, step) {
  const near =
    step === 1 ? speeds.find((speed) => speed > now + 0.001) : speeds.findLast((speed) => speed < now - 0.001);
  return near ?? now;
}
