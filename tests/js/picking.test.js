import assert from "node:assert/strict";
import { test } from "node:test";
import { Span, wish } from "../../static/js/cards/picking/picking.js";

const key = (name, more = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test("one key each, in both cases, and none with Ctrl", () => {
  const wishes = {
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
  for (const [name, expected] of Object.entries(wishes)) assert.equal(wish(key(name)), expected);
  assert.equal(wish(key("r", { ctrlKey: true })), "");
  assert.equal(wish(key("x")), "");
  assert.equal(wish(key("ArrowRight")), "");
  assert.equal(wish(key("ArrowRight", { shiftKey: true })), "right");
  assert.equal(wish(key("ArrowLeft", { shiftKey: true })), "left");
});

test("words from where one began to where one is", () => {
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
