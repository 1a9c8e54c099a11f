// The stage of the game "The wrong word": one word of a line isn't the one that is sung, and the player finds it.

import { letters } from "../web/answers.js";
import { _ } from "../web/sentences.js";
import { make, sung } from "./stage.js";

/**
 * Show an exercise in an element, and return its stage.
 * @param {HTMLElement} place @param {import("./stage.js").Step} step @param {import("./stage.js").Table} table
 * @returns {import("./stage.js").Stage}
 */
export function swapStage(place, step, table) {
  const parts = step.parts ?? [];
  const care = [step.lemma ?? ""];
  /** @type {Map<number, HTMLButtonElement>} */
  const words = new Map();
  // A comma stays with the word before it, an opening quote with the word after it.
  const shown = [];
  let hold = make("span", "held");
  for (const [n, part] of parts.entries()) {
    const text = String(part);
    if (n % 2 === 1) {
      hold.append(word(n, text));
      continue;
    }
    const space = text.search(/\s/);
    if (space < 0 && text) hold.append(text);
    else if (text) {
      hold.append(text.slice(0, space));
      shown.push(hold, " ");
      hold = make("span", "held", text.slice(space).trimStart());
    } else if (n > 0) {
      shown.push(hold);
      hold = make("span", "held");
    }
  }
  shown.push(hold);
  const line = sung(make("p", "sung-line", ...shown), table.deal);
  place.replaceChildren(make("p", "lead", _("One word isn’t sung. Tap it.")), line);

  /** @param {number} n @param {string} text */
  function word(n, text) {
    const button = make("button", "pick-word", text);
    button.type = "button";
    button.addEventListener("click", () => press(n));
    words.set(n, button);
    return button;
  }

  /** @param {number} n */
  function press(n) {
    if (n === step.wrong) {
      show();
      table.judge({ right: true, care, said: _("“%(word)s” is sung.", { word: step.sung ?? "" }) });
      return;
    }
    const button = words.get(n);
    if (!button) return;
    button.disabled = true;
    [...words.values()].find((other) => !other.disabled)?.focus();
    table.judge({ right: false, care, said: _("“%(word)s” is sung.", { word: button.textContent ?? "" }) });
  }

  function show() {
    for (const [n, button] of words) {
      button.disabled = true;
      if (n === step.wrong) {
        button.classList.add("right");
        button.textContent = step.sung ?? "";
      }
    }
  }

  return {
    focus: () => words.values().next().value?.focus({ preventScroll: true }),
    help: () => table.say(_("The word that is sung begins with “%(start)s”.", { start: letters(step.sung ?? "", 1) })),
    reveal() {
      show();
      return step.sung ?? "";
    },
    close() {},
  };
}
