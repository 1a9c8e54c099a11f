// Finds the beat of a passage from the start times of its words.

/** The beat in ms that is used if no beat is found. */
export const SECOND = 1000;
// The range of beats to try, and the step between them, in ms.
const FASTEST = 420;
const SLOWEST = 900;
const STEP = 2;
// How well the words must fit a beat (1 is a perfect fit), and the minimum number of words for a beat.
const FIT = 0.8;
const FEWEST = 8;
const ROOMY = 700; // ms: beats from this length on have a count-in of three clicks

/**
 * Return the length in ms of the beat whose half beats fit the words best, or SECOND if none fits well.
 * @param {readonly number[]} starts when the words start, in ms
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
 * Return the number of clicks in the count-in: three, or four if the beat is so quick that three would be too short.
 * @param {number} length of a beat, in ms
 */
export function clicks(length) {
  return length < ROOMY ? 4 : 3;
}

/**
 * Return how well times fit a grid with any offset: 1 is a perfect fit, and random times are near 0. It's the mean
 * resultant length of the times' phases (circular statistics).
 * @param {readonly number[]} times in ms
 * @param {number} step of the grid, in ms
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
