// <canary-hear>: plays a word's line, and speaks the word if the device has a voice for the language.

import { _ } from "../web/sentences.js";
import { canSpeak, speak } from "../web/speech.js";

/** An audio player that all elements share, so that only one line plays at a time. */
const player = new Audio();

export class CanaryHear extends HTMLElement {
  connectedCallback() {
    const word = this.querySelector("[data-do=word]");
    if (word instanceof HTMLButtonElement) {
      const show = () => {
        word.hidden = !canSpeak(this.#language);
      };
      show();
      // Browsers load voices after the page.
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
      const stopped = error instanceof DOMException && error.name === "AbortError"; // another line was started
      if (wrong && !stopped) wrong.textContent = _("This line couldn’t be played. Try again, or hear it in the song.");
    }
  }
}

customElements.define("canary-hear", CanaryHear);
