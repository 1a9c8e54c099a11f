import assert from "node:assert/strict";
import { test } from "node:test";
import { action, Span } from "../../static/js/cards/picking/picking.js";

const key = (name, more = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test("one key each, in both cases, and none with Ctrl", () => {
  const actions = {
    k: "keep",
    Enter: "keep",
    S: "skip",
    " ": "skip",
    n: "known",
    i: "ignored",
    e: "edit",
    Z: "undo",
    r: "listen",
  };
  for (const [name, expected] of Object.entries(actions)) assert.equal(action(key(name)), expected);
  assert.equal(action(key("r", { ctrlKey: true })), "");
  assert.equal(action(key("x")), "");
  assert.equal(action(key("ArrowRight")), "");
  assert.equal(action(key("ArrowRight", { shiftKey: true })), "right");
  assert.equal(action(key("ArrowLeft", { shiftKey: true })), "left");
});

test("a range of words extends from where it began", () => {
  const span = new Span(3, 5);
  assert.deepEqual([span.first, span.last, span.isPhrase], [3, 3, false]);
  span.reach(5);
  assert.deepEqual([span.first, span.last, span.isPhrase], [3, 5, true]);
  span.reach(1);
  assert.deepEqual([span.first, span.last], [1, 3]);
  span.reach(99);
  assert.deepEqual([span.first, span.last], [3, 5]);
});

test("at the end of the line the other side grows, and stops there too", () => {
  const span = new Span(2, 2);
  span.grow(1);
  assert.deepEqual([span.first, span.last], [1, 2]);
  span.grow(1);
  assert.deepEqual([span.first, span.last], [1, 2]);
  span.grow(-1);
  assert.deepEqual([span.first, span.last], [1, 1]);
});
