// Finds the beat of a passage from the start times of its words.

/** One click per second, used if no beat is found. */
export const SECOND = 1000;
// The range of beats to try and the step between them, milliseconds.
const FASTEST = 420;
const SLOWEST = 900;
const STEP = 2;
// How well the words must fit a beat (1 is perfectly), and how many words that needs.
const FIT = 0.8;
const FEWEST = 8;
const ROOMY = 700;

/**
 * Return the length of the beat whose halves fit the words best, milliseconds; SECOND if none fits.
 * @param {readonly number[]} starts when the words start, milliseconds
 */
export function beat(starts) {
  if (starts.length < FEWEST) return SECOND;
  let [best, most] = [SECOND, 0];
  for (let length = FASTEST; length <= SLOWEST; length += STEP) {
    const found = fit(starts, length / 2);
    if (found > most) [best, most] = [length, found];
  }
  return most >= FIT ? best : SECOND;
}

/**
 * Return how many clicks to count in with: four at a quick beat, where three would be over too soon.
 * @param {number} length of a beat, milliseconds
 */
export function clicks(length) {
  return length < ROOMY ? 4 : 3;
}

/**
 * Return how well times fit a grid with any offset: 1 is perfectly, near 0 is by chance. This is the length of the mean
 * of the unit vectors at their phases.
 * @param {readonly number[]} times milliseconds
 * @param {number} step of the grid, milliseconds
 */
function fit(times, step) {
  let [x, y] = [0, 0];
  for (const time of times) {
    const turn = (2 * Math.PI * time) / step;
    x += Math.cos(turn);
    y += Math.sin(turn);
  }
  return Math.hypot(x, y) / times.length;
}
