// Stores answers in IndexedDB, or in memory if the browser forbids IndexedDB (as in some private windows).

/** @typedef {import("./outbox.js").Entry} Entry */

// The former name of reviews. It can't change, because learners may have unsent answers in this database.
const NAME = "canary-practice";
const STORE = "answers";
/** @type {Map<string, Entry>} */
const memory = new Map();

/** Open the database. @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "row" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Run a request in a transaction, and return its result.
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
      // Resolve when the transaction is complete, since only then does the answer survive a reload.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    base.close();
  }
}

/** @type {import("./outbox.js").AnswerStorage} */
export const storage = {
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
      // IndexedDB can't be opened: the entry was stored only in memory.
    }
  },
};

/** Delete all answers of all learners. */
export async function clear() {
  memory.clear();
  try {
    await inStore("readwrite", (store) => store.clear());
  } catch {
    // IndexedDB can't be opened, so it contains nothing to delete.
  }
}
