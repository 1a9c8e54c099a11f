// <canary-language>: chooses a language, or several, from a list in which people search by any name of a language. It's
// a combobox (ARIA 1.2) in place of the browser's own suggestions, which know one name of each. Without this script, the
// field takes names as text.

import { find, named, split } from "./language-names.js";
import { _, ngettext } from "./sentences.js";

let made = 0;

export class CanaryLanguage extends HTMLElement {
  /** @type {HTMLInputElement} */
  #input = document.createElement("input");
  /** With several: the field that is sent. @type {HTMLInputElement | null} */
  #sent = null;
  #list = document.createElement("ul");
  #chips = document.createElement("ul");
  #status = document.createElement("p");
  /** @type {{ own: string, label: string, code: string, names: string }[]} */
  #languages = [];
  #active = -1;
  #pressed = false;
  #listeners = new AbortController();

  connectedCallback() {
    const input = this.querySelector("input");
    if (!input || this.hasAttribute("data-ready")) return;
    this.#languages = [...this.querySelectorAll("option")].map((option) => ({
      own: option.value,
      label: option.label,
      code: option.lang,
      names: option.dataset["names"] ?? "",
    }));
    this.#input = input;
    if ("several" in this.dataset) this.#split(input);
    this.#build();
    this.#listen();
    this.dataset["ready"] = "";
  }

  disconnectedCallback() {
    this.#listeners.abort();
  }

  /** Let the field take one language at a time, and keep those that are chosen beside it. @param {HTMLInputElement} input */
  #split(input) {
    const sent = document.createElement("input");
    sent.type = "hidden";
    sent.name = input.name;
    input.removeAttribute("name");
    this.#sent = sent;
    // A form may be sent while a name is still in the field.
    this.closest("form")?.addEventListener("formdata", ({ formData }) => {
      const names = new Set([...this.#chosen(), ...this.#understood(this.#input.value)]);
      if (sent.isConnected) formData.set(sent.name, [...names].join(", "));
    });
    this.#chips.className = "language-chips";
    this.#chips.setAttribute("role", "list");
    input.before(this.#chips, sent);
    const chosen = split(input.value);
    input.value = "";
    for (const name of chosen) this.#add(name);
    this.#keep();
  }

  #build() {
    made += 1;
    this.#list.id = `languages-${made}`;
    this.#list.className = "language-list";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", _("Languages to choose from"));
    this.#list.hidden = true;
    this.#status.className = "unseen";
    this.#status.setAttribute("role", "status");
    const box = document.createElement("div");
    box.className = "language-box";
    this.#input.before(box);
    box.append(this.#input, this.#list);
    this.append(this.#status);
    this.#input.removeAttribute("list");
    this.querySelector("datalist")?.remove();
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.#list.id,
    }))
      this.#input.setAttribute(name, value);
  }

  #listen() {
    this.#input.addEventListener("input", (event) => {
      event.stopPropagation(); // it's chosen when it's known
      this.#open(this.#input.value);
    });
    this.#input.addEventListener("focus", () => this.#input.select());
    this.#input.addEventListener("click", () => this.#open(""));
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    const options = { capture: true, signal: this.#listeners.signal };
    addEventListener("pointerdown", () => (this.#pressed = true), options);
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => (this.#pressed = false), options);
    this.#input.addEventListener("blur", () => this.#blurred());
    this.#input.addEventListener("change", (event) => {
      if (event.isTrusted) event.stopPropagation(); // `#leave` sends it once the name is understood
    });
    // A press on the list mustn't take the focus from the field.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[data-own]") : null;
      if (option instanceof HTMLElement) this.#choose(option.dataset["own"] ?? "");
    });
  }

  /** Show the languages that match. @param {string} typed */
  #open(typed) {
    const left = this.#languages.filter(({ own }) => !this.#chosen().includes(own));
    const found = find(left, typed);
    this.#list.replaceChildren(
      ...found.map(({ own, label, code }, n) => {
        const option = document.createElement("li");
        option.id = `${this.#list.id}-${n}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", String(own === this.#input.value));
        option.dataset["own"] = own;
        const name = document.createElement("span");
        name.lang = code;
        name.dir = "auto";
        name.textContent = own;
        option.append(name);
        if (label !== own) {
          const other = document.createElement("span");
          other.className = "quiet small";
          other.textContent = label;
          option.append(" ", other);
        }
        return option;
      }),
    );
    this.#list.hidden = found.length === 0;
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    this.#activate(typed && found.length > 0 ? 0 : -1);
    if (typed) {
      this.#say(
        found.length > 0
          ? ngettext("%(num)s language found.", "%(num)s languages found.", found.length)
          : _("No language in the list has this name."),
      );
    }
  }

  #close() {
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  /** @param {number} n */
  #activate(n) {
    this.#active = n;
    for (const [at, option] of [...this.#list.children].entries()) option.toggleAttribute("data-active", at === n);
    const option = this.#list.children[n];
    if (option) {
      this.#input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.#input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const open = !this.#list.hidden;
    const count = this.#list.children.length;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.#open("");
      else if (event.key === "ArrowDown") this.#activate((this.#active + 1) % count);
      else this.#activate((Math.max(this.#active, 0) - 1 + count) % count);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Enter") this.#enter(event, open);
    else if (event.key === "Backspace" && this.#sent && !this.#input.value) this.#drop(this.#chips.lastElementChild);
  }

  /** @param {KeyboardEvent} event @param {boolean} open */
  #enter(event, open) {
    const option = open ? this.#list.children[this.#active] : null;
    if (option instanceof HTMLElement) {
      event.preventDefault();
      this.#choose(option.dataset["own"] ?? "");
    } else if (this.#sent && this.#input.value.trim()) {
      event.preventDefault();
      this.#leave();
    } else this.#leave();
  }

  /** @param {string} own */
  #choose(own) {
    if (this.#sent) {
      this.#add(own);
      this.#input.value = "";
      this.#say(_("%(language)s added.", { language: own }));
    } else this.#input.value = own;
    this.#close();
    this.#changed();
  }

  /**
   * Take what was typed. With several, that adds a row: what a pointer presses must not move before it's released, or the
   * press would miss it.
   */
  #blurred() {
    if (!this.#sent || !this.#pressed) this.#leave();
    else {
      this.#close();
      addEventListener("pointerup", () => setTimeout(() => this.#leave()), { once: true });
    }
  }

  /** Take what was typed: a name that's known becomes the language's own name, and anything else is left to the server. */
  #leave() {
    this.#close();
    const typed = this.#input.value.trim();
    if (!this.#sent) {
      const own = named(this.#languages, typed)?.own ?? typed;
      const before = this.dataset["last"] ?? this.#input.defaultValue;
      this.#input.value = own;
      if (own !== before) this.#changed();
      return;
    }
    if (!typed) return;
    for (const name of this.#understood(typed)) this.#add(name);
    this.#input.value = "";
    this.#changed();
  }

  /** Return the own names of the languages that were typed; unknown names stay the same. @param {string} typed */
  #understood(typed) {
    return split(typed).map((part) => named(this.#languages, part)?.own ?? part);
  }

  #changed() {
    this.dataset["last"] = this.#input.value;
    this.#keep();
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {string} name */
  #add(name) {
    if (this.#chosen().includes(name)) return;
    const known = this.#languages.find(({ own }) => own === name);
    const [chip, text, button] = ["li", "span", "button"].map((tag) => document.createElement(tag));
    if (!chip || !text || !(button instanceof HTMLButtonElement)) return;
    chip.dataset["own"] = name;
    text.textContent = name;
    text.dir = "auto";
    if (known) text.lang = known.code;
    button.type = "button";
    button.setAttribute("aria-label", _("Remove %(language)s", { language: name }));
    button.textContent = "×";
    button.addEventListener("click", () => {
      this.#drop(chip);
      this.#input.focus();
    });
    chip.append(text, button);
    this.#chips.append(chip);
  }

  /** @param {Element | null} chip */
  #drop(chip) {
    if (!(chip instanceof HTMLElement)) return;
    chip.remove();
    this.#say(_("%(language)s removed.", { language: chip.dataset["own"] ?? "" }));
    this.#changed();
  }

  /** @returns {string[]} */
  #chosen() {
    return [...this.#chips.children].map((chip) => (chip instanceof HTMLElement ? (chip.dataset["own"] ?? "") : ""));
  }

  #keep() {
    if (this.#sent) this.#sent.value = this.#chosen().join(", ");
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.#status.textContent = sentence;
  }
}
