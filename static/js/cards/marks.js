// Underlines the words in the lyrics that the learner has kept or is learning and, if they wish, the words that are new
// to them. Not everybody could see marks made by colour alone.

import { _ } from "../web/sentences.js";

const KEY = "canary.marks";
const LEARNING = /** @type {Record<string, string>} */ ({ l: "learning" });
const ALL = { ...LEARNING, n: "new" };
const player = document.querySelector("canary-player");
// Only logged-in learners have words; their pages have a CSRF token.
if (player instanceof HTMLElement && document.querySelector("meta[name=csrf-token]")) begin(player);

/** Mark the words, and add the button that switches the marks of new words on and off. @param {HTMLElement} root */
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
    void mark(root, on ? ALL : LEARNING);
  };
  button.addEventListener("click", () => {
    remember(!remembered());
    show();
  });
  document.addEventListener("canary:words-changed", show);
  show();
}

/**
 * Mark words by the status that the server reports.
 * @param {HTMLElement} root
 * @param {Readonly<Record<string, string>>} names the marks by the server's letters
 */
async function mark(root, names) {
  try {
    const response = await fetch(`/songs/${root.dataset["song"]}/marks.json`);
    if (!response.ok) return;
    const lines = /** @type {string[]} */ (await response.json());
    root.querySelectorAll(".line").forEach((line, n) => {
      line.querySelectorAll(".t b").forEach((word, place) => {
        const name = names[lines[n]?.[place] ?? ""];
        if (!(word instanceof HTMLElement)) return;
        if (name) word.dataset["mark"] = name;
        else delete word.dataset["mark"];
      });
    });
  } catch {
    // The browser is offline: the lyrics stay unmarked.
  }
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
