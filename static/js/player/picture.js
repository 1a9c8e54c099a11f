// How long a change of the page takes until it is seen: measured while the song plays, for machines differ.

const KEPT = 7;
const FIRST = 3;
const EVERY = 700;
// A machine that is busier than this is not helped by words that come still earlier.
const MOST = 34;
const FRAME = 1000 / 60;

/** Tells by how many ms the light must be set ahead of the sound to be seen with it. */
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
  #eyes = null;

  /** @param {HTMLElement} root where a probe may be put */
  constructor(root) {
    this.#root = root;
    // Browsers without Element Timing keep the usual delay of one frame.
    if (!PerformanceObserver.supportedEntryTypes?.includes("element")) return;
    this.#eyes = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) this.#seen(entry);
    });
    this.#eyes.observe({ type: "element" });
  }

  /** Half a frame early is as often too soon as too late. */
  get lead() {
    const frame = middle(this.#frames, FRAME);
    return Math.min(MOST, middle(this.#delays, frame)) + frame / 2;
  }

  /** @param {number} time of the frame that begins, as its callback is told */
  frame(time) {
    const length = time - this.#last;
    if (length > 3 && length < 50) keep(this.#frames, length);
    this.#last = time;
  }

  /**
   * Something is being shown: look now and then when it is seen.
   * @param {number} wall when the clock was read for it
   */
  shown(wall) {
    if (!this.#eyes || (this.#delays.length >= FIRST && wall - this.#sent < EVERY)) return;
    this.#probe?.remove();
    this.#probe = document.createElement("span");
    this.#probe.className = "probe";
    this.#probe.ariaHidden = "true";
    this.#probe.textContent = "·";
    this.#probe.setAttribute("elementtiming", "canary-probe");
    this.#root.append(this.#probe);
    this.#sent = wall;
  }

  /** The song has stopped. */
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
  if (values.length > KEPT) values.shift();
}

/** @param {readonly number[]} values @param {number} usual while there are too few */
function middle(values, usual) {
  return values.length < FIRST ? usual : ([...values].sort((a, b) => a - b)[values.length >> 1] ?? usual);
}
