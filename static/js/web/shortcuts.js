// Keyboard shortcuts that work with every keyboard layout.

/** The characters of a US keyboard at the places that aren't named after their character. */
const US = /** @type {Readonly<Record<string, string>>} */ ({
  BracketLeft: "[",
  BracketRight: "]",
  Comma: ",",
  Period: ".",
  Minus: "-",
  Equal: "=",
  Slash: "/",
});

/**
 * @typedef {{ key: string, code?: string, shiftKey?: boolean, isComposing?: boolean }} Press a keyboard event, or the
 *   part of one that matters here
 */

/**
 * Return the action for a key: the action of the character that's printed on the key, otherwise the action of the
 * character at the same place of a US keyboard. Greek and Cyrillic keyboards have no Latin letters, and French ones need
 * Shift for digits. Latin letters and digits count only as printed, so that no key has two actions.
 * @template Action
 * @param {Press} press
 * @param {Readonly<Record<string, Action>>} actions by the key's name or its character in lower case
 * @returns {Action | undefined} undefined while an input method composes a word, too
 */
export function find(press, actions) {
  if (press.isComposing) return undefined;
  const printed = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (Object.hasOwn(actions, printed)) return actions[printed];
  return /^[a-z0-9]$/.test(printed) ? undefined : actions[place(press.code ?? "")];
}

/**
 * Return the digit of a key, or -1. On French keyboards, the digit row counts without Shift too.
 * @param {Press} press
 */
export function digit(press) {
  if (press.isComposing) return -1;
  if (/^[0-9]$/.test(press.key)) return Number(press.key);
  return press.shiftKey ? -1 : Number(/^Digit(\d)$/.exec(press.code ?? "")?.[1] ?? -1);
}

/** Return the character at a place of a US keyboard, or "". @param {string} code */
function place(code) {
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? US[code] ?? "";
}
