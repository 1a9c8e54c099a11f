// A row in the list of uploads.

import { _, language } from "../web/sentences.js";

/**
 * Create an element.
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** The file names of an upload, its progress and its result. */
export class UploadRow {
  element = make("li", "upload waiting");
  #place = make("div", "");
  #mark = make("span", "upload-mark", "♪");
  #bar = document.createElement("progress");
  #message = make("p", "quiet small", _("Ready to upload"));

  /** @param {string[]} names of the files: the sound file first, then the lyrics */
  constructor(names) {
    const [name = "", ...others] = names;
    const title = make("p", "upload-name", name);
    title.dir = "auto";
    this.#mark.ariaHidden = "true";
    this.#bar.max = 100;
    this.#bar.value = 0;
    this.#bar.hidden = true;
    this.#bar.ariaLabel = name;
    this.#place.append(title);
    if (others.length > 0) {
      const names = new Intl.ListFormat(language, { type: "unit" }).format(others);
      this.#place.append(make("p", "quiet small", _("with %(names)s", { names })));
    }
    this.#place.append(this.#bar, this.#message);
    this.element.append(this.#mark, this.#place);
  }

  /** Show the progress. @param {number} share from 0 to 100 @param {string} message */
  progress(share, message) {
    this.element.classList.remove("waiting");
    this.#bar.hidden = false;
    this.#bar.value = share;
    this.#message.textContent = message;
  }

  /** Show an error. @param {string} sentence */
  fail(sentence) {
    this.#end("failed", "!", sentence);
    this.#message.className = "wrong";
  }

  /**
   * Show that the upload succeeded.
   * @param {string} url the song's page, "" if there is none
   * @param {string} message
   */
  done(url, message) {
    this.#end("done", "✓", message || _("Added"));
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = _("Open the song");
    this.#place.append(link);
  }

  /** @param {string} state @param {string} mark @param {string} sentence */
  #end(state, mark, sentence) {
    this.element.classList.remove("waiting");
    this.element.classList.add(state);
    this.#mark.textContent = mark;
    this.#bar.hidden = true;
    this.#message.textContent = sentence;
  }
}
