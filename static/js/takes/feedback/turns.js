// Where the lines of a passage are in a take of it. Plain arithmetic; all times are milliseconds.

import { LEAD } from "../takes.js";

/**
 * @typedef {{ start: number, end: number }} Stretch
 * @typedef {{ n: number, start: number, end: number }} Line with its number in the song
 */

// A take may ring on after the last word, or begin a little late, and still be sung along with the song.
const RING = 4000;

/**
 * Where in a take a moment of the song is: with the song when the take is about as long as the passage, else stretched.
 * @param {number} ms in the song
 * @param {Stretch} passage in the song
 * @param {number} length of the take
 */
export function inTake(ms, passage, length) {
  const span = Math.max(1, passage.end - passage.start);
  const along = length >= 0.8 * span && length <= span + LEAD + RING;
  const at = along ? LEAD + ms - passage.start : ((ms - passage.start) / span) * length;
  return Math.min(Math.max(0, at), length);
}

/**
 * Where in the song a moment of a take is; the other way round.
 * @param {number} ms in the take
 * @param {Stretch} passage
 * @param {number} length of the take
 */
export function inSong(ms, passage, length) {
  const span = Math.max(1, passage.end - passage.start);
  const along = length >= 0.8 * span && length <= span + LEAD + RING;
  return along ? passage.start + ms - LEAD : passage.start + (ms / Math.max(1, length)) * span;
}

/**
 * What to play one after the other: each line by the original, then by the singer.
 * @param {Line[]} lines
 * @param {Stretch} passage
 * @param {number} length of the take
 * @returns {{ voice: "song" | "take", start: number, end: number }[]}
 */
export function turns(lines, passage, length) {
  return lines.flatMap((line, n) => {
    const end = Math.max(line.end, line.start + 300);
    const following = lines[n + 1]?.start ?? passage.end;
    const last = n === lines.length - 1 ? length : inTake(Math.max(end, following), passage, length);
    return [
      { voice: /** @type {const} */ ("song"), start: line.start, end },
      {
        voice: /** @type {const} */ ("take"),
        start: Math.max(0, inTake(line.start, passage, length) - 150),
        end: last,
      },
    ];
  });
}
