// Shows in the player's word card how many posts are about the word's line, and a link to ask about the word.

const slug = document.querySelector("canary-player")?.getAttribute("data-song") ?? "";
let requests = 0;

document.addEventListener("canary:word", (event) => {
  if (!(event instanceof CustomEvent) || !(event.target instanceof Element)) return;
  const place = event.target.querySelector("[data-part=talk]");
  const { line, word } = event.detail;
  if (place) void fill(place, line, word);
});

/**
 * Load the part about a word's line into the card.
 * @param {Element} place
 * @param {number} line from 1
 * @param {number} word from 1
 */
async function fill(place, line, word) {
  requests += 1;
  const request = requests;
  place.replaceChildren();
  try {
    const response = await fetch(`/songs/${slug}/thread/line?line=${line}&word=${word}`);
    // Another word may have been tapped meanwhile.
    if (response.ok && request === requests) place.innerHTML = await response.text();
  } catch {
    // The browser is offline: the card shows no link.
  }
}

export {};
