// Tapping along to a click tells how late the sound of a device is. Plain; all times are milliseconds.

export const TAPS = 10;
/** From one click to the next. */
export const BEAT = 600;

/**
 * How far a tap is from the click that is nearest to it; positive when it came after.
 * @param {number} tap
 * @param {number} first when the first click was played
 */
export function distance(tap, first) {
  const since = tap - first;
  return since - Math.round(since / BEAT) * BEAT;
}

/**
 * The middle of what was tapped, in whole ms; 0 for nothing.
 * @param {readonly number[]} distances
 */
export function middle(distances) {
  const sorted = [...distances].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  const [low, high] = [sorted[sorted.length % 2 ? half : half - 1] ?? 0, sorted[half] ?? 0];
  return Math.round((low + high) / 2);
}
