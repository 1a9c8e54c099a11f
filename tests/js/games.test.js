import assert from "node:assert/strict";
import { test } from "node:test";
import { between, steps, typesFirst } from "../../static/js/games/deal.js";
import { Round } from "../../static/js/games/round.js";
import { bare, differs, fold, letters, same, sounds, written } from "../../static/js/web/answers.js";

test("answers are compared as people mean them", () => {
  const table = [
    // typed, answer, right when accents are forgiven, right when they count
    ["café", "café", true, true],
    ["cafe", "café", true, false],
    ["CAFÉ!", "café", true, true],
    ["cafe\u0301", "café", true, true],
    ["casa", "café", false, false],
    ["", "café", false, false],
    ["gross", "groß", true, false],
    ["coeur", "cœur", true, false],
    ["aujourdhui", "aujourd'hui", true, true],
    ["aujourd’hui", "aujourd'hui", true, true],
    ["الخير", "الْخَيْرِ", true, false],
    ["ただいま", "ただいま", true, true],
    ["タダイマ", "ただいま", true, false],
    ["か", "が", false, false],
    ["집이야", "집이야", true, true],
    ["집이아", "집이야", false, false],
    ["ışık", "IŞIK", true, true],
    ["istanbul", "İstanbul", true, true],
    ["isık", "ışık", true, false],
    ["ﾊﾝｶｸ", "ハンカク", true, true],
  ];
  for (const [typed, answer, forgiven, counted] of table) {
    assert.equal(same(typed, answer, false), forgiven, `${typed} for ${answer}`);
    assert.equal(same(typed, answer, true), counted, `${typed} for ${answer}, accents count`);
  }
});

test("what is folded and bare", () => {
  assert.equal(fold("  «La LUNA», sube…  "), "la luna sube");
  assert.equal(bare("«¿Qué sé?»"), "quese");
  assert.equal(fold("🌙"), "");
  assert.ok(differs("cafe", "café"));
  assert.ok(!differs("Café", "café"));
});

test("letters are given as people see them", () => {
  assert.equal(letters("canta", 2), "ca");
  assert.equal(letters("e\u0301l", 1), "e\u0301");
  assert.equal(letters("صَبَاح", 1), "صَ");
  assert.equal(letters("sí", 9), "sí");
});

test("a dictation marks the words that are there, in order", () => {
  const table = [
    [["la", "luna", "sube"], "la luna sube", [true, true, true]],
    [["la", "luna", "sube"], "la sube", [true, false, true]],
    [["la", "luna", "sube"], "luna la", [false, true, false]],
    [["la", "luna", "sube"], "las lunas", [false, false, false]],
    [["la", "luna", "sube"], "", [false, false, false]],
    [["l'", "altra", "sera"], "l'altra mano", [true, true, false]],
    [["カレー", "の", "匂い"], "カレーの", [true, true, false]],
    [["カレー", "の", "匂い"], "カレの匂い", [false, true, true]],
    [["se", "rompió"], "se rompio", [true, true]],
  ];
  for (const [words, typed, wanted] of table) assert.deepEqual(written(words, typed, false), wanted, `“${typed}”`);
  assert.deepEqual(written(["se", "rompió"], "se rompio", true), [true, false]);
});

const GAP = (answer) => ({ answer, lemma: answer, choices: [] });
const DEAL = {
  game: "gaps",
  level: 2,
  language: "es",
  lines: { 0: {}, 1: {}, 2: {}, 5: {}, 10: {} },
  items: [
    { n: 1, parts: [GAP("pan"), " en el ", GAP("horno")] },
    { n: 5, parts: ["y ", GAP("café")] },
  ],
};

test("each gap is a step, and the lines between two are sung first", () => {
  assert.deepEqual(
    steps(DEAL).map(({ n, at }) => [n, at]),
    [
      [1, 0],
      [1, 2],
      [5, 1],
    ],
  );
  assert.deepEqual(between(DEAL, -1, 1), [0]);
  assert.deepEqual(between(DEAL, 1, 5), [2]);
  assert.deepEqual(between(DEAL, 1, 1), []);
  assert.deepEqual(between(DEAL, 2, 11), [5, 10]);
  assert.equal(steps({ ...DEAL, game: "order" }).length, 2);
});

test("typing comes first where a keyboard has the letters", () => {
  for (const [level, language, wanted] of [
    [1, "es", false],
    [2, "es", true],
    [3, "ja", false],
    [2, "zh-Hant", false],
  ])
    assert.equal(typesFirst({ ...DEAL, level, language }), wanted, `${language} ${level}`);
});

test("a round counts what was done and takes nothing away", () => {
  const round = new Round();
  round.right(false);
  round.right(false);
  round.right(false);
  assert.deepEqual([round.points, round.streak, round.longest], [30, 3, 3]);
  round.remember(["luna"]);
  round.right(true);
  round.remember(["sol", "luna", ""]);
  round.shown();
  assert.deepEqual([round.points, round.streak, round.longest, round.done, round.atOnce], [35, 0, 3, 5, 3]);
  assert.deepEqual(round.care(5), ["luna", "sol"]);
  assert.deepEqual(round.care(1), ["luna"]);
  assert.equal(
    round.summary("word"),
    "You worked on 5 words. You got 3 right on the first try. Longest streak: 3. You earned 35 points, which only you can see.",
  );
  const short = new Round();
  short.right(false);
  assert.equal(
    short.summary("word"),
    "You worked on 1 word. You got 1 right on the first try. You earned 10 points, which only you can see.",
  );
  short.shown();
  assert.equal(
    short.summary("line"),
    "You worked on 2 lines. You got 1 right on the first try. You earned 10 points, which only you can see.",
  );
});

test("an answer may be typed as it sounds", () => {
  const [hill, moon] = [["saka", "さか"], ["yuèliang"]];
  for (const typed of ["saka", "Saka", "さか", "サカ"]) assert.ok(sounds(typed, hill), typed);
  for (const typed of ["yueliang", "Yuè liang"]) assert.ok(sounds(typed, moon), typed);
  assert.ok(!sounds("sake", hill));
  assert.ok(!sounds("", [""]));
  assert.ok(!sounds("さか", []));
});
