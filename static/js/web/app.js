// What every page needs: the token that proves a request is ours, a question before something is lost, and a word
// when the server could not be reached.

import { CanaryCopy } from "./canary-copy.js";

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

document.addEventListener("htmx:response:error", () => {
  tell("That did not work. Load the page again, and if it happens once more, tell your host.");
});

document.addEventListener("htmx:error", () => {
  tell("The server cannot be reached. Check your connection and try again; nothing is lost.");
});

document.addEventListener("submit", (event) => {
  const question = event.target instanceof HTMLElement ? event.target.dataset["confirm"] : undefined;
  if (question && !confirm(question)) event.preventDefault();
});

customElements.define("canary-copy", CanaryCopy);
