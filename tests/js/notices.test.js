import assert from "node:assert/strict";
import { test } from "node:test";
import { label } from "../../static/js/notices/count.js";

test("the bell says how much is new", () => {
  assert.deepEqual(label(0), { short: "", long: "News" });
  assert.deepEqual(label(Number.NaN), { short: "", long: "News" });
  assert.deepEqual(label(3), { short: "3", long: "News, 3 unread" });
  assert.deepEqual(label(120), { short: "99+", long: "News, 120 unread" });
});
