// The waveform, with the lines as regions to drag. The library is loaded on this page only; if it or the audio fails,
// the rest of the editor still works.

import { _ } from "../web/sentences.js";
import { lineEnd } from "./song.js";

/** @typedef {import("./song.js").Line} Line */

const LIBRARY = "../../vendor/wavesurfer.js";
const REGIONS = "../../vendor/wavesurfer-regions.js";
const WIDTH = 60; // pixels per second: wide enough to drag lines precisely

/** The waveform. */
export class Wave {
  /** @type {any} */
  #wave = null;
  /** @type {any} */
  #regions = null;
  /** @type {Map<number, any>} */
  #shown = new Map();
  /** @type {Line[]} */
  #lines = [];
  #next = -1;
  /** @type {(n: number, start: number, end: number) => void} */
  #moved;
  /** @type {(n: number) => void} */
  #chosen;

  /**
   * @param {(n: number, start: number, end: number) => void} moved called when a line was dragged; times in ms
   * @param {(n: number) => void} chosen called when a line was clicked
   */
  constructor(moved, chosen) {
    this.#moved = moved;
    this.#chosen = chosen;
  }

  /**
   * Draw the waveform of an audio element. Return false if that fails.
   * @param {HTMLElement} place
   * @param {HTMLAudioElement} audio
   */
  async start(place, audio) {
    try {
      const [{ default: WaveSurfer }, { default: Regions }] = await Promise.all([
        import(new URL(LIBRARY, import.meta.url).href),
        import(new URL(REGIONS, import.meta.url).href),
      ]);
      place.hidden = false;
      const colour = (/** @type {string} */ name) => getComputedStyle(place).getPropertyValue(name).trim();
      const regions = Regions.create();
      const wave = WaveSurfer.create({
        container: place,
        media: audio,
        height: place.clientHeight || 80,
        minPxPerSec: WIDTH,
        waveColor: colour("--edge"),
        progressColor: colour("--ink"),
        cursorColor: colour("--bad"),
        cursorWidth: 2,
        barWidth: 2,
        barGap: 1,
        barRadius: 2,
        normalize: true,
        hideScrollbar: true,
        cspNonce: [...document.scripts].find((script) => script.nonce)?.nonce ?? "",
        plugins: [regions],
      });
      const scroller = wave.getWrapper().parentElement;
      scroller.tabIndex = 0;
      scroller.role = "group";
      scroller.ariaLabel = _("Waveform");
      await new Promise((resolve, reject) => {
        wave.once("ready", resolve);
        wave.once("error", reject);
      });
      regions.on("region-updated", (/** @type {any} */ region) => {
        this.#moved(Number(region.id), Math.round(region.start * 1000), Math.round(region.end * 1000));
      });
      regions.on("region-clicked", (/** @type {any} */ region) => this.#chosen(Number(region.id)));
      [this.#wave, this.#regions] = [wave, regions];
      this.show(this.#lines, this.#next);
      return true;
    } catch {
      place.hidden = true;
      return false;
    }
  }

  stop() {
    this.#wave?.destroy();
  }

  /**
   * Show the lines as regions.
   * @param {Line[]} lines
   * @param {number} next the selected line
   */
  show(lines, next) {
    if (!this.#regions) {
      [this.#lines, this.#next] = [lines, next];
      return;
    }
    for (const n of this.#shown.keys()) if (!lines[n] || lines[n]?.start === null) this.#forget(n);
    lines.forEach((line, n) => {
      // A line without an end lasts until the next line, so it must be redrawn if the next line changes.
      const fresh = this.#lines[n] !== line || this.#lines[n + 1] !== lines[n + 1] || !this.#shown.has(n);
      if (line.start !== null && (fresh || n === next || n === this.#next)) this.#draw(lines, n, n === next);
    });
    [this.#lines, this.#next] = [lines, next];
  }

  /** @param {Line[]} lines @param {number} n @param {boolean} chosen */
  #draw(lines, n, chosen) {
    const start = (lines[n]?.start ?? 0) / 1000;
    const end = Math.max(start + 0.05, (lineEnd(lines, n) ?? 0) / 1000);
    // Alternate two shades, so that adjacent lines can be distinguished.
    const color = chosen ? "rgb(255 207 36 / 55%)" : n % 2 ? "rgb(140 132 117 / 30%)" : "rgb(140 132 117 / 16%)";
    const old = this.#shown.get(n);
    if (!old) {
      this.#shown.set(n, this.#regions.addRegion({ id: String(n), start, end, color, content: String(n + 1) }));
    } else if (old.start !== start || old.end !== end || old.color !== color) {
      old.setOptions({ start, end, color });
    }
  }

  /** @param {number} n */
  #forget(n) {
    this.#shown.get(n)?.remove();
    this.#shown.delete(n);
  }
}
