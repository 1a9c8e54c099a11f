import assert from "node:assert/strict";
import { test } from "node:test";
import { action, nextSpeed } from "../../static/js/player/keys.js";
import { parse } from "../../static/js/player/settings.js";

const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
const focus = (tag, more = {}) => ({ tag, type: "", editable: false, ...more });

test("keys belong to the song unless a field, a button or the browser wants them", () => {
  const table = [
    [press(" "), focus("BODY"), true, "play"],
    [press(" "), focus("BUTTON"), true, null],
    [press(" "), focus("TEXTAREA"), true, null],
    [press(" "), focus("INPUT", { type: "checkbox" }), true, null],
    [press("ArrowLeft"), focus("BODY"), true, "back"],
    [press("ArrowRight"), focus("BUTTON"), true, "forward"],
    [press("ArrowRight"), focus("INPUT", { type: "range" }), true, null],
    [press("ArrowRight"), focus("AUDIO"), true, null],
    [press("l"), focus("BODY"), true, "loop"],
    [press("L"), focus("BODY"), true, "loop"],
    [press("l"), focus("BODY"), false, null],
    [press("l"), focus("INPUT", { type: "text" }), true, null],
    [press("l"), focus("SELECT"), true, null],
    [press("l"), focus("DIV", { editable: true }), true, null],
    [press("l", { ctrlKey: true }), focus("BODY"), true, null],
    [press("r", { metaKey: true }), focus("BODY"), true, null],
    [press("?"), focus("BODY"), true, "help"],
    [press("."), focus("BODY"), true, "faster"],
    [press("x"), focus("BODY"), true, null],
    [press("Enter"), focus("BODY"), true, null],
  ];
  for (const [key, place, letters, wanted] of table)
    assert.equal(action(key, place, letters), wanted, `${key.key} on ${place.tag}`);
});

test("speeds go up and down their list and stop at its ends", () => {
  const speeds = [0.5, 0.75, 1, 1.25];
  for (const [now, step, wanted] of [
    [1, 1, 1.25],
    [1.25, 1, 1.25],
    [1, -1, 0.75],
    [0.5, -1, 0.5],
    [0.9, 1, 1],
  ])
    assert.equal(nextSpeed(speeds, now, step), wanted);
});

test("settings survive anything that stands in their place", () => {
  const usual = { speed: 1, translation: true, reading: true, letters: true };
  const table = [
    [null, usual],
    ["", usual],
    ["not JSON", usual],
    ["[1]", usual],
    ["null", usual],
    ['{"speed": 9}', usual],
    ['{"speed": "1"}', usual],
    ['{"speed": 0.7, "translation": false, "other": 3}', { ...usual, speed: 0.7, translation: false }],
  ];
  for (const [text, wanted] of table) assert.deepEqual(parse(text), wanted, String(text));
});
