// The data of a round, and its steps. This module doesn't touch the page.

/**
 * @typedef {{ answer: string, lemma: string, choices: string[], readings?: string[] }} Gap
 * `readings`: how the answer sounds, in scripts that not everybody can type
 * @typedef {{ text: string, start: number | null, end: number | null }} Line
 * @typedef {{ id: number, meaning: string, kept: boolean }} Card
 * @typedef {{ n: number, parts?: (string | Gap)[], options?: number[], lemmas?: string[], pieces?: string[],
 *   answer?: string[], glue?: string, wrong?: number, sung?: string, lemma?: string, words?: [string, string][], readings?: string[] }} Item
 * @typedef {{ game: string, level: number, language: string, dir: string, sound: "song" | "lines" | "none", audio: string,
 *   clips: string, lines: Record<string, Line>, items: Item[], cards: Record<string, Card> }} Deal
 * @typedef {Item & { at: number }} Step an item; for gaps, `at` is the index of the part to fill in
 */

/** Return the steps of a round, one per exercise; in gap-fill, one per gap. @param {Deal} deal @returns {Step[]} */
export function steps(deal) {
  if (deal.game !== "gaps") return deal.items.map((item) => ({ ...item, at: 0 }));
  return deal.items.flatMap((item) =>
    (item.parts ?? []).flatMap((part, at) => (typeof part === "string" ? [] : [{ ...item, at }])),
  );
}

/** Return the numbers of the lines between two steps. @param {Deal} deal @param {number} after @param {number} before */
export function between(deal, after, before) {
  const numbers = Object.keys(deal.lines).map(Number);
  return numbers.filter((n) => n > after && n < before).sort((a, b) => a - b);
}

/** Return whether typing is the default: from level 2, except in Japanese, Chinese and Korean. @param {Deal} deal */
export function typesFirst(deal) {
  return deal.level > 1 && !["ja", "zh", "ko"].includes(deal.language.split("-")[0] ?? "");
}
