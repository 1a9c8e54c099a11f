// The stage of the dictation: the player writes down a line that is played slowly.

import { differs, letters, same, sounds, written } from "../web/answers.js";
import { _, ngettext } from "../web/sentences.js";
import { field, make, sung } from "./stage.js";

/**
 * Show an exercise in an element, and return its stage.
 * @param {HTMLElement} place @param {import("./stage.js").Step} step @param {import("./stage.js").Table} table
 * @returns {import("./stage.js").Stage}
 */
export function dictationStage(place, step, table) {
  const text = table.deal.lines[step.n]?.text ?? "";
  const words = step.words ?? [];
  const { form, input } = field(_("What you hear"), table.deal, typed);
  const check = make("button", "button", _("Check"));
  check.type = "submit";
  form.className = "write";
  form.append(check);
  const marked = sung(make("p", "sung-line marked"), table.deal);
  place.replaceChildren(make("p", "lead", _("Write what you hear.")), form, marked);
  let helped = 0;

  /** @param {string} said */
  function marks(said) {
    return written(
      words.map(([word]) => word),
      said,
      table.accents,
    );
  }

  /** @param {string} said */
  function typed(said) {
    const there = marks(said);
    const missed = words.filter((_, n) => !there[n]).map(([, lemma]) => lemma);
    if (same(said, text, table.accents) || sounds(said, step.readings ?? [])) {
      show([]);
      table.judge({ right: true, care: [], said: differs(said, text) ? _("Check the spelling.") : "" });
      return;
    }
    // Show the words that are right, and blanks for the other words.
    const shown = words.flatMap(([word], n) => [
      there[n] ? word : make("span", "blank", make("span", "unseen", _("a word")), "\u00a0\u00a0\u00a0\u00a0"),
      " ",
    ]);
    marked.replaceChildren(...shown);
    const count = there.filter(Boolean).length;
    const hint = ngettext(
      "%(count)s of %(num)s word is right.",
      "%(count)s of %(num)s words are right.",
      words.length,
      {
        count,
      },
    );
    table.judge({ right: false, care: missed, said: hint });
  }

  /** @param {boolean[]} there */
  function show(there) {
    const parts = [];
    let at = 0;
    for (const [n, [word]] of words.entries()) {
      const start = Math.max(at, text.indexOf(word, at));
      const missed = there.length > 0 && !there[n];
      parts.push(text.slice(at, start), make("span", missed ? "missed" : "", text.slice(start, start + word.length)));
      at = start + word.length;
    }
    marked.replaceChildren(...parts, text.slice(at));
    input.disabled = true;
    check.disabled = true;
  }

  return {
    focus: () => input.focus({ preventScroll: true }),
    help() {
      const there = marks(input.value);
      const n = there.indexOf(false);
      const word = words[n]?.[0] ?? "";
      helped += 1;
      const start = letters(word, helped);
      table.say(
        n === 0
          ? _("The first word begins with “%(start)s”.", { start })
          : _("The next word begins with “%(start)s”.", { start }),
      );
    },
    reveal() {
      show(marks(input.value));
      return text;
    },
    close() {},
  };
}
