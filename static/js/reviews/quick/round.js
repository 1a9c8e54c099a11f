// What a round adds up to.

/** @typedef {{ right: boolean, ms: number }} Reaction */
/** @typedef {{ asked: number, right: number, median: number }} Sum */

const LONGEST = 60000;

/**
 * The middle of the right answers' times, in whole ms; 0 when none was right.
 * @param {readonly Reaction[]} reactions
 * @returns {Sum}
 */
export function sum(reactions) {
  const times = reactions
    .filter((one) => one.right)
    .map((one) => Math.min(one.ms, LONGEST))
    .sort((a, b) => a - b);
  const [low, high] = [times[Math.floor((times.length - 1) / 2)], times[Math.floor(times.length / 2)]];
  const median = low === undefined || high === undefined ? 0 : Math.max(1, Math.round((low + high) / 2));
  return { asked: reactions.length, right: times.length, median };
}

/** @param {number} ms */
export const seconds = (ms) => `${Number((ms / 1000).toFixed(2))} s`;

/**
 * What is said at the end.
 * @param {Sum} round
 */
export function told({ asked, right, median }) {
  if (right === 0) return "These words are still new to you. Practise them calmly for a while, then come back.";
  const share = right === asked ? `All ${asked} words came` : `${right} of ${asked} words came`;
  return `${share}, half of them within ${seconds(median)}.`;
}
