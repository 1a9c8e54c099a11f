import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../../static/js/lyrics/drafts.js";
import * as edits from "../../static/js/lyrics/edits.js";
import { History } from "../../static/js/lyrics/history.js";
import { action } from "../../static/js/lyrics/keys.js";
import { lint, syllables } from "../../static/js/lyrics/lint.js";
import { Score } from "../../static/js/lyrics/score.js";
import {
  fresh,
  fromDocument,
  lineEnd,
  matches,
  textOf,
  toDocument,
  withText,
  wordEnd,
} from "../../static/js/lyrics/song.js";
import { split } from "../../static/js/lyrics/split.js";

const joined = (pieces) => pieces.map(({ text, glue }) => text + glue).join("");
const song = (...texts) => ({ lines: texts.map((text) => fresh(text, "es")), layers: [] });
const line = (text, start, end, ...words) => ({
  text,
  start,
  end,
  singer: "",
  words: words.map(([word, from, to], w) => {
    return { text: word, start: from, end: to, glue: w + 1 < words.length ? " " : "", syllables: [] };
  }),
});
const starts = ({ lines }) => lines.map((entry) => entry.start);
const words = ({ lines }, n) => lines[n].words.map((word) => [word.start, word.end]);

test("a line falls into what is tapped, and its pieces make it again", () => {
  const table = [
    ["Canta conmigo", "es", ["Canta", "conmigo"]],
    ["", "es", []],
    ["— Bonjour ! dit-elle", "fr", ["— Bonjour !", "dit-elle"]],
    ["…", "fr", ["…"]],
    ["ただいま、ただいま", "ja", ["ただいま、", "ただいま"]],
    ["送到楼下", "zh", null],
    ["صباح الخير يا جاري", "ar", ["صباح", "الخير", "يا", "جاري"]],
    ["네 이름이 뭐야", "ko", ["네", "이름이", "뭐야"]],
  ];
  for (const [text, language, wanted] of table) {
    const pieces = split(text, language);
    assert.equal(joined(pieces), text);
    if (wanted) {
      assert.deepEqual(
        pieces.map((piece) => piece.text),
        wanted,
      );
    }
  }
  assert.ok(split("送到楼下", "zh").length >= 2);
});

test("taps of lines: a start each, the one before ends there, a held key ends its own", () => {
  let now = song("uno dos", "tres", "cuatro");
  let at = { line: 0, word: -1 };
  for (const ms of [1000, 2500]) {
    now = edits.press(now, at, ms);
    at = edits.after(now, at);
  }
  assert.deepEqual(starts(now), [1000, 2500, null]);
  assert.deepEqual(
    now.lines.map((entry) => entry.end),
    [2500, null, null],
  );
  now = edits.release(now, { line: 1, word: -1 }, 3100, 600);
  assert.equal(now.lines[1].end, 3100);
  now = edits.press(now, at, 5000);
  assert.equal(now.lines[1].end, 3100, "the line that was held keeps its end");
  assert.deepEqual(edits.after(now, at), { line: 3, word: -1 });
  assert.equal(edits.press(now, { line: 3, word: -1 }, 6000), now, "behind the last line nothing happens");
});

test("taps of words: the line goes from its first word to its last", () => {
  let now = song("uno dos", "tres");
  let at = { line: 0, word: 0 };
  for (const ms of [1000, 1400, 3000]) {
    now = edits.press(now, at, ms);
    at = edits.after(now, at);
  }
  assert.deepEqual(starts(now), [1000, 3000]);
  assert.deepEqual(toDocument(now).lines[0].words, [
    ["uno", 1000, 1400, " ", []],
    ["dos", 1400, 2600, "", []],
  ]);
  assert.equal(toDocument(now).lines[0].end, 2600);
  now = edits.release(now, { line: 0, word: 1 }, 2900, 900);
  assert.deepEqual([wordEnd(now.lines, 0, 1), now.lines[0].end], [2900, 2900]);
  assert.equal(edits.release(now, { line: 0, word: 1 }, 2950, 90), now, "a short tap ends nothing");
});

test("a line that has its words is moved with them when it is tapped anew", () => {
  const now = { lines: [line("a b", 1000, 2000, ["a", 1000, 1400], ["b", 1400, 2000])], layers: [] };
  const later = edits.press(now, { line: 0, word: -1 }, 1250);
  assert.deepEqual(words(later, 0), [
    [1250, 1650],
    [1650, 2250],
  ]);
});

test("nudging, shifting and forgetting", () => {
  const now = {
    lines: [
      line("a b", 1000, 2000, ["a", 1000, 1400], ["b", 1400, 2000]),
      line("c", 2000, 3000, ["c", 2000, 3000]),
      line("d", null, null, ["d", null, null]),
    ],
    layers: [],
  };
  const table = [
    [
      "word",
      edits.nudge(now, { line: 0, word: 1 }, 100),
      [1000, 2000, null],
      [
        [1000, 1500],
        [1500, 2100],
      ],
    ],
    [
      "first word takes its line along",
      edits.nudge(now, { line: 0, word: 0 }, -10),
      [990, 2000, null],
      [
        [990, 1390],
        [1400, 2000],
      ],
    ],
    [
      "line",
      edits.nudge(now, { line: 0, word: -1 }, -100),
      [900, 2000, null],
      [
        [900, 1300],
        [1300, 1900],
      ],
    ],
    [
      "never before the song",
      edits.nudge(now, { line: 0, word: -1 }, -9000),
      [0, 2000, null],
      [
        [0, 0],
        [0, 0],
      ],
    ],
    [
      "from a line on",
      edits.shiftFrom(now, { line: 1, word: -1 }, 50),
      [1000, 2050, null],
      [
        [1000, 1400],
        [1400, 2000],
      ],
    ],
    [
      "from a word on",
      edits.shiftFrom(now, { line: 0, word: 1 }, 50),
      [1000, 2050, null],
      [
        [1000, 1400],
        [1450, 2050],
      ],
    ],
    [
      "forgotten from a word on",
      edits.forgetFrom(now, { line: 0, word: 1 }),
      [1000, null, null],
      [
        [1000, 1400],
        [null, null],
      ],
    ],
    [
      "untimed things stay",
      edits.nudge(now, { line: 2, word: 0 }, 10),
      [1000, 2000, null],
      [
        [1000, 1400],
        [1400, 2000],
      ],
    ],
    [
      "dragged",
      edits.place(now, 0, 1100, 2100),
      [1100, 2000, null],
      [
        [1100, 1500],
        [1500, 2100],
      ],
    ],
    [
      "made shorter",
      edits.place(now, 0, 1200, 1800),
      [1200, 2000, null],
      [
        [1200, 1400],
        [1400, 1800],
      ],
    ],
  ];
  for (const [name, then, lines, first] of table) {
    assert.deepEqual(starts(then), lines, name);
    assert.deepEqual(words(then, 0), first, name);
  }
  assert.equal(edits.nudge(now, { line: 0, word: 1 }, 100).lines[1], now.lines[1], "what did not change is the same");
});

test("syllables move with their word and are let go when it is timed anew", () => {
  const sung = [
    ["lu", 1000, 1200, 5, ""],
    ["na", 1200, 1400, 7, ""],
  ];
  const document = {
    lines: [{ text: "luna", start: 1000, end: 1400, singer: "", words: [["luna", 1000, 1400, "", sung]] }],
    layers: [],
  };
  const now = fromDocument(document, "es");
  assert.deepEqual(toDocument(now), document);
  assert.deepEqual(edits.nudge(now, { line: 0, word: 0 }, 100).lines[0].words[0].syllables[1], [
    "na",
    1300,
    1500,
    7,
    "",
  ]);
  assert.deepEqual(edits.press(now, { line: 0, word: 0 }, 900).lines[0].words[0].syllables, []);
});

test("what the ear heard is earlier than the tap, and slow sound is late by less of itself", () => {
  for (const [ms, about, wanted] of [
    [5000, { late: 0, rate: 1, waited: 0 }, 5000],
    [5000, { late: 80, rate: 1, waited: 4 }, 4916],
    [5000, { late: 80, rate: 0.5, waited: 0 }, 4960],
    [20, { late: 80, rate: 1, waited: 0 }, 0],
  ])
    assert.equal(edits.heard(ms, about), wanted);
});

test("where tapping goes on", () => {
  const now = {
    lines: [line("a b", 1, 9, ["a", 1, 2], ["b", null, null]), line("c", null, null, ["c", null, null])],
    layers: [],
  };
  assert.deepEqual(edits.untimed(now, "line"), { line: 1, word: -1 });
  assert.deepEqual(edits.untimed(now, "word"), { line: 0, word: 1 });
  assert.deepEqual(edits.untimed(song(), "word"), { line: 0, word: 0 });
});

test("undo and redo walk through everything that was", () => {
  const steps = new History(0);
  for (const n of [1, 2, 3]) steps.push(n);
  steps.amend(4);
  steps.undo();
  assert.equal(steps.now, 2);
  steps.undo();
  steps.undo();
  steps.undo();
  assert.deepEqual([steps.now, steps.canUndo, steps.canRedo], [0, false, true]);
  for (let n = 0; n < 9; n++) steps.redo();
  assert.equal(steps.now, 4);
  steps.undo();
  steps.push(9);
  assert.equal(steps.canRedo, false);
  steps.push(9);
  steps.undo();
  assert.equal(steps.now, 2, "what is the same is no step");
});

test("the score tells of each change and knows what is saved", () => {
  let told = 0;
  const first = song("uno dos", "tres");
  const score = new Score(first, { line: 0, word: 0 }, () => told++);
  for (const [at, wanted] of [
    [
      { line: -4, word: 0 },
      { line: 0, word: 0 },
    ],
    [
      { line: 0, word: 9 },
      { line: 0, word: 1 },
    ],
    [
      { line: 9, word: 0 },
      { line: 2, word: -1 },
    ],
    [
      { line: 1, word: -7 },
      { line: 1, word: -1 },
    ],
  ]) {
    score.choose(at);
    assert.deepEqual(score.at, wanted);
  }
  assert.deepEqual([score.canUndo, score.changed, told], [false, false, 4], "to choose is no step");
  score.change(edits.press(first, { line: 0, word: 0 }, 1000), { line: 0, word: 1 });
  score.change(edits.release(score.song, { line: 0, word: 0 }, 1500, 500), score.at, true);
  assert.equal(score.changed, true);
  score.undo();
  assert.deepEqual([score.song === first, score.changed], [true, false], "a tap and letting go are one step");
  score.redo();
  score.keptAs(score.song);
  assert.equal(score.changed, false);
});

test("new words keep the times of the lines that stayed", () => {
  const old = ["a", "b", "c", "b"];
  for (const [rows, wanted] of [
    [
      ["a", "b", "c", "b"],
      [0, 1, 2, 3],
    ],
    [
      ["b", "c"],
      [1, 2],
    ],
    [
      ["x", "a", "b"],
      [-1, 0, 1],
    ],
    [
      ["a", "x", "c", "b"],
      [0, 1, 2, 3],
    ],
    [
      ["a", "x", "y", "c", "b"],
      [0, -1, -1, 2, 3],
    ],
    [[], []],
  ])
    assert.deepEqual(matches(old, rows), wanted, rows.join());
  const now = {
    lines: [
      line("uno dos", 1000, 2000, ["uno", 1000, 1500], ["dos", 1500, 2000]),
      line("tres", 3000, 4000, ["tres", 3000, 4000]),
    ],
    layers: [{ kind: "translation", language: "en", lines: ["one two", "three"], machine: false, name: "" }],
  };
  const typo = withText(now, "uno doz\n\n  tres  ", "es");
  assert.deepEqual(words(typo, 0), [
    [1000, 1500],
    [1500, 2000],
  ]);
  assert.equal(typo.lines[1], now.lines[1]);
  const more = withText(now, "cero\nuno dos\ntres", "es");
  assert.deepEqual(starts(more), [null, 1000, 3000]);
  assert.deepEqual(more.layers[0].lines, ["", "one two", "three"]);
  assert.equal(textOf(more), "cero\nuno dos\ntres");
  const stamped = withText(song(), "[ti:Luz]\n[00:01.50]<00:01.50>uno <00:02.00>dos\n[Chorus]\n[01:02]tres", "es");
  assert.deepEqual(starts(stamped), [1500, 62000]);
  assert.equal(textOf(stamped), "uno dos\ntres");
});

test("a line ends as well as it is known", () => {
  const { lines } = { lines: [line("a", 1000, null, ["a", null, null]), line("b", 2000, null, ["b", 2000, null])] };
  assert.deepEqual([lineEnd(lines, 0), lineEnd(lines, 1), lineEnd(lines, 9)], [2000, 3200, null]);
});

test("syllables are counted about right in every script", () => {
  for (const [text, least, most] of [
    ["la luna está", 5, 5],
    ["Ich versteh nur Bahnhof", 6, 6],
    ["ただいま", 4, 4],
    ["送到楼下", 4, 4],
    ["네 이름이", 4, 4],
    ["на дорожку", 4, 4],
    ["صباح الخير", 4, 6],
    ["", 0, 0],
  ]) {
    const count = syllables(text);
    assert.ok(count >= least && count <= most, `${text}: ${count}`);
  }
});

test("what a singer would stumble over, each with its place", () => {
  const found = (lines, duration = 60000) =>
    lint({ lines, layers: [] }, duration).map(({ kind, line: n, word }) => [kind, n, word]);
  const good = line("uno dos", 1000, 2000, ["uno", 1000, 1500], ["dos", 1500, 2000]);
  const none = line("tres", null, null, ["tres", null, null]);
  assert.deepEqual(found([good]), []);
  assert.deepEqual(found([none, none]), [["untimed", 0, -1]]);
  assert.deepEqual(found([good, none, none, line("x", 9000, 9500, ["x", 9000, 9500])]), [["untimed", 1, -1]]);
  assert.deepEqual(found([good, line("b", 500, 900, ["b", 500, 900])]), [["backwards", 1, -1]]);
  assert.deepEqual(found([good, line("b", 1800, 2900, ["b", 1800, 2900])]), [["overlap", 0, -1]]);
  assert.deepEqual(found([line("a b", 1000, 2000, ["a", 1500, 1600], ["b", 1200, 1300])]), [["backwards", 0, 1]]);
  assert.deepEqual(found([line("a b", 1000, 2000, ["a", 1000, 1500], ["b", 1500, 2500])]), [["outside", 0, 1]]);
  assert.deepEqual(found([line("a b", 1000, 2000, ["a", 1000, 1500], ["b", null, null])]), [["untimed", 0, 1]]);
  assert.deepEqual(found([line("una canción que no se puede cantar", 1000, 1500)]), [["fast", 0, -1]]);
  assert.deepEqual(found([good], 800), [["end", 0, -1]]);
  assert.deepEqual(found([good, line("b", 3000, 4000), line("c", 5000, 6000)]), [["untimed", 1, 0]]);
  assert.deepEqual(found([line("b", 3000, 4000), line("c", 5000, 6000)]), [], "lines alone are enough");
  const duet = [
    { ...good, singer: "F" },
    { ...line("b", 1200, 2200, ["b", 1200, 2200]), singer: "M" },
  ];
  assert.deepEqual(found(duet), [], "two singers may sing at once");
  assert.match(lint({ lines: [none, none], layers: [] }, 0)[0].text, /tap along/);
  assert.match(lint({ lines: [good, none, none], layers: [] }, 0)[0].text, /Lines 2 to 3/);
});

test("a song of sixty lines is timed in two passes: lines, then words", () => {
  const texts = Array.from({ length: 60 }, (_, n) => `la luna sube despacio otra vez ${n + 1}`);
  const truth = texts.map((text, n) => text.split(" ").map((_, w) => 1000 + 3000 * n + 350 * w));
  // Fingers are not exact: up to 60 ms to either side, the same each time.
  const shaky = (ms) => ms + ((ms * 7919) % 121) - 60;
  let now = song(...texts);
  let at = { line: 0, word: -1 };
  for (const [begin] of truth) {
    now = edits.press(now, at, shaky(begin));
    at = edits.after(now, at);
  }
  assert.deepEqual(lint(now, 200000), []);
  at = edits.untimed(now, "word");
  for (const ms of truth.flat()) {
    now = edits.press(now, at, shaky(ms));
    at = edits.after(now, at);
  }
  assert.equal(at.line, 60, "every word has been tapped once");
  assert.deepEqual(lint(now, 200000), []);
  const sent = toDocument(now).lines;
  for (const [n, line] of sent.entries())
    for (const [w, [, start, end]] of line.words.entries()) {
      assert.ok(Math.abs(start - truth[n][w]) <= 60);
      assert.ok(end > start && end <= line.end);
    }
});

test("a key belongs to the song, to a field or to a button", () => {
  const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
  const [page, button, field] = [
    { tag: "BODY", type: "" },
    { tag: "BUTTON", type: "" },
    { tag: "TEXTAREA", type: "" },
  ];
  for (const [key, focus, tapping, wanted] of [
    [press(" "), page, false, "play"],
    [press(" "), page, true, "tap"],
    [press(" "), button, true, "tap"],
    [press(" "), button, false, null],
    [press(" "), field, true, null],
    [press(" "), { tag: "INPUT", type: "number" }, true, null],
    [press("s", { ctrlKey: true }), field, false, "save"],
    [press("z", { ctrlKey: true }), field, false, null],
    [press("z", { metaKey: true }), page, false, "undo"],
    [press("Z", { ctrlKey: true, shiftKey: true }), page, false, "redo"],
    [press("y", { ctrlKey: true }), button, false, "redo"],
    [press("a", { ctrlKey: true }), page, false, null],
    [press("ArrowUp"), page, false, "up"],
    [press("ArrowRight"), { tag: "SELECT", type: "" }, false, null],
    [press("ArrowLeft", { shiftKey: true }), page, false, "earlier"],
    [press("ArrowRight", { shiftKey: true, altKey: true }), page, false, "much-later"],
    [press("ArrowLeft", { altKey: true }), page, false, null],
    [press("Escape"), page, true, "pause"],
    [press("Backspace"), page, true, "again"],
    [press("x"), page, true, null],
  ])
    assert.equal(action(key, focus, tapping), wanted, `${key.key} on ${focus.tag}`);
});

test("a layer that a person wrote in is no machine's any more", () => {
  const layer = { kind: "reading", language: "ja-Latn", lines: ["tadaima"], machine: true, name: "" };
  const now = { ...song("ただいま"), layers: [layer] };
  assert.equal(edits.write(now, 0, 0, "tadaima"), now);
  assert.deepEqual(edits.write(now, 0, 0, "okaeri").layers, [{ ...layer, lines: ["okaeri"], machine: false }]);
  assert.deepEqual(withText(now, "ただいま\n", "ja").layers, [layer]);
  assert.deepEqual(withText(now, "おかえり", "ja").layers, [], "and it does not outlive the words that it read");
});

test("lyrics that are pasted with stamps or from a page have no codes", () => {
  const table = [
    ["[00:10.34] la noche cae despacio[00:15.86]", ["la noche cae despacio"], [10340]],
    ["[00:01.00]A[00:02.00] [00:00.000]b[00:03.00]", ["A b"], [1000]],
    ["[00:01.00]<00:01.00>la <00:02.00>noche[00:03.00]", ["la noche"], [1000]],
    ["[00:01.00]at [12:30] I wait", ["at [12:30] I wait"], [1000]],
    ["la noche<br>cae<BR />\ndespacio", ["la noche", "cae", "despacio"], [null, null, null]],
    ["la noche\rcae", ["la noche", "cae"], [null, null]],
  ];
  for (const [text, lines, times] of table) {
    const now = withText(song(), text, "es");
    assert.deepEqual(
      now.lines.map((entry) => entry.text),
      lines,
    );
    assert.deepEqual(starts(now), times);
  }
});

test("a translation that is pasted as a whole is spread over the lines", () => {
  const layer = { kind: "translation", language: "en", lines: ["", "", "three"], machine: true, name: "" };
  const now = { ...song("uno", "dos", "tres"), layers: [layer] };
  const table = [
    [0, "one\ntwo\nthree!", ["one", "two", "three!"]],
    [0, "one\r\n\r\n\r\ntwo\r\n", ["one", "two", "three"]],
    [0, "\n[Verse 1]\none\rtwo\u2028 three \n\n", ["one", "two", "three"]],
    [0, "one\n\nthird", ["one", "", "third"]],
    [0, "one\ntwo\nthree\nand  more\n\nand more", ["one", "two", "three and more and more"]],
    [1, "two\nthree\nfour", ["", "two", "three four"]],
    [2, "a\nb", ["", "", "a b"]],
  ];
  for (const [n, text, lines] of table)
    assert.deepEqual(edits.spread(now, 0, n, text).layers, [{ ...layer, lines, machine: false }], text);
  assert.equal(edits.spread(now, 3, 0, "a\nb"), now);
});

test("a draft is read back, anything else is none", () => {
  const document = toDocument(song("uno dos"));
  const draft = { base: 3, at: 1000, document };
  assert.deepEqual(parse(JSON.stringify(draft)), draft);
  const broken = [
    null,
    "",
    "{",
    "null",
    "[]",
    '{"base": 1, "at": 2}',
    '{"base": 1, "at": 2, "document": {"lines": 3}}',
  ];
  for (const text of [
    ...broken,
    JSON.stringify({ ...draft, base: "3" }),
    JSON.stringify({ ...draft, document: { lines: [{ text: 3 }], layers: [] } }),
  ])
    assert.equal(parse(text), null, String(text));
});
