// How a number of news is shown and said.

/**
 * @param {number} unread
 * @returns {{ short: string, long: string }} what stands at the bell, and what a screen reader says
 */
export function label(unread) {
  if (!Number.isFinite(unread) || unread < 1) return { short: "", long: "News" };
  return { short: unread > 99 ? "99+" : String(unread), long: `News, ${unread} unread` };
}
