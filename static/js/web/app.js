// What every page needs: the CSRF token in htmx requests, confirmations before forms are sent, and error messages when
// the server refuses a request or can't be reached.

import { ago } from "./ago.js";
import { CanaryCopy } from "./canary-copy.js";
import { _ } from "./sentences.js";

/** Show an error at the top of the page. @param {string} sentence */
function tell(sentence) {
  const flash = document.createElement("p");
  flash.className = "flash bad";
  flash.setAttribute("role", "alert");
  flash.textContent = sentence;
  const place = document.querySelector("#flashes");
  place?.replaceChildren(flash);
  place?.scrollIntoView({ block: "nearest" });
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

customElements.define("canary-copy", CanaryCopy);
