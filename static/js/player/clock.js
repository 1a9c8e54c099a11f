// A smooth media clock. Browsers report an audio element's time in steps and with a few ms of jitter, which is too
// coarse for highlighting words.

// If the element's clock doesn't move for this many ms, playback has stalled.
const MAX_EXTRAPOLATION = 300;
// A step backwards of less than this many ms means that the estimate was ahead. A larger step is a seek, or the
// browser's own correction after playback has begun.
const JITTER = 40;
// Reports that differ from the estimate by at most this many ms are noise and are averaged with the weight below.
// Larger differences are adopted.
const NOISE = 12;
const WEIGHT = 1 / 8;
// Small differences are corrected only if the clock was last read at most this many ms ago. Otherwise the report may be
// older than it seems, because nobody has checked for a new one.
const WATCHED = 50;
// If a report differs from the estimate by more than this many ms, the estimate starts over.
const JUMP = 60;

/** Extrapolates the media time between reports. All times are milliseconds. */
export class Clock {
  /** Ms of real time from the element's report of a sound until it's heard, minus the display's delay. */
  latency = 0;
  #media = Number.NaN;
  #rate = 0;
  /** The media time at wall time 0, extrapolated at the current rate. */
  #origin = 0;
  #changed = 0;
  #read = 0;
  #last = 0;
  #moving = false;

  /** Whether the media time has advanced since playback started. */
  get moving() {
    return this.#moving;
  }

  /**
   * Return the media time that the listener hears now.
   * @param {number} media the element's time
   * @param {number} wall a monotonic clock, performance.now()
   * @param {number} rate playback speed, 0 while paused
   */
  read(media, wall, rate) {
    if (media !== this.#media || rate === 0) this.#report(media, wall, rate);
    this.#read = wall;
    const until = this.#moving ? Math.min(wall, this.#changed + MAX_EXTRAPOLATION) : this.#changed;
    const estimate = this.#origin + until * rate - this.latency * rate;
    const slipped = this.#last - estimate;
    this.#last = slipped > 0 && slipped < JITTER && rate > 0 ? this.#last : estimate;
    return this.#last;
  }

  /** Start over with the next report. Call it after a seek. */
  reset() {
    this.#media = Number.NaN;
    this.#last = Number.NEGATIVE_INFINITY;
  }

  /** @param {number} media @param {number} wall @param {number} rate */
  #report(media, wall, rate) {
    // After a seek, playback takes a moment to continue; until then there is nothing to extrapolate.
    const known = this.#moving && rate === this.#rate && !Number.isNaN(this.#media);
    this.#moving = rate > 0 && !Number.isNaN(this.#media);
    this.#media = media;
    this.#rate = rate;
    this.#changed = wall;
    const origin = media - wall * rate;
    const off = Math.abs(origin - this.#origin);
    if (!known || off > JUMP) this.#origin = origin;
    else if (wall - this.#read < WATCHED) this.#origin += (origin - this.#origin) * (off > NOISE * rate ? 1 : WEIGHT);
  }
}
