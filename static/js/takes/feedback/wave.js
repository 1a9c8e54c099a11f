// Draws a take's waveform. If the library or the sound can't be loaded, the take's audio player still works.

import { _ } from "../../web/sentences.js";

const LIBRARY = "../../../vendor/wavesurfer.js";

/**
 * Draw the waveform of an audio element, or hide its place if that fails.
 * @param {HTMLElement} place
 * @param {HTMLAudioElement} audio
 */
export async function draw(place, audio) {
  try {
    const { default: WaveSurfer } = await import(new URL(LIBRARY, import.meta.url).href);
    place.hidden = false;
    const colour = (/** @type {string} */ name) => getComputedStyle(place).getPropertyValue(name).trim();
    const wave = WaveSurfer.create({
      container: place,
      media: audio,
      height: place.clientHeight || 72,
      waveColor: colour("--edge"),
      progressColor: colour("--ink"),
      cursorColor: colour("--bad"),
      cursorWidth: 2,
      barWidth: 3,
      barGap: 2,
      barRadius: 2,
      normalize: true,
      cspNonce: [...document.scripts].find((script) => script.nonce)?.nonce ?? "",
    });
    wave.once("error", () => {
      place.hidden = true;
    });
    const scroller = wave.getWrapper().parentElement;
    scroller.role = "group";
    scroller.ariaLabel = _("Waveform of the take");
  } catch {
    place.hidden = true;
  }
}
