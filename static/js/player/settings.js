// What a learner set on the song page, remembered in this browser.

const KEY = "canary.player";

/** @typedef {{ speed: number, translation: boolean, reading: boolean, letters: boolean }} Settings */

/** @type {Readonly<Settings>} */
const USUAL = { speed: 1, translation: true, reading: true, letters: true };

/**
 * What was remembered, with the usual value for all that is missing or not as it should be.
 * @param {string | null} text
 * @returns {Settings}
 */
export function parse(text) {
  /** @type {Record<string, unknown>} */
  let found = {};
  try {
    const value = JSON.parse(text ?? "{}");
    if (value && typeof value === "object") found = value;
  } catch {
    // Somebody else's text under our name is as good as none.
  }
  const speed =
    typeof found["speed"] === "number" && found["speed"] >= 0.5 && found["speed"] <= 1.25
      ? found["speed"]
      : USUAL.speed;
  /** @param {"translation" | "reading" | "letters"} name */
  const choice = (name) => (typeof found[name] === "boolean" ? found[name] : USUAL[name]);
  return { speed, translation: choice("translation"), reading: choice("reading"), letters: choice("letters") };
}

/** Read the settings; a browser that forbids storage gets the usual ones. */
export function load() {
  try {
    return parse(localStorage.getItem(KEY));
  } catch {
    return parse(null);
  }
}

/**
 * Keep the settings, where the browser lets us.
 * @param {Settings} settings
 */
export function save(settings) {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Private windows may refuse; the song plays all the same.
  }
}
