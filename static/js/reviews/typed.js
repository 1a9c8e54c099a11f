// Is what somebody typed the word?

/** @param {string} text */
const plain = (text) => text.normalize("NFC").replaceAll("’", "'").trim().replace(/\s+/g, " ").toLowerCase();

/** @param {string} text */
const bare = (text) => plain(text).normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");

/**
 * "right", "nearly" (only accents differ), "other", or an empty string when nothing was typed.
 * @param {string} typed
 * @param {readonly string[]} answers each of which is right: the dictionary form, as it is sung, its reading
 */
export function verdict(typed, answers) {
  if (plain(typed) === "") return "";
  const wanted = answers.filter((answer) => answer !== "");
  if (wanted.some((answer) => plain(answer) === plain(typed))) return "right";
  return wanted.some((answer) => bare(answer) === bare(typed)) ? "nearly" : "other";
}

/** @type {Readonly<Record<string, string>>} */
export const SAID = {
  right: "Yes, that is it.",
  nearly: "Yes. Mind the little marks.",
  other: "You wrote something else. Look, say it aloud, then choose below.",
};
