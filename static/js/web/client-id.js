// A name that the browser gives to what it is about to send, so that sending twice keeps one.

/**
 * 32 random hexadecimal digits. crypto.randomUUID is missing on pages without https, which a circle at home may have.
 */
export function clientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
