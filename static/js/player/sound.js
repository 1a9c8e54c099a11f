// The song's sound: one audio element, by itself or, where accompaniment and voice are apart, through a mixer.

// The accompaniment is mono: its own echo, added to one ear and taken from the other, gives it width, and both ears
// together are mono again. Low notes stay in the middle.
const ECHO = 0.011;
const ECHO_FROM = 240;
const WIDTH = 0.4;

// Chromium keeps the pitch at other speeds with pieces that it fits together, and what it plays is then ahead of what
// it says: by this many ms of the song, and more the slower it goes (measured; see tests/bench/sync.py).
const AHEAD = 8;
const AHEAD_SLOW = 52;
const BEHIND_FAST = 20;

/** @typedef {{ context: AudioContext, source: MediaElementAudioSourceNode, voice: GainNode }} Mixer */

/** Plays the song; `audio` is the element, which may become another one when sound has to be set up anew. */
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
   * @param {HTMLAudioElement} audio with the address of the stems in `data-stems`, if the song has them
   * @param {() => void} changed called when it turns out that the voice cannot be set apart
   */
  constructor(audio, changed) {
    this.audio = audio;
    this.#plain = audio.src;
    this.#stems = typeof AudioContext === "undefined" ? "" : (audio.dataset["stems"] ?? "");
    this.#changed = changed;
  }

  /** Whether the voice has a volume of its own. */
  get apart() {
    return this.#stems !== "";
  }

  /**
   * By how many ms what is heard lags what the element says: where the browser plays it itself, it has taken that into
   * account; a mixer adds the way out and, in the mean, half of the piece that it works on.
   */
  get latency() {
    const { context } = this.#mixer ?? {};
    if (!context) return 0;
    return ((context.outputLatency || 0) + context.baseLatency / 2) * 1000 - lead(this.audio.playbackRate);
  }

  /** Whether there is something that plays: a mixer that does not run has found no device. */
  get dead() {
    return this.#mixer !== null && this.#mixer.context.state !== "running";
  }

  /** @param {number} part the voice's volume, 0 to 1 */
  set voice(part) {
    this.#voice = part;
    const { gain } = this.#mixer?.voice ?? {};
    // A jump would click.
    gain?.setTargetAtTime(part, this.#mixer?.context.currentTime ?? 0, 0.03);
  }

  /** Play; rejects as the element does. Call it from a click or a key, or browsers refuse. */
  async play() {
    if (this.#stems && !this.#mixer) this.#mix();
    // Not waited for: without a device it never comes to an end.
    void this.#mixer?.context.resume();
    await this.audio.play();
  }

  /** Go on without stems, if the trouble is theirs; true when there is hope. */
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

  /** Load the sound anew and stay where we are; without a mixer when that found no device. */
  renew() {
    if (this.dead) {
      void this.#mixer?.context.close();
      this.#mixer = null;
      this.#stems = "";
      // An element that has been given to a mixer stays with it; its twin is free.
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

  /** @param {string} address */
  #load(address) {
    const { currentTime } = this.audio;
    this.audio.src = address;
    this.audio.currentTime = currentTime;
  }
}

/**
 * By how many ms of real time Chromium's sound is ahead of its clock at a speed.
 * @param {number} rate
 */
function lead(rate) {
  if (rate === 1 || !("userAgentData" in navigator)) return 0;
  return (rate > 1 ? BEHIND_FAST * (1 - rate) : AHEAD + AHEAD_SLOW * (1 - rate)) / rate;
}

/**
 * Left is the accompaniment, right the voice: both go to both ears.
 * @param {AudioContext} context
 * @param {AudioNode} source
 * @param {number} volume the voice's
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
