// A line is heard slowly and written down.

import { differs, letters, same, written } from "./answers.js";
import { field, make, sung } from "./stage.js";

/**
 * @param {HTMLElement} place @param {import("./stage.js").Step} step @param {import("./stage.js").Table} table
 * @returns {import("./stage.js").Stage}
 */
export function dictationStage(place, step, table) {
  const text = table.deal.lines[step.n]?.text ?? "";
  const words = step.words ?? [];
  const { form, input } = field("What you hear", table.deal, typed);
  const check = make("button", "button", "Check");
  check.type = "submit";
  form.className = "write";
  form.append(check);
  const marked = sung(make("p", "sung-line marked"), table.deal);
  place.replaceChildren(make("p", "lead", "Write what you hear."), form, marked);
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
    if (same(said, text, table.accents)) {
      show([]);
      table.judge({ right: true, care: [], said: differs(said, text) ? "Look at how it is written." : "" });
      return;
    }
    // Words that are there are shown, the others as blanks to fill.
    const shown = words.flatMap(([word], n) => [
      there[n] ? word : make("span", "blank", make("span", "unseen", "a word"), "\u00a0\u00a0\u00a0\u00a0"),
      " ",
    ]);
    marked.replaceChildren(...shown);
    const count = there.filter(Boolean).length;
    table.judge({ right: false, care: missed, said: `${count} of ${words.length} words are there.` });
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
      table.say(`The ${n === 0 ? "first word" : "next word"} begins with “${letters(word, helped)}”.`);
    },
    reveal() {
      show(marks(input.value));
      return text;
    },
    close() {},
  };
}
