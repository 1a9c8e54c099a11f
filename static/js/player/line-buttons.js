// A button for each line, so that every line can be reached by keyboard while its words stay selectable text.

import { _ } from "../web/sentences.js";

const SHAPE =
  '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path class="solid" d="M8 5.5v13l10.5-6.5z"/></svg>';

/**
 * Add a button to each line. Only one button is in the tab order; the arrow keys move to the other buttons.
 * @param {readonly HTMLElement[]} lines
 */
export function addLineButtons(lines) {
  const buttons = lines.map((line, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "go";
    button.tabIndex = index === 0 ? 0 : -1;
    button.setAttribute("aria-label", _("Sing from line %(line)s", { line: index + 1 }));
    button.innerHTML = SHAPE;
    line.append(button);
    return button;
  });
  buttons.forEach((button, index) => {
    button.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      const next = buttons[index + step];
      if (step === 0 || !next) return;
      event.preventDefault();
      button.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });
}
