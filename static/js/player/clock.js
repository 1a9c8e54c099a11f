// A smooth clock from a coarse one: browsers report an audio element's time in steps and with a few ms of jitter, which
// is too coarse to light up words.

// If the element's clock doesn't move for longer than this, in ms, playback has stalled.
const MAX_EXTRAPOLATION = 300;
// Smaller steps backwards, in ms, mean that the estimate ran ahead; larger ones are a seek, or the browser correcting
// itself once playback has really begun.
const JITTER = 40;
// Reports that are off by less, in ms, are noise, which is averaged; reports that are off by more are taken as they are.
const NOISE = 12;
const WEIGHT = 1 / 8;
// Only a report that was noticed within this many ms has a known time; an older one may have been out for long.
const WATCHED = 50;
const JUMP = 60;

/** Extrapolates the media time between reports. All times are milliseconds. */
export class Clock {
  /** How much later the listener hears the sound than the element reports, minus the display's delay; real time. */
  latency = 0;
  #media = Number.NaN;
  #rate = 0;
  /** The media time at wall time 0, extrapolated at the current rate. */
  #origin = 0;
  #changed = 0;
  #read = 0;
  #last = 0;
  #moving = false;

  /** Whether the media time has been seen to advance. */
  get moving() {
    return this.#moving;
  }

  /**
   * Return the media time that is heard now.
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
