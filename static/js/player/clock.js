// A smooth clock out of a coarse one: browsers report an audio element's time in steps, singers need it between them.

// A longer silence of the element's clock than this means that the sound itself has stalled.
const LONGEST_GUESS = 300;
// A small step backwards is the guess having run ahead; a large one is somebody seeking.
const SMALL_STEP = 120;

/** Extrapolates a media time between its reports. All times are milliseconds. */
export class Clock {
  /** What the listener hears lags the element by this much; zero where the element already accounts for it. */
  latency = 0;
  #media = 0;
  #wall = 0;
  #last = 0;

  /**
   * The time that is heard now.
   * @param {number} media the element's own time
   * @param {number} wall a monotonic clock, performance.now()
   * @param {number} rate playback speed, 0 while paused
   */
  read(media, wall, rate) {
    if (media !== this.#media || rate === 0) {
      this.#media = media;
      this.#wall = wall;
    }
    const guess = media + Math.min(wall - this.#wall, LONGEST_GUESS) * rate - this.latency;
    const slipped = this.#last - guess;
    this.#last = slipped > 0 && slipped < SMALL_STEP && rate > 0 ? this.#last : guess;
    return this.#last;
  }

  /** Forget the past: the next report is the truth. Call it after a seek. */
  reset() {
    this.#media = Number.NaN;
    this.#last = Number.NEGATIVE_INFINITY;
  }
}
