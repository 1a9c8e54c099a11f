// Puts into the player's word card what the circle says of the word's line, and the way to ask about it.

const slug = document.querySelector("canary-player")?.getAttribute("data-song") ?? "";
let asked = 0;

document.addEventListener("canary:word", (event) => {
  if (!(event instanceof CustomEvent) || !(event.target instanceof Element)) return;
  const place = event.target.querySelector("[data-part=talk]");
  const { line, word } = event.detail;
  if (place) void fill(place, line, word);
});

/** @param {Element} place @param {number} line from 1 @param {number} word from 1 */
async function fill(place, line, word) {
  asked += 1;
  const mine = asked;
  place.replaceChildren();
  try {
    const response = await fetch(`/songs/${slug}/thread/line?line=${line}&word=${word}`);
    // A later word may have been asked for meanwhile.
    if (response.ok && mine === asked) place.innerHTML = await response.text();
  } catch {
    // Without a network there is nobody to ask.
  }
}

export {};
