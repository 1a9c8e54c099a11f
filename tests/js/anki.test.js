import assert from "node:assert/strict";
import { test } from "node:test";
import { asNew, plan, silent } from "../../static/js/anki/plan.js";
import { errorSentence, resultSentence, stoppedSentence } from "../../static/js/anki/sentences.js";

const NAMES = ["Word", "Meaning", "Audio", "Picture", "Ask meaning", "Ask sound", "Key"];
const note = (key, meaning = "moon", more = {}) => ({
  deck: "Canary::Luz",
  tags: ["canary"],
  values: ["luna", meaning, "[sound:a.mp3]", "", "", "1", key],
  sound: { name: "a.mp3", url: "/a" },
  ...more,
});
const held = (id, key, meaning = "moon", picture = "") => ({
  noteId: id,
  fields: Object.fromEntries(
    NAMES.map((name, n) => [name, { value: ["luna", meaning, "[sound:a.mp3]", picture, "", "1", key][n] }]),
  ),
});

test("what Anki lacks is added, what differs is changed, the rest is left alone", () => {
  const found = plan([note("a"), note("b", "satellite"), note("c")], NAMES, [held(1, "b"), held(2, "c"), held(3, "")]);
  assert.deepEqual(
    found.add.map((one) => one.values.at(-1)),
    ["a"],
  );
  assert.deepEqual(
    found.change.map(({ id, fields }) => [id, fields]),
    [[1, { Meaning: "satellite" }]],
  );
  assert.equal(found.same, 1);
});

test("a learner's own picture and another way to write an accent are no difference", () => {
  const found = plan([note("a", "canci\u00f3n")], NAMES, [held(1, "a", "cancio\u0301n", "<img>")]);
  assert.deepEqual([found.add.length, found.change.length, found.same], [0, 0, 1]);
});

test("without its sound a note asks by its line", () => {
  const mute = silent(note("a"), NAMES);
  assert.deepEqual(mute.values, ["luna", "moon", "", "", "1", "", "a"]);
  assert.equal(mute.sound, null);
  const other = silent(note("a", "moon", { values: ["luna", "moon", "[sound:a.mp3]", "", "1", "1", "a"] }), NAMES);
  assert.deepEqual(other.values.slice(4), ["1", "", "a"]);
});

test("a new note carries every field by its name", () => {
  const made = asNew(note("a"), { modelName: "Canary song word", inOrderFields: NAMES, css: "", cardTemplates: [] });
  assert.equal(made.fields.Key, "a");
  assert.deepEqual(Object.keys(made.fields), NAMES);
  assert.deepEqual(made.options, { allowDuplicate: true });
});

test("results and errors in sentences", () => {
  const report = { added: 1, updated: 0, same: 0, sounds: 0, failed: [] };
  assert.equal(resultSentence(report), "1 word added. 0 words updated.");
  assert.match(
    resultSentence({ ...report, same: 3, sounds: 1, failed: [1, 2] }),
    /^1 word added\. 0 words updated\. 3 words were up to date\. 1 sound sent\. Anki refused 2 words\. Send again/,
  );
  assert.match(stoppedSentence(report), /^Stopped\. 1 word added\. .* Send again to continue\.$/);
  assert.match(errorSentence("away"), /Open Anki/);
  assert.match(errorSentence("refused", "deck was not found"), /deck was not found$/);
  assert.match(errorSentence("something new"), /download the deck/);
});
