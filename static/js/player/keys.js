// Which key does what on the song page.

/** @typedef {"play" | "back" | "forward" | "loop" | "slower" | "faster" | "translation" | "reading" | "help"} Action */

/** @type {Readonly<Record<string, Action>>} */
const ALWAYS = { " ": "play", ArrowLeft: "back", ArrowRight: "forward" };
/** @type {Readonly<Record<string, Action>>} */
const LETTERS = {
  l: "loop",
  t: "translation",
  r: "reading",
  ",": "slower",
  ".": "faster",
  "<": "slower",
  ">": "faster",
  "?": "help",
};

/**
 * The action of a key press, or null when the key belongs to something else: a field, a button, the browser.
 * @param {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean }} press
 * @param {{ tag: string, type: string, editable: boolean }} focus the element that has the focus
 * @param {boolean} letters whether single letters are switched on
 * @returns {Action | null}
 */
export function action(press, focus, letters) {
  if (press.ctrlKey || press.metaKey || press.altKey || focus.editable) return null;
  if (["TEXTAREA", "SELECT"].includes(focus.tag)) return null;
  if (focus.tag === "INPUT" && !["checkbox", "radio"].includes(focus.type) && focus.type !== "range") return null;
  if (press.key === " " && ["BUTTON", "SUMMARY", "INPUT", "AUDIO"].includes(focus.tag)) return null;
  // The arrows move the slider that has the focus, and the sound of a clip.
  if (press.key.startsWith("Arrow") && ["INPUT", "AUDIO"].includes(focus.tag)) return null;
  return ALWAYS[press.key] ?? (letters ? (LETTERS[press.key.toLowerCase()] ?? null) : null);
}

/**
 * The next speed up or down a list.
 * @param {readonly number[]} speeds in rising order
 * @param {number} now
 * @param {-1 | 1} step
 */
export function nextSpeed(speeds, now, step) {
  const near =
    step === 1 ? speeds.find((speed) => speed > now + 0.001) : speeds.findLast((speed) => speed < now - 0.001);
  return near ?? now;
}
