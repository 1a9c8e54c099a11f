// Playback errors: what is wrong and what to do about it. The lyrics stay usable.

import { _ } from "../web/sentences.js";

/** @typedef {import("./sound.js").Sound} Sound */

const PATIENCE = 6000; // ms
const SENTENCES = {
  missing: _("This song’s sound file is missing on the server. You can still read the lyrics."),
  codec: _("Your browser can’t play this song’s sound file. Try another browser. You can still read the lyrics."),
  offline: _("The download stopped. Check your connection and try again."),
  slow: _("The song is loading slowly. Wait a moment, or try again."),
  device: _("Your browser found no audio output. Connect speakers or headphones, then try again."),
};

/** Watches the audio, and reports when it fails. */
export class Trouble {
  #sound;
  #report;
  #timer = 0;

  /**
   * @param {Sound} sound
   * @param {(sentence: string) => void} report called with a sentence about the error, and with "" once the audio plays
   */
  constructor(sound, report) {
    this.#sound = sound;
    this.#report = report;
  }

  /** Report an error if no audio plays within PATIENCE. Call it when playback should start or continue. */
  wait() {
    this.stop();
    const { currentTime } = this.#sound.audio;
    this.#timer = setTimeout(() => {
      const { audio, dead } = this.#sound;
      if (!audio.paused && audio.currentTime === currentTime)
        this.#report(SENTENCES[dead ? "device" : navigator.onLine ? "slow" : "offline"]);
    }, PATIENCE);
  }

  /** Clear the error; call it when the audio plays. */
  well() {
    this.stop();
    this.#report("");
  }

  /** Stop waiting. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** Report why the audio element has failed. */
  async fail() {
    this.stop();
    const { error, currentSrc, src } = this.#sound.audio;
    if (error?.code === MediaError.MEDIA_ERR_DECODE) this.#report(SENTENCES.codec);
    else if (error?.code === MediaError.MEDIA_ERR_NETWORK) this.#report(SENTENCES.offline);
    else this.#report(SENTENCES[await reason(currentSrc || src)]);
  }
}

/**
 * Ask the server why a file can't be loaded.
 * @param {string} address
 * @returns {Promise<"missing" | "codec" | "offline">}
 */
async function reason(address) {
  try {
    const answer = await fetch(address, { method: "HEAD" });
    return answer.ok ? "codec" : answer.status === 404 ? "missing" : "offline";
  } catch {
    return "offline";
  }
}
