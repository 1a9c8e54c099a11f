// Where the word card goes. This module doesn't touch the page.

export const GAP = 10; // CSS pixels between the word and the card
export const EDGE = 8; // CSS pixels between the card and the window's edge

/**
 * Return where a card goes, and how high it may be, in CSS pixels.
 * @param {{ left: number, right: number, top: number, bottom: number }} word
 * @param {{ left: number, right: number }} line where the text of the word's line begins and ends
 * @param {{ width: number, height: number }} card
 * @param {{ width: number, bottom: number }} room the window's width, and the height above the player's bar
 * @returns {{ left: number, top: number, height: number }}
 */
export function spotFor(word, line, card, room) {
  const [before, after] = [line.left - 2 * GAP - card.width, line.right + 2 * GAP];
  const fits = after + card.width + EDGE <= room.width;
  if (fits || before >= EDGE) {
    const height = Math.min(card.height, room.bottom - 2 * EDGE);
    const top = within(word.top - 2 * GAP, EDGE, room.bottom - EDGE - height);
    return { left: fits ? after : before, top, height };
  }
  const left = within((word.left + word.right - card.width) / 2, EDGE, room.width - card.width - EDGE);
  const [above, below] = [word.top - GAP - EDGE, room.bottom - EDGE - word.bottom - GAP];
  if (card.height <= above || (above >= below && card.height > below)) {
    const height = Math.min(card.height, above);
    return { left, top: word.top - GAP - height, height };
  }
  return { left, top: word.bottom + GAP, height: Math.min(card.height, below) };
}

/** Return a number, or the nearest limit. @param {number} value @param {number} least @param {number} most */
function within(value, least, most) {
  return Math.max(least, Math.min(value, most));
}
