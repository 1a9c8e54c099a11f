// Bringing a deck's notes and sounds into a running Anki, so that twice is once and every schedule stays.

import { Trouble } from "./connect.js";
import { asNew, KEY, plan, silent } from "./plan.js";

/** @typedef {import("./plan.js").Note} Note */
/** @typedef {{ model: import("./plan.js").Model, model_id: number, notes: Note[] }} Deck */
/**
 * Where things come from, in base64: a sound (null when there is none), the deck file of notes with these keys.
 * @typedef {{ soundOf: (url: string) => Promise<string | null>, packageOf: (keys: string[]) => Promise<string> }} Sources
 */

const READ_AT_ONCE = 500;
const SENT_AT_ONCE = 20;
const IN_A_FILE = 300; // words; with their sounds about 12 MB
const FILE = "_canary-words.apkg"; // Anki calls no file unused whose name begins like this

/** What has happened so far. */
export function report() {
  return { added: 0, updated: 0, same: 0, sounds: 0, failed: /** @type {{ word: string, why: string }[]} */ ([]) };
}

/**
 * @param {import("./connect.js").Anki} anki
 * @param {Deck} deck
 * @param {Sources} sources
 * @param {ReturnType<typeof report>} told is filled while things happen, so that it holds when sending is stopped
 * @param {(words: string, done: number, total: number) => void} step
 */
export async function send(anki, deck, sources, told, step) {
  const { model } = deck;
  const names = model.inOrderFields;
  step("Waiting for Anki: it may ask you whether this page may add cards", 0, 0);
  await anki.permission();
  step("Looking at what Anki has", 0, 0);
  let there = (await exists(anki, model)) ? await held(anki, model.modelName) : [];
  if (await takesFiles(anki, deck)) {
    const lacking = plan(deck.notes, names, there).add;
    await sendFiles(anki, lacking, names, sources.packageOf, told, step);
    if (lacking.length) {
      const before = new Set(there.map((note) => note.noteId));
      there = (await exists(anki, model)) ? await held(anki, model.modelName) : [];
      told.added = there.filter((note) => !before.has(note.noteId)).length;
    }
  }
  await prepare(anki, model);
  const mute = await sendSounds(anki, deck.notes, sources.soundOf, told, step);
  const notes = deck.notes.map((note) => (note.sound && mute.has(note.sound.name) ? silent(note, names) : note));
  const { add, change, same } = plan(notes, names, there);
  told.same = Math.max(0, same - told.added);
  await anki.several(
    [...new Set(add.map((note) => note.deck))].map((name) => ({ action: "createDeck", params: { deck: name } })),
  );
  const total = add.length + change.length;
  const wishes = [
    ...add.map((note) => ({
      note,
      is: /** @type {const} */ ("added"),
      action: "addNote",
      params: { note: asNew(note, model) },
    })),
    ...change.map(({ note, id, fields }) => ({
      note,
      is: /** @type {const} */ ("updated"),
      action: "updateNoteFields",
      params: { note: { id, fields } },
    })),
  ];
  for (let at = 0; at < total; at += SENT_AT_ONCE) {
    step("Sending words", at, total);
    const some = wishes.slice(at, at + SENT_AT_ONCE);
    const answers = await anki.several(some.map(({ action, params }) => ({ action, params })));
    some.forEach(({ note, is }, n) => {
      const error = answers[n]?.error;
      if (error) told.failed.push({ word: note.values[0] ?? "", why: error });
      else told[is] += 1;
    });
  }
}

/**
 * Whether notes can come as a deck file: only in it they have the ids by which a file that is imported later knows
 * them. Where Anki has our note type under another number, a file would bring a second one.
 * @param {import("./connect.js").Anki} anki
 * @param {Deck} deck
 */
async function takesFiles(anki, { model, model_id }) {
  try {
    const numbers = await anki.ask("modelNamesAndIds");
    return [undefined, model_id].includes(numbers[model.modelName]);
  } catch (error) {
    if (error instanceof Trouble && error.kind === "refused") return false;
    throw error;
  }
}

/**
 * Bring notes as deck files, some at once; what Anki does not take so is sent one by one afterwards.
 * @param {import("./connect.js").Anki} anki
 * @param {readonly Note[]} notes
 * @param {readonly string[]} names
 * @param {Sources["packageOf"]} packageOf
 * @param {ReturnType<typeof report>} told
 * @param {(words: string, done: number, total: number) => void} step
 */
async function sendFiles(anki, notes, names, packageOf, told, step) {
  const key = names.indexOf(KEY);
  for (let at = 0; at < notes.length; at += IN_A_FILE) {
    step("Sending words", at, notes.length);
    const some = notes.slice(at, at + IN_A_FILE);
    const data = await packageOf(some.map((note) => note.values[key] ?? ""));
    let filename = FILE;
    try {
      const folder = await anki.ask("getMediaDirPath");
      filename = await anki.ask("storeMediaFile", { filename, data });
      await anki.ask("importPackage", { path: `${folder}/${filename}` });
      told.added += some.length;
    } catch (error) {
      if (error instanceof Trouble && error.kind === "refused") return;
      throw error;
    } finally {
      await anki.tidy("deleteMediaFile", { filename });
    }
  }
}

/** @param {import("./connect.js").Anki} anki @param {import("./plan.js").Model} model @returns {Promise<boolean>} */
async function exists(anki, { modelName }) {
  return (await anki.ask("modelNames")).includes(modelName);
}

/** @param {import("./connect.js").Anki} anki @param {import("./plan.js").Model} model */
async function prepare(anki, model) {
  const { modelName } = model;
  if (!(await exists(anki, model))) return anki.ask("createModel", { ...model });
  const there = new Set(await anki.ask("modelFieldNames", { modelName }));
  for (const [index, fieldName] of model.inOrderFields.entries())
    if (!there.has(fieldName)) await anki.ask("modelFieldAdd", { modelName, fieldName, index });
  return undefined;
}

/** @param {import("./connect.js").Anki} anki @param {string} modelName */
async function held(anki, modelName) {
  const ids = await anki.ask("findNotes", { query: `"note:${modelName}"` });
  const found = [];
  for (let at = 0; at < ids.length; at += READ_AT_ONCE)
    found.push(...(await anki.ask("notesInfo", { notes: ids.slice(at, at + READ_AT_ONCE) })));
  return found;
}

/**
 * Store the sounds that Anki lacks; the names of those that cannot be had.
 * @param {import("./connect.js").Anki} anki
 * @param {readonly Note[]} notes
 * @param {(url: string) => Promise<string | null>} soundOf
 * @param {ReturnType<typeof report>} told
 * @param {(words: string, done: number, total: number) => void} step
 */
async function sendSounds(anki, notes, soundOf, told, step) {
  const wanted = new Map(notes.flatMap(({ sound }) => (sound ? [[sound.name, sound.url]] : [])));
  const mute = new Set();
  if (!wanted.size) return mute;
  for (const name of await anki.ask("getMediaFilesNames", { pattern: "*.mp3" })) wanted.delete(name);
  let done = 0;
  for (const [name, url] of wanted) {
    step("Sending sounds", done, wanted.size);
    done += 1;
    const data = await soundOf(url);
    if (data === null) mute.add(name);
    else {
      await anki.ask("storeMediaFile", { filename: name, data });
      told.sounds += 1;
    }
  }
  return mute;
}
