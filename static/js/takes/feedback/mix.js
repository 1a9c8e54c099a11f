// Two voices at once: the original quieter and to the left, the take to the right. Made at the first wish for it, for a
// browser lets a page make sound only after a click.

/** The way of two audio elements to the ears. */
export class Mix {
  #context = new AudioContext();
  #song;
  #take;

  /** @param {HTMLAudioElement} song @param {HTMLAudioElement} take */
  constructor(song, take) {
    this.#song = this.#way(song);
    this.#take = this.#way(take);
  }

  /** @param {HTMLAudioElement} audio */
  #way(audio) {
    const gain = this.#context.createGain();
    const pan = this.#context.createStereoPanner();
    this.#context.createMediaElementSource(audio).connect(gain).connect(pan).connect(this.#context.destination);
    return { gain, pan };
  }

  /** @param {boolean} both whether both play at once; else each has both ears */
  async set(both) {
    this.#song.gain.gain.value = both ? 0.4 : 1;
    this.#song.pan.pan.value = both ? -0.7 : 0;
    this.#take.pan.pan.value = both ? 0.5 : 0;
    await this.#context.resume();
  }
}
