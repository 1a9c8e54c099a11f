// The stage of the game "Which line is it?": the player hears a line and finds it among up to four.

import { _ } from "../web/sentences.js";
import { make, options } from "./stage.js";

/**
 * Show an exercise in an element, and return its stage.
 * @param {HTMLElement} place @param {import("./stage.js").Step} step @param {import("./stage.js").Table} table
 * @returns {import("./stage.js").Stage}
 */
export function listenStage(place, step, table) {
  const numbers = step.options ?? [];
  const texts = numbers.map((n) => table.deal.lines[n]?.text ?? "");
  const choice = options(texts, "", table.deal, choose);
  place.replaceChildren(make("p", "lead", _("Which line do you hear?")), choice.list);

  /** @param {number} at */
  function choose(at) {
    const care = step.lemmas ?? [];
    if (numbers[at] === step.n) {
      choice.right(at);
      table.judge({ right: true, care });
    } else if (numbers[at] !== undefined && !choice.buttons[at]?.disabled) {
      choice.wrong(at);
      table.judge({ right: false, care, said: _("You heard a different line.") });
    }
  }

  return {
    choose,
    focus: () => choice.buttons[0]?.focus({ preventScroll: true }),
    reveal() {
      const at = numbers.indexOf(step.n);
      choice.right(at);
      return texts[at] ?? "";
    },
    close() {},
  };
}
