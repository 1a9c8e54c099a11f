// Which layers of the lyrics are shown: the original, a reading, a translation.

/**
 * @typedef {import("./settings.js").Layers} Layers
 * @typedef {"o" | "r" | "x"} Kind
 */

// The same rules stand in early.js, which sets them before the page is first seen.
const sheet = new CSSStyleSheet();

/** Shows and hides the layers of a page's lyrics. */
export class LayerView {
  #root;
  /** @type {Record<"r" | "x", string[]>} the one for who has not chosen comes first */
  #keys;

  /** @param {ParentNode} root the element around the lyrics and the controls */
  constructor(root) {
    this.#root = root;
    this.#keys = { r: this.#names("r"), x: this.#names("x") };
    document.adoptedStyleSheets = [sheet];
  }

  /** @param {"r" | "x"} kind @returns {boolean} whether this song has a layer of that kind */
  has(kind) {
    return this.#keys[kind].length > 0;
  }

  /**
   * The layer of a kind that is shown when this one is wished for: itself, else the first; "" without any.
   * @param {"r" | "x"} kind
   * @param {string} wish
   */
  chosen(kind, wish) {
    return this.#keys[kind].includes(wish) ? wish : (this.#keys[kind][0] ?? "");
  }

  /**
   * The one after it, and after the last the first.
   * @param {"r" | "x"} kind
   * @param {string} key
   */
  after(kind, key) {
    const keys = this.#keys[kind];
    return keys[(keys.indexOf(this.chosen(kind, key)) + 1) % keys.length] ?? "";
  }

  /**
   * Show what the learner wants to see, with a line staying where it is on the screen.
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
