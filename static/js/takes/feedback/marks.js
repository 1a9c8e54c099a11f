// What a helper says about a word, before it is sent. Plain.

/**
 * @typedef {{ line: number, word: number, text: string, kind: string, detail: Record<string, string | number>,
 *   note: string, model?: Blob }} Mark
 */

/** @type {Record<string, string>} */
const HOW = {
  link: "link it to the next word",
  drop: "a sound is dropped",
  blend: "it blends with the next word",
  rise: "the voice rises",
  fall: "the voice falls",
  flat: "the voice stays flat",
};

/**
 * What is still to be chosen, or an empty string.
 * @param {string} kind
 * @param {Record<string, string | number>} detail
 */
export function needs(kind, detail) {
  if (kind === "") return "Choose what it is about.";
  if (kind === "stress" && !detail["syllable"]) return "Tap the syllable that carries the stress.";
  if ((kind === "connected" || kind === "intonation") && !detail["how"]) return "Choose how.";
  if (kind === "sound" && !detail["sound"]) return "Write which sound.";
  return "";
}

/**
 * A mark in words: "luna: the stress is on lu".
 * @param {Mark} mark
 * @param {readonly string[]} syllables of its word
 */
export function sentence({ text, kind, detail }, syllables) {
  if (kind === "stress") return `${text}: the stress is on ${syllables[Number(detail["syllable"]) - 1] ?? ""}`;
  if (kind === "sound") return `${text}: the sound ${detail["sound"]}`;
  if (kind === "well") return `${text}: well done!`;
  return `${text}: ${HOW[String(detail["how"])] ?? ""}`;
}

/**
 * Why feedback cannot be sent yet, or an empty string.
 * @param {string} praise
 * @param {string} note
 * @param {number} count of marks
 */
export function whyNot(praise, note, count) {
  if (note.trim() && !praise.trim()) return "Begin with one thing that went well: it lets people hear the rest.";
  if (!praise.trim() && count === 0) return "Tap a word, or write one thing that went well.";
  return "";
}

/**
 * The form's JSON of the marks; a mark with a sound names its file.
 * @param {readonly Mark[]} marks
 */
export function toJson(marks) {
  const rows = marks.map(({ line, word, kind, detail, note, model }, n) => {
    return { line, word, kind, detail, note, model: model ? `model-${n}` : "" };
  });
  return JSON.stringify(rows);
}
