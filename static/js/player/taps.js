// Measures how late a device's sound is, from taps along to a click. All times are milliseconds.

export const TAPS = 10;
/** The time between two clicks. */
export const BEAT = 600;

/**
 * Return how far a tap is from the nearest click; the result is positive if the tap came after the click.
 * @param {number} tap
 * @param {number} first the time of the first click
 */
export function distance(tap, first) {
  const since = tap - first;
  return since - Math.round(since / BEAT) * BEAT;
}

/**
 * Return the median of the distances in whole ms, or 0 if there are none.
 * @param {readonly number[]} distances
 */
export function middle(distances) {
  const sorted = [...distances].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  const [low, high] = [sorted[sorted.length % 2 ? half : half - 1] ?? 0, sorted[half] ?? 0];
  return Math.round((low + high) / 2);
}
