// Drafts: unsaved changes, stored in this browser to survive a reload or a crash.

/** @typedef {import("./song.js").Document} Document */
/**
 * @typedef {{ base: number, at: number, document: Document }} Draft `base`: the version that was edited; `at`: when the
 *   draft was stored, in ms since 1970
 */

const PREFIX = "canary.lyrics.";

/**
 * Return a stored draft, or null if there's none or it's invalid.
 * @param {string | null} text
 * @returns {Draft | null}
 */
export function parse(text) {
  try {
    const found = JSON.parse(text ?? "null");
    const whole = Number.isInteger(found?.base) && Number.isFinite(found.at);
    const { lines, layers } = found.document;
    const good = lines.every(isLine) && layers.every(isLayer);
    return whole && good ? { base: found.base, at: found.at, document: { lines, layers } } : null;
  } catch {
    return null;
  }
}

/** @param {unknown} time */
const isTime = (time) => time === null || Number.isFinite(time);

/** Return whether a value is a valid line of a draft. @param {any} line */
function isLine(line) {
  const times = isTime(line.start) && isTime(line.end);
  const words = line.words.every((/** @type {any[]} */ word) => typeof word[0] === "string" && isTime(word[1]));
  return typeof line.text === "string" && typeof line.singer === "string" && times && words;
}

/** Return whether a value is a valid layer of a draft. @param {any} layer */
function isLayer(layer) {
  const texts = layer.lines.every((/** @type {unknown} */ text) => typeof text === "string");
  return texts && (layer.kind === "translation" || layer.kind === "reading") && typeof layer.language === "string";
}

/** Return the draft with a key, or null. @param {string} key */
export function load(key) {
  try {
    return parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

/**
 * Store a draft, or delete the stored one if `draft` is null. Return false if the browser refuses.
 * @param {string} key
 * @param {Draft | null} draft
 */
export function save(key, draft) {
  try {
    if (draft) localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + key);
    return true;
  } catch {
    return false;
  }
}
