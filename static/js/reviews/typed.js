// Compares a typed answer with the right answers.

import { bare, fold } from "../web/answers.js";
import { _ } from "../web/sentences.js";

/**
 * Return "right", "nearly" (only accents differ), "other", or an empty string if nothing was typed.
 * @param {string} typed
 * @param {readonly string[]} answers the right answers: the dictionary form, the form in the line, the reading
 */
export function verdict(typed, answers) {
  if (typed.trim() === "") return "";
  const wanted = answers.filter((answer) => answer !== "");
  if (wanted.some((answer) => fold(answer) === fold(typed))) return "right";
  return wanted.some((answer) => bare(answer) === bare(typed)) ? "nearly" : "other";
}

/** @type {Readonly<Record<string, string>>} */
export const FEEDBACK = {
  right: _("Correct!"),
  nearly: _("Correct, but check the accents."),
  other: _("Not quite. Say the right answer aloud, then choose a button below."),
};
