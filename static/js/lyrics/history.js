// Undo and redo: a history of immutable states.

/**
 * A state with its undo and redo history.
 * @template T
 */
export class History {
  /** @type {T[]} */
  #past = [];
  /** @type {T[]} */
  #future = [];
  /** @type {T} */
  #now;

  /** @param {T} first */
  constructor(first) {
    this.#now = first;
  }

  get now() {
    return this.#now;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Add a state as a new undo step. @param {T} next */
  push(next) {
    if (next === this.#now) return;
    this.#past.push(this.#now);
    this.#future = [];
    this.#now = next;
  }

  /** Replace the current state without a new undo step. @param {T} next */
  amend(next) {
    this.#now = next;
  }

  undo() {
    const before = this.#past.pop();
    if (before === undefined) return;
    this.#future.push(this.#now);
    this.#now = before;
  }

  redo() {
    const after = this.#future.pop();
    if (after === undefined) return;
    this.#past.push(this.#now);
    this.#now = after;
  }
}
