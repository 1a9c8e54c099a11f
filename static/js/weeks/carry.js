// A song on its way to a week: picked up, carried, put down. No DOM.

/** A pointer that moves less than this many pixels presses, and does not drag. */
const NEAR = 6;

/** So near to the window's edge, dragging pulls the page along. */
const EDGE = 60;

/**
 * How far the page goes along with a pointer at `y` in a window of that height.
 * @param {number} y @param {number} height @returns {number} pixels, upwards below zero
 */
export function pull(y, height) {
  if (y < EDGE) return -Math.ceil((EDGE - y) / 2);
  return y > height - EDGE ? Math.ceil((y - height + EDGE) / 2) : 0;
}

export class Carry {
  /** @type {string} */
  #song = "";
  /** @type {{ x: number, y: number } | null} */
  #from = null;
  #dragging = false;

  /** The song that is carried, "" for none. */
  get song() {
    return this.#song;
  }

  /** Whether a pointer drags it. */
  get dragging() {
    return this.#dragging;
  }

  /** A song is pressed: it is picked up; pressed again, it is put back. @param {string} song */
  press(song) {
    this.#song = this.#song === song ? "" : song;
  }

  /** A pointer goes down on a song. @param {number} x @param {number} y */
  down(x, y) {
    this.#from = { x, y };
    this.#dragging = false;
  }

  /**
   * The pointer moves: past the first few pixels it drags the song.
   * @param {string} song @param {number} x @param {number} y @returns {boolean} whether it drags
   */
  move(song, x, y) {
    if (this.#from && Math.hypot(x - this.#from.x, y - this.#from.y) >= NEAR) {
      this.#dragging = true;
      this.#song = song;
    }
    return this.#dragging;
  }

  /** The pointer is let go; the song stays picked up when it was pressed only. */
  up() {
    if (this.#dragging) this.#song = "";
    this.#from = null;
    this.#dragging = false;
  }

  /**
   * Put the song down on a week.
   * @param {string | undefined} week its Monday
   * @returns {{ song: string, week: string } | null} null with nothing in hand, or beside the weeks
   */
  put(week) {
    if (!this.#song || !week) return null;
    const done = { song: this.#song, week };
    this.#song = "";
    return done;
  }
}
