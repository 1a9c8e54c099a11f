// When the sound does not come: what is wrong, in a sentence, and a way on. The lyrics stay as they are.

/** @typedef {import("./sound.js").Sound} Sound */

const PATIENCE = 6000;
const SENTENCES = {
  missing: "The sound file of this song is missing on the server. The words are still here to read.",
  codec: "This browser cannot play the sound file of this song. Another browser may; the words are still here to read.",
  offline: "The download of the sound broke off. Check your connection, then try again.",
  slow: "The sound is slow to come. Wait a little, or try again.",
  device: "Your browser found nothing to play the sound on. Connect speakers or headphones, then try again.",
};

/** Watches the sound and tells when it fails. */
export class Trouble {
  #sound;
  #tell;
  #timer = 0;

  /**
   * @param {Sound} sound
   * @param {(sentence: string) => void} tell called with what is wrong, and with "" when all is well again
   */
  constructor(sound, tell) {
    this.#sound = sound;
    this.#tell = tell;
  }

  /** The song was asked to play, or waits for more of itself. */
  wait() {
    this.stop();
    const { currentTime } = this.#sound.audio;
    this.#timer = setTimeout(() => {
      const { audio, dead } = this.#sound;
      if (!audio.paused && audio.currentTime === currentTime)
        this.#tell(SENTENCES[dead ? "device" : navigator.onLine ? "slow" : "offline"]);
    }, PATIENCE);
  }

  /** Sound comes. */
  well() {
    this.stop();
    this.#tell("");
  }

  /** No longer wait. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** The element has failed for good. */
  async fail() {
    this.stop();
    const { error, currentSrc, src } = this.#sound.audio;
    if (error?.code === MediaError.MEDIA_ERR_DECODE) this.#tell(SENTENCES.codec);
    else if (error?.code === MediaError.MEDIA_ERR_NETWORK) this.#tell(SENTENCES.offline);
    else this.#tell(SENTENCES[await reason(currentSrc || src)]);
  }
}

/**
 * Why a file cannot be loaded, asked of its server.
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
