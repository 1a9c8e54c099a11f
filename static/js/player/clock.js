// A smooth clock out of a coarse one: browsers report an audio element's time in steps, or some ms early and late, and
// singers need it between and without.

// A longer silence of the element's clock than this means that the sound itself has stalled.
const LONGEST_GUESS = 300;
// A small step backwards is the guess having run ahead; a larger one is the browser, which corrects itself when the
// sound has really begun, or somebody who seeks.
const SMALL_STEP = 40;
// Reports that are off by less are the browser's own unrest, of which the mean is taken; by more, news.
const UNREST = 12;
const WEIGHT = 1 / 8;
// Only a report that was seen to come, frame by frame, tells when it holds: an older one may have held for long.
const WATCHED = 50;
const FAR = 60;

/** Extrapolates a media time between its reports. All times are milliseconds. */
export class Clock {
  /** By how much of real time the listener hears later than the element says, less what a picture takes to appear. */
  latency = 0;
  #media = Number.NaN;
  #rate = 0;
  /** The place in the song at which the wall clock began, as far as this speed goes. */
  #origin = 0;
  #changed = 0;
  #read = 0;
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
    if (media !== this.#media || rate === 0) this.#report(media, wall, rate);
    this.#read = wall;
    const until = this.#moving ? Math.min(wall, this.#changed + LONGEST_GUESS) : this.#changed;
    const guess = this.#origin + until * rate - this.latency * rate;
    const slipped = this.#last - guess;
    this.#last = slipped > 0 && slipped < SMALL_STEP && rate > 0 ? this.#last : guess;
    return this.#last;
  }

  /** Forget the past: the next report is the truth. Call it after a seek. */
  reset() {
    this.#media = Number.NaN;
    this.#last = Number.NEGATIVE_INFINITY;
  }

  /** @param {number} media @param {number} wall @param {number} rate */
  #report(media, wall, rate) {
    // After a seek the sound takes its time to go on; until it does, there is nothing to guess.
    const known = this.#moving && rate === this.#rate && !Number.isNaN(this.#media);
    this.#moving = rate > 0 && !Number.isNaN(this.#media);
    this.#media = media;
    this.#rate = rate;
    this.#changed = wall;
    const origin = media - wall * rate;
    const off = Math.abs(origin - this.#origin);
    if (!known || off > FAR) this.#origin = origin;
    else if (wall - this.#read < WATCHED) this.#origin += (origin - this.#origin) * (off > UNREST * rate ? 1 : WEIGHT);
  }
}
