// Plays the original and the take at once: the original quieter and to the left, the take to the right. Create it on a
// click, since browsers allow an audio context only then.

/** The audio graph of two audio elements. */
export class Mix {
  #context = new AudioContext();
  #song;
  #take;

  /** @param {HTMLAudioElement} song @param {HTMLAudioElement} take */
  constructor(song, take) {
    this.#song = this.#connect(song);
    this.#take = this.#connect(take);
  }

  /** @param {HTMLAudioElement} audio */
  #connect(audio) {
    const gain = this.#context.createGain();
    const pan = this.#context.createStereoPanner();
    this.#context.createMediaElementSource(audio).connect(gain).connect(pan).connect(this.#context.destination);
    return { gain, pan };
  }

  /** @param {boolean} both whether both play at once; else each is centred */
  async set(both) {
    this.#song.gain.gain.value = both ? 0.4 : 1;
    this.#song.pan.pan.value = both ? -0.7 : 0;
    this.#take.pan.pan.value = both ? 0.5 : 0;
    await this.#context.resume();
  }
}
