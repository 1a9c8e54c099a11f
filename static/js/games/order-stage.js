// The stage of the game "Put it in order": the player sorts a line's pieces by clicking or dragging them, or with arrow
// keys.

import { fold } from "../web/answers.js";
import { _ } from "../web/sentences.js";
import { make, sung } from "./stage.js";

/**
 * Show an exercise in an element, and return its stage.
 * @param {HTMLElement} place @param {import("./stage.js").Step} step @param {import("./stage.js").Table} table
 * @returns {import("./stage.js").Stage}
 */
export function orderStage(place, step, table) {
  const listeners = new AbortController();
  const pieces = step.pieces ?? [];
  const answer = step.answer ?? [];
  const bank = sung(make("div", "bank"), table.deal);
  const row = sung(make("div", "answer-row"), table.deal);
  for (const [area, name] of /** @type {[HTMLElement, string][]} */ ([
    [row, _("Your line")],
    [bank, _("Pieces")],
  ])) {
    area.setAttribute("role", "group");
    area.setAttribute("aria-label", name);
  }
  const chips = pieces.map((text) => {
    const chip = make("button", "chip", text);
    chip.type = "button";
    chip.draggable = true;
    bank.append(chip);
    return chip;
  });
  /** @type {HTMLElement | null} */
  let dragged = null;
  place.replaceChildren(make("p", "lead", _("Put the pieces in the order in which they’re sung.")), row, bank);

  /**
   * Move a piece, and check the line if it's complete.
   * @param {HTMLElement} chip
   * @param {HTMLElement} to
   * @param {Element | null} before
   */
  function move(chip, to, before) {
    to.insertBefore(chip, before);
    chip.focus({ preventScroll: true });
    if (bank.childElementCount === 0) check();
    else if (to === row) table.say(`${[...row.children].map((one) => one.textContent).join(step.glue)} …`);
  }

  function check() {
    const put = [...row.children].map((chip) => chip.textContent ?? "");
    const right = put.every((text, n) => fold(text) === fold(answer[n] ?? ""));
    if (right) close("right");
    const start = put.findIndex((text, n) => fold(text) !== fold(answer[n] ?? ""));
    const good =
      start > 0
        ? _("The line is correct up to “%(piece)s”.", { piece: put[start - 1] ?? "" })
        : _("The line begins with a different piece.");
    // The right pieces at the beginning stay in the line; the other pieces go back to the bank.
    if (!right) bank.append(...[...row.children].slice(start));
    table.judge({ right, care: step.lemmas ?? [], said: right ? "" : good });
  }

  /** @param {string} look */
  function close(look) {
    for (const chip of chips) {
      chip.disabled = true;
      chip.draggable = false;
      chip.classList.add(look);
    }
    listeners.abort();
  }

  /** Return the piece before which a dragged piece would be dropped, or null for the end. @param {DragEvent} event */
  function after(event) {
    const along = table.deal.dir === "rtl" ? -1 : 1;
    return (
      [...row.children].find((chip) => {
        const box = chip.getBoundingClientRect();
        if (chip === dragged || event.clientY > box.bottom) return false;
        return event.clientY < box.top || (event.clientX - (box.left + box.right) / 2) * along < 0;
      }) ?? null
    );
  }

  const { signal } = listeners;
  for (const chip of chips) {
    chip.addEventListener("click", () => move(chip, chip.parentElement === bank ? row : bank, null), { signal });
    chip.addEventListener("dragstart", () => {
      dragged = chip;
    });
    chip.addEventListener("keydown", (event) => keyed(chip, event), { signal });
  }
  for (const area of [row, bank]) {
    area.addEventListener("dragover", (event) => event.preventDefault(), { signal });
    area.addEventListener("dragenter", () => row.classList.toggle("over", area === row), { signal });
    area.addEventListener(
      "drop",
      (event) => {
        event.preventDefault();
        row.classList.remove("over");
        if (dragged) move(dragged, area, area === row ? after(event) : null);
      },
      { signal },
    );
  }

  /** @param {HTMLElement} chip @param {KeyboardEvent} event */
  function keyed(chip, event) {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way || chip.parentElement !== row) return;
    event.preventDefault();
    const forward = way > 0 === (table.deal.dir !== "rtl");
    const beside = forward ? chip.nextElementSibling : chip.previousElementSibling;
    if (beside) move(chip, row, forward ? beside.nextElementSibling : beside);
  }

  return {
    choose(n) {
      const chip = [...bank.children][n];
      if (chip instanceof HTMLElement && !signal.aborted) move(chip, row, null);
    },
    focus: () => chips[0]?.focus({ preventScroll: true }),
    help() {
      const put = [...row.children].map((chip) => chip.textContent ?? "");
      const start = put.findIndex((text, n) => fold(text) !== fold(answer[n] ?? ""));
      const at = start < 0 ? put.length : start;
      for (const chip of [...row.children].slice(at)) bank.append(chip);
      const next = [...bank.children].find((chip) => fold(chip.textContent ?? "") === fold(answer[at] ?? ""));
      if (next instanceof HTMLElement) move(next, row, null);
    },
    reveal() {
      // Put the pieces in the order of the answer. Pieces with the same text are interchangeable.
      const rest = [...chips];
      for (const text of answer) {
        const at = rest.findIndex((chip) => chip.textContent === text);
        row.append(...rest.splice(Math.max(0, at), 1));
      }
      close("shown");
      return answer.join(step.glue);
    },
    close: () => listeners.abort(),
  };
}
