// The dialog to measure this device's audio delay: the learner taps along to a click.

import { _, ngettext } from "../web/sentences.js";
import { offsetText } from "./bar.js";
import { BEAT, distance, middle, TAPS } from "./taps.js";

const AHEAD = 16;
const PITCH = 1500;

/** Plays the clicks and records the taps. */
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
   * @param {(offset: number) => void} done called with how many ms later words should appear on this device
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
    // Ignore taps before the second click, when the learner doesn't know the beat yet.
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
   * Return how many ms ago the first click was heard, as precisely as the browser can tell.
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
    const [button, status] = [this.#part("tap"), this.#part("tapped")];
    const left = TAPS - this.#taps.length;
    if (button) button.textContent = this.#context ? _("Tap") : left === 0 ? _("Done") : _("Start the click");
    if (status) status.textContent = this.#status(left);
  }

  /** @param {number} left how many taps are missing */
  #status(left) {
    if (left === 0) return _("Word timing on this device: %(offset)s", { offset: offsetText(middle(this.#taps)) });
    if (!this.#context) return "";
    if (left === TAPS) return _("Tap each time you hear the click.");
    return ngettext("%(num)s more tap", "%(num)s more taps", left);
  }

  /** @param {string} name */
  #part(name) {
    const found = this.#dialog.querySelector(`[data-part=${name}]`);
    return found instanceof HTMLElement ? found : null;
  }
}

/** Schedule a click. @param {AudioContext} context @param {number} when */
function click(context, when) {
  const tone = new OscillatorNode(context, { frequency: PITCH });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0.5, when);
  volume.gain.exponentialRampToValueAtTime(0.001, when + 0.04);
  tone.connect(volume).connect(context.destination);
  tone.start(when);
  tone.stop(when + 0.05);
}
