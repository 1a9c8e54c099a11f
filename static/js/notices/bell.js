// How much is new, asked once the page is there: no page has to wait for it, and none keeps an old number.

import { label } from "./count.js";

const bell = document.querySelector("#bell");

async function ask() {
  if (!(bell instanceof HTMLElement)) return;
  try {
    const response = await fetch(bell.dataset["ask"] ?? "", { headers: { Accept: "application/json" } });
    if (response.ok) show(bell, Number((await response.json()).unread));
  } catch {
    // Offline: leave the bell as it is.
  }
}

/** @param {HTMLElement} place @param {number} unread */
function show(place, unread) {
  const { short, long } = label(unread);
  const count = place.querySelector(".bell-count");
  place.setAttribute("aria-label", long);
  if (!(count instanceof HTMLElement)) return;
  count.textContent = short;
  count.hidden = short === "";
}

void ask();
// A page that comes back from the browser's memory has the number of then.
addEventListener("pageshow", (event) => event.persisted && void ask());
