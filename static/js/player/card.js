// The word card: a popover next to a word, opened by a click, by a long press on a touch screen, or by a key.

import { pointerOf } from "../web/pointer.js";
import { EDGE, GAP, spotFor } from "./spot.js";

const LONG_PRESS = 500; // ms
const SLIP = 10; // CSS pixels: a finger that moves further is scrolling, not pressing
const NARROWEST = 300; // CSS pixels: the least width of a card beside a line

/** The word card. Other rooms listen for its `canary:word` event and fill its element `[data-part=more]`. */
export class Card {
  #card;
  #open;
  #timer = 0;
  #x = 0;
  #y = 0;
  #pressed = false;
  /** @type {HTMLElement | null} */
  #anchor = null;
  /** @type {Element | null} */
  #before = null;
  /** Whether the current press has closed the card. The click that ends the press must then do nothing else. */
  closed = false;
  /** The word on the card: its line, and its position in the line, both counted from 1. */
  place = { line: 0, word: 0 };

  /**
   * @param {HTMLElement} card the popover
   * @param {HTMLElement} lyrics
   * @param {(word: HTMLElement) => void} open called with the word that was clicked or pressed
   * @param {AbortSignal} signal
   */
  constructor(card, lyrics, open, signal) {
    this.#card = card;
    this.#open = open;
    lyrics.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    for (const name of ["pointerup", "pointercancel"]) lyrics.addEventListener(name, () => this.#up(), { signal });
    lyrics.addEventListener("pointermove", (event) => this.#move(event), { signal });
    lyrics.addEventListener("click", (event) => isForWord(event) && this.#ask(event.target), { signal });
    // On a phone, a long press opens the card, not the browser's menu. The text on the card can be selected and copied.
    lyrics.addEventListener("contextmenu", (event) => this.#pressed && event.preventDefault(), { signal });
    // The card may open under the finger. The click that ends the long press must then not press anything on the card.
    card.addEventListener("click", (event) => this.#lifted(event), { signal, capture: true });
    // An automatic popover would close again when the finger is lifted, so this popover is manual and we close it.
    addEventListener("pointerdown", (event) => this.#outside(event.target), { signal });
    addEventListener("keydown", (event) => event.key === "Escape" && this.hide(), { signal });
    // Other rooms add content later, which makes the card larger. It's moved so that it doesn't cover its word.
    const watch = new ResizeObserver(() => this.#anchor && this.#place(this.#anchor));
    for (const part of card.children) watch.observe(part);
    signal.addEventListener("abort", () => watch.disconnect());
  }

  /** Whether a long press has just opened the card. The click that ends the long press must then be ignored. */
  get held() {
    return this.#pressed;
  }

  /**
   * Show the card next to a word.
   * @param {HTMLElement} word
   * @param {{ line: number, word: number }} place counted from 1
   */
  show(word, place) {
    this.place = place;
    const line = word.closest(".line");
    this.#fill("card-word", word.textContent?.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "") || word.textContent || "");
    const layers = [...(line?.querySelectorAll(".t, .r, .x") ?? [])].filter((layer) => layer.checkVisibility());
    this.#part("card-line")?.replaceChildren(...layers.map(copy));
    const lang = word.closest("[lang]")?.getAttribute("lang") ?? "";
    this.#part("card-word")?.setAttribute("lang", lang);
    const link = this.#part("card-link");
    if (link instanceof HTMLAnchorElement) link.href = `#line-${place.line}`;
    this.#part("more")?.replaceChildren();
    this.#anchor = word;
    const { activeElement } = document;
    if (!this.#card.contains(activeElement)) this.#before = activeElement;
    this.#card.showPopover();
    this.#card.focus({ preventScroll: true });
    this.#place(word);
    this.#card.dispatchEvent(
      new CustomEvent("canary:word", { bubbles: true, detail: { ...place, text: word.textContent ?? "" } }),
    );
  }

  /** Close the card, and return the focus to the element that had it before. */
  hide() {
    const back = this.#card.contains(document.activeElement) ? this.#before : null;
    this.#card.hidePopover();
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  }

  /** @param {EventTarget | null} target */
  #outside(target) {
    this.#pressed = false;
    this.closed = this.#card.matches(":popover-open") && !(target instanceof Node && this.#card.contains(target));
    if (this.closed) this.hide();
  }

  /**
   * Place the card beside its line if the window is wide enough, otherwise above or below its word. It covers neither
   * the word nor the player's bar; if it's too high for that, its content scrolls.
   * @param {HTMLElement} word
   */
  #place(word) {
    const { style } = this.#card;
    style.width = style.maxHeight = "";
    const bottom = document.querySelector(".bar")?.getBoundingClientRect().top || innerHeight;
    const line = extent(word);
    const room = Math.max(innerWidth - line.right, line.left) - 2 * GAP - EDGE;
    if (room >= NARROWEST) style.width = `${Math.min(room, this.#card.offsetWidth)}px`;
    const { width, height } = this.#card.getBoundingClientRect();
    const spot = spotFor(word.getBoundingClientRect(), line, { width, height }, { width: innerWidth, bottom });
    style.left = `${spot.left}px`;
    style.top = `${spot.top}px`;
    style.maxHeight = `${spot.height}px`;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    clearTimeout(this.#timer);
    if (event.pointerType === "mouse") return;
    [this.#x, this.#y] = [event.clientX, event.clientY];
    this.#timer = setTimeout(() => {
      this.#pressed = true;
      this.#ask(event.target);
    }, LONG_PRESS);
  }

  #up() {
    clearTimeout(this.#timer);
  }

  /** @param {MouseEvent} event */
  #lifted(event) {
    if (!this.#pressed || ["mouse", ""].includes(pointerOf(event))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (Math.hypot(event.clientX - this.#x, event.clientY - this.#y) > SLIP) clearTimeout(this.#timer);
  }

  /** @param {EventTarget | null} target */
  #ask(target) {
    const word = target instanceof Element ? target.closest(".t b") : null;
    if (word instanceof HTMLElement) this.#open(word);
  }

  /** @param {string} name @param {string} text */
  #fill(name, text) {
    const part = this.#part(name);
    if (part) part.textContent = text;
  }

  /** @param {string} name */
  #part(name) {
    return this.#card.querySelector(`[data-part=${name}]`);
  }
}

/**
 * Return whether a click opens a word's card. Only mouse clicks do: on a touch screen, a tap plays the song from that
 * line, and a long press opens the card.
 * @param {Event} event
 */
export function isForWord(event) {
  const word = event.target instanceof Element && event.target.closest(".t b");
  // Selecting text with the mouse ends in a click too, which must not open the card.
  const marking = getSelection()?.isCollapsed === false;
  return Boolean(word) && pointerOf(event) === "mouse" && !marking;
}

/** Return a copy of a layer without its highlight. @param {Element} layer */
function copy(layer) {
  const twin = /** @type {HTMLElement} */ (layer.cloneNode(true));
  twin.querySelector(".light")?.remove();
  twin.dir = "auto";
  return twin;
}

/** Return from where to where the text of a word's line reaches, in CSS pixels. @param {HTMLElement} word */
function extent(word) {
  const layers = [...(word.closest(".line")?.querySelectorAll(".t, .r, .x") ?? [word])];
  const rects = layers.flatMap((layer) => [...textOf(layer).getClientRects()]);
  return {
    left: Math.min(...rects.map((rect) => rect.left)),
    right: Math.max(...rects.map((rect) => rect.right)),
  };
}

/** Return the range of an element's text. @param {Element} element */
function textOf(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range;
}
