// Changes of times: each takes a song and returns another one. All times are whole milliseconds of the song.

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./song.js").Line} Line
 * @typedef {import("./song.js").Word} Word
 * @typedef {{ line: number, word: number }} Place a word; -1 stands for the line as a whole
 * @typedef {"line" | "word"} Mode
 */

// A key that is down longer than this was held: letting it go is the end of a long word or line.
export const HELD = 280;

/**
 * What the fingers did later than the ear heard, taken off a moment of the song.
 * @param {number} ms the moment
 * @param {{ late: number, rate: number, waited: number }} about `late`: how late taps come, `waited`: how long ago the
 * event was, both in ms on the wall clock; `rate`: the speed
 */
export function heard(ms, { late, rate, waited }) {
  return Math.max(0, Math.round(ms - (late + waited) * rate));
}

/**
 * @param {Song} song
 * @param {number} n
 * @param {(line: Line) => Line} change
 * @returns {Song}
 */
function withLine(song, n, change) {
  const line = song.lines[n];
  return line ? { ...song, lines: song.lines.with(n, change(line)) } : song;
}

/**
 * A line or word begins now.
 * @param {Song} song
 * @param {Place} at
 * @param {number} ms
 * @returns {Song}
 */
export function press(song, at, ms) {
  const line = song.lines[at.line];
  if (!line) return song;
  const begun = at.word < 0 ? lineBegins(line, ms) : wordBegins(line, at.word, ms);
  const changed = withLine(song, at.line, () => begun);
  return at.word > 0 ? changed : withLine(changed, at.line - 1, (before) => cut(before, ms));
}

/** @param {Line} line @param {number} ms @returns {Line} */
function lineBegins(line, ms) {
  // A line that has its words and its end already is moved with them.
  if (line.start !== null && line.words.some((word) => word.start !== null)) return moved(line, ms - line.start);
  return { ...line, start: ms, end: null };
}

/** @param {Line} line @param {number} w @param {number} ms @returns {Line} */
function wordBegins(line, w, ms) {
  const words = line.words.map((word, n) => {
    if (n === w) return { ...word, start: ms, end: null, syllables: [] };
    return n < w && word.end !== null && word.end > ms ? { ...word, end: Math.max(ms, word.start ?? 0) } : word;
  });
  const last = w === line.words.length - 1;
  const end = last || (line.end !== null && line.end <= ms) ? null : line.end;
  return { ...line, start: w === 0 || line.start === null ? ms : line.start, end, words };
}

/**
 * A line that the next one would run into ends where that one begins.
 * @param {Line} line @param {number} ms @returns {Line}
 */
function cut(line, ms) {
  if (line.start === null || ms <= line.start || (line.end !== null && line.end <= ms)) return line;
  const timed = line.words.some((word) => word.start !== null);
  // Word by word the end stays open: the last word knows better how long it is sung.
  if (line.end === null && timed) return line;
  const words = line.words.map((word) =>
    word.end !== null && word.end > ms && word.start !== null ? { ...word, end: Math.max(ms, word.start) } : word,
  );
  return { ...line, end: ms, words };
}

/**
 * What was begun ends now, when the key was held; a short tap changes nothing.
 * @param {Song} song
 * @param {Place} at
 * @param {number} ms
 * @param {number} down how long the key was down, on the wall clock
 * @returns {Song}
 */
export function release(song, at, ms, down) {
  if (down < HELD) return song;
  return withLine(song, at.line, (line) => {
    if (at.word < 0) return line.start !== null && ms > line.start ? { ...line, end: ms } : line;
    const word = line.words[at.word];
    if (!word || word.start === null || ms <= word.start) return line;
    const words = line.words.with(at.word, { ...word, end: ms });
    return { ...line, words, end: at.word === line.words.length - 1 ? ms : line.end };
  });
}

/**
 * The place that is tapped after this one; behind the last line there is one more, where nothing is left to tap.
 * @param {Song} song
 * @param {Place} at
 * @returns {Place}
 */
export function after(song, at) {
  const words = song.lines[at.line]?.words.length ?? 0;
  if (at.word >= 0 && at.word + 1 < words) return { line: at.line, word: at.word + 1 };
  return { line: Math.min(at.line + 1, song.lines.length), word: at.word < 0 ? -1 : 0 };
}

/** @param {number | null} time @param {number} by */
const later = (time, by) => (time === null ? null : Math.max(0, time + by));

/** @param {Word} word @param {number} by @returns {Word} */
function movedWord(word, by) {
  /** @type {import("./song.js").Syllable[]} */
  const syllables = word.syllables.map(([text, start, end, pitch, kind]) => {
    return [text, Math.max(0, start + by), Math.max(0, end + by), pitch, kind];
  });
  return { ...word, start: later(word.start, by), end: later(word.end, by), syllables };
}

/** @param {Line} line @param {number} by @returns {Line} */
function moved(line, by) {
  const words = line.words.map((word) => (word.start === null ? word : movedWord(word, by)));
  return { ...line, start: later(line.start, by), end: later(line.end, by), words };
}

/**
 * Move a line with its words, or one word, earlier or later.
 * @param {Song} song
 * @param {Place} at
 * @param {number} by
 * @returns {Song}
 */
export function nudge(song, at, by) {
  return withLine(song, at.line, (line) => {
    if (at.word < 0) return moved(line, by);
    const word = line.words[at.word];
    if (!word || word.start === null) return line;
    const words = line.words.with(at.word, movedWord(word, by));
    // The word in front ended where this one began, so it goes along.
    const before = words[at.word - 1];
    if (before?.start != null && before.end === word.start) {
      words[at.word - 1] = { ...before, end: Math.max(before.start, word.start + by) };
    }
    return spanned({ ...line, words }, line);
  });
}

/**
 * A line whose first or last word was its edge keeps that edge there.
 * @param {Line} line @param {Line} before @returns {Line}
 */
function spanned(line, before) {
  const first = before.words[0]?.start ?? null;
  const last = before.words.at(-1)?.end ?? null;
  const start = first !== null && before.start === first ? (line.words[0]?.start ?? null) : line.start;
  const end = last !== null && before.end === last ? (line.words.at(-1)?.end ?? null) : line.end;
  return { ...line, start, end };
}

/**
 * Move everything from a place on: the rest of its line, and all lines below.
 * @param {Song} song
 * @param {Place} at
 * @param {number} by
 * @returns {Song}
 */
export function shiftFrom(song, at, by) {
  const lines = song.lines.map((line, n) => {
    if (n < at.line) return line;
    if (n > at.line || at.word <= 0) return moved(line, by);
    const words = line.words.map((word, w) => (w < at.word || word.start === null ? word : movedWord(word, by)));
    return { ...line, words, end: later(line.end, by) };
  });
  return { ...song, lines };
}

/**
 * Forget all times from a place on.
 * @param {Song} song
 * @param {Place} at
 * @returns {Song}
 */
export function forgetFrom(song, at) {
  const lines = song.lines.map((line, n) => {
    if (n < at.line) return line;
    const from = n === at.line ? Math.max(at.word, 0) : 0;
    const words = line.words.map((word, w) => (w < from ? word : { ...word, start: null, end: null, syllables: [] }));
    return from > 0 ? { ...line, words, end: null } : { ...line, words, start: null, end: null };
  });
  return { ...song, lines };
}

/**
 * A line dragged to a place of its own: moved as a whole when its length stayed, else its words are kept inside.
 * @param {Song} song
 * @param {number} n
 * @param {number} start
 * @param {number} end
 * @returns {Song}
 */
export function place(song, n, start, end) {
  return withLine(song, n, (line) => {
    if (line.start !== null && line.end !== null && Math.abs(end - start - (line.end - line.start)) <= 2) {
      return moved(line, start - line.start);
    }
    const inside = (/** @type {number | null} */ time) => (time === null ? null : Math.min(Math.max(time, start), end));
    const words = line.words.map((word) => {
      const kept = { ...word, start: inside(word.start), end: inside(word.end) };
      return kept.start === word.start && kept.end === word.end ? word : { ...kept, syllables: [] };
    });
    return { ...line, start, end, words };
  });
}

/**
 * Write a line of a layer; what a person wrote is no machine's any more.
 * @param {Song} song
 * @param {number} layer
 * @param {number} n
 * @param {string} text
 * @returns {Song}
 */
export function write(song, layer, n, text) {
  const old = song.layers[layer];
  if (!old || old.lines[n] === text) return song;
  return { ...song, layers: song.layers.with(layer, { ...old, lines: old.lines.with(n, text), machine: false }) };
}

/**
 * Where tapping goes on: at the first line, or word, that has no time.
 * @param {Song} song
 * @param {Mode} mode
 * @returns {Place}
 */
export function untimed(song, mode) {
  if (mode === "line") {
    return {
      line: Math.max(
        0,
        song.lines.findIndex((line) => line.start === null),
      ),
      word: -1,
    };
  }
  const line = song.lines.findIndex((entry) => entry.words.some((word) => word.start === null));
  const word = song.lines[line]?.words.findIndex((entry) => entry.start === null) ?? 0;
  return line < 0 ? { line: 0, word: 0 } : { line, word };
}
