// The result of a quick round.

import { _, ngettext } from "../../web/sentences.js";

/** @typedef {{ right: boolean, ms: number }} Reaction */
/** @typedef {{ asked: number, right: number, median: number }} Summary */

const LONGEST = 60000;

/**
 * Return the number of answers and of right answers, and the median time of the right answers in whole ms (0 if none is
 * right).
 * @param {readonly Reaction[]} reactions
 * @returns {Summary}
 */
export function summarise(reactions) {
  const times = reactions
    .filter((one) => one.right)
    .map((one) => Math.min(one.ms, LONGEST))
    .sort((a, b) => a - b);
  const [low, high] = [times[Math.floor((times.length - 1) / 2)], times[Math.floor(times.length / 2)]];
  const median = low === undefined || high === undefined ? 0 : Math.max(1, Math.round((low + high) / 2));
  return { asked: reactions.length, right: times.length, median };
}

/** Return a time as "0.84 s". @param {number} ms */
export const seconds = (ms) => _("%(seconds)s s", { seconds: Number((ms / 1000).toFixed(2)) });

/**
 * Return the sentence about a round's result.
 * @param {Summary} round
 */
export function resultSentence({ asked, right, median }) {
  if (right === 0) return _("These words are still new to you. Review them for a while, then come back.");
  const time = seconds(median);
  if (right === asked)
    return ngettext("Correct, in %(time)s.", "All %(num)s correct. Median answer time: %(time)s.", right, { time });
  return _("%(right)s of %(asked)s correct, median %(time)s.", { right, asked, time });
}
