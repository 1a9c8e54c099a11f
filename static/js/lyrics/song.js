// The editor's model of lyrics: immutable plain values, so that undo only has to store earlier values.

import { split } from "./split.js";

/**
 * @typedef {[string, number, number, number | null, string]} Syllable text, start, end, pitch, kind
 * @typedef {{ text: string, start: number | null, end: number | null, glue: string, syllables: Syllable[] }} Word
 * @typedef {{ text: string, start: number | null, end: number | null, singer: string, words: Word[] }} Line
 * @typedef {{ kind: "translation" | "reading", language: string, lines: string[], machine: boolean, name: string }} Layer
 * @typedef {{ lines: Line[], layers: Layer[] }} Song
 * @typedef {[string, number | null, number | null, string?, Syllable[]?]} RawWord
 * @typedef {{ text: string, start: number | null, end: number | null, singer: string, words: RawWord[] }} RawLine
 * @typedef {{ lines: RawLine[], layers: Layer[] }} Document the server's format
 */

// The longest duration in ms of a tapped word without an end; the limit for the last word of a line is lower.
const MAX_WORD = 2000;
const MAX_LAST_WORD = 1200;

/**
 * Convert a document from the server to a song.
 * @param {Document} document
 * @param {string} language
 * @returns {Song}
 */
export function fromDocument(document, language) {
  return { lines: document.lines.map((line) => fromRaw(line, language)), layers: document.layers };
}

/** Convert a line of a document. @param {RawLine} line @param {string} language @returns {Line} */
function fromRaw({ text, start, end, singer, words }, language) {
  if (words.length === 0) return { ...fresh(text, language), start, end, singer };
  const known = words.map(([word, from, to, glue = " ", syllables = []]) => {
    return { text: word, start: from, end: to, glue, syllables };
  });
  return { text, start, end, singer, words: known };
}

/**
 * Return a line without times.
 * @param {string} text
 * @param {string} language
 * @returns {Line}
 */
export function fresh(text, language) {
  const words = split(text, language).map((piece) => ({ ...piece, start: null, end: null, syllables: [] }));
  return { text, start: null, end: null, singer: "", words };
}

/**
 * Return the document for the server. Words that have a start but no end get an estimated end.
 * @param {Song} song
 * @returns {Document}
 */
export function toDocument({ lines, layers }) {
  const sent = lines.map((line, n) => {
    const { text, start, singer, words } = line;
    const timed = words.some((word) => word.start !== null);
    const ends = timed ? words.map((_, w) => wordEnd(lines, n, w)) : [];
    const last = Math.max(...ends.map((end) => end ?? 0));
    /** @type {RawWord[]} */
    const raw = timed
      ? words.map((word, w) => [word.text, word.start, ends[w] ?? null, word.glue, word.syllables])
      : [];
    return { text, start, end: timed ? Math.max(line.end ?? last, start ?? 0) : line.end, singer, words: raw };
  });
  return { lines: sent, layers };
}

/**
 * Return the time in ms when a word ends, or null if it has no start. If no end is set, the word ends where the next
 * word begins, but at most MAX_WORD or MAX_LAST_WORD after its start.
 * @param {Line[]} lines
 * @param {number} n
 * @param {number} w
 */
export function wordEnd(lines, n, w) {
  const line = lines[n];
  const word = line?.words[w];
  if (!line || !word || word.start === null) return null;
  if (word.end !== null) return word.end;
  const next = line.words.slice(w + 1).find((other) => other.start !== null)?.start ?? null;
  if (next !== null) return Math.max(word.start, Math.min(next, word.start + MAX_WORD));
  const limit = line.end ?? lines.slice(n + 1).find((other) => other.start !== null)?.start ?? null;
  return Math.max(word.start, Math.min(limit ?? word.start + MAX_LAST_WORD, word.start + MAX_LAST_WORD));
}

/**
 * Return the time in ms when a line ends, or null if it has no start. If no end is set, it's estimated.
 * @param {Line[]} lines
 * @param {number} n
 */
export function lineEnd(lines, n) {
  const line = lines[n];
  if (!line || line.start === null) return null;
  if (line.end !== null) return line.end;
  const last = line.words.findLastIndex((word) => word.start !== null);
  if (last >= 0) return wordEnd(lines, n, last);
  const next = lines.slice(n + 1).find((other) => other.start !== null)?.start ?? null;
  return next !== null && next > line.start ? Math.min(next, line.start + 10000) : line.start + 3000;
}

/**
 * Return the song with another text. Unchanged lines keep their times and layers. A changed line keeps them too if it
 * can be paired with the old line that it replaces (see `matches`). LRC stamps ([01:02.50] at the start of a line) are
 * used as times.
 * @param {Song} song
 * @param {string} text one line per row
 * @param {string} language
 * @returns {Song}
 */
export function withText(song, text, language) {
  const rows = text
    .split(/<br\s*\/?>[ ]*\n?|\r\n?|\n/iu)
    .map(stamped)
    .filter((row) => row.text !== "");
  const from = matches(
    song.lines.map((line) => line.text),
    rows.map((row) => row.text),
  );
  const lines = rows.map(({ start, text }, n) => {
    const old = song.lines[from[n] ?? -1];
    const line = old ? retexted(old, text, language) : fresh(text, language);
    return start === null || start === line.start ? line : { ...fresh(text, language), start };
  });
  // Machine readings of the old text are dropped; the server creates new ones.
  const same = rows.every((row, n) => song.lines[from[n] ?? -1]?.text === row.text);
  const layers = song.layers
    .filter((layer) => same || !layer.machine)
    .map((layer) => ({ ...layer, lines: from.map((place) => layer.lines[place] ?? "") }));
  return { lines, layers };
}

/**
 * Return a line with another text. Words keep their times if the number of words is the same.
 * @param {Line} old
 * @param {string} text
 * @param {string} language
 * @returns {Line}
 */
function retexted(old, text, language) {
  if (old.text === text) return old;
  const line = { ...fresh(text, language), start: old.start, end: old.end, singer: old.singer };
  if (line.words.length !== old.words.length) return line;
  const words = line.words.map((word, w) => {
    const before = /** @type {Word} */ (old.words[w]);
    return word.text === before.text ? before : { ...word, start: before.start, end: before.end };
  });
  return { ...line, words };
}

/**
 * Return the text of a row without LRC stamps and labels, and its start in ms, or null if it has no stamp.
 * @param {string} row
 */
function stamped(row) {
  const stamp = /^\s*\[(\d{1,3}):(\d{1,2}(?:[.:]\d{1,3})?)\]/u.exec(row);
  const start = stamp ? Math.round(Number(stamp[1]) * 60000 + Number(stamp[2]?.replace(":", ".")) * 1000) : null;
  // Labels and tags ([Chorus], [ti:...]) and word stamps aren't sung.
  const bare = row.replace(/^(?:\s*\[[\d:.]+\])+/u, "").replace(/<\d+:[\d.]+>/gu, "");
  // A stamp at the end is the line's end. Several inside a line are the times of its words.
  const inner = bare.match(/\[\d+:[\d.:]+\]/gu)?.length ?? 0;
  const rest = start === null ? bare : bare.replace(inner > 1 ? /\[\d+:[\d.:]+\]/gu : /\[\d+:[\d.:]+\]\s*$/u, "");
  return { start, text: /^\s*\[[^\]]*\]:?\s*$/u.test(rest) ? "" : rest.trim().replace(/\s+/gu, " ") };
}

/**
 * Return for each new row the index of the old row that it replaces, or -1. Rows are matched by their longest common
 * subsequence. Changed rows between two matches are paired in order if there are as many old rows as new ones.
 * @param {string[]} old
 * @param {string[]} rows
 * @returns {number[]}
 */
export function matches(old, rows) {
  const width = rows.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  const at = (/** @type {number} */ i, /** @type {number} */ j) => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = rows.length - 1; j >= 0; j--) {
      longest[i * width + j] = old[i] === rows[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found = rows.map(() => -1);
  let [i, j, oldKnown, known] = [0, 0, 0, 0];
  while (i < old.length || j < rows.length) {
    if (i < old.length && j < rows.length && old[i] === rows[j]) {
      pair(found, known, j, oldKnown, i);
      found[j++] = i++;
      [oldKnown, known] = [i, j];
    } else if (j >= rows.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) i++;
    else j++;
  }
  pair(found, known, j, oldKnown, i);
  return found;
}

/**
 * Match the rows `from` to `to` with the old rows `oldFrom` to `oldTo` (both exclusive), if the counts are equal.
 * @param {number[]} found @param {number} from @param {number} to @param {number} oldFrom @param {number} oldTo
 */
function pair(found, from, to, oldFrom, oldTo) {
  if (to - from !== oldTo - oldFrom) return;
  for (let n = from; n < to; n++) found[n] = oldFrom + n - from;
}

/** Return the lyrics of a song as text, one line per row. @param {Song} song */
export function textOf(song) {
  return song.lines.map((line) => line.text).join("\n");
}
