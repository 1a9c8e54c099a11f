import assert from "node:assert/strict";
import { test } from "node:test";
import { ago } from "../../static/js/web/ago.js";
import { digit } from "../../static/js/web/shortcuts.js";

test("how long ago, in words", () => {
  const now = 1_800_000_000_000;
  const table = [
    [0, "just now"],
    [-5_000, "just now"],
    [59_000, "just now"],
    [60_000, "1 minute ago"],
    [7_199_000, "1 hour ago"],
    [7_200_000, "2 hours ago"],
    [3 * 86_400_000, "3 days ago"],
    [15 * 86_400_000, "2 weeks ago"],
    [31 * 86_400_000, ""],
    [-120_000, ""],
  ];
  for (const [passed, words] of table) assert.equal(ago(now - passed, now), words);
  assert.equal(ago(Number.NaN, now), "");
});

test("digits of every keyboard", () => {
  for (const [press, wanted] of [
    [{ key: "3", code: "Digit3" }, 3],
    [{ key: "3", code: "Numpad3" }, 3],
    [{ key: "&", code: "Digit1" }, 1],
    [{ key: "č", code: "Digit4" }, 4],
    [{ key: "1", code: "Digit1", shiftKey: true }, 1],
    [{ key: "!", code: "Digit1", shiftKey: true }, -1],
    [{ key: "a", code: "KeyA" }, -1],
    [{ key: "1", code: "Digit1", isComposing: true }, -1],
  ])
    assert.equal(digit(press), wanted, press.key);
});
