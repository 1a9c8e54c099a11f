// One line in the list of songs on their way in.

/**
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

/** A song's names, how far it is, and what became of it. */
export class UploadRow {
  element = make("li", "upload waiting");
  #place = make("div", "");
  #mark = make("span", "upload-mark", "♪");
  #bar = document.createElement("progress");
  #message = make("p", "quiet small", "Ready to be sent");

  /** @param {string[]} names the sound's first, then its lyrics' */
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
    if (others.length > 0) this.#place.append(make("p", "quiet small", `with ${others.join(", ")}`));
    this.#place.append(this.#bar, this.#message);
    this.element.append(this.#mark, this.#place);
  }

  /** @param {number} share from 0 to 100 @param {string} message */
  progress(share, message) {
    this.element.classList.remove("waiting");
    this.#bar.hidden = false;
    this.#bar.value = share;
    this.#message.textContent = message;
  }

  /** @param {string} sentence */
  fail(sentence) {
    this.#end("failed", "!", sentence);
    this.#message.className = "wrong";
  }

  /** @param {string} url where the song is now @param {string} message */
  done(url, message) {
    this.#end("done", "✓", message || "Added");
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = "Open the song";
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
