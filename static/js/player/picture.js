// Measures how long a change of the page takes to appear on the screen. It does so while the song plays, since devices
// differ.

const SAMPLES = 7; // how many of the latest measurements are used
const ENOUGH = 3; // how many are needed
const INTERVAL = 700; // ms between two measurements once there are enough
// The largest lead in ms: on a device that is even slower, showing words earlier doesn't help.
const MAX_LEAD = 34;
const FRAME = 1000 / 60; // ms

/** Measures how many ms ahead of the audio the highlight must be set so that it appears in time. */
export class Picture {
  #root;
  #sent = 0;
  /** @type {HTMLElement | null} */
  #probe = null;
  /** @type {number[]} */
  #delays = [];
  /** @type {number[]} */
  #frames = [];
  #last = 0;
  /** @type {PerformanceObserver | null} */
  #observer = null;

  /** @param {HTMLElement} root where the probe is inserted */
  constructor(root) {
    this.#root = root;
    // Browsers without Element Timing keep the default delay of one frame.
    if (!PerformanceObserver.supportedEntryTypes?.includes("element")) return;
    this.#observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) this.#seen(entry);
    });
    this.#observer.observe({ type: "element" });
  }

  /** The lead in ms: the display's delay plus half a frame, so that being early and being late are equally likely. */
  get lead() {
    const frame = middle(this.#frames, FRAME);
    return Math.min(MAX_LEAD, middle(this.#delays, frame)) + frame / 2;
  }

  /** Record the start of a frame. @param {number} time that requestAnimationFrame passed to its callback, in ms */
  frame(time) {
    const length = time - this.#last;
    if (length > 3 && length < 50) keep(this.#frames, length);
    this.#last = time;
  }

  /**
   * Measure, from time to time, when a change appears on the screen. Call it whenever the page is changed.
   * @param {number} wall performance.now() when the clock was read for the change
   */
  shown(wall) {
    if (!this.#observer || (this.#delays.length >= ENOUGH && wall - this.#sent < INTERVAL)) return;
    this.#probe?.remove();
    this.#probe = document.createElement("span");
    this.#probe.className = "probe";
    this.#probe.ariaHidden = "true";
    this.#probe.textContent = "·";
    this.#probe.setAttribute("elementtiming", "canary-probe");
    this.#root.append(this.#probe);
    this.#sent = wall;
  }

  /** Stop measuring; call it when the song has stopped. */
  rest() {
    this.#last = 0;
    this.#probe?.remove();
  }

  /** @param {PerformanceEntry} entry */
  #seen(entry) {
    if (!("identifier" in entry && entry.identifier === "canary-probe" && "renderTime" in entry)) return;
    const delay = Number(entry.renderTime) - this.#sent;
    if (delay > 0 && delay < 200) keep(this.#delays, delay);
  }
}

/** Add a measurement, and drop the oldest if there are too many. @param {number[]} values @param {number} value */
function keep(values, value) {
  values.push(value);
  if (values.length > SAMPLES) values.shift();
}

/** Return the median. @param {readonly number[]} values @param {number} fallback while there are too few values */
function middle(values, fallback) {
  return values.length < ENOUGH ? fallback : ([...values].sort((a, b) => a - b)[values.length >> 1] ?? fallback);
}
