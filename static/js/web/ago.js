// How long ago something was, in words.

/** @type {readonly [number, string][]} */
const STEPS = [
  [86400000, "day"],
  [3600000, "hour"],
  [60000, "minute"],
];
const LONGEST = 30 * 86400000;

/**
 * "just now", "5 minutes ago", "3 days ago"; an empty string for what is older than a month or lies ahead.
 * @param {number} then milliseconds since 1970
 * @param {number} now
 */
export function ago(then, now) {
  const passed = now - then;
  if (!(passed > -60000 && passed < LONGEST)) return "";
  for (const [size, name] of STEPS) {
    const count = Math.floor(passed / size);
    if (count >= 1) return `${count} ${name}${count > 1 ? "s" : ""} ago`;
  }
  return "just now";
}
