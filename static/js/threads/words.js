// The words of a line, as the page has them in an attribute.

/**
 * Parse the words of a line; none if there is no such text.
 * @param {string | undefined} carried a JSON list of the line's words
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
