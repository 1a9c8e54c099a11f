// The marks of feedback that hasn't been sent yet: their sentences, checks and JSON. This module doesn't change
// the page.

import { _ } from "../../web/sentences.js";

/**
 * @typedef {{ line: number, word: number, text: string, kind: string, detail: Record<string, string | number>,
 *   note: string, model?: Blob }} Mark
 */

/** Sentences of marks by `detail.how`. @type {Record<string, (word: string) => string>} */
const HOW = {
  link: (word) => _("%(word)s: link it to the next word", { word }),
  drop: (word) => _("%(word)s: a sound is dropped", { word }),
  blend: (word) => _("%(word)s: it blends with the next word", { word }),
  rise: (word) => _("%(word)s: the voice rises", { word }),
  fall: (word) => _("%(word)s: the voice falls", { word }),
  flat: (word) => _("%(word)s: the voice stays flat", { word }),
};

/**
 * Return a sentence that says what is missing in a mark, or an empty string.
 * @param {string} kind
 * @param {Record<string, string | number>} detail
 */
export function needs(kind, detail) {
  if (kind === "") return _("Choose what the mark is about.");
  if (kind === "stress" && !detail["syllable"]) return _("Tap the stressed syllable.");
  if ((kind === "connected" || kind === "intonation") && !detail["how"]) return _("Choose one of the options.");
  if (kind === "sound" && !detail["sound"]) return _("Write which sound.");
  return "";
}

/**
 * Return the sentence of a mark, such as "luna: the stress is on lu".
 * @param {Mark} mark
 * @param {readonly string[]} syllables of its word
 */
export function sentence({ text, kind, detail }, syllables) {
  if (kind === "stress") {
    const syllable = syllables[Number(detail["syllable"]) - 1] ?? "";
    return _("%(word)s: the stress is on %(syllable)s", { word: text, syllable });
  }
  if (kind === "sound") return _("%(word)s: the sound %(sound)s", { word: text, sound: String(detail["sound"]) });
  if (kind === "well") return _("%(word)s: well done!", { word: text });
  return HOW[String(detail["how"])]?.(text) ?? text;
}

/**
 * Return why feedback can't be sent yet, or an empty string.
 * @param {string} praise the thing that went well
 * @param {string} note
 * @param {number} count of marks
 */
export function whyNot(praise, note, count) {
  if (note.trim() && !praise.trim()) return _("Start with one thing that went well: it makes the rest easier to hear.");
  if (!praise.trim() && count === 0) return _("Tap a word, or write one thing that went well.");
  return "";
}

/**
 * Return the JSON of marks for the form. The `model` of a mark with a recording is the name of its file in the form.
 * @param {readonly Mark[]} marks
 */
export function toJson(marks) {
  const rows = marks.map(({ line, word, kind, detail, note, model }, n) => {
    return { line, word, kind, detail, note, model: model ? `model-${n}` : "" };
  });
  return JSON.stringify(rows);
}
