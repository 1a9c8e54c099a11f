import assert from "node:assert/strict";
import { test } from "node:test";
import { action, nextSpeed } from "../../static/js/player/keys.js";
import { Loop } from "../../static/js/player/loops.js";
import { keepSong, layersOf, parse, songOf } from "../../static/js/player/settings.js";
import { spotFor } from "../../static/js/player/spot.js";
import { BEAT, distance, middle } from "../../static/js/player/taps.js";
import { read } from "../../static/js/player/timeline.js";

const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
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
    [press("["), focus("BODY"), true, "from"],
    [press("]"), focus("BODY"), true, "to"],
    [press("v"), focus("BODY"), true, "voice"],
    [press("v"), focus("INPUT", { type: "range" }), true, "voice"],
    [press("T"), focus("BODY"), true, "translation"],
    [press("T", { shiftKey: true }), focus("BODY"), true, "next-translation"],
    [press("R", { shiftKey: true }), focus("BODY"), false, null],
    [press("+", { shiftKey: true }), focus("BODY"), true, "later"],
    [press("Enter"), focus("BODY"), true, null],
    [press("λ", { code: "KeyL" }), focus("BODY"), true, "loop"],
    [press("д", { code: "KeyL" }), focus("BODY"), true, "loop"],
    [press("Е", { code: "KeyT", shiftKey: true }), focus("BODY"), true, "next-translation"],
    [press("ю", { code: "Period" }), focus("BODY"), true, "faster"],
    [press("à", { code: "Digit0" }), focus("BODY"), true, "free"],
    [press("-", { code: "Digit6" }), focus("BODY"), true, "earlier"],
    [press("Dead", { code: "BracketLeft" }), focus("BODY"), true, "from"],
    [press("a", { code: "KeyQ" }), focus("BODY"), true, null],
    [press("q", { code: "KeyL" }), focus("BODY"), true, null], // a layout of its own: what is printed counts
    [press("l", { code: "KeyL", isComposing: true }), focus("BODY"), true, null],
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
  const usual = { speed: 1, voice: 1, letters: true, pause: false, offset: 0, layers: {}, songs: {} };
  const table = [
    [null, usual],
    ["", usual],
    ["not JSON", usual],
    ["[1]", usual],
    ["null", usual],
    ['{"speed": 9, "voice": -1, "offset": 1e9}', usual],
    ['{"speed": "1", "layers": 3, "songs": [4]}', usual],
    ['{"speed": 0.7, "translation": false, "other": 3}', { ...usual, speed: 0.7 }],
  ];
  for (const [text, wanted] of table) assert.deepEqual(parse(text), wanted, String(text));
});

test("layers are remembered per language, and never all of them hidden", () => {
  const settings = parse('{"layers": {"ja": {"o": false, "r": false, "x": false, "rin": "ja-romaji"}}}');
  assert.deepEqual(layersOf(settings, "ja"), { o: true, r: false, x: false, rin: "ja-romaji", xin: "" });
  assert.deepEqual(layersOf(settings, "es"), { o: true, r: true, x: true, rin: "", xin: "" });
});

test("songs keep their offset and their place, the last sixty of them", () => {
  const settings = parse(null);
  keepSong(settings, "luz", { offset: 40 });
  keepSong(settings, "luz", { place: 12 });
  assert.deepEqual(songOf(settings, "luz"), { offset: 40, place: 12 });
  for (let n = 0; n < 70; n += 1) keepSong(settings, `s${n}`, { place: n });
  assert.equal(Object.keys(settings.songs).length, 60);
  assert.deepEqual(songOf(settings, "luz"), { offset: 0, place: 0 });
  assert.deepEqual(parse(JSON.stringify(settings)), settings);
});

const four = read({ timing: "line", lines: [0, 1000, 2000, 3000].map((start) => [start, start + 900, []]) });

test("a loop goes over one line or from one to another", () => {
  const loop = new Loop(four);
  assert.equal(loop.turn, null);
  loop.set(1);
  assert.deepEqual([loop.single, loop.turn], [true, { start: 1000, end: 2000 }]);
  loop.to(3);
  assert.deepEqual([loop.single, loop.turn], [false, { start: 1000, end: 4150 }]);
  loop.from(2);
  assert.deepEqual([loop.first, loop.last, loop.has(1), loop.has(2)], [2, 3, false, true]);
  loop.to(0); // before its start: a new one
  assert.deepEqual([loop.first, loop.last], [0, 0]);
  loop.set(3, 1);
  assert.deepEqual([loop.first, loop.last], [1, 3]);
  assert.deepEqual([loop.isRunUp(850), loop.isRunUp(500), loop.isRunUp(1000)], [true, false, false]);
  loop.set(-1);
  assert.deepEqual([loop.on, loop.turn, loop.has(-1)], [false, null, false]);
  loop.set(9); // no such line
  assert.equal(loop.on, false);
});

test("taps: how late each is, and the middle of them", () => {
  const table = [
    [0, 0],
    [80, 80],
    [BEAT - 30, -30],
    [3 * BEAT + 120, 120],
  ];
  for (const [tap, late] of table) assert.equal(distance(1000 + tap, 1000), late);
  assert.equal(middle([]), 0);
  assert.equal(middle([50]), 50);
  assert.equal(middle([900, 40, 60, 50, 55]), 55); // one tap gone wrong does not count
  assert.equal(middle([40, 61]), 51);
});

test("a word's card covers neither its word nor the bar", () => {
  const word = { left: 560, right: 650, top: 180, bottom: 235 };
  const desk = { width: 1280, bottom: 680 };
  const spot = (card, room = desk, at = word, line = [390, 880]) =>
    spotFor(at, { left: line[0], right: line[1] }, card, room);
  assert.deepEqual(spot({ width: 370, height: 300 }), { left: 900, top: 160, height: 300 }); // beside its line
  assert.deepEqual(spot({ width: 370, height: 600 }), { left: 900, top: 72, height: 600 }); // and above the bar
  assert.deepEqual(spot({ width: 370, height: 900 }), { left: 900, top: 8, height: 664 });
  assert.deepEqual(spot({ width: 370, height: 300 }, desk, word, [500, 1200]), { left: 110, top: 160, height: 300 });
  const low = { ...word, top: 500, bottom: 555 };
  assert.deepEqual(spot({ width: 400, height: 300 }, desk, low), { left: 405, top: 190, height: 300 }); // no room beside
  assert.deepEqual(spot({ width: 400, height: 300 }), { left: 405, top: 245, height: 300 }); // nor above
  const phone = { width: 360, bottom: 620 };
  const near = { left: 300, right: 350, top: 340, bottom: 377 };
  assert.deepEqual(spot({ width: 344, height: 500 }, phone, near, [10, 355]), { left: 8, top: 8, height: 322 });
  assert.deepEqual(spot({ width: 344, height: 500 }, phone, { ...near, top: 100, bottom: 137 }, [10, 355]), {
    left: 8,
    top: 147,
    height: 465,
  });
});
