// The state of moving a song to a week: picked up, dragged, dropped. No DOM.

/** A pointer that moves less than this many pixels clicks and doesn't drag. */
const DRAG_DISTANCE = 6;

/** Dragging closer than this many pixels to the window's top or bottom scrolls the page. */
const EDGE = 60;

/**
 * How far to scroll while dragging.
 * @param {number} y the pointer's place in the window
 * @param {number} height the window's height
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

  /** Whether a pointer is dragging it. */
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
   * Handle a pointer that moves; after DRAG_DISTANCE it drags the song.
   * @param {string} song @param {number} x @param {number} y @returns {boolean} whether it drags
   */
  move(song, x, y) {
    if (this.#from && Math.hypot(x - this.#from.x, y - this.#from.y) >= DRAG_DISTANCE) {
      this.#dragging = true;
      this.#song = song;
    }
    return this.#dragging;
  }

  /** Handle a pointer that goes up. It puts back a dragged song; a clicked one stays picked up. */
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
