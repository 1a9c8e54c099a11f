// <canary-calendar>: songs go onto weeks by dragging, by pressing first the one and then the other, or by keyboard.
// It fills the page's own form in, which the server answers as always.

import { Carry, pull } from "./carry.js";

export class CanaryCalendar extends HTMLElement {
  #carry = new Carry();
  #dragged = false;

  connectedCallback() {
    for (const chip of this.#chips()) {
      chip.addEventListener("click", () => this.#press(chip));
      chip.addEventListener("pointerdown", (event) => this.#down(chip, event));
      chip.addEventListener("pointermove", (event) => this.#move(chip, event));
      chip.addEventListener("pointerup", (event) => this.#up(event));
      chip.addEventListener("pointercancel", () => this.#cancel());
    }
    for (const row of this.#rows()) {
      row.addEventListener("click", (event) => this.#choose(row, event));
    }
    this.querySelector('[data-do="back"]')?.addEventListener("click", () => this.#cancel());
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#cancel();
    });
    this.dataset["ready"] = "";
  }

  /** @returns {HTMLElement[]} */
  #chips() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-song]"))];
  }

  /** @returns {HTMLElement[]} */
  #rows() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-week]"))];
  }

  /** @param {HTMLElement} chip */
  #press(chip) {
    if (this.#dragged) {
      this.#dragged = false; // the click that ends a drag
      return;
    }
    this.#carry.press(chip.dataset["song"] ?? "");
    this.#show();
    this.#say(
      this.#carry.song
        ? `${chip.textContent?.trim()} is in your hand. Go on to the week, or press Escape.`
        : "Put back.",
    );
  }

  /** @param {HTMLElement} chip @param {PointerEvent} event */
  #down(chip, event) {
    this.#dragged = false;
    // A finger scrolls the list; it presses the song and then the week.
    if (event.pointerType === "touch" || event.button !== 0) return;
    chip.setPointerCapture(event.pointerId);
    this.#carry.down(event.clientX, event.clientY);
  }

  /** @param {HTMLElement} chip @param {PointerEvent} event */
  #move(chip, event) {
    if (!this.#carry.move(chip.dataset["song"] ?? "", event.clientX, event.clientY)) return;
    this.#dragged = true;
    this.#show();
    window.scrollBy(0, pull(event.clientY, window.innerHeight));
    const below = this.#below(event);
    for (const row of this.#rows()) row.toggleAttribute("data-over", row === below);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const row = this.#carry.dragging ? this.#below(event) : null;
    if (row) this.#put(row);
    this.#carry.up();
    this.#show();
  }

  /**
   * With a song in hand the whole week is to be pressed, but for what does something by itself there.
   * @param {HTMLElement} row @param {MouseEvent} event
   */
  #choose(row, event) {
    const own = event.target instanceof Element ? event.target.closest("a, button, summary") : null;
    if (this.#carry.song && !this.#carry.dragging && (!own || own.matches('[data-do="here"]'))) this.#put(row);
  }

  /** @param {HTMLElement} row */
  #put(row) {
    const holds = row.dataset["holds"];
    if (holds && !confirm(`This week has “${holds}”. Put the other song in its place?`)) return;
    const done = this.#carry.put(row.dataset["week"]);
    const form = this.querySelector('[data-part="form"]');
    if (!done || !(form instanceof HTMLFormElement)) return;
    for (const [name, value] of Object.entries(done)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    form.requestSubmit();
  }

  #cancel() {
    if (this.#carry.song) this.#carry.press(this.#carry.song);
    this.#carry.up();
    this.#show();
    this.#say("Put back.");
  }

  #show() {
    const song = this.#carry.song;
    this.toggleAttribute("data-carrying", song !== "");
    for (const chip of this.#chips()) chip.setAttribute("aria-pressed", String(chip.dataset["song"] === song));
    for (const row of this.#rows()) {
      if (!song) row.removeAttribute("data-over");
      const here = row.querySelector('[data-do="here"]');
      if (here instanceof HTMLElement) here.hidden = song === "" || this.#carry.dragging;
    }
    const hand = this.querySelector('[data-part="hand"]');
    const title = hand?.querySelector('[data-part="title"]');
    const chip = this.#chips().find((each) => each.dataset["song"] === song);
    if (title && chip) title.textContent = chip.textContent;
    if (hand instanceof HTMLElement) hand.hidden = song === "" || this.#carry.dragging;
  }

  /** @param {PointerEvent} event @returns {HTMLElement | null} */
  #below(event) {
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-week]");
    return found instanceof HTMLElement && this.contains(found) ? found : null;
  }

  /** @param {string} sentence */
  #say(sentence) {
    const place = this.querySelector('[data-part="said"]');
    if (place) place.textContent = sentence;
  }
}
