// Loads the number of unread notices after the page, so that pages don't wait for it and cached pages don't show an old
// number.

import { label } from "./count.js";

const bell = document.querySelector("#bell");

async function ask() {
  if (!(bell instanceof HTMLElement)) return;
  try {
    const response = await fetch(bell.dataset["ask"] ?? "", { headers: { Accept: "application/json" } });
    if (response.ok) show(bell, Number((await response.json()).unread));
  } catch {
    // The browser is offline: leave the bell as it is.
  }
}

/** Show the number of unread notices on the bell. @param {HTMLElement} place @param {number} unread */
function show(place, unread) {
  const { short, long } = label(unread);
  const count = place.querySelector(".bell-count");
  place.setAttribute("aria-label", long);
  if (!(count instanceof HTMLElement)) return;
  count.textContent = short;
  count.hidden = short === "";
}

void ask();
// A page that the browser restores from its back-forward cache has an old number.
addEventListener("pageshow", (event) => event.persisted && void ask());
