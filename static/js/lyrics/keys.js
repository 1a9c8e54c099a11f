// The editor's keyboard shortcuts.

/**
 * @typedef {"tap" | "play" | "pause" | "again" | "undo" | "redo" | "save" | "up" | "down" | "left" | "right"
 *   | "earlier" | "later" | "much-earlier" | "much-later"} Action
 * @typedef {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean }} Press
 */

/** @type {Readonly<Record<string, Action>>} */
const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

/**
 * Return the action of a key press, or null if the key is for something else: a field, a button or the browser.
 * @param {Press} press
 * @param {{ tag: string, type: string }} focus the element that has the focus
 * @param {boolean} tapping whether taps count; Space is then a tap even if a button has the focus
 * @returns {Action | null}
 */
export function action(press, focus, tapping) {
  const { key, altKey, shiftKey } = press;
  const command = press.ctrlKey || press.metaKey;
  if (command && !altKey && key.toLowerCase() === "s") return "save";
  const typing = focus.tag === "TEXTAREA" || (focus.tag === "INPUT" && !["checkbox", "range"].includes(focus.type));
  if (typing || focus.tag === "SELECT") return null;
  if (command && !altKey && key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  if (command && !altKey && key.toLowerCase() === "y") return "redo";
  if (command) return null;
  if (key === " ") {
    if (tapping) return "tap";
    return ["BUTTON", "A", "SUMMARY", "INPUT"].includes(focus.tag) ? null : "play";
  }
  if (shiftKey && (key === "ArrowLeft" || key === "ArrowRight")) {
    if (altKey) return key === "ArrowLeft" ? "much-earlier" : "much-later";
    return key === "ArrowLeft" ? "earlier" : "later";
  }
  if (altKey || shiftKey) return null;
  if (key === "Escape") return "pause";
  if (key === "Backspace") return "again";
  return ARROWS[key] ?? null;
}
