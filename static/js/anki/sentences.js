// The sentences about sending words to Anki.

import { _, ngettext } from "../web/sentences.js";

const ERRORS = /** @type {Record<string, string>} */ ({
  away: _(
    "Anki doesn’t answer. Open Anki on this computer, check that the AnkiConnect add-on is installed, and try again. If your browser asks whether this page may connect to other apps on your device or network, allow it.",
  ),
  gone: _("Anki stopped answering. Check that it’s still open and isn’t showing a dialog, then send again."),
  denied: _(
    "Anki didn’t allow this page to connect. Send again and choose “Yes” in the window that Anki opens. If there’s no window, add this page’s address to webCorsOriginList in AnkiConnect’s settings.",
  ),
  key: _("This Anki needs a key: you’ll find it in AnkiConnect’s settings as apiKey. Enter it below and send again."),
  refused: _("Anki refused the words. Try again."),
  none: _("None of your words match this selection. Change it and send again."),
  busy: _("Another file of yours is still being written. Try again in a moment."),
  deck: _("We couldn’t load your words. Check your connection and try again."),
});

/** Return the sentence about an error. @param {string} kind of a SendError @param {string} [reason] what Anki says */
export function errorSentence(kind, reason = "") {
  if (kind === "refused" && reason) return _("Anki returned an error: %(reason)s", { reason });
  return ERRORS[kind] ?? _("Sending didn’t work. Try again, or download the deck file instead.");
}

/**
 * Return sentences about what was sent to Anki.
 * @param {{ added: number, updated: number, same: number, sounds: number, failed: readonly unknown[] }} report
 */
export function resultSentence({ added, updated, same, sounds, failed }) {
  const sentences = [
    ngettext("%(num)s word added.", "%(num)s words added.", added),
    ngettext("%(num)s word updated.", "%(num)s words updated.", updated),
  ];
  if (same) sentences.push(ngettext("%(num)s word was up to date.", "%(num)s words were up to date.", same));
  if (sounds) sentences.push(ngettext("%(num)s sound sent.", "%(num)s sounds sent.", sounds));
  if (failed.length)
    sentences.push(
      ngettext(
        "Anki refused %(num)s word. Send again to retry it.",
        "Anki refused %(num)s words. Send again to retry them.",
        failed.length,
      ),
    );
  return sentences.join(" ");
}

/**
 * Return sentences about what was sent before the learner stopped.
 * @param {Parameters<typeof resultSentence>[0]} report
 */
export function stoppedSentence(report) {
  return _("Stopped. %(result)s Send again to continue.", { result: resultSentence(report) });
}
