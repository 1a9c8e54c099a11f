// Keeps a take in the browser until the server has it: a lost connection must not cost anybody their courage.

const STORE = "takes";

/**
 * @typedef {{ key: string, clientId: string, recording: Blob, first: number, last: number, note?: string,
 *   visibility?: string }} Take
 */

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("canary", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T | undefined>} undefined where the browser keeps nothing, in some private windows
 */
async function inStore(mode, act) {
  try {
    const base = await open();
    return await new Promise((resolve, reject) => {
      const request = act(base.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } catch {
    return undefined;
  }
}

/**
 * Put a take on the shelf in place of the one with the same key.
 * @param {Take} take
 */
export async function keep(take) {
  await inStore("readwrite", (store) => store.put(take));
}

/**
 * The take that waits under a key.
 * @param {string} key
 * @returns {Promise<Take | undefined>}
 */
export function waiting(key) {
  return inStore("readonly", (store) => store.get(key));
}

/**
 * Take it off the shelf.
 * @param {string} key
 */
export async function forget(key) {
  await inStore("readwrite", (store) => store.delete(key));
}
