// What every page needs: the CSRF token in htmx requests, confirmations before forms are sent, messages, and the focus on
// the first mistake in a form.

import { ago } from "./ago.js";
import { CanaryClip } from "./canary-clip.js";
import { CanaryCopy } from "./canary-copy.js";
import { _, ngettext } from "./sentences.js";
import { showFlashes, tell } from "./toast.js";

showFlashes();

// A form came back with mistakes: say so, and go to the first one.
const wrong = document.querySelectorAll('main [aria-invalid="true"]');
if (wrong[0] instanceof HTMLElement) {
  tell(ngettext("One answer needs another look.", "%(num)s answers need another look.", wrong.length));
  wrong[0].focus();
}

document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content");
  if (token && event instanceof CustomEvent) event.detail.ctx.request.headers["X-CSRFToken"] = token;
});

document.addEventListener("htmx:response:error", (event) => {
  // The server's error is a fragment with a sentence in .flash. An error from a proxy has no such element.
  const answer = event instanceof CustomEvent ? String(event.detail.ctx.text ?? "") : "";
  const sentence = new DOMParser().parseFromString(answer, "text/html").querySelector(".flash")?.textContent?.trim();
  tell(sentence || _("That didn’t work. Reload the page and try again. If it happens again, tell your host."));
});

document.addEventListener("htmx:error", () => {
  tell(_("We can’t reach the server. Check your connection and try again. Nothing is lost."));
});

// Cached threads contain dates. Replace them with relative times, which depend on the reader's clock.
for (const time of document.querySelectorAll("time[data-ago]")) {
  if (time instanceof HTMLTimeElement) {
    time.title = time.textContent ?? "";
    time.textContent = ago(Date.parse(time.dateTime), Date.now()) || time.textContent;
  }
}

/**
 * Forms that were sent less than 2 seconds ago: a double click mustn't send them twice.
 * @type {WeakSet<EventTarget>}
 */
const onTheirWay = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLElement)) return; // another script sends this form
  const question = form.dataset["confirm"];
  if (onTheirWay.has(form) || (question && !confirm(question))) {
    event.preventDefault();
    return;
  }
  onTheirWay.add(form);
  setTimeout(() => onTheirWay.delete(form), 2000);
});

customElements.define("canary-clip", CanaryClip);
customElements.define("canary-copy", CanaryCopy);
