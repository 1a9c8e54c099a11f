// The song's audio. An audio element plays it directly or, if accompaniment and voice are separate stems, through a
// mixer.

// The accompaniment is mono. To widen it, an echo (delayed by ECHO s) is added to one channel and subtracted from the
// other, so that the sum of both channels is mono again. Frequencies below ECHO_FROM (in Hz) stay in the centre.
const ECHO = 0.011;
const ECHO_FROM = 240;
const WIDTH = 0.4;

// At speeds other than 1, Chromium stretches the sound to keep its pitch. The sound is then ahead of the time that
// Chromium reports by some ms of the song, and by more at slower speeds (measured; see tests/bench/sync.py and `lead`).
const AHEAD = 8;
const AHEAD_SLOW = 52;
const BEHIND_FAST = 20;

/** @typedef {{ context: AudioContext, source: MediaElementAudioSourceNode, voice: GainNode }} Mixer */

/** Plays the song. `audio` is the audio element, which is replaced if the audio has to be set up again. */
export class Sound {
  /** @type {HTMLAudioElement} */
  audio;
  /** @type {Mixer | null} */
  #mixer = null;
  #plain;
  #stems;
  #voice = 1;
  #changed;

  /**
   * @param {HTMLAudioElement} audio with the URL of the stems in `data-stems` if the song has them
   * @param {() => void} changed called if the stems turn out not to work
   */
  constructor(audio, changed) {
    this.audio = audio;
    this.#plain = audio.src;
    this.#stems = typeof AudioContext === "undefined" ? "" : (audio.dataset["stems"] ?? "");
    this.#changed = changed;
  }

  /** Whether the voice's volume can be set separately. */
  get apart() {
    return this.#stems !== "";
  }

  /**
   * How many ms after the element's report the listener hears the audio. Without a mixer, the browser compensates
   * for it. A mixer adds the output latency and, on average, half a processing block.
   */
  get latency() {
    const { context } = this.#mixer ?? {};
    if (!context) return 0;
    return ((context.outputLatency || 0) + context.baseLatency / 2) * 1000 - lead(this.audio.playbackRate);
  }

  /** Whether the mixer isn't running, because it has found no output device. Nothing can then be heard. */
  get dead() {
    return this.#mixer !== null && this.#mixer.context.state !== "running";
  }

  /** Set the voice's volume. @param {number} part 0 to 1 */
  set voice(part) {
    this.#voice = part;
    const { gain } = this.#mixer?.voice ?? {};
    // Fade, because a jump would be heard as a click.
    gain?.setTargetAtTime(part, this.#mixer?.context.currentTime ?? 0, 0.03);
  }

  /**
   * Play. The promise rejects like that of the element's play(). Browsers refuse it outside of click and key handlers.
   */
  async play() {
    if (this.#stems && !this.#mixer) this.#mix();
    // We don't wait for this promise, because it never settles without an output device.
    void this.#mixer?.context.resume();
    await this.audio.play();
  }

  /** Fall back to the plain file if the stems have failed. Return false if the plain file was already in use. */
  giveUpStems() {
    if (!this.#stems || this.audio.src === this.#plain) return false;
    this.#stems = "";
    if (this.#mixer) {
      this.#mixer.source.disconnect();
      this.#mixer.source.connect(this.#mixer.context.destination);
    }
    this.#load(this.#plain);
    this.#changed();
    return true;
  }

  /** Reload the audio at the same position. If the mixer found no output device, play without the mixer from now on. */
  renew() {
    if (this.dead) {
      void this.#mixer?.context.close();
      this.#mixer = null;
      this.#stems = "";
      // An element that is connected to a mixer stays connected for good, so it's replaced by a copy.
      const twin = /** @type {HTMLAudioElement} */ (this.audio.cloneNode(true));
      this.audio.replaceWith(twin);
      const { currentTime, defaultPlaybackRate } = this.audio;
      this.audio.pause();
      this.audio = twin;
      twin.src = this.#plain;
      twin.currentTime = currentTime;
      twin.playbackRate = twin.defaultPlaybackRate = defaultPlaybackRate;
      this.#changed();
    } else {
      this.#load(this.audio.src);
    }
  }

  #mix() {
    const { audioSession } = /** @type {{ audioSession?: { type: string } }} */ (navigator);
    // An iPhone's silent switch would mute the mixer, though not the element.
    if (audioSession) audioSession.type = "playback";
    try {
      const context = new AudioContext({ latencyHint: "balanced" });
      const source = context.createMediaElementSource(this.audio);
      this.#mixer = { context, source, voice: mixer(context, source, this.#voice) };
      this.#load(this.#stems);
    } catch {
      this.#stems = "";
      this.#changed();
    }
  }

  /** @param {string} url */
  #load(url) {
    const { currentTime } = this.audio;
    this.audio.src = url;
    if (currentTime > 0) this.audio.currentTime = currentTime;
  }
}

/**
 * Return how many ms of real time Chromium's audio is ahead of its clock at a speed; 0 in other browsers.
 * @param {number} rate
 */
function lead(rate) {
  if (rate === 1 || !("userAgentData" in navigator)) return 0;
  return (rate > 1 ? BEHIND_FAST * (1 - rate) : AHEAD + AHEAD_SLOW * (1 - rate)) / rate;
}

/**
 * Connect a mixer that plays the left channel (accompaniment) and the right channel (voice) on both sides.
 * @param {AudioContext} context
 * @param {AudioNode} source
 * @param {number} volume the voice's volume, 0 to 1
 */
function mixer(context, source, volume) {
  const stems = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
  const ears = new ChannelMergerNode(context, { numberOfInputs: 2 });
  const voice = new GainNode(context, { gain: volume });
  const echo = new DelayNode(context, { delayTime: ECHO });
  const high = new BiquadFilterNode(context, { type: "highpass", frequency: ECHO_FROM });
  source.connect(stems);
  stems.connect(voice, 1);
  stems.connect(echo, 0);
  echo.connect(high);
  for (const ear of [0, 1]) {
    const side = new GainNode(context, { gain: ear === 0 ? WIDTH : -WIDTH });
    stems.connect(ears, 0, ear);
    voice.connect(ears, 0, ear);
    high.connect(side);
    side.connect(ears, 0, ear);
  }
  ears.connect(context.destination);
  return voice;
}
