import assert from "node:assert/strict";
import { test } from "node:test";
import { advice, fileName, kind, loudness, refusal, runUp, takeName, tooMuch } from "../../static/js/takes/takes.js";
import { beat, clicks, SECOND } from "../../static/js/takes/tempo.js";
import { clientId } from "../../static/js/web/client-id.js";

test("the kind of recording is the first that the browser has", () => {
  assert.equal(
    kind(() => true),
    "audio/webm;codecs=opus",
  );
  assert.equal(
    kind((mime) => mime === "audio/mp4"),
    "audio/mp4",
  );
  assert.equal(
    kind(() => false),
    "",
  );
});

test("a file's ending follows its kind", () => {
  for (const [mime, name] of [
    ["audio/webm;codecs=opus", "take.webm"],
    ["audio/webm", "take.webm"],
    ["audio/mp4", "take.m4a"],
    ["audio/ogg", "take.ogg"],
    ["audio/strange", "take.webm"],
  ])
    assert.equal(fileName(mime), name);
});

test("every refusal says what to do", () => {
  for (const name of ["NotAllowedError", "NotFoundError", "NotReadableError", "insecure", "", "Other"])
    assert.match(refusal(name), /\. .*\.$|file instead\.$/);
});

test("a take is neither empty nor too large", () => {
  assert.match(tooMuch(0, 100), /Nothing was recorded/);
  assert.equal(tooMuch(100, 100), "");
  assert.match(tooMuch(3 * 1048576, 2 * 1048576), /3 MB.*2 MB/);
});

test("the song reaches the passage as the count ends", () => {
  for (const [start, count, from, wait] of [
    [10000, 3000, 7000, 0],
    [3000, 3000, 0, 0],
    [1200, 3000, 0, 1800],
    [0, 3000, 0, 3000],
  ]) {
    assert.deepEqual(runUp(start, count), { from, wait });
    assert.equal(wait + (start - from), count);
  }
});

test("loudness lies between silence and full", () => {
  assert.equal(loudness(new Float32Array(8)), 0);
  assert.equal(loudness(new Float32Array(0)), 0);
  assert.equal(loudness(new Float32Array(8).fill(1)), 1);
  const quiet = loudness(new Float32Array(8).fill(0.05));
  assert.ok(quiet > 0.2 && quiet < 0.5, `${quiet}`);
});

test("names from the browser are long and never the same", () => {
  const names = new Set(Array.from({ length: 200 }, clientId));
  assert.equal(names.size, 200);
  for (const name of names) assert.match(name, /^[0-9a-f]{32}$/);
});

test("advice comes when it helps, one sentence at a time", () => {
  for (const [passed, loudest, cuts, words] of /** @type {const} */ ([
    [0, 0, 0, /^$/],
    [2400, 0, 0, /^$/],
    [2600, 0, 0, /can’t hear anything/],
    [2600, 0.1, 0, /very quiet/],
    [2600, 0.5, 0, /^$/],
    [500, 1, 6, /clipping/],
    [9000, 1, 5, /^$/],
  ]))
    assert.match(advice(passed, loudest, cuts), words);
});

test("a take says which it is", () => {
  assert.equal(takeName(0, 0), "Take 1");
  assert.equal(takeName(1, 8400), "Take 2 · 0:08");
  assert.equal(takeName(2, 61_000), "Take 3 · 1:01");
});

/** Words on the halves of a beat, at places that look like a tune. @param {number} length @param {number} [late] ms */
function tune(length, late = 0) {
  const halves = [0, 1, 2, 4, 6, 8, 9, 10, 12, 16, 17, 18, 20, 22];
  return halves.map((half, n) => 5000 + Math.round((half * length) / 2) + (n % 3) * late);
}

test("the count-in keeps the song's beat where its words keep one", () => {
  for (const length of [430, 476, 556, 600, 714, 834]) {
    assert.ok(Math.abs(beat(tune(length)) - length) <= 2, `${length} ms`);
    assert.ok(Math.abs(beat(tune(length, 15)) - length) <= 8, `${length} ms, sung a little late`);
  }
  assert.equal(beat([]), SECOND);
  assert.equal(beat(tune(556).slice(0, 7)), SECOND, "a few words say nothing");
  const speech = [0, 311, 540, 1013, 1187, 1730, 2391, 2512, 3105, 3377, 4240, 4406, 4999, 5830];
  assert.equal(beat(speech), SECOND);
});

test("a quick beat is counted in for a bar of four", () => {
  assert.deepEqual([476, 699, 700, SECOND].map(clicks), [4, 4, 3, 3]);
});
