// The microphone: a recording while it is open, and how loud it is just now.

import { kind, loudness } from "./takes.js";

/** One recording, from asking for the microphone to its sound. */
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
   * Ask for the microphone. Raises the browser's DOMException, or one named "insecure" where there is none to ask.
   */
  static async open() {
    if (!navigator.mediaDevices) throw new DOMException("no microphone without https", "insecure");
    if (!("MediaRecorder" in globalThis)) throw new DOMException("no recorder", "NotSupportedError");
    // Filters made for telephone calls cut into singing, so they stay off.
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: true };
    return new Microphone(await navigator.mediaDevices.getUserMedia({ audio }));
  }

  /** @param {MediaStream} stream */
  constructor(stream) {
    this.#stream = stream;
    const mimeType = kind((mime) => MediaRecorder.isTypeSupported(mime));
    this.#recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: 96000 });
    this.#recorder.addEventListener("dataavailable", (event) => this.#parts.push(event.data));
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
  }

  /** Begin to record. */
  start() {
    if (this.#recorder.state === "inactive") this.#recorder.start(1000);
  }

  /** How loud it is now, from 0 to 1. */
  level() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return loudness(this.#samples);
  }

  /** End the recording and give the microphone back. @returns {Promise<Blob>} */
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
