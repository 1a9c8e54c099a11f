// The options of the games, stored in this browser if it allows that.

const PREFIX = "canary-games-";

/** Return a stored option, or the fallback if none is stored. @param {string} name @param {boolean} fallback */
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
    // The browser refuses to store the option, but it still applies to this round.
  }
}
