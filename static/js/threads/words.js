// The words of a line as the page carries them.

/**
 * What can be tapped in a line; none where the page says nothing of it.
 * @param {string | undefined} carried JSON of the line's words
 * @returns {string[]}
 */
export function choices(carried) {
  try {
    const found = JSON.parse(carried ?? "[]");
    return Array.isArray(found) && found.every((text) => typeof text === "string") ? found : [];
  } catch {
    return [];
  }
}
