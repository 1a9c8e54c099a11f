// Ids that the browser gives to what it sends. If the browser sends something twice, the server recognises the id and
// stores it only once.

/**
 * Return 32 random hexadecimal digits. They don't come from crypto.randomUUID because browsers lack it on pages without
 * https, such as those of a server on a home network.
 */
export function clientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
