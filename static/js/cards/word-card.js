// Fills the player's word card with the server's content, and submits its forms.

import { _ } from "../web/sentences.js";
import { digit } from "../web/shortcuts.js";

const slug = document.querySelector("canary-player")?.getAttribute("data-song") ?? "";
let requests = 0;

document.addEventListener("canary:word", (event) => {
  if (event instanceof CustomEvent && event.target instanceof Element) {
    const { line, word } = event.detail;
    void fill(event.target.querySelector("[data-part=more]"), line, word);
  }
});

/**
 * Load a word's content into the card.
 * @param {Element | null} place
 * @param {number} line from 1
 * @param {number} word from 1
 */
async function fill(place, line, word) {
  if (!(place instanceof HTMLElement)) return;
  requests += 1;
  const mine = requests;
  const answer = await get(`/songs/${slug}/lines/${line}/words/${word}`);
  // Another word may have been requested meanwhile.
  if (mine !== requests || answer === null) return;
  place.innerHTML = answer;
  for (const form of place.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form, event.submitter).then((accepted) => (accepted ? refill(place, line, word) : undefined));
    });
  }
}

/**
 * Load the content again and focus the card, since the focused button was replaced.
 * @param {HTMLElement} place
 * @param {number} line
 * @param {number} word
 */
async function refill(place, line, word) {
  await fill(place, line, word);
  const card = place.closest("[data-part=card]");
  if (card instanceof HTMLElement && card.matches(":popover-open") && document.activeElement === document.body)
    card.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const typing = target?.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || digit(event) < 1) return;
  const button = target?.closest("[data-part=card]")?.querySelector(`[aria-keyshortcuts="${digit(event)}"]`);
  if (button instanceof HTMLButtonElement) button.click();
});

/**
 * Return the text at an address, or null if it can't be loaded.
 * @param {string} url
 * @returns {Promise<string | null>}
 */
async function get(url) {
  try {
    const response = await fetch(url);
    return response.ok ? await response.text() : null;
  } catch {
    return null; // the browser is offline: the card still shows the word and its line
  }
}

/**
 * Submit a form of the card.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 * @returns {Promise<boolean>} whether the server accepted it
 */
async function send(form, button) {
  const body = new FormData(form, button);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (response.ok) document.dispatchEvent(new CustomEvent("canary:words-changed"));
    else showError(form, await response.text());
    return response.ok;
  } catch {
    showError(form, "");
    return false;
  }
}

/**
 * Show in a form why the server refused it. The form keeps its input.
 * @param {HTMLFormElement} form
 * @param {string} answer the HTML of the server's answer, which may contain a sentence
 */
function showError(form, answer) {
  const sentence = new DOMParser().parseFromString(answer, "text/html").querySelector(".flash")?.textContent?.trim();
  const wrong = form.querySelector(".wrong") ?? form.appendChild(document.createElement("p"));
  wrong.className = "wrong";
  wrong.setAttribute("role", "alert");
  wrong.textContent = sentence || _("We can’t reach the server. Check your connection and try again.");
}
