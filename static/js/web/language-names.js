// Finds languages by any of their names. This module doesn't touch the page.

import { bare } from "./answers.js";

/** @typedef {{ own: string, label: string, code: string, names: string }} Language */

const SEPARATORS = /[,;،、，/\n]/;

/**
 * Return the languages of which a name begins with what was typed, those whose own name does first; all for an empty text.
 * @template {Language} L @param {L[]} languages @param {string} typed @returns {L[]}
 */
export function find(languages, typed) {
  const wanted = bare(typed);
  if (!wanted) return languages;
  const rank = (/** @type {Language} */ one) => {
    if (bare(one.own).startsWith(wanted) || one.code === wanted) return 0;
    if (bare(one.label).startsWith(wanted)) return 1;
    return words(one).some((name) => name.startsWith(wanted)) ? 2 : 3;
  };
  return languages
    .map((one) => ({ one, at: rank(one) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/**
 * Return the language whose name or code was typed; undefined if it's none.
 * @template {Language} L @param {L[]} languages @param {string} typed @returns {L | undefined}
 */
export function named(languages, typed) {
  const wanted = bare(typed);
  if (!wanted) return undefined;
  const own = languages.find((one) => [one.own, one.label, one.code].some((name) => bare(name) === wanted));
  return own ?? languages.find((one) => all(one).includes(wanted));
}

/** Return the languages in a text with commas. @param {string} text @returns {string[]} */
export function split(text) {
  return text
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** Return the names of a language, folded. @param {Language} one */
function all({ names }) {
  return names.split("|").map(bare);
}

/** Return the names of a language and the words in them, folded. @param {Language} one */
function words(one) {
  return [...all(one), ...one.names.split(/[| ]/).map(bare)];
}
