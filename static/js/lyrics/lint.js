// What a singer would stumble over: found in the times alone, each with the place to go to.

import { lineEnd } from "./song.js";

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./song.js").Line} Line
 * @typedef {{ line: number, word: number, kind: "untimed" | "overlap" | "backwards" | "outside" | "fast" | "end", text: string }} Finding
 */

// Rap reaches nine syllables a second; more has been tapped by mistake.
const FASTEST = 9;
// Two lines may touch: taps are no more exact than this.
const TOUCH = 60;

/**
 * How many syllables a text has, about: good enough to tell what nobody can sing.
 * @param {string} text
 */
export function syllables(text) {
  const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
  const wide = plain.match(/[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]/gu)?.length ?? 0;
  const small = plain.match(/[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ]/gu)?.length ?? 0;
  const vowels = plain.match(/[aeiouyœæøаеёиоуыэюяіїєαεηιουω]+/gu)?.length ?? 0;
  // Arabic and Hebrew write few vowels: two letters a syllable.
  const unvoiced = plain.match(/[\u0590-\u06ff]/gu)?.length ?? 0;
  return wide - small + vowels + Math.ceil(unvoiced / 2);
}

/**
 * @param {Song} song
 * @param {number} duration the sound's length in ms, 0 when unknown
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
    if (rate > FASTEST) {
      add("fast", n, `Line ${n + 1} is too fast to sing: ${Math.round(rate)} syllables a second.`);
    }
    if (duration > 0 && line.start > duration) add("end", n, `Line ${n + 1} begins after the song has ended.`);
  });
  return found;
}

/** @param {Line} line */
const hasWords = (line) => line.words.some((word) => word.start !== null);

/** @param {number} from @param {number} to */
const only = (from, to) =>
  to > from ? `Lines ${from} to ${to}: their words have no times yet.` : `Line ${from}: its words have no times yet.`;

/** @param {Line[]} lines @param {number} n the first line of a run without times */
function missing(lines, n) {
  const next = lines.findIndex((line, place) => place > n && line.start !== null);
  const to = next < 0 ? lines.length : next;
  if (n === 0 && to === lines.length) return "No line has its time yet. Press play and tap along.";
  return to - n > 1 ? `Lines ${n + 1} to ${to} have no time yet.` : `Line ${n + 1} has no time yet.`;
}

/** @param {Line[]} lines @param {number} before @param {number} n @param {(kind: Finding["kind"], line: number, text: string, word?: number) => void} add */
function order(lines, before, n, add) {
  const [first, second] = [lines[before], lines[n]];
  if (!first || !second || first.start === null || second.start === null) return;
  if (second.start < first.start) {
    add("backwards", n, `Line ${n + 1} begins before line ${before + 1}.`);
    return;
  }
  const over = (lineEnd(lines, before) ?? first.start) - second.start;
  if (over > TOUCH) {
    add("overlap", before, `Line ${before + 1} runs ${(over / 1000).toFixed(1)} s into line ${n + 1}.`);
  }
}

/** @param {Line} line @param {number} n @param {(kind: Finding["kind"], line: number, text: string, word?: number) => void} add */
function words(line, n, add) {
  const untimed = line.words.filter((word) => word.start === null).length;
  if (untimed > 0 && untimed < line.words.length) {
    const place = line.words.findIndex((word) => word.start === null);
    add("untimed", n, `Line ${n + 1}: ${untimed} of ${line.words.length} words have no time yet.`, place);
  }
  let reached = Number.NEGATIVE_INFINITY;
  line.words.forEach((word, w) => {
    if (word.start === null) return;
    if (word.start < reached) {
      add("backwards", n, `Line ${n + 1}: “${word.text}” begins before the word in front of it.`, w);
    }
    reached = Math.max(reached, word.start);
    const ahead = line.start !== null && word.start < line.start - TOUCH;
    const behind = line.end !== null && (word.end ?? word.start) > line.end + TOUCH;
    if (ahead || behind) add("outside", n, `Line ${n + 1}: “${word.text}” lies outside its line.`, w);
  });
}
