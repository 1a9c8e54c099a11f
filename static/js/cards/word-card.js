// Fills the player's word card with what there is to say of the word, and keeps or marks it from there.

const slug = document.querySelector("canary-player")?.getAttribute("data-song") ?? "";
let asked = 0;

document.addEventListener("canary:word", (event) => {
  if (event instanceof CustomEvent && event.target instanceof Element) {
    const { line, word } = event.detail;
    void fill(event.target.querySelector("[data-part=more]"), line, word);
  }
});

/**
 * @param {Element | null} place
 * @param {number} line from 1
 * @param {number} word from 1
 */
async function fill(place, line, word) {
  if (!(place instanceof HTMLElement)) return;
  asked += 1;
  const mine = asked;
  const answer = await get(`/songs/${slug}/lines/${line}/words/${word}`);
  // A later word may have been asked for meanwhile.
  if (mine !== asked || answer === null) return;
  place.innerHTML = answer;
  for (const form of place.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form, event.submitter).then((taken) => (taken ? refill(place, line, word) : undefined));
    });
  }
}

/**
 * Show it anew; the button that was pressed is gone with what was there, so the card itself has the focus again.
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
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[1-3]$/.test(event.key)) return;
  const button = target?.closest("[data-part=card]")?.querySelector(`[aria-keyshortcuts="${event.key}"]`);
  if (button instanceof HTMLButtonElement) button.click();
});

/** @param {string} url @returns {Promise<string | null>} */
async function get(url) {
  try {
    const response = await fetch(url);
    return response.ok ? await response.text() : null;
  } catch {
    return null; // without a network the card still shows the word and its line
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button @returns {Promise<boolean>} whether it was taken */
async function send(form, button) {
  const body = new FormData(form, button);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (response.ok) document.dispatchEvent(new CustomEvent("canary:words-changed"));
    else say(form, await response.text());
    return response.ok;
  } catch {
    say(form, "");
    return false;
  }
}

/**
 * Say beside a form why it was not taken; what was typed stays in it.
 * @param {HTMLFormElement} form
 * @param {string} answer the server's sentence in a fragment, or anything
 */
function say(form, answer) {
  const sentence = new DOMParser().parseFromString(answer, "text/html").querySelector(".flash")?.textContent?.trim();
  const wrong = form.querySelector(".wrong") ?? form.appendChild(document.createElement("p"));
  wrong.className = "wrong";
  wrong.setAttribute("role", "alert");
  wrong.textContent = sentence || "The server cannot be reached. Try again; nothing is lost.";
}
