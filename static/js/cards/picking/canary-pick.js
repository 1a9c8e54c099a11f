// <canary-pick>: lets learners decide on words one by one, by key, tap or swipe. The server chooses the next word.

import { allowLater } from "../../web/playing.js";
import { _ } from "../../web/sentences.js";
import { swipe } from "../../web/swipe.js";
import { watch } from "./phrase.js";
import { action, Span } from "./picking.js";

export class CanaryPick extends HTMLElement {
  #disconnected = new AbortController();
  #busy = false;
  /** @type {HTMLAudioElement | null} */
  #player = null;
  #next = new Audio();
  /** @type {Span | null} */
  #span = null;

  connectedCallback() {
    const signal = this.#disconnected.signal;
    this.addEventListener("submit", (event) => this.#submitted(event));
    this.addEventListener("change", () => this.#chosen());
    this.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[data-do=listen]")) void this.#listen();
    });
    document.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    this.#begin(false);
    this.dataset["ready"] = "";
  }

  disconnectedCallback() {
    this.#disconnected.abort();
    this.#player?.pause();
  }

  /** @param {string} name */
  #part(name) {
    const found = this.querySelector(`[data-part="${name}"]`);
    return found instanceof HTMLElement ? found : null;
  }

  /**
   * Set up the word that is shown.
   * @param {boolean} focus whether to focus its card and play its line; false for the first word
   */
  #begin(focus) {
    const card = this.#part("card");
    if (focus) card?.focus({ preventScroll: true });
    this.#span = null;
    if (card && this.#part("pick")) {
      const line = this.#part("line");
      if (line) watch(line, (from, to) => this.#select(from, to));
      // Dragging after holding a word selects a phrase and isn't a swipe; the style sheet keeps the card in place.
      const held = () => line?.hasAttribute("data-held") ?? false;
      swipe(
        card,
        () => !this.#busy,
        (way) => held() || this.#press(way < 0 ? "skip" : "keep"),
      );
    }
    const sound = this.#part("sound");
    if (sound?.dataset["next"]) {
      this.#next.preload = "auto";
      this.#next.src = sound.dataset["next"];
    }
    if (sound instanceof HTMLAudioElement) this.#keepPlayer(sound);
    // Browsers may refuse to play before the first click; the learner can then press the button.
    if (focus) void this.#listen();
  }

  /** Let the first word's player play all words, because the browser has to allow it only once. @param {HTMLAudioElement} sound */
  #keepPlayer(sound) {
    if (this.#player) {
      this.#player.src = sound.src;
      sound.replaceWith(this.#player);
    } else this.#player = sound;
  }

  async #listen() {
    const sound = this.#part("sound");
    if (!(sound instanceof HTMLAudioElement)) return;
    sound.currentTime = 0;
    try {
      await sound.play();
    } catch (error) {
      const refused = error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
      const button = this.querySelector("[data-do=listen]");
      if (!refused && button instanceof HTMLButtonElement) button.disabled = true; // this line has no sound
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const at = event.target instanceof Element ? event.target : null;
    const what = action(event);
    if (what === "" || at?.closest("input, textarea, select")) return;
    // On a button or a link, Enter and Space activate it.
    if ((event.key === "Enter" || event.key === " ") && at?.closest("a, button, summary")) return;
    event.preventDefault();
    if (event.repeat && what !== "left" && what !== "right") return; // holding a key decides on one word only
    if (what === "listen") void this.#listen();
    else if (what === "edit") this.#edit();
    else if (what === "left" || what === "right") this.#grow(what);
    else this.#press(what);
  }

  /** @param {string} did */
  #press(did) {
    const button = this.querySelector(`button[name="do"][value="${did}"]`);
    if (button instanceof HTMLButtonElement && !button.disabled) button.click();
  }

  #edit() {
    const [place, input] = [this.#part("edit"), this.#part("meaning")];
    if (!(place instanceof HTMLDetailsElement && input instanceof HTMLInputElement)) return;
    place.open = true;
    input.select();
  }

  /** @param {"left" | "right"} side */
  #grow(side) {
    const line = this.#part("line");
    const words = line?.querySelectorAll("[data-n]") ?? [];
    const marked = [...words].findIndex((word) => word.querySelector("mark"));
    if (!line || words.length < 2) return;
    this.#span ??= new Span(Math.max(0, marked) + 1, words.length);
    const forward = (side === "right") === (line.dir !== "rtl");
    this.#span.grow(forward ? 1 : -1);
    this.#show(this.#span);
  }

  /** @param {number} from @param {number} to */
  #select(from, to) {
    const span = new Span(from, this.#part("line")?.querySelectorAll("[data-n]").length ?? 0);
    span.reach(to);
    this.#span = span;
    this.#show(span);
  }

  #chosen() {
    const [first, last] = [this.#part("first"), this.#part("last")];
    if (!(first instanceof HTMLSelectElement && last instanceof HTMLSelectElement)) return;
    this.#select(Number(first.value), Number(last.value));
  }

  /** @param {Span} span */
  #show(span) {
    for (const word of this.#part("line")?.querySelectorAll("[data-n]") ?? []) {
      const n = Number(word.getAttribute("data-n"));
      word.toggleAttribute("data-in", span.isPhrase && n >= span.first && n <= span.last);
    }
    const [place, first, last] = [this.#part("phrase"), this.#part("first"), this.#part("last")];
    if (first instanceof HTMLSelectElement) first.value = String(span.first);
    if (last instanceof HTMLSelectElement) last.value = String(span.last);
    if (place instanceof HTMLDetailsElement && span.isPhrase) place.open = true;
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    // Enter in the meaning's field submits the form with its first button, "keep".
    if (this.#busy) return;
    if (this.#player) allowLater(this.#player);
    void this.#send(form, new FormData(form, event.submitter));
  }

  /** @param {HTMLFormElement} form @param {FormData} body */
  async #send(form, body) {
    this.#busy = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const stage = page.querySelector("[data-part=stage]");
      if (!answer.ok || !stage) {
        this.#flash(page.querySelector(".flash")?.textContent?.trim() || _("That didn’t work. Reload the page."));
        return;
      }
      this.#flash(stage.getAttribute("data-message") ?? "", "good");
      this.#part("stage")?.replaceWith(document.adoptNode(stage));
      const address = answer.headers.get("HX-Replace-Url");
      if (address) history.replaceState(null, "", address);
      this.#begin(true);
    } catch {
      this.#flash(_("We can’t reach the server. Check your connection and try again."));
    } finally {
      this.#busy = false;
    }
  }

  /** @param {string} sentence @param {string} [kind] */
  #flash(sentence, kind = "bad") {
    const place = document.querySelector("#flashes");
    const flash = document.createElement("p");
    flash.className = `flash ${kind}`;
    flash.setAttribute("role", kind === "bad" ? "alert" : "status");
    flash.textContent = sentence;
    place?.replaceChildren(...(sentence ? [flash] : []));
  }
}
