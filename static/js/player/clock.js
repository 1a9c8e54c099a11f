// A smooth clock out of a coarse one: browsers report an audio element's time in steps, singers need it between them.

// A longer silence of the element's clock than this means that the sound itself has stalled.
const LONGEST_GUESS = 300;
// A small step backwards is the guess having run ahead; a larger one is the browser, which corrects itself when the
// sound has really begun, or somebody who seeks.
const SMALL_STEP = 40;

/** Extrapolates a media time between its reports. All times are milliseconds. */
export class Clock {
  /** By how much of real time the listener hears later than the element says, less what a picture takes to appear. */
  latency = 0;
  #media = Number.NaN;
  #wall = 0;
  #last = 0;
  #moving = false;

  /** Whether the sound has been seen to go on. */
  get moving() {
    return this.#moving;
  }

  /**
   * The time in the song that is heard now.
   * @param {number} media the element's own time
   * @param {number} wall a monotonic clock, performance.now()
   * @param {number} rate playback speed, 0 while paused
   */
  read(media, wall, rate) {
    if (media !== this.#media || rate === 0) {
      // After a seek the sound takes its time to go on; until it does, there is nothing to guess.
      this.#moving = rate > 0 && !Number.isNaN(this.#media);
      this.#media = media;
      this.#wall = wall;
    }
    const since = this.#moving ? Math.min(wall - this.#wall, LONGEST_GUESS) : 0;
    const guess = media + (since - this.latency) * rate;
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
