// The list of words to review after a round, each with a button to save it as a card.

import { _ } from "../web/sentences.js";

/**
 * Add words to the list, each with a button that saves it as a card.
 * @param {Element} list @param {HTMLTemplateElement} row @param {readonly string[]} lemmas
 * @param {import("./deal.js").Deal} deal @param {string} slug @param {(words: string) => void} say
 */
export function offer(list, row, lemmas, deal, slug, say) {
  for (const lemma of lemmas) {
    const card = deal.cards[lemma];
    if (!card) continue;
    const made = /** @type {DocumentFragment} */ (row.content.cloneNode(true));
    const word = made.querySelector(".lemma");
    const meaning = made.querySelector(".meaning");
    const button = made.querySelector("button");
    if (word) word.textContent = lemma;
    if (meaning) meaning.textContent = card.meaning;
    if (button) {
      button.setAttribute("aria-label", _("Save %(word)s as a card", { word: lemma }));
      if (card.kept) kept(button, lemma);
      else
        button.addEventListener("click", () => void keep(button, lemma, `/songs/${slug}/words/${card.id}/keep`, say));
    }
    list.append(made);
  }
}

/**
 * Save a word as a card.
 * @param {HTMLButtonElement} button
 * @param {string} lemma
 * @param {string} url
 * @param {(words: string) => void} say
 */
async function keep(button, lemma, url, say) {
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  button.disabled = true;
  try {
    const response = await fetch(url, { method: "POST", headers: { "HX-Request": "true", "X-CSRFToken": token } });
    if (!response.ok) throw new Error(String(response.status));
    kept(button, lemma);
    say(_("%(word)s is saved as a card.", { word: lemma }));
  } catch {
    button.disabled = false;
    say(_("We can’t save this card. Check your connection or log in again, then try again."));
  }
}

/** Show on a button that the word is saved. @param {HTMLButtonElement} button @param {string} lemma */
function kept(button, lemma) {
  button.disabled = true;
  button.textContent = _("Saved ✓");
  button.setAttribute("aria-label", _("%(word)s is saved", { word: lemma }));
}
