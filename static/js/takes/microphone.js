// The microphone: a recording while it is open, and how loud it is just now.

import { kind, loudness } from "./takes.js";

// Samples go to 1; what comes this near was louder than the microphone can tell.
const CUT = 0.985;

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

  /** @type {(part: Blob) => void} what is told of each second of sound */
  heard = () => undefined;

  /** @param {MediaStream} stream */
  constructor(stream) {
    this.#stream = stream;
    const mimeType = kind((mime) => MediaRecorder.isTypeSupported(mime));
    this.#recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: 96000 });
    this.#recorder.addEventListener("dataavailable", (event) => {
      this.#parts.push(event.data);
      if (event.data.size > 0) this.heard(event.data);
    });
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
  }

  /** Begin to record. */
  start() {
    if (this.#recorder.state === "inactive") this.#recorder.start(1000);
  }

  /** How loud it is now, from 0 to 1, and whether the sound is cut off at its loudest. */
  level() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return { loud: loudness(this.#samples), cut: this.#samples.some((sample) => Math.abs(sample) > CUT) };
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
