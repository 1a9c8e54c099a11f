import assert from "node:assert/strict";
import { test } from "node:test";
import { needs, sentence, toJson, whyNot } from "../../static/js/takes/feedback/marks.js";
import { inSong, inTake, turns } from "../../static/js/takes/feedback/turns.js";

const PASSAGE = { start: 10_000, end: 18_000 };
const LINES = [
  { n: 3, start: 10_000, end: 13_500 },
  { n: 4, start: 14_000, end: 18_000 },
];

test("a take that was sung with the song goes along with it", () => {
  for (const length of [8000, 8400, 9900]) {
    assert.equal(inTake(10_000, PASSAGE, length), 400);
    assert.equal(inTake(14_000, PASSAGE, length), 4400);
    assert.equal(inSong(4400, PASSAGE, length), 14_000);
  }
});

test("a take of another length is stretched", () => {
  assert.equal(inTake(14_000, PASSAGE, 4000), 2000);
  assert.equal(inSong(2000, PASSAGE, 4000), 14_000);
  assert.equal(inTake(14_000, PASSAGE, 30_000), 15_000);
  assert.equal(inTake(99_000, PASSAGE, 4000), 4000);
  assert.equal(inTake(0, PASSAGE, 4000), 0);
});

test("line by line, the original first", () => {
  assert.deepEqual(turns(LINES, PASSAGE, 9000), [
    { voice: "song", start: 10_000, end: 13_500 },
    { voice: "take", start: 250, end: 4400 },
    { voice: "song", start: 14_000, end: 18_000 },
    { voice: "take", start: 4250, end: 9000 },
  ]);
  assert.deepEqual(turns([], PASSAGE, 9000), []);
});

test("a mark says what is still to be chosen", () => {
  for (const [kind, detail, words] of /** @type {const} */ ([
    ["", {}, /what the mark is about/],
    ["stress", {}, /syllable/],
    ["stress", { syllable: 1 }, /^$/],
    ["connected", {}, /options/],
    ["intonation", { how: "rise" }, /^$/],
    ["sound", {}, /which sound/],
    ["well", {}, /^$/],
  ]))
    assert.match(needs(kind, detail), words);
});

test("a mark in words, and as the form has it", () => {
  const mark = { line: 1, word: 2, text: "luna", kind: "stress", detail: { syllable: 2 }, note: "so" };
  assert.equal(sentence(mark, ["lu", "na"]), "luna: the stress is on na");
  assert.equal(sentence({ ...mark, kind: "connected", detail: { how: "link" } }, []), "luna: link it to the next word");
  assert.equal(sentence({ ...mark, kind: "sound", detail: { sound: "rr" } }, []), "luna: the sound rr");
  assert.equal(sentence({ ...mark, kind: "well", detail: {} }, []), "luna: well done!");
  const rows = JSON.parse(toJson([mark, { ...mark, model: new Blob(["x"]) }]));
  assert.deepEqual(
    rows.map((/** @type {{ model: string }} */ row) => row.model),
    ["", "model-1"],
  );
  assert.deepEqual(rows[0].detail, { syllable: 2 });
});

test("praise comes before a note", () => {
  assert.match(whyNot("", "your r", 3), /went well/);
  assert.match(whyNot(" ", "", 0), /Tap a word/);
  assert.equal(whyNot("", "", 1), "");
  assert.equal(whyNot("glad", "your r", 0), "");
});
