// How somebody likes to play, kept on their device where the browser allows it.

const PREFIX = "canary-games-";

/** @param {string} name @param {boolean} usual */
export function wished(name, usual) {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? usual : kept === "yes";
  } catch {
    return usual;
  }
}

/** @param {string} name @param {boolean} value */
export function wish(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value ? "yes" : "no");
  } catch {
    // It holds for this round all the same.
  }
}
