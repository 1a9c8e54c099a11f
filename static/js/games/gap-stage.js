// The stage of the gap-fill game: the player fills the gap in a line by choosing or typing a word.

import { differs, letters, same, sounds } from "../web/answers.js";
import { _ } from "../web/sentences.js";
import { field, make, options, sung } from "./stage.js";

/** @typedef {import("./deal.js").Gap} Gap */

const ROOM = "\u00a0".repeat(7); // spaces, because an inline block could be separated from the comma after it

/**
 * Show an exercise in an element, and return its stage.
 * @param {HTMLElement} place @param {import("./stage.js").Step} step @param {import("./stage.js").Table} table
 * @returns {import("./stage.js").Stage}
 */
export function gapStage(place, step, table) {
  const parts = step.parts ?? [];
  const gap = /** @type {Gap} */ (parts[step.at]);
  const typing = table.typing || gap.choices.length === 0;
  const care = [gap.lemma];
  const blank = make("span", "blank now", "…");
  const { form, input } = field(_("The missing word"), table.deal, typed);
  input.size = Math.max(4, gap.answer.length + 1);
  let helped = 0;

  const shown = parts.map((part, n) => {
    if (typeof part === "string") return part;
    if (n < step.at) return make("span", "blank filled", part.answer);
    if (n > step.at) return make("span", "blank", make("span", "unseen", _("another gap")), ROOM);
    return typing ? form : blank;
  });
  const line = sung(make("p", "sung-line", ...shown), table.deal);
  const choice = options(gap.choices, "words", table.deal, choose);
  place.replaceChildren(line, ...(typing ? [] : [choice.list]));
  if (!typing) blank.replaceChildren(make("span", "unseen", _("the missing word")), ROOM);

  /** @param {number} n */
  function choose(n) {
    const text = gap.choices[n];
    if (typing || text === undefined) return;
    if (text === gap.answer) {
      fill();
      table.judge({ right: true, care });
    } else {
      choice.wrong(n);
      table.judge({ right: false, care, said: _("“%(word)s” isn’t the missing word.", { word: text }) });
    }
  }

  /** @param {string} text */
  function typed(text) {
    if (same(text, gap.answer, table.accents) || sounds(text, gap.readings ?? [])) {
      const spelling = differs(text, gap.answer) ? _("It’s spelled “%(word)s”.", { word: gap.answer }) : "";
      fill();
      table.judge({ right: true, care, said: spelling });
    } else {
      input.select();
      const near = table.accents && same(text, gap.answer, false);
      const said = near
        ? _("Almost right. Check the accents.")
        : _("“%(word)s” isn’t the missing word.", { word: text });
      table.judge({ right: false, care, said });
    }
  }

  function fill() {
    blank.replaceChildren(gap.answer);
    blank.className = "blank filled";
    form.replaceWith(blank);
    choice.right(gap.choices.indexOf(gap.answer));
  }

  return {
    choose,
    focus: () => (typing ? input : choice.buttons[0])?.focus({ preventScroll: true }),
    help() {
      helped += 1;
      const start = letters(gap.answer, helped);
      if (typing) {
        input.value = start;
        input.focus();
        input.setSelectionRange(start.length, start.length);
      } else blank.replaceChildren(`${start}…`);
      table.say(_("The word begins with “%(start)s”.", { start }));
    },
    reveal() {
      fill();
      return gap.answer;
    },
    close() {},
  };
}
