// The points of a round, which only the player sees. This module doesn't touch the page.

import { _, ngettext } from "../web/sentences.js";

const FIRST = 10;
const LATER = 5;

/** Counts exercises and points. Points are never deducted. */
export class Round {
  /** @type {Map<string, number>} */
  #care = new Map();
  points = 0;
  streak = 0;
  longest = 0;
  done = 0;
  atOnce = 0;

  /** Count a right answer. @param {boolean} helped whether it took a second try or a hint */
  right(helped) {
    this.done += 1;
    this.points += helped ? LATER : FIRST;
    this.streak = helped ? 0 : this.streak + 1;
    this.longest = Math.max(this.longest, this.streak);
    if (!helped) this.atOnce += 1;
  }

  shown() {
    this.done += 1;
    this.streak = 0;
  }

  /** Add words to those to review. @param {readonly string[]} lemmas */
  remember(lemmas) {
    for (const lemma of lemmas) if (lemma) this.#care.set(lemma, (this.#care.get(lemma) ?? 0) + 1);
  }

  /** Return the words to review, most missed first. @param {number} most */
  care(most) {
    return [...this.#care]
      .sort((a, b) => b[1] - a[1])
      .slice(0, most)
      .map(([lemma]) => lemma);
  }

  /** Return the results in sentences. @param {"word" | "line"} unit what the exercises were about */
  summary(unit) {
    const { done, atOnce, longest, points } = this;
    return [
      unit === "word"
        ? ngettext("You worked on %(num)s word.", "You worked on %(num)s words.", done)
        : ngettext("You worked on %(num)s line.", "You worked on %(num)s lines.", done),
      atOnce
        ? ngettext("You got %(num)s right on the first try.", "You got %(num)s right on the first try.", atOnce)
        : "",
      longest > 2 ? _("Longest streak: %(count)s.", { count: longest }) : "",
      points
        ? ngettext(
            "You earned %(num)s point, which only you can see.",
            "You earned %(num)s points, which only you can see.",
            points,
          )
        : "",
    ]
      .filter(Boolean)
      .join(" ");
  }
}
