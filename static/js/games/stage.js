// Functions and types that all stages share. A stage shows one exercise and takes the player's answer.

import { _ } from "../web/sentences.js";

/**
 * @typedef {import("./deal.js").Deal} Deal
 * @typedef {import("./deal.js").Step} Step
 * @typedef {{ right: boolean, care: string[], said?: string }} Verdict
 * @typedef {{ deal: Deal, accents: boolean, typing: boolean, judge: (verdict: Verdict) => void, say: (words: string) => void }} Table
 * @typedef {{ reveal: () => string, help?: () => void, choose?: (n: number) => void, focus: () => void, close: () => void }} Stage
 *   `reveal` shows the answer and returns it; `choose` answers with the n-th option, from 0
 */

/**
 * Create an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} classes @param {...(Node | string)} inside @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, classes, ...inside) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  made.append(...inside);
  return made;
}

/** Mark an element as text in the song's language. @param {HTMLElement} element @param {Deal} deal */
export function sung(element, deal) {
  element.lang = deal.language;
  element.dir = deal.dir;
  return element;
}

/**
 * Create a list of buttons to choose an answer from, with functions to mark a button as right or wrong.
 * @param {string[]} texts @param {string} classes @param {Deal} deal @param {(n: number) => void} chosen
 */
export function options(texts, classes, deal, chosen) {
  const buttons = texts.map((text, n) => {
    const button = make("button", "option", text);
    button.type = "button";
    button.addEventListener("click", () => chosen(n));
    return button;
  });
  const list = sung(make("div", `options ${classes}`, ...buttons), deal);
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", _("Choose"));
  return {
    list,
    buttons,
    /** Disable a button as wrong. @param {number} n */
    wrong(n) {
      const button = buttons[n];
      if (!button) return;
      button.disabled = true;
      button.classList.add("wrong");
      buttons.find((other) => !other.disabled)?.focus();
    },
    /** Mark a button as right, and disable all buttons. @param {number} n */
    right(n) {
      for (const button of buttons) button.disabled = true;
      buttons[n]?.classList.add("right");
    },
  };
}

/**
 * Create a form with a text field. `typed` is called with the text when the form is submitted.
 * @param {string} label @param {Deal} deal @param {(typed: string) => void} typed
 */
export function field(label, deal, typed) {
  const input = /** @type {HTMLInputElement} */ (sung(make("input", ""), deal));
  input.type = "text";
  input.autocomplete = "off";
  input.autocapitalize = "none";
  input.spellcheck = false;
  input.setAttribute("aria-label", label);
  const form = make("form", "", input);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) typed(input.value);
  });
  return { form, input };
}
