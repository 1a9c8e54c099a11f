// Underlines the words in the lyrics that the learner doesn't know yet. Not everybody could see marks made by colour
// alone.

import { _ } from "../web/sentences.js";

const KEY = "canary.marks";
const NAMES = /** @type {Record<string, string>} */ ({ n: "new", l: "learning" });
const player = document.querySelector("canary-player");
// Only logged-in learners have words; their pages have a CSRF token.
if (player instanceof HTMLElement && document.querySelector("meta[name=csrf-token]")) begin(player);

/** Add the button that switches the marks on and off. @param {HTMLElement} root */
function begin(root) {
  const row = root.querySelector("[data-part=practise-panel] [data-do=original]")?.parentElement;
  if (!row) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button toggle";
  button.textContent = _("Mark new words");
  row.append(button);
  const show = () => {
    const on = remembered();
    button.setAttribute("aria-pressed", String(on));
    if (on) void mark(root);
    else clear(root);
  };
  button.addEventListener("click", () => {
    remember(!remembered());
    show();
  });
  document.addEventListener("canary:words-changed", show);
  show();
}

/** Mark the words that the server reports as new or as being learned. @param {HTMLElement} root */
async function mark(root) {
  try {
    const response = await fetch(`/songs/${root.dataset["song"]}/marks.json`);
    if (!response.ok) return;
    const lines = /** @type {string[]} */ (await response.json());
    root.querySelectorAll(".line").forEach((line, n) => {
      line.querySelectorAll(".t b").forEach((word, place) => {
        const name = NAMES[lines[n]?.[place] ?? ""];
        if (word instanceof HTMLElement) word.dataset["mark"] = name ?? "";
      });
    });
  } catch {
    // The browser is offline: the lyrics stay unmarked.
  }
}

/** Remove the marks. @param {HTMLElement} root */
function clear(root) {
  for (const word of root.querySelectorAll("b[data-mark]")) word.removeAttribute("data-mark");
}

function remembered() {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}

/** @param {boolean} on */
function remember(on) {
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Private windows may forbid storage.
  }
}
