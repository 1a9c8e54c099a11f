// <canary-copy>: a button that copies the field beside it.

import { _ } from "./sentences.js";

/** Shows its button where the browser allows copying; elsewhere people select the text themselves. */
export class CanaryCopy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("[data-do=copy]");
    const field = this.querySelector("input");
    if (!(button instanceof HTMLButtonElement) || !field || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = _("Copied");
    });
  }
}
