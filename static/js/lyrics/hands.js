// The editor's input: keys, the large button, clicks on lines, words and buttons.

import { action } from "./keys.js";

/**
 * @typedef {import("./tapping.js").Tapping} Tapping
 * @typedef {{ act: (name: string, data: DOMStringMap) => void, play: () => void, tap: (event: Event) => void,
 *   chose: (target: Element) => void, timing: () => boolean }} Does the editor's handlers;
 *   `timing` returns whether the tab with the times is open
 */

// These shortcuts work in every tab; the others only in the tab with the times.
const EVERYWHERE = new Set(["save", "undo", "redo"]);

/** Listens to the editor's element and to the window's keys. */
export class Hands {
  #tapping;
  #does;
  /** Whether the large button was just pressed for a tap. The click that follows must then be ignored. */
  #thumbed = false;

  /** @param {HTMLElement} root @param {HTMLElement} tap @param {Tapping} tapping @param {Does} does @param {AbortSignal} signal */
  constructor(root, tap, tapping, does, signal) {
    this.#tapping = tapping;
    this.#does = does;
    root.addEventListener("click", (event) => this.#clicked(event), { signal });
    tap.addEventListener("pointerdown", (event) => this.#thumb(event), { signal });
    for (const name of ["pointerup", "pointercancel"]) {
      tap.addEventListener(name, (event) => tapping.release(event), { signal });
    }
    addEventListener("keydown", (event) => this.#pressed(event), { signal });
    addEventListener("keyup", (event) => this.#let(event), { signal });
  }

  /** Tap when the pointer goes down. Playback only starts on the click, because phones refuse to play sooner. */
  #thumb(/** @type {PointerEvent} */ event) {
    this.#thumbed = event.button === 0 && this.#tapping.on;
    if (!this.#thumbed) return;
    event.preventDefault();
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
    this.#does.tap(event);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const focus = document.activeElement;
    const here = { tag: focus?.tagName ?? "", type: focus instanceof HTMLInputElement ? focus.type : "" };
    const timing = this.#does.timing();
    const wanted = action(event, here, timing && this.#tapping.on);
    if (!wanted || !(timing || EVERYWHERE.has(wanted))) return;
    event.preventDefault();
    if (wanted !== "tap") this.#does.act(wanted, {});
    else if (!event.repeat) this.#does.tap(event);
  }

  /** @param {KeyboardEvent} event */
  #let(event) {
    if (event.key !== " " || !this.#tapping.held) return;
    event.preventDefault(); // Space mustn't press the button that has the focus
    this.#tapping.release(event);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    if (!(event.target instanceof Element)) return;
    this.#does.chose(event.target);
    const button = event.target.closest("[data-do]");
    if (button instanceof HTMLElement) this.#does.act(button.dataset["do"] ?? "", button.dataset);
    else if (event.target.closest("[data-part=tap]") && !this.#thumbed) this.#does.play();
    this.#thumbed = false;
  }
}
