// What the page says of a sending, in whole sentences.

const TROUBLES = /** @type {Record<string, string>} */ ({
  away:
    "Anki does not answer. Open Anki on this computer, with the AnkiConnect add-on, and try again. " +
    "If your browser asks whether this page may reach other programs on your device or network, say yes.",
  gone: "Anki stopped answering half-way. Look whether it is still open and shows no question of its own, then send again.",
  denied:
    "Anki did not let this page in. Send again and choose “Yes” in the window that Anki opens. If it opens none, " +
    "add this page’s address under webCorsOriginList in AnkiConnect’s settings.",
  key: "This Anki asks for a key: it stands in AnkiConnect’s settings as apiKey. Write it below and send again.",
  refused: "Anki refused and says:",
  none: "No kept word fits this choice, so there is nothing to send.",
  deck: "The words could not be read from this server. Check your connection and try again.",
});

/** @param {string} kind @param {string} [said] */
export function trouble(kind, said = "") {
  const sentence =
    TROUBLES[kind] ?? "Sending did not work. Try again, and if it happens once more, take the deck file.";
  return kind === "refused" && said ? `${sentence} ${said}` : sentence;
}

/** @param {{ added: number, updated: number, same: number, sounds: number, failed: readonly unknown[] }} told */
export function outcome({ added, updated, same, sounds, failed }) {
  const parts = [`${words(added)} added`, `${updated} updated`];
  if (same) parts.push(`${same} already as they should be`);
  if (sounds) parts.push(sounds === 1 ? "one sound sent" : `${sounds} sounds sent`);
  const good = `${parts.join(", ")}.`;
  if (!failed.length) return good;
  return `${good} Anki did not take ${words(failed.length)}; send again to try ${failed.length === 1 ? "it" : "them"} once more.`;
}

/** @param {Parameters<typeof outcome>[0]} told */
export function stopped(told) {
  return `Stopped. So far: ${outcome(told)} Send again to go on from there.`;
}

/** @param {number} count */
function words(count) {
  return count === 1 ? "1 word" : `${count} words`;
}
