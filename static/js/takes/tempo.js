// The beat of a passage, found in the times at which its words begin.

/** A click a second, where no beat can be made out. */
export const SECOND = 1000;
// Beats that people count to, in ms, and how finely we look between them.
const FASTEST = 420;
const SLOWEST = 900;
const STEP = 2;
// How well the words have to keep to a beat (1: all on it), and how few words say nothing.
const KEPT = 0.8;
const FEWEST = 8;
const ROOMY = 700;

/**
 * How long a beat lasts, ms: the one to whose halves the words keep best; SECOND where they keep to none.
 * @param {readonly number[]} starts when words begin, ms
 */
export function beat(starts) {
  if (starts.length < FEWEST) return SECOND;
  let [best, most] = [SECOND, 0];
  for (let length = FASTEST; length <= SLOWEST; length += STEP) {
    const kept = keptTo(starts, length / 2);
    if (kept > most) [best, most] = [length, kept];
  }
  return most >= KEPT ? best : SECOND;
}

/**
 * How many clicks count somebody in at a beat: a bar of four where three would be over too soon.
 * @param {number} length of a beat, ms
 */
export function clicks(length) {
  return length < ROOMY ? 4 : 3;
}

/**
 * How well times keep to a grid, whichever its first line: 1 for perfectly, near 0 for by chance.
 * @param {readonly number[]} times ms
 * @param {number} step of the grid, ms
 */
function keptTo(times, step) {
  let [x, y] = [0, 0];
  for (const time of times) {
    const turn = (2 * Math.PI * time) / step;
    x += Math.cos(turn);
    y += Math.sin(turn);
  }
  return Math.hypot(x, y) / times.length;
}
