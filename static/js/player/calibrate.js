// The dialog in which a learner taps along to a click, so that the words come when this device's sound does.

import { BEAT, distance, middle, TAPS } from "./taps.js";

const AHEAD = 16;
const PITCH = 1500;

/** Plays clicks, takes taps. */
export class Calibration {
  #dialog;
  #done;
  /** @type {AudioContext | null} */
  #context = null;
  #first = 0;
  /** @type {number[]} */
  #taps = [];

  /**
   * @param {HTMLDialogElement} dialog
   * @param {(offset: number) => void} done called with the ms that words should come later on this device
   * @param {AbortSignal} signal
   */
  constructor(dialog, done, signal) {
    this.#dialog = dialog;
    this.#done = done;
    dialog.addEventListener("close", () => this.#stop(), { signal });
    const tap = this.#part("tap");
    tap?.addEventListener("pointerdown", (event) => this.#tap(event), { signal });
    tap?.addEventListener("keydown", (event) => [" ", "Enter"].includes(event.key) && this.#tap(event), { signal });
  }

  /** Open the dialog. */
  open() {
    this.#taps = [];
    this.#say();
    this.#dialog.showModal();
  }

  /** @param {PointerEvent | KeyboardEvent} event */
  #tap(event) {
    if ((event instanceof KeyboardEvent && event.repeat) || this.#taps.length === TAPS) return;
    event.preventDefault();
    if (!this.#context) {
      this.#start();
      return;
    }
    const heard = this.#heard(this.#context);
    // Before the second click nobody knows the beat.
    if (heard > BEAT / 2) this.#taps.push(distance(heard, 0));
    this.#say();
    if (this.#taps.length === TAPS) {
      this.#done(middle(this.#taps));
      this.#stop();
    }
  }

  #start() {
    const context = new AudioContext();
    this.#context = context;
    this.#first = context.currentTime + BEAT / 1000;
    for (let n = 0; n < TAPS + AHEAD; n += 1) click(context, this.#first + (n * BEAT) / 1000);
    this.#say();
  }

  /**
   * How many ms after the first click was heard, as far as the browser knows when it sounds.
   * @param {AudioContext} context
   */
  #heard(context) {
    const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
    const heard = performanceTime ? contextTime + (performance.now() - performanceTime) / 1000 : context.currentTime;
    return (heard - this.#first) * 1000;
  }

  #stop() {
    void this.#context?.close();
    this.#context = null;
  }

  #say() {
    const [button, said] = [this.#part("tap"), this.#part("tapped")];
    const left = TAPS - this.#taps.length;
    if (button) button.textContent = this.#context ? "Tap" : left === 0 ? "Done" : "Start the click";
    if (!said) return;
    if (left === 0) said.textContent = `The words now come ${middle(this.#taps)} ms later on this device.`;
    else if (!this.#context) said.textContent = "";
    else said.textContent = left === TAPS ? "Tap with every click you hear." : `${left} more.`;
  }

  /** @param {string} name */
  #part(name) {
    const found = this.#dialog.querySelector(`[data-part=${name}]`);
    return found instanceof HTMLElement ? found : null;
  }
}

/** @param {AudioContext} context @param {number} when */
function click(context, when) {
  const tone = new OscillatorNode(context, { frequency: PITCH });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0.5, when);
  volume.gain.exponentialRampToValueAtTime(0.001, when + 0.04);
  tone.connect(volume).connect(context.destination);
  tone.start(when);
  tone.stop(when + 0.05);
}
