// Keeps takes in the browser until the server has them: a lost connection must not cost anybody their courage. While a
// take is recorded its sound is put here second by second, so that a closed tab or an empty battery loses no more.

const TAKES = "recordings";
const PIECES = "pieces";
const DRAFTS = "drafts";

/**
 * `key` says whose and of which song; without `recording` the sound is in its pieces, the recording never ended.
 * @typedef {{ key: string, clientId: string, recording?: Blob, first: number, last: number, begun: number }} Kept
 * @typedef {Kept & { recording: Blob }} Take
 */

/** @returns {Promise<IDBDatabase>} */
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
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {string} store
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T | undefined>} undefined where the browser keeps nothing, in some private windows
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
 * Put a take on the shelf.
 * @param {Kept} take
 */
export async function keep(take) {
  await inStore("readwrite", TAKES, (store) => store.put(take));
}

/**
 * Put a piece of a take that is being recorded on the shelf.
 * @param {string} clientId
 * @param {Blob} piece
 */
export async function keepPiece(clientId, piece) {
  await inStore("readwrite", PIECES, (store) => store.add({ clientId, piece }));
}

/**
 * All takes under a key, the oldest first; those whose recording never ended are put together from their pieces.
 * @param {string} key
 * @returns {Promise<Take[]>}
 */
export async function waiting(key) {
  const kept = (await inStore("readonly", TAKES, (store) => store.index("key").getAll(key))) ?? [];
  /** @type {Take[]} */
  const found = [];
  for (const take of /** @type {Kept[]} */ (kept)) {
    const recording = take.recording ?? (await pieced(take.clientId));
    if (recording.size > 0) found.push({ ...take, recording });
    else await forget(take.clientId);
  }
  return found.sort((a, b) => a.begun - b.begun);
}

/** @param {string} clientId */
async function pieced(clientId) {
  const rows = (await inStore("readonly", PIECES, (store) => store.index("clientId").getAll(clientId))) ?? [];
  const pieces = /** @type {{ piece: Blob }[]} */ (rows).map((row) => row.piece);
  return new Blob(pieces, { type: pieces[0]?.type.split(";")[0] ?? "" });
}

/**
 * Take it off the shelf.
 * @param {string} clientId
 */
export async function forget(clientId) {
  await inStore("readwrite", TAKES, (store) => store.delete(clientId));
  const keys = await inStore("readonly", PIECES, (store) => store.index("clientId").getAllKeys(clientId));
  for (const key of keys ?? []) await inStore("readwrite", PIECES, (store) => store.delete(key));
}

/**
 * Keep what somebody is about to send under a name; undefined forgets it.
 * @param {string} name
 * @param {unknown} draft
 */
export async function keepDraft(name, draft) {
  if (draft === undefined) await inStore("readwrite", DRAFTS, (store) => store.delete(name));
  else await inStore("readwrite", DRAFTS, (store) => store.put(draft, name));
}

/**
 * The names of what is kept, those that begin so.
 * @param {string} prefix
 * @returns {Promise<string[]>}
 */
export async function draftsUnder(prefix) {
  const names = (await inStore("readonly", DRAFTS, (store) => store.getAllKeys())) ?? [];
  return names.map(String).filter((name) => name.startsWith(prefix));
}

/**
 * What was kept under a name.
 * @param {string} name
 * @returns {Promise<any>}
 */
export function draftOf(name) {
  return inStore("readonly", DRAFTS, (store) => store.get(name));
}
