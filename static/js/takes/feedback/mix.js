// Plays the original and the take at once, the original more quietly and to the left, the take to the right. Create a
// Mix in a click handler, because browsers allow audio contexts only there.

/** The audio graph that connects both audio elements to the output. */
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

  /** Set volume and stereo position. @param {boolean} both whether both play at once; otherwise each is centred */
  set(both) {
    this.#song.gain.gain.value = both ? 0.4 : 1;
    this.#song.pan.pan.value = both ? -0.7 : 0;
    this.#take.pan.pan.value = both ? 0.5 : 0;
    // We don't wait for this promise, because it never settles without an output device. In Safari, a play() that comes
    // after a wait may also count as one that nobody asked for.
    void this.#context.resume();
  }
}
