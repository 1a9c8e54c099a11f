// How long a change of the page takes to appear on the screen; measured while the song plays, since devices differ.

const SAMPLES = 7;
const ENOUGH = 3;
const INTERVAL = 700;
// The largest lead in ms: on a device that is even slower, showing words earlier doesn't help.
const MAX_LEAD = 34;
const FRAME = 1000 / 60;

/** Measures how many ms ahead of the audio the highlight must be set to appear in time. */
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

  /** The lead in ms: the display's delay and half a frame, so that errors to both sides are equally likely. */
  get lead() {
    const frame = middle(this.#frames, FRAME);
    return Math.min(MAX_LEAD, middle(this.#delays, frame)) + frame / 2;
  }

  /** Note the start of a frame. @param {number} time as passed to its callback */
  frame(time) {
    const length = time - this.#last;
    if (length > 3 && length < 50) keep(this.#frames, length);
    this.#last = time;
  }

  /**
   * Measure now and then when a change appears; call it when something is shown.
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

/** @param {number[]} values @param {number} value */
function keep(values, value) {
  values.push(value);
  if (values.length > SAMPLES) values.shift();
}

/** Return the median. @param {readonly number[]} values @param {number} fallback while there are too few values */
function middle(values, fallback) {
  return values.length < ENOUGH ? fallback : ([...values].sort((a, b) => a - b)[values.length >> 1] ?? fallback);
}
