// <canary-plan>: the host's plan without reloading. Its forms and links work without this script; with it, their answers
// replace parts of the page. Songs can also be dragged to weeks.

import { _ } from "../web/sentences.js";
import { tell } from "../web/toast.js";
import { Carry, scrollDistance } from "./carry.js";
import { latest, queue } from "./queue.js";

// What an answer replaces, by what was asked for. The parts have the same height before and after, so nothing moves.
const PARTS = {
  plan: ["plan-form", "plan-target", "plan"],
  filter: ["plan-form", "plan-filter", "plan-songs", "plan"],
  typed: ["plan-form", "plan-songs", "plan"],
};
// How long to wait for another letter before searching, in ms.
const TYPING = 250;

export class CanaryPlan extends HTMLElement {
  #carry = new Carry();
  #dragged = false;
  #queue = queue();
  #latest = latest();
  /** @type {Set<string>} */
  #pressed = new Set();
  #typing = 0;

  connectedCallback() {
    document.querySelector("#flashes")?.classList.add("floats");
    this.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("input", (event) => this.#type(event));
    this.addEventListener("change", (event) => this.#choose(event));
    this.addEventListener("pointerdown", (event) => this.#down(event));
    this.addEventListener("pointermove", (event) => this.#move(event));
    this.addEventListener("pointerup", (event) => this.#up(event));
    this.addEventListener("pointercancel", () => this.#drop());
    this.addEventListener("dragstart", (event) => event.preventDefault());
    this.addEventListener("keydown", (event) => {
      const cancel = this.querySelector(".plan-do a.wide");
      if (event.key === "Escape" && cancel instanceof HTMLElement) cancel.click();
    });
    this.dataset["ready"] = "";
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    const { target: form, submitter } = event;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    if (form.id === "plan-filter") {
      this.#filter();
      return;
    }
    const button = submitter instanceof HTMLButtonElement ? submitter : null;
    const action = button?.hasAttribute("formaction") ? button.formAction : form.action;
    /** @type {Record<string, string>} */
    const more = button?.name ? { [button.name]: button.value } : {};
    this.#post(action, more, form, button?.id || "details");
  }

  /**
   * Send a form after those that were sent before. A second press of the same button waits for nothing: it's ignored.
   * @param {string} action @param {Record<string, string>} more @param {HTMLFormElement} form @param {string} key
   */
  #post(action, more, form, key) {
    if (this.#pressed.has(key)) return;
    this.#pressed.add(key);
    const own = form.id === "plan-form" ? null : values(form);
    this.#queue(async () => {
      const now = document.querySelector("#plan-form"); // an earlier answer has replaced it
      const sent = own ?? (now instanceof HTMLFormElement ? values(now) : new URLSearchParams());
      for (const [name, value] of Object.entries(more)) sent.set(name, value);
      await this.#load(action, { method: "POST", body: sent }, [...PARTS.plan, own ? "plan-details" : ""]);
      this.#pressed.delete(key);
    });
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (this.#dragged) {
      this.#dragged = false; // the click that ends a drag
      event.preventDefault();
      return;
    }
    const link = event.target instanceof Element ? event.target.closest("a[data-load]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const what = link.dataset["load"];
    this.#queue(async () => {
      await this.#load(link.href, {}, what === "filter" ? PARTS.filter : [...PARTS.plan, "plan-details"]);
      if (what !== "target") return;
      const target = this.querySelector("#plan-target");
      if (target instanceof HTMLElement) target.focus();
    });
  }

  /** @param {Event} event */
  #type(event) {
    if (!(event.target instanceof HTMLInputElement) || event.target.id !== "q") return;
    clearTimeout(this.#typing);
    this.#typing = window.setTimeout(() => this.#filter(), TYPING);
  }

  /** @param {Event} event */
  #choose(event) {
    const field = event.target;
    const isField = field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.id !== "q");
    if (isField && field.form?.id === "plan-filter") this.#filter();
  }

  #filter() {
    clearTimeout(this.#typing);
    const form = this.querySelector("#plan-filter");
    if (!(form instanceof HTMLFormElement)) return;
    const sent = values(form);
    const week = this.querySelector('#plan-form [name="week"]');
    sent.delete("week");
    if (week instanceof HTMLInputElement && week.value !== "next") sent.set("week", week.value);
    const asked = new URLSearchParams([...sent].filter(([, value]) => value));
    const newest = this.#latest();
    this.#queue(() => (newest() ? this.#load(`${form.action}?${asked}`, {}, PARTS.typed) : undefined));
  }

  /**
   * Fetch the page and replace parts of this one, then tell what happened.
   * @param {string} url @param {RequestInit} request @param {string[]} parts
   */
  async #load(url, request, parts) {
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, request);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = page.querySelector("#flashes .flash");
      if (page.querySelector("canary-plan")) this.#show(page, parts);
      if (answer.ok && !request.method) history.replaceState(history.state, "", answer.url);
      const wrong = page.querySelector("canary-plan .wrong")?.textContent?.trim();
      const sentence = said?.textContent?.trim() || wrong || page.querySelector(".flash")?.textContent?.trim();
      if (sentence) tell(sentence, answer.ok ? "good" : "bad");
      else if (!answer.ok)
        tell(_("That didn’t work. Reload the page and try again. If it happens again, tell your host."));
    } catch {
      tell(_("We can’t reach the server. Check your connection and try again. Nothing is lost."));
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  /** @param {Document} page @param {string[]} parts */
  #show(page, parts) {
    const focused = document.activeElement?.id ?? "";
    // Somebody may be typing in the details while they're open.
    const closed = !this.querySelector("#plan-details[open]");
    const details = closed || page.querySelector("#plan-details .wrong") ? ["plan-details"] : [];
    for (const id of new Set([...parts, ...details])) {
      const fresh = id && page.getElementById(id);
      if (fresh) document.getElementById(id)?.replaceWith(document.adoptNode(fresh));
    }
    this.#keep(page, "plan-details", ["seen", "client_id"]);
    const fill = this.querySelector("#plan-fill .wrong");
    fill?.remove();
    const unfilled = page.querySelector("#plan-fill .wrong");
    if (unfilled) this.querySelector("#plan-fill")?.append(document.adoptNode(unfilled));
    this.#focus(focused);
  }

  /**
   * Update hidden fields of a part that stays, because somebody may be typing in it.
   * @param {Document} page @param {string} id @param {string[]} names
   */
  #keep(page, id, names) {
    for (const name of names) {
      const [fresh, old] = [page, document].map((one) => one.querySelector(`#${id} [name="${name}"]`));
      if (fresh instanceof HTMLInputElement && old instanceof HTMLInputElement) old.value = fresh.value;
    }
  }

  /** Give the focus back to what had it, or to what stands in its place. @param {string} id */
  #focus(id) {
    if (!id || document.activeElement?.id === id) return;
    const week = id.match(/\d{4}-\d\d-\d\d$/)?.[0];
    for (const one of [id, week ? `swap-${week}` : "", week ? `choose-${week}` : "", "plan-title"]) {
      const found = one ? document.getElementById(one) : null;
      if (!found || (found instanceof HTMLButtonElement && found.disabled)) continue;
      found.focus({ preventScroll: true });
      return;
    }
  }

  /** @param {PointerEvent} event */
  #down(event) {
    this.#dragged = false;
    const pick = event.target instanceof Element ? event.target.closest("[data-song]") : null;
    // On a touch screen, a moving finger scrolls the list.
    if (!(pick instanceof HTMLElement) || event.pointerType === "touch" || event.button !== 0) return;
    this.#carry.down(pick.dataset["song"] ?? "", event.clientX, event.clientY);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#carry.move(event.clientX, event.clientY)) return;
    if (!this.#dragged) this.setPointerCapture(event.pointerId);
    this.#dragged = true;
    this.toggleAttribute("data-carrying", true);
    window.scrollBy(0, scrollDistance(event.clientY, window.innerHeight));
    const below = this.#below(event);
    for (const row of this.querySelectorAll("[data-week]")) row.toggleAttribute("data-over", row === below);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const row = this.#dragged ? this.#below(event) : null;
    const done = this.#carry.drop(row?.dataset["week"]);
    this.#drop();
    const form = this.querySelector("#plan-form");
    if (done && form instanceof HTMLFormElement) this.#post(form.action, done, form, `${done.song} ${done.week}`);
  }

  #drop() {
    this.#carry.up();
    this.toggleAttribute("data-carrying", false);
    for (const row of this.querySelectorAll("[data-over]")) row.removeAttribute("data-over");
    setTimeout(() => {
      this.#dragged = false;
    });
  }

  /** @param {PointerEvent} event @returns {HTMLElement | null} */
  #below(event) {
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-week]");
    return found instanceof HTMLElement && this.contains(found) ? found : null;
  }
}

/** Return what a form sends, without the button. @param {HTMLFormElement} form */
function values(form) {
  const sent = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") sent.append(name, value);
  return sent;
}
