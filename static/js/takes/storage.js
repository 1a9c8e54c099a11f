// Stores takes in the browser until the server has them, so that nothing is lost without a connection. During a
// recording, the sound is stored every second, so that a closed tab or an empty battery loses one second at most.

const TAKES = "recordings";
const PIECES = "pieces";
const DRAFTS = "drafts";

/**
 * A stored take. `key` contains the learner and the song. If the recording was interrupted, there's no `recording`, and
 * its sound is in its pieces.
 * @typedef {{ key: string, clientId: string, recording?: Blob, first: number, last: number, begun: number }} Stored
 * @typedef {Stored & { recording: Blob }} Take
 */

/** Open the database. Takes from its first version are moved to the new store. @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("canary", 2);
    request.onupgradeneeded = () => {
      const base = request.result;
      base.createObjectStore(TAKES, { keyPath: "clientId" }).createIndex("key", "key");
      base.createObjectStore(PIECES, { autoIncrement: true }).createIndex("clientId", "clientId");
      base.createObjectStore(DRAFTS);
      const old = base.objectStoreNames.contains("takes") ? request.transaction?.objectStore("takes").getAll() : null;
      if (!old) return;
      old.onsuccess = () => {
        const takes = request.transaction?.objectStore(TAKES);
        for (const take of old.result) takes?.put({ ...take, begun: 0 });
        base.deleteObjectStore("takes");
      };
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Run a request in a transaction, and return its result.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {string} store
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T | undefined>} undefined if the browser has no storage, as in some private windows
 */
async function inStore(mode, store, act) {
  try {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const request = act(base.transaction(store, mode).objectStore(store));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    } finally {
      base.close();
    }
  } catch {
    return undefined;
  }
}

/**
 * Save a take.
 * @param {Stored} take
 */
export async function saveTake(take) {
  await inStore("readwrite", TAKES, (store) => store.put(take));
}

/**
 * Save a piece of a take that is being recorded.
 * @param {string} clientId
 * @param {Blob} piece
 */
export async function savePiece(clientId, piece) {
  await inStore("readwrite", PIECES, (store) => store.add({ clientId, piece }));
}

/**
 * Return all takes under a key, oldest first. Interrupted recordings are joined from their pieces.
 * @param {string} key
 * @returns {Promise<Take[]>}
 */
export async function savedTakes(key) {
  const stored = (await inStore("readonly", TAKES, (store) => store.index("key").getAll(key))) ?? [];
  /** @type {Take[]} */
  const found = [];
  for (const take of /** @type {Stored[]} */ (stored)) {
    const recording = take.recording ?? (await joinPieces(take.clientId));
    if (recording.size > 0) found.push({ ...take, recording });
    else await deleteTake(take.clientId);
  }
  return found.sort((a, b) => a.begun - b.begun);
}

/** Return the sound of an interrupted recording. @param {string} clientId */
async function joinPieces(clientId) {
  const rows = (await inStore("readonly", PIECES, (store) => store.index("clientId").getAll(clientId))) ?? [];
  const pieces = /** @type {{ piece: Blob }[]} */ (rows).map((row) => row.piece);
  return new Blob(pieces, { type: pieces[0]?.type.split(";")[0] ?? "" });
}

/**
 * Delete a take and its pieces.
 * @param {string} clientId
 */
export async function deleteTake(clientId) {
  await inStore("readwrite", TAKES, (store) => store.delete(clientId));
  const keys = await inStore("readonly", PIECES, (store) => store.index("clientId").getAllKeys(clientId));
  for (const key of keys ?? []) await inStore("readwrite", PIECES, (store) => store.delete(key));
}

/**
 * Save a draft under a name, or delete the saved draft if the new one is undefined.
 * @param {string} name
 * @param {unknown} draft
 */
export async function saveDraft(name, draft) {
  if (draft === undefined) await inStore("readwrite", DRAFTS, (store) => store.delete(name));
  else await inStore("readwrite", DRAFTS, (store) => store.put(draft, name));
}

/**
 * Return every draft name that begins with a prefix.
 * @param {string} prefix
 * @returns {Promise<string[]>}
 */
export async function draftNames(prefix) {
  const names = (await inStore("readonly", DRAFTS, (store) => store.getAllKeys())) ?? [];
  return names.map(String).filter((name) => name.startsWith(prefix));
}

/**
 * Return the draft saved under a name, or undefined.
 * @param {string} name
 * @returns {Promise<any>}
 */
export function loadDraft(name) {
  return inStore("readonly", DRAFTS, (store) => store.get(name));
}
