// Splits a line into words, the units that are tapped and highlighted.

/** @typedef {{ text: string, glue: string }} Piece a word, and the space after it: "" or " " */

// Scripts without spaces between words: Kana and Han, Thai, Lao, Burmese, Khmer.
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]/gu;
const SUNG = /[\p{L}\p{N}]/u;

/**
 * Split a line into words. The words with their glue make up the line; punctuation is part of a word.
 * @param {string} text
 * @param {string} language
 * @returns {Piece[]}
 */
export function split(text, language) {
  /** @type {Piece[]} */
  const pieces = [];
  for (const part of text.split(/\s+/u).filter(Boolean)) {
    const parts = unspaced(part) ? segments(part, language) : [part];
    for (const piece of parts) pieces.push({ text: piece, glue: "" });
    const last = pieces.at(-1);
    if (last) last.glue = " ";
  }
  const words = gather(pieces);
  const end = words.at(-1);
  if (end) end.glue = "";
  return words;
}

/** Return whether a text is mostly in scripts without spaces. @param {string} part */
function unspaced(part) {
  return part.length > 2 && (part.match(UNSPACED)?.length ?? 0) * 2 > part.length;
}

/** Return the words of a text without spaces. @param {string} part @param {string} language @returns {string[]} */
function segments(part, language) {
  if (!Intl.Segmenter) return [...part];
  const segmenter = new Intl.Segmenter(language || "ja", { granularity: "word" });
  return [...segmenter.segment(part)].map((segment) => segment.segment);
}

/**
 * Join pieces without letters or digits to the word before them, or at the start of the line to the word after them.
 * @param {Piece[]} pieces
 */
function gather(pieces) {
  /** @type {Piece[]} */
  const words = [];
  let head = "";
  for (const { text, glue } of pieces) {
    const last = words.at(-1);
    if (SUNG.test(text)) {
      words.push({ text: head + text, glue });
      head = "";
    } else if (last) {
      last.text += last.glue + text;
      last.glue = glue;
    } else {
      head += text + glue;
    }
  }
  if (head && words.length === 0) words.push({ text: head.trimEnd(), glue: "" });
  return words;
}
