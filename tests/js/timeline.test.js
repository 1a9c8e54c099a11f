import assert from "node:assert/strict";
import { test } from "node:test";
import { at, begun, neighbour, nextStop, read, steps, stretch } from "../../static/js/player/timeline.js";
import { minutes } from "../../static/js/web/ago.js";

/** Two lines of words, a line without time, a line with times but without words. */
const raw = {
  timing: "word",
  lines: [
    [
      1000,
      3000,
      [
        [1000, 1500],
        [1600, 2000],
        [2600, 3000],
      ],
    ],
    [null, null, []],
    [
      4000,
      5000,
      [
        [4000, null],
        [4500, null],
      ],
    ],
    [8000, null, []],
  ],
};
const timeline = read(raw);

test("at: the line and the word of an instant", () => {
  const table = [
    [0, -1, -1, 0],
    [999, -1, -1, 0],
    [1000, 0, 0, 1],
    [1499, 0, 0, 1],
    [1550, 0, 0, 1], // a breath of 100 ms keeps the light on
    [1600, 0, 1, 2],
    [2300, 0, -1, 2], // a rest of 600 ms does not
    [2600, 0, 2, 3],
    [3500, 0, -1, 3], // the line stays current until the next begins
    [4000, 2, 0, 1],
    [4500, 2, 1, 2],
    [5200, 2, -1, 2],
    [8000, 3, -1, 0],
    [1e9, 3, -1, 0],
  ];
  for (const [ms, line, word, sung] of table) {
    const place = at(timeline, ms);
    assert.deepEqual([place.line, place.word, place.sung], [line, word, sung], `at ${ms}`);
  }
});

test("at: a line goes on after the voice beside it", () => {
  const both = read({
    timing: "word",
    lines: [
      [
        1000,
        8000,
        [
          [1000, 3000],
          [3000, 5500],
          [5500, 8000],
        ],
      ],
      [4000, 5000, [[4000, 5000]]],
      [9000, 9500, [[9000, 9500]]],
    ],
  });
  const table = [
    [3500, 0, 1],
    [4000, 1, 0],
    [4999, 1, 0],
    [5000, 0, 1],
    [5600, 0, 2],
    [8100, 0, -1],
    [9000, 2, 0],
  ];
  for (const [ms, line, word] of table)
    assert.deepEqual([at(both, ms).line, at(both, ms).word], [line, word], `at ${ms}`);
  for (let ms = 0; ms < 9600; ms += 7) {
    const { until, ...now } = at(both, ms);
    const { until: _, ...then } = at(both, Math.min(until - 1, 9600));
    assert.ok(until > ms);
    assert.deepEqual(then, now, `from ${ms} on`);
  }
});

test("at: the answer holds until exactly when it says", () => {
  for (let ms = 0; ms < 9000; ms += 7) {
    const place = at(timeline, ms);
    const { until, ...now } = place;
    assert.ok(until > ms, `the next change after ${ms} is later`);
    if (!Number.isFinite(until)) continue;
    const { until: _1, ...before } = at(timeline, until - 0.001);
    const { until: _2, ...after } = at(timeline, until);
    assert.deepEqual(before, now, `nothing changes between ${ms} and ${until}`);
    assert.notDeepEqual(after, now, `something changes at ${until}`);
  }
});

test("at: agrees with a plain search through every word", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const lines = [];
  let ms = 500;
  for (let n = 0; n < 60; n += 1) {
    const words = [];
    const start = ms;
    for (let w = 0; w < 7; w += 1) {
      const end = ms + 80 + Math.floor(random() * 400);
      words.push([ms, end]);
      ms = end;
    }
    lines.push([start, ms, words]);
    ms += Math.floor(random() * 2000);
  }
  const long = read({ timing: "word", lines });
  for (let i = 0; i < 500; i += 1) {
    const when = random() * ms;
    const line = lines.findLastIndex(([start]) => start <= when);
    const word = line < 0 ? -1 : lines[line][2].findIndex(([start, end]) => start <= when && when < end);
    const place = at(long, when);
    assert.deepEqual([place.line, place.word], [line, word], `at ${when}`);
  }
});

test("read: untimed lyrics have no lines, lines are in the order of singing", () => {
  assert.deepEqual(read({ timing: "none", lines: [[1, 2, []]] }).lines, []);
  const mixed = read({
    timing: "line",
    lines: [
      [5000, 6000, []],
      [1000, 2000, []],
    ],
  });
  assert.deepEqual(
    mixed.lines.map((line) => line.n),
    [1, 0],
  );
});

test("begun: before, on and after every border", () => {
  const entries = [{ start: 10 }, { start: 20 }, { start: 30 }];
  const table = [
    [9, -1],
    [10, 0],
    [19, 0],
    [20, 1],
    [31, 2],
  ];
  for (const [ms, index] of table) assert.equal(begun(entries, ms), index);
  assert.equal(begun([], 5), -1);
});

test("stretch: a line's own time, never into the next", () => {
  assert.deepEqual(stretch(timeline, 0), { start: 1000, end: 3250 });
  assert.deepEqual(stretch(timeline, 1), null);
  assert.deepEqual(stretch(timeline, 2), { start: 4000, end: 5250 });
  const close = read({
    timing: "line",
    lines: [
      [0, 1000, []],
      [1100, 2000, []],
    ],
  });
  assert.deepEqual(stretch(close, 0), { start: 0, end: 1100 });
});

test("stretch: over several lines", () => {
  assert.deepEqual(stretch(timeline, 0, 2), { start: 1000, end: 5250 });
  assert.equal(stretch(timeline, 0, 1), null);
});

test("steps: evenly through a word, or by its syllables and their letters", () => {
  const words = read({
    timing: "word",
    lines: [
      [
        0,
        4000,
        [
          [0, 1000],
          [
            2000,
            4000,
            [
              [2000, 2200, 1],
              [2200, 3000, 0], // a melisma has no letters of its own
              [3500, 4000, 3],
            ],
          ],
        ],
      ],
    ],
  }).lines[0].words;
  const table = [
    [0, -5, 0],
    [0, 250, 0.25],
    [0, 1200, 1],
    [1, 1999, 0],
    [1, 2100, 0.125],
    [1, 2900, 0.25],
    [1, 3400, 0.25],
    [1, 3750, 0.625],
    [1, 4100, 1],
  ];
  for (const [word, ms, wanted] of table) {
    const { start, stop, parts } = words[word];
    const way = steps(start, stop, parts);
    assert.ok(Math.abs(between(way, (ms - start) / (stop - start)) - wanted) < 1e-9, `word ${word} at ${ms}`);
  }
});

/** What lies at a moment between the steps, as the browser's own animation has it. */
function between(way, moment) {
  const at = Math.min(1, Math.max(0, moment));
  const after = way.findIndex((step) => step.at >= at);
  const [from, to] = [way[Math.max(0, after - 1)], way[after < 0 ? way.length - 1 : after]];
  return to.at > from.at ? from.done + ((to.done - from.done) * (at - from.at)) / (to.at - from.at) : to.done;
}

test("steps: what has no end is over at once", () => {
  const whole = [
    { at: 0, done: 1 },
    { at: 1, done: 1 },
  ];
  assert.deepEqual(steps(0, Number.POSITIVE_INFINITY), whole);
  assert.deepEqual(steps(5, 5), whole);
});

test("steps: syllables that overlap or go beyond the word never turn back", () => {
  const way = steps(0, 1000, [
    { start: -50, end: 700, from: 0, to: 0.5 },
    { start: 600, end: 1400, from: 0.5, to: 1 },
  ]);
  assert.deepEqual(
    way.map(({ at }) => at),
    [0, 0.7, 0.7, 1],
  );
});

test("nextStop: the end of the line that is sung, of the next one just before it ends", () => {
  for (const [ms, wanted] of [
    [0, 3250],
    [1500, 3250],
    [3220, 5250],
    [4500, 5250],
    [9000, Number.POSITIVE_INFINITY],
  ])
    assert.equal(nextStop(timeline, ms), wanted, `at ${ms}`);
});

test("neighbour: as music players step", () => {
  const table = [
    [0, 1, 0],
    [1200, 1, 2],
    [1200, -1, 0],
    [4200, -1, 0], // just begun: the one before
    [7000, -1, 2], // well into it: its own start
    [9000, 1, 3],
  ];
  for (const [ms, step, line] of table) assert.equal(neighbour(timeline, ms, step), line, `${step} from ${ms}`);
  assert.equal(neighbour(read({ timing: "none", lines: [] }), 0, 1), -1);
});

test("minutes", () => {
  for (const [ms, text] of [
    [0, "0:00"],
    [-5, "0:00"],
    [59999, "0:59"],
    [65000, "1:05"],
    [3600000, "60:00"],
  ])
    assert.equal(minutes(ms), text);
});
