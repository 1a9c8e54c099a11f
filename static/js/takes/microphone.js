// Records from the microphone, and measures how loud the sound is.

import { kind, loudness } from "./takes.js";

// Samples go up to 1; at this level the sound is clipping.
const CLIPPING = 0.985;

/** One recording from the microphone. */
export class Microphone {
  /** @type {MediaStream} */
  #stream;
  /** @type {MediaRecorder} */
  #recorder;
  /** @type {Blob[]} */
  #parts = [];
  #context = new AudioContext();
  #analyser = this.#context.createAnalyser();
  #samples = new Float32Array(this.#analyser.fftSize);

  /**
   * Request the microphone. Throws the browser's DOMException, or a DOMException named "insecure" on pages without
   * https.
   */
  static async open() {
    if (!navigator.mediaDevices) throw new DOMException("no microphone without https", "insecure");
    if (!("MediaRecorder" in globalThis)) throw new DOMException("no recorder", "NotSupportedError");
    // These filters are made for phone calls and damage singing, so they stay off.
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: true };
    return new Microphone(await navigator.mediaDevices.getUserMedia({ audio }));
  }

  /** @type {(part: Blob) => void} called after each second of recording with that second's sound */
  onPart = () => undefined;

  /** @param {MediaStream} stream */
  constructor(stream) {
    this.#stream = stream;
    const mimeType = kind((mime) => MediaRecorder.isTypeSupported(mime));
    this.#recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: 96000 });
    this.#recorder.addEventListener("dataavailable", (event) => {
      this.#parts.push(event.data);
      if (event.data.size > 0) this.onPart(event.data);
    });
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
  }

  /** Start recording. */
  start() {
    if (this.#recorder.state === "inactive") this.#recorder.start(1000);
  }

  /** Return how loud the sound is now (see `loudness`), from 0 to 1, and whether it's clipping. */
  level() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return { loud: loudness(this.#samples), clipping: this.#samples.some((sample) => Math.abs(sample) > CLIPPING) };
  }

  /** End the recording and release the microphone. @returns {Promise<Blob>} */
  async stop() {
    if (this.#recorder.state !== "inactive") {
      const ended = new Promise((resolve) => this.#recorder.addEventListener("stop", resolve, { once: true }));
      this.#recorder.stop();
      await ended;
    }
    for (const track of this.#stream.getTracks()) track.stop();
    await this.#context.close();
    return new Blob(this.#parts, { type: this.#recorder.mimeType.split(";")[0] ?? "" });
  }
}
