// Finds what is sung at a time: pure functions on the times that are part of the page. All times are milliseconds.

/**
 * @typedef {[number, number | null, number]} RawSyllable start, end, and the number of characters
 * @typedef {[number, number | null, RawSyllable[]?]} Span start and end of a word, null if unknown; its syllables
 * @typedef {[number | null, number | null, (Span | null)[]]} RawLine start, end and the words of a line
 * @typedef {{ timing: "word" | "line" | "none", estimated?: boolean, lines: RawLine[] }} RawTimeline
 * @typedef {{ start: number, end: number, from: number, to: number }} Part a syllable; `from` and `to`: where it
 *   begins and ends in the word (0 to 1)
 * @typedef {{ at: number, done: number }} Step the share of the time, and the share of the word that is highlighted
 *   then, both 0 to 1
 * @typedef {{ n: number, start: number, end: number, stop: number, parts: Part[] }} Word `stop`: when the word has
 *   been sung; `end`: when its highlight is switched off
 * @typedef {{ n: number, start: number, end: number, words: Word[] }} Line
 * @typedef {{ timing: "word" | "line" | "none", estimated: boolean, lines: Line[] }} Timeline
 * @typedef {{ line: number, word: number, sung: number, until: number, lit: Word | null, row: Line | null }} Place
 */

// The highlight stays on between two words if the pause is shorter than this.
const GAP = 250;
const ENDS = [0, 1];
// How many earlier lines may go on when a line begins.
const BESIDE = 4;

/** The place where nothing is sung. */
export const NOWHERE = Object.freeze({ line: -1, word: -1, sung: 0, lit: null, row: null });

/**
 * Return the timeline of the page's JSON. Its lines are in the order in which they're sung; lines without times are
 * left out.
 * @param {RawTimeline} raw
 * @returns {Timeline}
 */
export function read(raw) {
  /** @type {Line[]} */
  const lines = [];
  raw.lines.forEach(([start, end, spans], n) => {
    if (start === null || raw.timing === "none") return;
    const known = spans
      .map((span, index) => (span && span[0] !== null ? { n: index, span } : null))
      .filter((word) => word !== null);
    const words = known.map(({ n: number, span: [begin, finish, syllables] }, index) => {
      const next = known[index + 1]?.span[0] ?? end ?? Number.POSITIVE_INFINITY;
      const stop = finish ?? next;
      const last = next - stop < GAP && next > stop ? next : stop;
      return { n: number, start: begin, end: last, stop, parts: partsOf(syllables ?? [], stop) };
    });
    lines.push({ n, start, end: end ?? Number.POSITIVE_INFINITY, words });
  });
  lines.sort((a, b) => a.start - b.start);
  return { timing: raw.timing, estimated: raw.estimated === true, lines };
}

/**
 * Return the parts of a word from its syllables.
 * @param {readonly RawSyllable[]} syllables
 * @param {number} stop when the word ends
 * @returns {Part[]}
 */
function partsOf(syllables, stop) {
  const all = syllables.reduce((sum, [, , letters]) => sum + letters, 0);
  let done = 0;
  return syllables.map(([start, end, letters], index) => {
    const from = done / (all || 1);
    done += letters;
    return { start, end: end ?? syllables[index + 1]?.[0] ?? stop, from, to: done / (all || 1) };
  });
}

/**
 * Return the index of the last entry that has started at a time, by binary search; -1 before the first.
 * @param {{ start: number }[]} entries sorted by start
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
 * Return the line that ends after the line at an index although it began before, such as the line that a background
 * voice accompanies; null if there's none.
 * @param {Line[]} lines
 * @param {number} index
 * @returns {Line | null}
 */
function around(lines, index) {
  const end = lines[index]?.end ?? Number.POSITIVE_INFINITY;
  const before = lines.slice(Math.max(0, index - BESIDE), index).reverse();
  return before.find((line) => Number.isFinite(line.end) && line.end > end) ?? null;
}

/**
 * Return what is sung at a time: the numbers of the line and the highlighted word (-1 for none), how many of the line's
 * words have started (`sung`), and until when this stays true. `lit` and `row` are the word and the line themselves.
 * @param {Timeline} timeline
 * @param {number} ms
 * @returns {Place}
 */
export function at(timeline, ms) {
  const index = begun(timeline.lines, ms);
  const following = timeline.lines[index + 1]?.start ?? Number.POSITIVE_INFINITY;
  const last = timeline.lines[index];
  if (!last) return { ...NOWHERE, until: following };
  const longer = around(timeline.lines, index);
  const line = longer && last.end <= ms ? longer : last;
  const place = begun(line.words, ms);
  const word = line.words[place];
  const nextWord = line.words[place + 1]?.start ?? Number.POSITIVE_INFINITY;
  const lit = word !== undefined && ms < word.end ? word : null;
  const over = longer && line === last ? last.end : Number.POSITIVE_INFINITY;
  const until = Math.min(following, nextWord, lit ? lit.end : Number.POSITIVE_INFINITY, over);
  return { line: line.n, word: lit ? lit.n : -1, sung: word ? word.n + 1 : 0, until, lit, row: line };
}

/**
 * Return how the highlight moves through a word from its start to its end: by syllables if they're timed, otherwise
 * evenly, or at once if the end is unknown. The steps are sorted by time.
 * @param {number} start
 * @param {number} end
 * @param {readonly Part[]} parts
 * @returns {Step[]}
 */
export function steps(start, end, parts = []) {
  const length = end - start;
  if (!Number.isFinite(length) || length <= 0) return ENDS.map((at) => ({ at, done: 1 }));
  if (parts.length === 0) return ENDS.map((at) => ({ at, done: at }));
  let last = 0;
  /** @param {number} ms @param {number} done */
  const step = (ms, done) => {
    last = Math.min(1, Math.max(last, (ms - start) / length));
    return { at: last, done };
  };
  return parts.flatMap((part) => [step(part.start, part.from), step(part.end, part.to)]);
}

/**
 * Return the section to repeat, from the start of the first line to the end of the last line. If that end is unknown,
 * the section ends where the next line begins. Return null if a line isn't timed.
 * @param {Timeline} timeline
 * @param {number} first number of the first line
 * @param {number} last number of the last line
 * @returns {{ start: number, end: number } | null}
 */
export function stretch(timeline, first, last = first) {
  const begin = timeline.lines.find((line) => line.n === first);
  const index = timeline.lines.findIndex((line) => line.n === last);
  const line = timeline.lines[index];
  if (!begin || !line) return null;
  const following = timeline.lines[index + 1]?.start ?? Number.POSITIVE_INFINITY;
  const end = Number.isFinite(line.end) ? Math.max(line.end, line.start + 500) : following;
  return { start: begin.start, end: Math.min(end + GAP, Math.max(following, line.start + 500)) };
}

/**
 * Return the time when the current or next line ends, which is where the song pauses if it pauses after each line.
 * @param {Timeline} timeline
 * @param {number} ms
 */
export function nextStop(timeline, ms) {
  for (const line of timeline.lines.slice(Math.max(0, begun(timeline.lines, ms)))) {
    const end = stretch(timeline, line.n)?.end ?? 0;
    if (end > ms + 50) return end;
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * Return the line to go to when stepping from a time. As in music players, a step back goes to the start of the
 * current line, or to the previous line if the current one started less than 1.5 s ago.
 * @param {Timeline} timeline
 * @param {number} ms
 * @param {-1 | 1} step
 * @returns {number} the line's number, -1 if no line is timed
 */
export function neighbour(timeline, ms, step) {
  if (timeline.lines.length === 0) return -1;
  const index = begun(timeline.lines, ms);
  const fresh = ms - (timeline.lines[index]?.start ?? 0) < 1500;
  const wanted = step === 1 ? index + 1 : fresh ? index - 1 : index;
  const kept = Math.min(Math.max(wanted, 0), timeline.lines.length - 1);
  return /** @type {Line} */ (timeline.lines[kept]).n;
}
