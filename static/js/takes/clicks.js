// The count-in: a click on each beat. The first click is a little higher.

const LENGTH = 0.05; // seconds

/** Plays clicks through its own audio context. Call `end` to close the context. */
export class Clicks {
  #context = new AudioContext();

  /** Play a click now. @param {boolean} first */
  click(first) {
    const at = this.#context.currentTime;
    const tone = this.#context.createOscillator();
    const gain = this.#context.createGain();
    tone.frequency.value = first ? 1320 : 990;
    gain.gain.setValueAtTime(0.25, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
    tone.connect(gain).connect(this.#context.destination);
    tone.start(at);
    tone.stop(at + LENGTH);
  }

  end() {
    void this.#context.close();
  }
}
