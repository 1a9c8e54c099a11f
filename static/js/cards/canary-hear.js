// <canary-hear>: a word's line as it is sung, and the word by the device's own voice where it has one for the language.

import { canSpeak, speak } from "../web/speech.js";

/** One at a time, whichever button was pressed. */
const player = new Audio();

export class CanaryHear extends HTMLElement {
  connectedCallback() {
    const word = this.querySelector("[data-do=word]");
    if (word instanceof HTMLButtonElement) {
      const show = () => {
        word.hidden = !canSpeak(this.#language);
      };
      show();
      // Browsers load their voices late.
      globalThis.speechSynthesis?.addEventListener("voiceschanged", show);
    }
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.dataset["do"] === "line") this.#play();
      if (button?.dataset["do"] === "word") speak(this.dataset["word"] ?? "", this.#language);
    });
  }

  get #language() {
    return this.dataset["language"] ?? "";
  }

  async #play() {
    const wrong = this.querySelector("[data-part=wrong]");
    player.src = this.dataset["sound"] ?? "";
    try {
      await player.play();
      if (wrong) wrong.textContent = "";
    } catch (error) {
      const stopped = error instanceof DOMException && error.name === "AbortError"; // another line was asked for
      if (wrong && !stopped) wrong.textContent = "This line’s sound did not come. Try again, or hear it in the song.";
    }
  }
}

customElements.define("canary-hear", CanaryHear);
