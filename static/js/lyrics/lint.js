// Finds issues in a song's times, and the line or word of each issue.

import { _, ngettext } from "../web/sentences.js";
import { lineEnd } from "./song.js";

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./song.js").Line} Line
 * @typedef {{ line: number, word: number, kind: "untimed" | "overlap" | "backwards" | "outside" | "fast" | "end", text: string }} Finding
 */

// Syllables per second. Rap reaches nine; anything faster is a mistake.
const MAX_RATE = 9;
// Lines and words may overlap by this many ms, because taps aren't more precise than that.
const TOLERANCE = 60;

/**
 * Return the approximate number of syllables in a text. It's precise enough to find lines that are too fast to sing.
 * @param {string} text
 */
export function syllables(text) {
  const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
  const wide = plain.match(/[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]/gu)?.length ?? 0;
  const small = plain.match(/[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ]/gu)?.length ?? 0;
  const vowels = plain.match(/[aeiouyœæøаеёиоуыэюяіїєαεηιουω]+/gu)?.length ?? 0;
  // Arabic and Hebrew write few vowels: count two letters as a syllable.
  const unvoiced = plain.match(/[\u0590-\u06ff]/gu)?.length ?? 0;
  return wide - small + vowels + Math.ceil(unvoiced / 2);
}

/**
 * Return the issues of a song.
 * @param {Song} song
 * @param {number} duration the song's length in ms, 0 if unknown
 * @returns {Finding[]} in the order of the lines
 */
export function lint({ lines }, duration) {
  /** @type {Finding[]} */
  const found = [];
  const add = (
    /** @type {Finding["kind"]} */ kind,
    /** @type {number} */ line,
    /** @type {string} */ text,
    word = -1,
  ) => found.push({ line, word, kind, text });
  /** @type {Map<string, number>} */
  const last = new Map();
  const worded = lines.some(hasWords);
  lines.forEach((line, n) => {
    const bare = (/** @type {Line | undefined} */ other) => worded && other?.start != null && !hasWords(other);
    if (bare(line) && !bare(lines[n - 1])) {
      const next = lines.findIndex((other, place) => place > n && !bare(other));
      add("untimed", n, only(n + 1, next < 0 ? lines.length : next), 0);
    }
    if (line.start === null) {
      if (n === 0 || lines[n - 1]?.start !== null) add("untimed", n, missing(lines, n));
      return;
    }
    const before = last.get(line.singer);
    if (before !== undefined) order(lines, before, n, add);
    last.set(line.singer, n);
    words(line, n, add);
    const end = lineEnd(lines, n) ?? line.start;
    const rate = syllables(line.text) / Math.max(0.05, (end - line.start) / 1000);
    const number = n + 1;
    if (rate > MAX_RATE) {
      const params = { number, rate: Math.round(rate) };
      add("fast", n, _("Line %(number)s is too fast to sing: %(rate)s syllables per second.", params));
    }
    if (duration > 0 && line.start > duration) {
      add("end", n, _("Line %(number)s begins after the end of the song.", { number }));
    }
  });
  return found;
}

/** @param {Line} line */
const hasWords = (line) => line.words.some((word) => word.start !== null);

/** @param {number} from @param {number} to */
const only = (from, to) =>
  to > from
    ? _("Lines %(from)s to %(to)s: the words aren’t timed yet.", { from, to })
    : _("Line %(number)s: the words aren’t timed yet.", { number: from });

/**
 * Return the sentence about lines without times.
 * @param {Line[]} lines
 * @param {number} n the first line of a run without times
 */
function missing(lines, n) {
  const next = lines.findIndex((line, place) => place > n && line.start !== null);
  const to = next < 0 ? lines.length : next;
  if (n === 0 && to === lines.length) return _("No line is timed yet. Press play and tap along.");
  return to - n > 1
    ? _("Lines %(from)s to %(to)s aren’t timed yet.", { from: n + 1, to })
    : _("Line %(number)s isn’t timed yet.", { number: n + 1 });
}

/**
 * Add an issue if a line begins before its singer's previous line, or overlaps it.
 * @param {Line[]} lines
 * @param {number} before
 * @param {number} n
 * @param {(kind: Finding["kind"], line: number, text: string, word?: number) => void} add
 */
function order(lines, before, n, add) {
  const [first, second] = [lines[before], lines[n]];
  if (!first || !second || first.start === null || second.start === null) return;
  if (second.start < first.start) {
    add("backwards", n, _("Line %(number)s begins before line %(before)s.", { number: n + 1, before: before + 1 }));
    return;
  }
  const over = (lineEnd(lines, before) ?? first.start) - second.start;
  if (over > TOLERANCE) {
    const params = { number: before + 1, seconds: Math.round(over / 100) / 10, next: n + 1 };
    add("overlap", before, _("Line %(number)s overlaps line %(next)s by %(seconds)s s.", params));
  }
}

/**
 * Add the issues in the word times of a line.
 * @param {Line} line
 * @param {number} n
 * @param {(kind: Finding["kind"], line: number, text: string, word?: number) => void} add
 */
function words(line, n, add) {
  const untimed = line.words.filter((word) => word.start === null).length;
  if (untimed > 0 && untimed < line.words.length) {
    const place = line.words.findIndex((word) => word.start === null);
    const [number, count] = [n + 1, line.words.length];
    const text = ngettext(
      "Line %(number)s: %(untimed)s of %(num)s word isn’t timed yet.",
      "Line %(number)s: %(untimed)s of %(num)s words aren’t timed yet.",
      count,
      { number, untimed },
    );
    add("untimed", n, text, place);
  }
  let reached = Number.NEGATIVE_INFINITY;
  line.words.forEach((word, w) => {
    if (word.start === null) return;
    const params = { number: n + 1, word: word.text };
    if (word.start < reached) {
      add("backwards", n, _("Line %(number)s: “%(word)s” begins before the previous word.", params), w);
    }
    reached = Math.max(reached, word.start);
    const ahead = line.start !== null && word.start < line.start - TOLERANCE;
    const behind = line.end !== null && (word.end ?? word.start) > line.end + TOLERANCE;
    if (ahead || behind) add("outside", n, _("Line %(number)s: “%(word)s” is outside its line.", params), w);
  });
}
