// Compares a deck's notes with the notes in Anki, to find which to add and which to update.

/** @typedef {{ deck: string, tags: string[], values: string[], sound: { name: string, url: string } | null }} Note */
/** @typedef {{ noteId: number, fields: Record<string, { value: string }> }} Held */
/** @typedef {{ modelName: string, inOrderFields: string[], css: string, cardTemplates: object[] }} Model */

export const KEY = "Key";
// Fields that belong to the learner and aren't updated: a picture that was added in Anki stays.
const THEIRS = new Set(["Picture"]);

/**
 * Return the notes to add, the notes to change, and the number of notes that are the same.
 * @param {readonly Note[]} notes
 * @param {readonly string[]} names the fields, in the order of the notes' values
 * @param {readonly Held[]} held the notes of Canary's note type that are in Anki
 */
export function plan(notes, names, held) {
  const byKey = new Map(held.map((note) => [note.fields[KEY]?.value ?? "", note]));
  byKey.delete("");
  const found = { add: /** @type {Note[]} */ ([]), change: /** @type {Change[]} */ ([]), same: 0 };
  for (const note of notes) {
    const there = byKey.get(note.values[names.indexOf(KEY)] ?? "");
    const fields = there && different(note, names, there);
    if (!there || !fields) found.add.push(note);
    else if (Object.keys(fields).length) found.change.push({ note, id: there.noteId, fields });
    else found.same += 1;
  }
  return found;
}

/** @typedef {{ note: Note, id: number, fields: Record<string, string> }} Change */

/** @param {Note} note @param {readonly string[]} names @param {Held} held @returns {Record<string, string>} */
function different(note, names, held) {
  const pairs = names.map((name, n) => /** @type {const} */ ([name, note.values[n] ?? ""]));
  return Object.fromEntries(
    pairs.filter(([name, value]) => !THEIRS.has(name) && plain(held.fields[name]?.value) !== plain(value)),
  );
}

/** Normalise Unicode, since Anki may store accents in another form. @param {string | undefined} value */
function plain(value) {
  return (value ?? "").normalize("NFC");
}

/**
 * Return a note without its sound. If the sound was its only question, the note asks for the meaning instead.
 * @param {Note} note
 * @param {readonly string[]} names
 * @returns {Note}
 */
export function silent(note, names) {
  const values = names.map((name, n) => (["Audio", "Ask sound"].includes(name) ? "" : (note.values[n] ?? ""))); // untranslated: fields
  const asks = names.some((name, n) => name.startsWith("Ask ") && values[n]);
  return {
    ...note,
    sound: null,
    values: names.map((name, n) => (!asks && name === "Ask meaning" ? "1" : values[n]) ?? ""), // untranslated: names of fields
  };
}

/**
 * Return the parameters of AnkiConnect's addNote. Duplicates are allowed, since a word may have two senses and `plan`
 * knows which notes Anki has.
 * @param {Note} note
 * @param {Model} model
 */
export function asNew(note, model) {
  const fields = Object.fromEntries(model.inOrderFields.map((name, n) => [name, note.values[n] ?? ""]));
  const options = { allowDuplicate: true };
  return { deckName: note.deck, modelName: model.modelName, fields, tags: note.tags, options };
}
