// Maps times in the song to times in a take. This module doesn't touch the page; all times are milliseconds.

import { LEAD } from "../takes.js";

/**
 * @typedef {{ start: number, end: number }} Span
 * @typedef {{ n: number, start: number, end: number }} Line with its number in the song
 */

// A take may be this many ms longer than the passage and still count as sung in the song's tempo.
const RING = 4000;

/**
 * Return the time in the take that corresponds to a time in the song. If the take is about as long as the passage,
 * times are shifted; otherwise they are stretched to the take's length.
 * @param {number} ms in the song
 * @param {Span} passage its start and end in the song
 * @param {number} length of the take
 */
export function inTake(ms, passage, length) {
  const span = Math.max(1, passage.end - passage.start);
  const along = length >= 0.8 * span && length <= span + LEAD + RING;
  const at = along ? LEAD + ms - passage.start : ((ms - passage.start) / span) * length;
  return Math.min(Math.max(0, at), length);
}

/**
 * Return the time in the song that corresponds to a time in the take: the inverse of `inTake`.
 * @param {number} ms in the take
 * @param {Span} passage
 * @param {number} length of the take
 */
export function inSong(ms, passage, length) {
  const span = Math.max(1, passage.end - passage.start);
  const along = length >= 0.8 * span && length <= span + LEAD + RING;
  return along ? passage.start + ms - LEAD : passage.start + (ms / Math.max(1, length)) * span;
}

/**
 * Return the sections to play in turn: for each line, its section in the song and its section in the take.
 * @param {Line[]} lines
 * @param {Span} passage
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
