// When is what sung: pure arithmetic on the times that the server wrote into the page. All times are milliseconds.

/**
 * @typedef {[number, number | null]} Span start and end of a word; the end may be unknown
 * @typedef {[number | null, number | null, (Span | null)[]]} RawLine start, end and the words of a line
 * @typedef {{ timing: "word" | "line" | "none", estimated?: boolean, lines: RawLine[] }} RawTimeline
 * @typedef {{ n: number, start: number, end: number, words: { n: number, start: number, end: number }[] }} Line
 * @typedef {{ timing: "word" | "line" | "none", estimated: boolean, lines: Line[] }} Timeline
 * @typedef {{ line: number, word: number, sung: number, until: number }} Place
 */

// A breath between two words is no reason to switch the light off and on again.
const BREATH = 250;

/**
 * Read the page's JSON into lines in the order in which they are sung; lines without a time are left out.
 * @param {RawTimeline} raw
 * @returns {Timeline}
 */
export function read(raw) {
  /** @type {Line[]} */
  const lines = [];
  raw.lines.forEach(([start, end, spans], n) => {
    if (start === null || raw.timing === "none") return;
    const known = spans
      .map((span, index) => (span && span[0] !== null ? { n: index, start: span[0], end: span[1] } : null))
      .filter((word) => word !== null);
    const words = known.map((word, index) => {
      const next = known[index + 1]?.start ?? end ?? Number.POSITIVE_INFINITY;
      const stop = word.end ?? next;
      return { n: word.n, start: word.start, end: next - stop < BREATH && next > stop ? next : stop };
    });
    lines.push({ n, start, end: end ?? Number.POSITIVE_INFINITY, words });
  });
  lines.sort((a, b) => a.start - b.start);
  return { timing: raw.timing, estimated: raw.estimated === true, lines };
}

/**
 * The last entry that has begun at a time, by binary search; -1 before the first.
 * @param {{ start: number }[]} entries in order of start
 * @param {number} ms
 */
export function begun(entries, ms) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {{ start: number }} */ (entries[middle]).start <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * What is sung at a time: the line's and the lit word's own number (-1 for none), how many of its words have
 * begun, and until when this answer holds.
 * @param {Timeline} timeline
 * @param {number} ms
 * @returns {Place}
 */
export function at(timeline, ms) {
  const index = begun(timeline.lines, ms);
  const following = timeline.lines[index + 1]?.start ?? Number.POSITIVE_INFINITY;
  const line = timeline.lines[index];
  if (!line) return { line: -1, word: -1, sung: 0, until: following };
  const place = begun(line.words, ms);
  const word = line.words[place];
  const nextWord = line.words[place + 1]?.start ?? Number.POSITIVE_INFINITY;
  const lit = word !== undefined && ms < word.end;
  const until = Math.min(following, nextWord, lit && word ? word.end : Number.POSITIVE_INFINITY);
  return { line: line.n, word: lit && word ? word.n : -1, sung: word ? word.n + 1 : 0, until };
}

/**
 * The stretch to repeat for a line: from just before it to its end, or to where the next one starts.
 * @param {Timeline} timeline
 * @param {number} n the line's own number
 * @returns {{ start: number, end: number } | null}
 */
export function stretch(timeline, n) {
  const index = timeline.lines.findIndex((line) => line.n === n);
  const line = timeline.lines[index];
  if (!line) return null;
  const following = timeline.lines[index + 1]?.start ?? Number.POSITIVE_INFINITY;
  const end = Number.isFinite(line.end) ? Math.max(line.end, line.start + 500) : following;
  return { start: line.start, end: Math.min(end + BREATH, Math.max(following, line.start + 500)) };
}

/**
 * The line to go to when stepping from a time. A step back goes to the start of the current line first, and to the
 * one before when that start is less than a second and a half ago, as music players do.
 * @param {Timeline} timeline
 * @param {number} ms
 * @param {-1 | 1} step
 * @returns {number} the line's own number, -1 when there are no timed lines
 */
export function neighbour(timeline, ms, step) {
  if (timeline.lines.length === 0) return -1;
  const index = begun(timeline.lines, ms);
  const fresh = ms - (timeline.lines[index]?.start ?? 0) < 1500;
  const wanted = step === 1 ? index + 1 : fresh ? index - 1 : index;
  const kept = Math.min(Math.max(wanted, 0), timeline.lines.length - 1);
  return /** @type {Line} */ (timeline.lines[kept]).n;
}

/**
 * A place in the song as people write it, 1:05.
 * @param {number} ms
 */
export function minutes(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
