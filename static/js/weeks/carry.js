// The state of a song that is being moved to a week: picked up, dragged or dropped. This module doesn't touch the page.

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
  /** @type {string} */
  #song = "";
  /** @type {{ x: number, y: number } | null} */
  #from = null;
  #dragging = false;

  /** The song that is picked up, or an empty string. */
  get song() {
    return this.#song;
  }

  /** Whether a pointer is dragging the song. */
  get dragging() {
    return this.#dragging;
  }

  /** Pick up a song, or put it back if it's picked up already. @param {string} song */
  toggle(song) {
    this.#song = this.#song === song ? "" : song;
  }

  /** Handle a pointer that goes down on a song. @param {number} x @param {number} y */
  down(x, y) {
    this.#from = { x, y };
    this.#dragging = false;
  }

  /**
   * Handle a pointer that moves. After DRAG_DISTANCE pixels, it drags the song.
   * @param {string} song @param {number} x @param {number} y @returns {boolean} whether it drags
   */
  move(song, x, y) {
    if (this.#from && Math.hypot(x - this.#from.x, y - this.#from.y) >= DRAG_DISTANCE) {
      this.#dragging = true;
      this.#song = song;
    }
    return this.#dragging;
  }

  /** Handle a pointer that goes up. A dragged song is put back; a clicked song stays picked up. */
  up() {
    if (this.#dragging) this.#song = "";
    this.#from = null;
    this.#dragging = false;
  }

  /**
   * Drop the song on a week.
   * @param {string | undefined} week its Monday
   * @returns {{ song: string, week: string } | null} null if no song is picked up or there's no week
   */
  drop(week) {
    if (!this.#song || !week) return null;
    const done = { song: this.#song, week };
    this.#song = "";
    return done;
  }
}
