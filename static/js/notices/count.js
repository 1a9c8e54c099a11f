// Formats the number of unread notices for the bell and for screen readers.

import { _, ngettext } from "../web/sentences.js";

/**
 * Return the bell's number and its label.
 * @param {number} unread
 * @returns {{ short: string, long: string }} what the bell shows, and what a screen reader says
 */
export function label(unread) {
  if (!Number.isFinite(unread) || unread < 1) return { short: "", long: _("News") };
  return {
    short: unread > 99 ? "99+" : String(unread),
    long: ngettext("News, %(num)s unread", "News, %(num)s unread", unread),
  };
}
