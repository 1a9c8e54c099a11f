// Shows and hides the layers of the lyrics: the original, a reading and a translation.

/**
 * @typedef {import("./settings.js").Layers} Layers
 * @typedef {"o" | "r" | "x"} Kind
 */

// early.js sets equivalent rules before the page is first painted. This sheet replaces them.
const sheet = new CSSStyleSheet();

/** Shows and hides the layers of a page's lyrics. */
export class LayerView {
  #root;
  /** @type {Record<"r" | "x", string[]>} the default comes first */
  #keys;

  /** @param {ParentNode} root the element around the lyrics and the controls */
  constructor(root) {
    this.#root = root;
    this.#keys = { r: this.#names("r"), x: this.#names("x") };
    document.adoptedStyleSheets = [sheet];
  }

  /** Return whether this song has a layer of a kind. @param {"r" | "x"} kind @returns {boolean} */
  has(kind) {
    return this.#keys[kind].length > 0;
  }

  /**
   * Return the key of the layer that is shown if the learner has chosen `key`: the same key if the song has that layer,
   * otherwise the first layer's key, or "" if there are no layers of this kind.
   * @param {"r" | "x"} kind
   * @param {string} key
   */
  chosen(kind, key) {
    return this.#keys[kind].includes(key) ? key : (this.#keys[kind][0] ?? "");
  }

  /**
   * Return the key of the layer after the chosen one. The first layer follows the last.
   * @param {"r" | "x"} kind
   * @param {string} key
   */
  after(kind, key) {
    const keys = this.#keys[kind];
    return keys[(keys.indexOf(this.chosen(kind, key)) + 1) % keys.length] ?? "";
  }

  /**
   * Show the chosen layers, and keep a line at its position on the screen.
   * @param {Layers} layers
   * @param {Element | null} line
   */
  show(layers, line) {
    const before = line?.getBoundingClientRect().top ?? 0;
    sheet.replaceSync(
      [
        layers.o ? "" : ".lyrics .t { display: none }",
        ...["r", "x"].map((kind) => {
          const key = this.chosen(/** @type {"r" | "x"} */ (kind), layers[kind === "r" ? "rin" : "xin"]);
          const one = `.lyrics .${kind}[data-in="${CSS.escape(key)}"]`;
          const on = layers[/** @type {"r" | "x"} */ (kind)];
          return `.lyrics .${kind} { display: none } ${on && key ? `${one} { display: block }` : ""}`;
        }),
      ].join(" "),
    );
    const moved = (line?.getBoundingClientRect().top ?? 0) - before;
    if (moved) scrollBy({ top: moved, behavior: "instant" });
  }

  /** @param {"r" | "x"} kind */
  #names(kind) {
    /** @type {NodeListOf<HTMLOptionElement>} */
    const options = this.#root.querySelectorAll(`select[data-part=${kind}in] option`);
    const usual = [...options].filter((option) => option.defaultSelected);
    return [...new Set([...usual, ...options])].map((option) => option.value);
  }
}
