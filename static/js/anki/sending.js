// Sends a deck's notes and sounds to a running Anki. Sending a deck again adds no duplicates and keeps all schedules.

import { _ } from "../web/sentences.js";
import { SendError } from "./connect.js";
import { asNew, KEY, plan, silent } from "./plan.js";

/** @typedef {import("./plan.js").Note} Note */
/** @typedef {{ model: import("./plan.js").Model, model_id: number, notes: Note[] }} Deck */
/**
 * Functions that return data in base64: `soundOf` a sound (null if it's missing), `packageOf` the deck file of the
 * notes with these keys.
 * @typedef {{ soundOf: (url: string) => Promise<string | null>, packageOf: (keys: string[]) => Promise<string> }} Sources
 */

const READ_AT_ONCE = 500;
const SENT_AT_ONCE = 20;
const IN_A_FILE = 300; // words; about 12 MB with their sounds
const FILE = "_canary-words.apkg"; // with an underscore, so that Anki doesn't report the file as unused

/** Return an empty report. `send` updates it after each step, so it's also right if sending is stopped. */
export function newReport() {
  return { added: 0, updated: 0, same: 0, sounds: 0, failed: /** @type {{ word: string, why: string }[]} */ ([]) };
}

/**
 * Send a deck, first as deck files and then note by note.
 * @param {import("./connect.js").Anki} anki
 * @param {Deck} deck
 * @param {Sources} sources
 * @param {ReturnType<typeof newReport>} report
 * @param {(sentence: string, done: number, total: number) => void} step shows the progress
 */
export async function send(anki, deck, sources, report, step) {
  const { model } = deck;
  const names = model.inOrderFields;
  step(_("Waiting for Anki. It may ask you whether this page may add cards …"), 0, 0);
  await anki.permission();
  step(_("Checking which words Anki has …"), 0, 0);
  let there = (await exists(anki, model)) ? await held(anki, model.modelName) : [];
  if (await takesFiles(anki, deck)) {
    const lacking = plan(deck.notes, names, there).add;
    await sendFiles(anki, lacking, names, sources.packageOf, report, step);
    if (lacking.length) {
      const before = new Set(there.map((note) => note.noteId));
      there = (await exists(anki, model)) ? await held(anki, model.modelName) : [];
      report.added = there.filter((note) => !before.has(note.noteId)).length;
    }
  }
  await prepare(anki, model);
  const unavailable = await sendSounds(anki, deck.notes, sources.soundOf, report, step);
  const notes = deck.notes.map((note) => (note.sound && unavailable.has(note.sound.name) ? silent(note, names) : note));
  const { add, change, same } = plan(notes, names, there);
  report.same = Math.max(0, same - report.added);
  await anki.multi(
    [...new Set(add.map((note) => note.deck))].map((name) => ({ action: "createDeck", params: { deck: name } })),
  );
  const total = add.length + change.length;
  const actions = [
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
    step(_("Sending words: %(done)s of %(total)s", { done: at, total }), at, total);
    const some = actions.slice(at, at + SENT_AT_ONCE);
    const answers = await anki.multi(some.map(({ action, params }) => ({ action, params })));
    some.forEach(({ note, is }, n) => {
      const error = answers[n]?.error;
      if (error) report.failed.push({ word: note.values[0] ?? "", why: error });
      else report[is] += 1;
    });
  }
}

/**
 * Return whether to send notes as deck files. Deck files set the ids by which later imports recognise notes. But if
 * Anki has our note type with another id, a deck file would create a second note type.
 * @param {import("./connect.js").Anki} anki
 * @param {Deck} deck
 */
async function takesFiles(anki, { model, model_id }) {
  try {
    const numbers = await anki.ask("modelNamesAndIds");
    return [undefined, model_id].includes(numbers[model.modelName]);
  } catch (error) {
    if (error instanceof SendError && error.kind === "refused") return false;
    throw error;
  }
}

/**
 * Send notes as deck files, IN_A_FILE notes at a time. Stop if Anki refuses a file: `send` then sends the other notes
 * one by one.
 * @param {import("./connect.js").Anki} anki
 * @param {readonly Note[]} notes
 * @param {readonly string[]} names
 * @param {Sources["packageOf"]} packageOf
 * @param {ReturnType<typeof newReport>} report
 * @param {(sentence: string, done: number, total: number) => void} step
 */
async function sendFiles(anki, notes, names, packageOf, report, step) {
  const key = names.indexOf(KEY);
  for (let at = 0; at < notes.length; at += IN_A_FILE) {
    step(_("Sending words: %(done)s of %(total)s", { done: at, total: notes.length }), at, notes.length);
    const some = notes.slice(at, at + IN_A_FILE);
    const data = await packageOf(some.map((note) => note.values[key] ?? ""));
    let filename = FILE;
    try {
      const folder = await anki.ask("getMediaDirPath");
      filename = await anki.ask("storeMediaFile", { filename, data });
      await anki.ask("importPackage", { path: `${folder}/${filename}` });
      report.added += some.length;
    } catch (error) {
      if (error instanceof SendError && error.kind === "refused") return;
      throw error;
    } finally {
      await anki.cleanUp("deleteMediaFile", { filename });
    }
  }
}

/**
 * Return whether Anki has Canary's note type.
 * @param {import("./connect.js").Anki} anki
 * @param {import("./plan.js").Model} model
 * @returns {Promise<boolean>}
 */
async function exists(anki, { modelName }) {
  return (await anki.ask("modelNames")).includes(modelName);
}

/**
 * Create Canary's note type in Anki, or add fields that it lacks.
 * @param {import("./connect.js").Anki} anki
 * @param {import("./plan.js").Model} model
 */
async function prepare(anki, model) {
  const { modelName } = model;
  if (!(await exists(anki, model))) return anki.ask("createModel", { ...model });
  const there = new Set(await anki.ask("modelFieldNames", { modelName }));
  for (const [index, fieldName] of model.inOrderFields.entries())
    if (!there.has(fieldName)) await anki.ask("modelFieldAdd", { modelName, fieldName, index });
  return undefined;
}

/**
 * Return the notes of Canary's note type that are in Anki.
 * @param {import("./connect.js").Anki} anki
 * @param {string} modelName
 */
async function held(anki, modelName) {
  const ids = await anki.ask("findNotes", { query: `"note:${modelName}"` });
  const found = [];
  for (let at = 0; at < ids.length; at += READ_AT_ONCE)
    found.push(...(await anki.ask("notesInfo", { notes: ids.slice(at, at + READ_AT_ONCE) })));
  return found;
}

/**
 * Send the sounds that Anki lacks, and return the names of the sounds that the server doesn't have.
 * @param {import("./connect.js").Anki} anki
 * @param {readonly Note[]} notes
 * @param {(url: string) => Promise<string | null>} soundOf
 * @param {ReturnType<typeof newReport>} report
 * @param {(sentence: string, done: number, total: number) => void} step
 */
async function sendSounds(anki, notes, soundOf, report, step) {
  const wanted = new Map(notes.flatMap(({ sound }) => (sound ? [[sound.name, sound.url]] : [])));
  const unavailable = new Set();
  if (!wanted.size) return unavailable;
  for (const name of await anki.ask("getMediaFilesNames", { pattern: "*.mp3" })) wanted.delete(name);
  let done = 0;
  for (const [name, url] of wanted) {
    step(_("Sending sounds: %(done)s of %(total)s", { done, total: wanted.size }), done, wanted.size);
    done += 1;
    const data = await soundOf(url);
    if (data === null) unavailable.add(name);
    else {
      await anki.ask("storeMediaFile", { filename: name, data });
      report.sounds += 1;
    }
  }
  return unavailable;
}
