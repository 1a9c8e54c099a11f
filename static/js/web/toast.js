// Messages at the top of the window: visible wherever the page is scrolled to, read aloud, and dismissed by a button.

import { _ } from "./sentences.js";

// How long a message that isn't an error stays in view when the page is scrolled, in ms. Afterwards it's still at the top
// of the page.
const READ = 10_000;

/** The region for messages; `#flashes` is in every page. */
const region = () => document.querySelector("#flashes");

/**
 * Show a message in place of earlier ones.
 * @param {string} sentence
 * @param {"good" | "bad" | ""} [kind]
 */
export function tell(sentence, kind = "bad") {
  const message = document.createElement("p");
  message.className = `flash ${kind}`.trim();
  message.setAttribute("role", kind === "bad" ? "alert" : "status");
  const words = document.createElement("span");
  words.textContent = sentence;
  message.append(words);
  show([message]);
}

/** Show the messages that came with the page. Screen readers only read what appears after the page has loaded. */
export function showFlashes() {
  const messages = [...(region()?.children ?? [])];
  if (messages.length > 0) setTimeout(() => show(messages), 100);
}

/** @param {Element[]} messages */
function show(messages) {
  const place = region();
  if (!place) return;
  for (const message of messages) {
    if (!message.querySelector(".flash-close")) message.append(closeButton(message));
  }
  place.replaceChildren(...messages);
  place.classList.add("in-view");
  if (messages.some((message) => message.classList.contains("bad"))) return;
  setTimeout(() => {
    if (messages.every((message) => place.contains(message))) place.classList.remove("in-view");
  }, READ);
}

/** @param {Element} message */
function closeButton(message) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "flash-close";
  button.setAttribute("aria-label", _("Dismiss this message"));
  button.textContent = "×";
  button.addEventListener("click", () => message.remove());
  return button;
}
