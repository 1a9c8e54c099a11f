// Compares typed answers with the right ones, in the games and in reviews: apostrophes, final punctuation, full-width letters
// and capitals don't matter. This module doesn't touch the page.

const LETTERS = new Map([
  ["ß", "ss"],
  ["œ", "oe"],
  ["æ", "ae"],
  ["ø", "o"],
  ["ł", "l"],
  ["đ", "d"],
  ["ı", "i"],
]);
// Japanese voicing marks aren't accents: か and が differ.
const ACCENTS = /(?![\u3099\u309a])\p{Mn}/gu;

/** Return a text in lower case, reduced to letters and digits with single spaces. @param {string} text */
export function fold(text) {
  const plain = text.normalize("NFKC").toLowerCase();
  return plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
}

/** Return folded text without accents, vowel signs and spaces, and with katakana as hiragana. @param {string} text */
export function bare(text) {
  const plain = fold(text).normalize("NFD").replace(ACCENTS, "").normalize("NFC").replaceAll(" ", "");
  return [...plain].map((letter) => LETTERS.get(letter) ?? hiragana(letter)).join("");
}

/** Return a katakana letter as hiragana; other letters stay the same. @param {string} letter */
function hiragana(letter) {
  const code = letter.codePointAt(0) ?? 0;
  return code >= 0x30a1 && code <= 0x30f6 ? String.fromCodePoint(code - 0x60) : letter;
}

/**
 * Return whether an answer is right.
 * @param {string} typed
 * @param {string} answer
 * @param {boolean} accents whether they must be right too
 */
export function same(typed, answer, accents) {
  if (bare(typed) !== bare(answer)) return false;
  return !accents || strict(typed, answer) === strict(answer, answer);
}

/**
 * Return folded text without spaces. Where the answer has a capital I, it may be the capital of i or of the Turkish ı, so all of
 * them are the same.
 * @param {string} text
 * @param {string} answer
 */
function strict(text, answer) {
  const plain = fold(text).replaceAll(" ", "");
  return /[Iİ]/.test(answer) ? plain.replaceAll("ı", "i").replaceAll("i\u0307", "i") : plain;
}

/**
 * Return whether an answer was typed as it sounds, such as さか or "saka" for 坂.
 * @param {string} typed
 * @param {readonly string[]} readings
 */
export function sounds(typed, readings) {
  return bare(typed) !== "" && readings.some((reading) => bare(reading) === bare(typed));
}

/**
 * Return whether an accepted answer is spelled differently from the right one.
 * @param {string} typed
 * @param {string} answer
 */
export function differs(typed, answer) {
  return fold(typed) !== fold(answer);
}

/** Return the first letters (grapheme clusters) of an answer. @param {string} answer @param {number} count */
export function letters(answer, count) {
  const parts = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(answer)];
  return parts
    .slice(0, count)
    .map((part) => part.segment)
    .join("");
}

/**
 * Return for each word of a line whether it was typed. Words are matched by the longest common subsequence.
 * @param {string[]} words @param {string} typed @param {boolean} accents @returns {boolean[]}
 */
export function written(words, typed, accents) {
  const key = accents ? fold : bare;
  const spaced = fold(typed).includes(" ") || words.length < 2;
  const parts = spaced ? fold(typed).split(" ").map(key) : [...key(typed)];
  // In an answer without spaces, letters are compared instead; a word was typed if all of its letters were.
  const units = words.flatMap((word, n) =>
    (spaced ? fold(word).split(" ").map(key) : [...key(word)]).map((unit) => ({ unit, n })),
  );
  const found = common(
    units.map(({ unit }) => unit),
    parts,
  );
  return words.map((_, n) => units.every((one, k) => one.n !== n || found.has(k)));
}

/** Return the indexes in `a` of a longest common subsequence. @param {string[]} a @param {string[]} b @returns {Set<number>} */
function common(a, b) {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (/** @type {number} */ i, /** @type {number} */ j) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  /** @type {Set<number>} */
  const found = new Set();
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      found.add(i);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}
