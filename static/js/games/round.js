// The score of a round, for the player's eyes only. No DOM.

const FIRST = 10;
const LATER = 5;

/** Counts what was done; nothing is ever taken away. */
export class Round {
  /** @type {Map<string, number>} */
  #care = new Map();
  points = 0;
  streak = 0;
  longest = 0;
  done = 0;
  atOnce = 0;

  /** @param {boolean} helped whether it took a second go or a letter */
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

  /** @param {readonly string[]} lemmas words that did not come by themselves */
  remember(lemmas) {
    for (const lemma of lemmas) if (lemma) this.#care.set(lemma, (this.#care.get(lemma) ?? 0) + 1);
  }

  /** The words that need care, those that were missed most first. @param {number} most */
  care(most) {
    return [...this.#care]
      .sort((a, b) => b[1] - a[1])
      .slice(0, most)
      .map(([lemma]) => lemma);
  }

  /** What to say at the end: what was done, never how badly. @param {string} thing @param {string} things */
  summary(thing, things) {
    const parts = [`You worked on ${this.done} ${this.done === 1 ? thing : things}`];
    if (this.atOnce) parts.push(`${this.atOnce === this.done ? "all" : this.atOnce} came at once`);
    if (this.longest > 2) parts.push(`${this.longest} of them in a row`);
    return `${parts.join(", ")}.`;
  }
}
