// The player's options, stored in their browser if it allows it.

const PREFIX = "canary-games-";

/** Load an option. @param {string} name @param {boolean} fallback */
export function loadOption(name, fallback) {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? fallback : kept === "yes";
  } catch {
    return fallback;
  }
}

/** Save an option. @param {string} name @param {boolean} value */
export function saveOption(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value ? "yes" : "no");
  } catch {
    // It still applies to this round.
  }
}
