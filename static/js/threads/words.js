// Reads the words of a line from an attribute in the page.

/**
 * Return the words of a line, or an empty list if the attribute is missing or invalid.
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
