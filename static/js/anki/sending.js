// Bringing a deck's notes and sounds into a running Anki, so that twice is once and every schedule stays.

import { asNew, plan, silent } from "./plan.js";

/** @typedef {import("./plan.js").Note} Note */
/** @typedef {{ model: import("./plan.js").Model, notes: Note[] }} Deck */

const READ_AT_ONCE = 500;
const SENT_AT_ONCE = 20;

/** What has happened so far. */
export function report() {
  return { added: 0, updated: 0, same: 0, sounds: 0, failed: /** @type {{ word: string, why: string }[]} */ ([]) };
}

/**
 * @param {import("./connect.js").Anki} anki
 * @param {Deck} deck
 * @param {(url: string) => Promise<string | null>} soundOf a sound in base64, null when there is none
 * @param {ReturnType<typeof report>} told is filled while things happen, so that it holds when sending is stopped
 * @param {(words: string, done: number, total: number) => void} step
 */
export async function send(anki, deck, soundOf, told, step) {
  const { model } = deck;
  const names = model.inOrderFields;
  step("Waiting for Anki: it may ask you whether this page may add cards", 0, 0);
  await anki.permission();
  step("Looking at what Anki has", 0, 0);
  await prepare(anki, model);
  const mute = await sendSounds(anki, deck.notes, soundOf, told, step);
  const notes = deck.notes.map((note) => (note.sound && mute.has(note.sound.name) ? silent(note, names) : note));
  const { add, change, same } = plan(notes, names, await held(anki, model.modelName));
  told.same = same;
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

/** @param {import("./connect.js").Anki} anki @param {import("./plan.js").Model} model */
async function prepare(anki, model) {
  const { modelName } = model;
  if (!(await anki.ask("modelNames")).includes(modelName)) return anki.ask("createModel", { ...model });
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
