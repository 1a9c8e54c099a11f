// <canary-calendar>: lets hosts schedule songs by dragging them to weeks, by clicking a song and then a week, or with
// the keyboard. It fills in the page's form and submits it.

import { _ } from "../web/sentences.js";
import { Carry, scrollDistance } from "./carry.js";

export class CanaryCalendar extends HTMLElement {
  #carry = new Carry();
  #dragged = false;

  connectedCallback() {
    for (const chip of this.#chips()) {
      chip.addEventListener("click", () => this.#toggle(chip));
      chip.addEventListener("pointerdown", (event) => this.#down(chip, event));
      chip.addEventListener("pointermove", (event) => this.#move(chip, event));
      chip.addEventListener("pointerup", (event) => this.#up(event));
      chip.addEventListener("pointercancel", () => this.#cancel());
    }
    for (const row of this.#rows()) {
      row.addEventListener("click", (event) => this.#choose(row, event));
    }
    this.querySelector('[data-do="cancel"]')?.addEventListener("click", () => this.#cancel());
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
  #toggle(chip) {
    if (this.#dragged) {
      this.#dragged = false; // the click that ends a drag
      return;
    }
    this.#carry.toggle(chip.dataset["song"] ?? "");
    this.#show();
    const song = chip.textContent?.trim() ?? "";
    this.#announce(
      this.#carry.song ? _("%(song)s picked up. Choose a week, or press Escape to cancel.", { song }) : _("Cancelled."),
    );
  }

  /** @param {HTMLElement} chip @param {PointerEvent} event */
  #down(chip, event) {
    this.#dragged = false;
    // On a touch screen, a moving finger scrolls the list, so people tap a song and then a week instead of dragging.
    if (event.pointerType === "touch" || event.button !== 0) return;
    chip.setPointerCapture(event.pointerId);
    this.#carry.down(event.clientX, event.clientY);
  }

  /** @param {HTMLElement} chip @param {PointerEvent} event */
  #move(chip, event) {
    if (!this.#carry.move(chip.dataset["song"] ?? "", event.clientX, event.clientY)) return;
    this.#dragged = true;
    this.#show();
    window.scrollBy(0, scrollDistance(event.clientY, window.innerHeight));
    const below = this.#below(event);
    for (const row of this.#rows()) row.toggleAttribute("data-over", row === below);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const row = this.#carry.dragging ? this.#below(event) : null;
    if (row) this.#drop(row);
    this.#carry.up();
    this.#show();
  }

  /**
   * Drop a picked-up song on the clicked week, unless the click was on one of the week's links or buttons.
   * @param {HTMLElement} row @param {MouseEvent} event
   */
  #choose(row, event) {
    const control = event.target instanceof Element ? event.target.closest("a, button, summary") : null;
    if (this.#carry.song && !this.#carry.dragging && (!control || control.matches('[data-do="here"]'))) this.#drop(row);
  }

  /** @param {HTMLElement} row */
  #drop(row) {
    const song = row.dataset["holds"];
    if (song && !confirm(_("“%(song)s” is scheduled for this week. Replace it?", { song }))) return;
    const done = this.#carry.drop(row.dataset["week"]);
    const form = this.querySelector('[data-part="form"]');
    if (!done || !(form instanceof HTMLFormElement)) return;
    for (const [name, value] of Object.entries(done)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    form.requestSubmit();
  }

  #cancel() {
    if (this.#carry.song) this.#carry.toggle(this.#carry.song);
    this.#carry.up();
    this.#show();
    this.#announce(_("Cancelled."));
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
    const bar = this.querySelector('[data-part="picked-up"]');
    const title = bar?.querySelector('[data-part="title"]');
    const chip = this.#chips().find((each) => each.dataset["song"] === song);
    if (title && chip) title.textContent = chip.textContent;
    if (bar instanceof HTMLElement) bar.hidden = song === "" || this.#carry.dragging;
  }

  /** @param {PointerEvent} event @returns {HTMLElement | null} */
  #below(event) {
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-week]");
    return found instanceof HTMLElement && this.contains(found) ? found : null;
  }

  /** @param {string} sentence */
  #announce(sentence) {
    const place = this.querySelector('[data-part="status"]');
    if (place) place.textContent = sentence;
  }
}
