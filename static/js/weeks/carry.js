// The state of a song that is dragged to a week. This module doesn't touch the page.

/** A pointer that moves fewer pixels than this clicks instead of dragging. */
const DRAG_DISTANCE = 6;

/** Dragging closer than this many pixels to the window's top or bottom scrolls the page. */
const EDGE = 60;

/**
 * Return how far to scroll while a song is dragged.
 * @param {number} y the pointer's distance from the top of the window, in pixels
 * @param {number} height the window's height, in pixels
 * @returns {number} pixels, negative for up
 */
export function scrollDistance(y, height) {
  if (y < EDGE) return -Math.ceil((EDGE - y) / 2);
  return y > height - EDGE ? Math.ceil((y - height + EDGE) / 2) : 0;
}

export class Carry {
  #song = "";
  /** @type {{ x: number, y: number } | null} */
  #from = null;
  #dragging = false;

  /** Whether a pointer is dragging a song. */
  get dragging() {
    return this.#dragging;
  }

  /** Handle a pointer that goes down on a song. @param {string} song @param {number} x @param {number} y */
  down(song, x, y) {
    this.#song = song;
    this.#from = { x, y };
    this.#dragging = false;
  }

  /**
   * Handle a pointer that moves. After DRAG_DISTANCE pixels, it drags the song.
   * @param {number} x @param {number} y @returns {boolean} whether it drags
   */
  move(x, y) {
    if (this.#from && Math.hypot(x - this.#from.x, y - this.#from.y) >= DRAG_DISTANCE) this.#dragging = true;
    return this.#dragging;
  }

  /** Handle a pointer that goes up or is lost. */
  up() {
    this.#song = "";
    this.#from = null;
    this.#dragging = false;
  }

  /**
   * Drop the dragged song on a week.
   * @param {string | undefined} week its Monday
   * @returns {{ song: string, week: string } | null} null if no song is dragged or there's no week
   */
  drop(week) {
    const done = this.#dragging && this.#song && week ? { song: this.#song, week } : null;
    this.up();
    return done;
  }
}
