// The browser's own database of answers. Where it keeps nothing (some private windows), a list in memory has to do.

/** @typedef {import("./outbox.js").Entry} Entry */

// Unsent answers of learners lie under this name, so it stays as it was first called.
const NAME = "canary-practice";
const STORE = "answers";
/** @type {Map<string, Entry>} */
const memory = new Map();

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "row" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function inStore(mode, act) {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      // Done is done: only after the whole transaction would a reload find it.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    base.close();
  }
}

/** @type {import("./outbox.js").Shelf} */
export const shelf = {
  async all() {
    try {
      return /** @type {Entry[]} */ (await inStore("readonly", (store) => store.getAll()));
    } catch {
      return [...memory.values()];
    }
  },
  async put(entry) {
    try {
      await inStore("readwrite", (store) => store.put(entry));
    } catch {
      memory.set(entry.row, entry);
    }
  },
  async drop(row) {
    memory.delete(row);
    try {
      await inStore("readwrite", (store) => store.delete(row));
    } catch {
      // It was in memory only.
    }
  },
};

/** Forget everything, whoever's it was. */
export async function clear() {
  memory.clear();
  try {
    await inStore("readwrite", (store) => store.clear());
  } catch {
    // There was nothing.
  }
}
