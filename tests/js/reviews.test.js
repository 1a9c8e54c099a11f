import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../static/js/reviews/outbox.js";
import { resultSentence, summarise } from "../../static/js/reviews/quick/round.js";
import { closingSentence, Session } from "../../static/js/reviews/session.js";
import { verdict } from "../../static/js/reviews/typed.js";
import { voiceFor } from "../../static/js/web/speech.js";
import { direction } from "../../static/js/web/swipe.js";

/** A question in its first stage; "new" ones come back after Good too, until the second Good. */
const question = (key, fresh = false) => ({
  key,
  stages: fresh
    ? [
        { waits: { 1: "1 min", 3: "10 min" }, next: { 1: 0, 3: 1 } },
        { waits: { 1: "1 min", 3: "2 d" }, next: { 1: 0 } },
      ]
    : [
        { waits: { 1: "10 min", 3: "8 d" }, next: { 1: 1 } },
        { waits: { 1: "10 min", 3: "2 d" }, next: { 1: 1 } },
      ],
});
const session = (...keys) => new Session(keys.map((key) => question(key)));

test("questions come in their order and are done", () => {
  const asked = session("a", "b");
  assert.equal(asked.current.key, "a");
  asked.answer(3, "x");
  assert.equal(asked.current.key, "b");
  asked.answer(4, "y");
  assert.equal(asked.current, null);
  assert.deepEqual([asked.left, asked.total, asked.answered], [0, 2, 2]);
  asked.answer(3, "nothing is asked");
  assert.equal(asked.answered, 2);
});

test("again brings a question back after four others, with what its buttons say then", () => {
  const asked = session("a", "b", "c", "d", "e", "f");
  asked.answer(1, "x");
  const order = [];
  while (asked.current) {
    order.push(asked.current.key);
    asked.answer(3, "y");
  }
  assert.equal(order.join(""), "bcdeaf");
  const alone = session("a");
  alone.answer(1, "x");
  assert.deepEqual(alone.waits, { 1: "10 min", 3: "2 d" });
  assert.equal(alone.left, 1);
});

test("a new one that was good comes once more at the end", () => {
  const asked = new Session([question("a", true), question("b")]);
  asked.answer(3, "x");
  asked.answer(3, "y");
  assert.equal(asked.current.key, "a");
  assert.equal(asked.waits[3], "2 d");
  asked.answer(3, "z");
  assert.equal(asked.current, null);
});

test("a question leaves when its button says days, however often it was forgotten before", () => {
  const asked = new Session([question("a", true), question("b", true), question("c")]);
  const ratings = [1, 1, 3, 1, 3, 1];
  let answers = 0;
  while (asked.current) {
    const rating = ratings[answers] ?? 3;
    const [key, wait, left] = [asked.current.key, asked.waits[rating], asked.left];
    asked.answer(rating, `${answers++}`);
    assert.equal(asked.left, wait.endsWith("d") ? left - 1 : left, `${key} ${wait}`);
    assert.ok(answers < 20, "the session ends");
  }
  while (asked.canUndo) asked.undo();
  assert.deepEqual([asked.current?.key, asked.left, asked.waits[3]], ["a", 3, "10 min"]);
});

test("the end shows what was forgotten, the most forgotten first", () => {
  const asked = session("a", "b", "c");
  assert.deepEqual(asked.forgotten, []);
  for (const rating of [3, 1, 1, 1]) asked.answer(rating, "x");
  assert.deepEqual(
    asked.forgotten.map(({ key }) => key),
    ["b", "c"],
  );
  asked.undo();
  asked.undo();
  assert.deepEqual(
    asked.forgotten.map(({ key }) => key),
    ["b"],
  );
});

test("undo goes back step by step", () => {
  const asked = session("a", "b");
  asked.answer(1, "x");
  asked.answer(3, "y");
  assert.equal(asked.undo(), "y");
  assert.equal(asked.current.key, "b");
  assert.equal(asked.undo(), "x");
  assert.equal(asked.current.key, "a");
  assert.deepEqual([asked.undo(), asked.canUndo, asked.left], ["", false, 2]);
});

test("answers from before a reload count after it", () => {
  const given = [
    { key: "b", rating: 3, id: "1" },
    { key: "gone", rating: 3, id: "2" },
    { key: "a", rating: 1, id: "3" },
    { key: "a", rating: 3, id: "4" },
  ];
  const asked = session("a", "b", "c");
  asked.replay(given.slice(0, 3));
  assert.deepEqual([asked.current.key, asked.left], ["c", 2]);
  assert.equal(asked.undo(), "3");
  const whole = session("a", "b", "c");
  whole.replay(given);
  assert.equal(whole.current.key, "c");
  assert.equal(whole.answered, 3);
});

test("the end counts and does not judge", () => {
  assert.match(closingSentence(1, 1, 0), /^You reviewed 1 word\.$/);
  assert.match(closingSentence(14, 12, 3), /^You reviewed 12 words\. You gave 14 answers\. 3 words were new\.$/);
});

test("typed words", () => {
  for (const [typed, answers, found] of [
    ["", ["pan"], ""],
    ["  ", ["pan"], ""],
    ["pan", ["pan"], "right"],
    [" PAN ", ["pan"], "right"],
    ["panes", ["pan", "panes"], "right"],
    ["cancion", ["canción"], "nearly"],
    ["cancio\u0301n", ["canción"], "right"],
    ["l’amour", ["l'amour"], "right"],
    ["strasse", ["Straße"], "nearly"],
    ["よる", ["夜", "よる"], "right"],
    ["か", ["が"], "other"], // another kana, not an accent
    ["ヨル", ["夜", "よる"], "nearly"],
    ["ｐａｎ", ["pan"], "right"],
    ["¡pan!", ["pan"], "right"],
    ["coeur", ["cœur"], "nearly"],
    ["aujourd’hui.", ["aujourd'hui"], "right"],
    ["\u1100\u1161", ["가"], "right"],
    ["pen", ["pan", ""], "other"],
  ])
    assert.equal(verdict(typed, answers), found, typed);
});

test("a swipe goes far and sideways", () => {
  for (const [x, y, way] of [
    [120, 10, 1],
    [-120, -10, -1],
    [60, 0, 0],
    [120, 100, 0],
    [0, 300, 0],
  ])
    assert.equal(direction(x, y), way);
});

test("a voice of the region, then one of the device", () => {
  const voices = [
    { lang: "pt-PT", localService: true },
    { lang: "pt_BR", localService: false },
    { lang: "es-MX", localService: false },
    { lang: "es-ES", localService: true },
  ];
  assert.equal(voiceFor("pt-BR", voices).lang, "pt_BR");
  assert.equal(voiceFor("es", voices).lang, "es-ES");
  assert.equal(voiceFor("ja", voices), null);
});

/** A storage in memory and a server that can be cut off. */
function scene(learner = "1") {
  const rows = new Map();
  const storage = {
    all: async () => [...rows.values()],
    put: async (entry) => void rows.set(entry.row, entry),
    drop: async (row) => void rows.delete(row),
  };
  const server = { outcome: "sent", got: [], meanwhile: async () => {} };
  const outbox = new Outbox(learner, storage, async (entries) => {
    server.got.push(entries.map((entry) => entry.row));
    await server.meanwhile();
    return server.outcome;
  });
  return { rows, outbox, server, storage };
}
const answer = (id, at = 1) => ({ id, schedule: 7, key: `${id}.new`, rating: 3, at, ms: 5 });

test("answers wait for the network and leave once, in their order", async () => {
  const { outbox, server } = scene();
  server.outcome = "offline";
  await outbox.add(answer("b", 2));
  assert.equal(await outbox.send(), "offline");
  await outbox.add(answer("a", 1));
  server.outcome = "sent";
  assert.equal(await outbox.send(), "sent");
  assert.equal(await outbox.send(), "sent");
  assert.deepEqual(server.got, [["b"], ["a", "b"]]);
  assert.deepEqual(await outbox.waiting(), []);
});

test("an unsent answer is deleted on undo; a sent one is undone on the server", async () => {
  const { outbox, server, rows } = scene();
  await outbox.add(answer("a"));
  await outbox.undo("a", 2);
  assert.equal(rows.size, 0);
  await outbox.add(answer("b"));
  await outbox.send();
  await outbox.undo("b", 3);
  assert.deepEqual([...rows.keys()], ["b/undo"]);
  await outbox.send();
  assert.deepEqual(server.got, [["b"], ["b/undo"]]);
  assert.equal(rows.size, 0);
});

test("an answer can be undone while it is being sent", async () => {
  const { outbox, server, rows } = scene();
  await outbox.add(answer("a"));
  server.meanwhile = async () => {
    server.meanwhile = async () => {};
    await outbox.undo("a", 2);
  };
  await outbox.send();
  assert.deepEqual(server.got, [["a"], ["a/undo"]]);
  assert.equal(rows.size, 0);
});

test("answers are sent only for their own learner", async () => {
  const { outbox, server, storage } = scene();
  await new Outbox("2", storage, async () => "offline").add(answer("theirs"));
  await outbox.add(answer("mine"));
  await outbox.send();
  assert.deepEqual(server.got, [["mine"]]);
});

test("sent answers whose question isn't on the page are deleted", async () => {
  const { outbox, rows, server } = scene();
  await outbox.add(answer("old"));
  await outbox.add(answer("here"));
  await outbox.send();
  server.outcome = "offline";
  await outbox.add(answer("unsent"));
  await outbox.tidy(new Set(["here.new"]));
  assert.deepEqual([...rows.keys()].sort(), ["here", "unsent"]);
});

test("many answers are sent in batches", async () => {
  const { outbox, server } = scene();
  for (let n = 0; n < 450; n += 1) await outbox.add(answer(`n${n}`, n));
  await outbox.send();
  assert.deepEqual(
    server.got.map((some) => some.length),
    [200, 200, 50],
  );
});

test("a round's median is that of its right answers", () => {
  const reactions = (...times) => times.map((ms) => ({ right: ms > 0, ms: Math.abs(ms) }));
  for (const [times, asked, right, median] of [
    [[], 0, 0, 0],
    [[-300], 1, 0, 0],
    [[400], 1, 1, 400],
    [[900, 400, -10, 500], 4, 3, 500],
    [[400, 501], 2, 2, 451],
    [[999999], 1, 1, 60000],
    [[0.2], 1, 1, 1],
  ])
    assert.deepEqual(summarise(reactions(...times)), { asked, right, median });
  assert.equal(resultSentence({ asked: 20, right: 20, median: 840 }), "All 20 correct. Median answer time: 0.84 s.");
  assert.match(resultSentence({ asked: 20, right: 17, median: 1500 }), /^17 of 20 correct, median 1\.5 s\.$/);
  assert.match(resultSentence({ asked: 20, right: 0, median: 0 }), /still new/);
});
