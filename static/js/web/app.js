// What every page needs: the token that proves a request is ours, a question before something is lost, and a word
// when the server could not be reached.

import { ago } from "./ago.js";
import { CanaryCopy } from "./canary-copy.js";
import { _ } from "./sentences.js";

/** @param {string} sentence */
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
  // The server answers a script with its sentence in a fragment; a proxy in between may answer with anything.
  const answer = event instanceof CustomEvent ? String(event.detail.ctx.text ?? "") : "";
  const sentence = new DOMParser().parseFromString(answer, "text/html").querySelector(".flash")?.textContent?.trim();
  tell(sentence || _("That did not work. Load the page again, and if it happens once more, tell your host."));
});

document.addEventListener("htmx:error", () => {
  tell(_("The server cannot be reached. Check your connection and try again; nothing is lost."));
});

// Threads are kept ready-made on the server with plain days in them; how long ago that was is for the reader's clock.
for (const time of document.querySelectorAll("time[data-ago]")) {
  if (time instanceof HTMLTimeElement) {
    time.title = time.textContent ?? "";
    time.textContent = ago(Date.parse(time.dateTime), Date.now()) || time.textContent;
  }
}

/** Forms on their way: a second press of the same button would ask the server twice. @type {WeakSet<EventTarget>} */
const onTheirWay = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLElement)) return; // a script of the page's own sends it
  const question = form.dataset["confirm"];
  if (onTheirWay.has(form) || (question && !confirm(question))) {
    event.preventDefault();
    return;
  }
  onTheirWay.add(form);
  setTimeout(() => onTheirWay.delete(form), 2000);
});

customElements.define("canary-copy", CanaryCopy);
