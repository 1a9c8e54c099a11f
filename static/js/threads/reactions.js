// Adds and removes reactions without leaving the page.

import { _ } from "../web/sentences.js";

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-r]") : null;
  if (!(button instanceof HTMLButtonElement) || !button.form) return;
  event.preventDefault();
  void send(button, button.form);
});

/**
 * Send a reaction, and show the result on its button.
 * @param {HTMLButtonElement} button
 * @param {HTMLFormElement} form
 */
async function send(button, form) {
  const body = new FormData(form);
  body.set("sign", button.value);
  button.disabled = true;
  try {
    const response = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
    const found = response.ok ? await response.json() : null;
    button.disabled = false; // before the focus moves to the button, because a disabled button can't have the focus
    if (found) show(button, found);
    else location.reload();
  } catch {
    button.disabled = false;
    button.title = _("We can’t reach the server. Try again.");
  }
}

/**
 * Show on a button how many people reacted with its sign, and who. Move it to the row if somebody did, otherwise to the
 * menu.
 * @param {HTMLButtonElement} button
 * @param {{ signs: Record<string, number>, who: Record<string, string> }} found how many people reacted with each sign,
 *   and their names
 */
function show(button, { signs, who }) {
  const name = button.value.replace(/^-/, "");
  const given = !button.value.startsWith("-");
  const count = signs[name] ?? 0;
  button.value = given ? `-${name}` : name;
  button.setAttribute("aria-pressed", String(given));
  const row = button.closest(".signs");
  const more = row?.querySelector(".more-signs");
  let many = button.querySelector(".many");
  if (!many) {
    many = document.createElement("span");
    many.className = "many";
    button.append(" ", many);
  }
  many.textContent = String(count);
  let names = button.querySelector(".who");
  if (!names) {
    names = document.createElement("span");
    names.className = "who";
    button.append(names);
  }
  names.textContent = who[name] ?? "";
  // The button is in the row if somebody reacted with its sign, otherwise in the menu.
  if (count && more?.contains(button)) more.before(button);
  if (!count) {
    many.remove();
    names.remove();
    more?.querySelector(".row")?.prepend(button);
  }
  if (more instanceof HTMLDetailsElement) more.open = false;
  button.focus();
}
