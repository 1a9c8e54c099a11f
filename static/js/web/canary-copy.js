// <canary-copy>: a button that copies the text of a field.

import { _ } from "./sentences.js";

/** Shows its button if the browser allows copying. If not, people can select and copy the field's text themselves. */
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
