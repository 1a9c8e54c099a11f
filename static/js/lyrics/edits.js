// Edits of times: pure functions that take a song and return a changed song. All times are whole ms of the song.

/**
 * @typedef {import("./song.js").Song} Song
 * @typedef {import("./song.js").Line} Line
 * @typedef {import("./song.js").Word} Word
 * @typedef {{ line: number, word: number }} Place a line and a word; the word -1 means the whole line
 * @typedef {"line" | "word"} Mode
 */

// A press longer than this many ms is a hold: releasing it ends the word or line.
export const HELD = 280;

/**
 * Return the moment of the song that the person was hearing when they tapped.
 * @param {number} ms the current moment of the song
 * @param {{ late: number, rate: number, waited: number }} about `late`: the tapping delay; `waited`: how long ago the
 *   tap was; both in ms of real time; `rate`: the playback speed
 */
export function heard(ms, { late, rate, waited }) {
  return Math.max(0, Math.round(ms - (late + waited) * rate));
}

/**
 * Return the song with one line changed.
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
 * Start a line or word at a moment.
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

/** Return a line that starts at a moment. @param {Line} line @param {number} ms @returns {Line} */
function lineBegins(line, ms) {
  // If the line has timed words, it's moved together with them.
  if (line.start !== null && line.words.some((word) => word.start !== null)) return moved(line, ms - line.start);
  return { ...line, start: ms, end: null };
}

/**
 * Return a line whose word `w` starts at a moment.
 * @param {Line} line
 * @param {number} w
 * @param {number} ms
 * @returns {Line}
 */
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
 * End a line at the moment where the next line begins, if the lines would overlap.
 * @param {Line} line @param {number} ms @returns {Line}
 */
function cut(line, ms) {
  if (line.start === null || ms <= line.start || (line.end !== null && line.end <= ms)) return line;
  const timed = line.words.some((word) => word.start !== null);
  // A line with timed words needs no end: it ends with its last word.
  if (line.end === null && timed) return line;
  const words = line.words.map((word) =>
    word.end !== null && word.end > ms && word.start !== null ? { ...word, end: Math.max(ms, word.start) } : word,
  );
  return { ...line, end: ms, words };
}

/**
 * End a line or word at a moment if the key was held. A short tap changes nothing.
 * @param {Song} song
 * @param {Place} at
 * @param {number} ms
 * @param {number} down how long the key was down, in ms of real time
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
 * Return the place to tap next. After the last line, its `line` is the number of lines: nothing is left to tap.
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

/** Return a word moved by some ms. @param {Word} word @param {number} by @returns {Word} */
function movedWord(word, by) {
  /** @type {import("./song.js").Syllable[]} */
  const syllables = word.syllables.map(([text, start, end, pitch, kind]) => {
    return [text, Math.max(0, start + by), Math.max(0, end + by), pitch, kind];
  });
  return { ...word, start: later(word.start, by), end: later(word.end, by), syllables };
}

/** Return a line moved by some ms, with its words. @param {Line} line @param {number} by @returns {Line} */
function moved(line, by) {
  const words = line.words.map((word) => (word.start === null ? word : movedWord(word, by)));
  return { ...line, start: later(line.start, by), end: later(line.end, by), words };
}

/**
 * Move a line with its words, or one word, earlier or later.
 * @param {Song} song
 * @param {Place} at
 * @param {number} by in ms; negative for earlier
 * @returns {Song}
 */
export function nudge(song, at, by) {
  return withLine(song, at.line, (line) => {
    if (at.word < 0) return moved(line, by);
    const word = line.words[at.word];
    if (!word || word.start === null) return line;
    const words = line.words.with(at.word, movedWord(word, by));
    // If the previous word ended where this word began, the previous word's end moves too.
    const before = words[at.word - 1];
    if (before?.start != null && before.end === word.start) {
      words[at.word - 1] = { ...before, end: Math.max(before.start, word.start + by) };
    }
    return spanned({ ...line, words }, line);
  });
}

/**
 * Move a line's start to that of its first word if the two were equal in `before`. Do the same for its end and its last
 * word.
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
 * Move everything from a place on: the rest of its line, and all later lines.
 * @param {Song} song
 * @param {Place} at
 * @param {number} by in ms; negative for earlier
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
 * Clear all times from a place on.
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
 * Set a line's start and end after it was dragged. If its length is the same, its words move with it; otherwise words
 * outside the line are moved to its nearest end.
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
 * Set the text of a line in a layer. The layer then doesn't count as a machine reading any more.
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
 * Return the song with a text of several rows spread over a layer, a row for each line from line `n` on. Rows that don't
 * fit stay in the last line. Empty rows between stanzas and rows such as [Chorus] are left out, as they are from lyrics.
 * @param {Song} song
 * @param {number} layer index of the layer
 * @param {number} n
 * @param {string} text
 * @returns {Song}
 */
export function spread(song, layer, n, text) {
  const old = song.layers[layer];
  if (!old) return song;
  const given = text
    .trim()
    .split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/u)
    .map((row) => row.trim().replace(/\s+/gu, " "));
  const room = song.lines.length - n;
  const rows = given.length === room ? given : given.filter((row) => row !== "" && !/^\[[^\]]*\]:?$/u.test(row));
  const fitting = rows.length > room ? [...rows.slice(0, room - 1), rows.slice(room - 1).join(" ")] : rows;
  const lines = song.lines.map((_, place) => fitting[place - n] ?? old.lines[place] ?? "");
  return { ...song, layers: song.layers.with(layer, { ...old, lines, machine: false }) };
}

/**
 * Return where to continue tapping: at the first line or word without a time, or at the start if all have times.
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
