import assert from "node:assert/strict";
import { test } from "node:test";
import { Carry, scrollDistance } from "../../static/js/weeks/carry.js";
import { latest, queue } from "../../static/js/weeks/queue.js";

test("dragging near the window's edge scrolls the page", () => {
  assert.deepEqual(
    [30, 400, 780].map((y) => scrollDistance(y, 800)),
    [-15, 0, 20],
  );
});

test("a pointer drags once it has moved a little", () => {
  const carry = new Carry();
  assert.equal(carry.move(50, 50), false, "no button is down");
  carry.down("luz", 10, 10);
  assert.equal(carry.move(13, 13), false);
  assert.equal(carry.drop("2026-03-02"), null, "a click drops nothing");
  carry.down("luz", 10, 10);
  assert.equal(carry.move(16, 10), true);
  assert.equal(carry.drop(undefined), null);
  assert.equal(carry.dragging, false);
  carry.down("luz", 10, 10);
  carry.move(16, 10);
  assert.deepEqual(carry.drop("2026-03-02"), { song: "luz", week: "2026-03-02" });
  assert.equal(carry.drop("2026-03-09"), null);
});

test("requests go out in order, and one that fails stops no other", async () => {
  /** @type {number[]} */
  const done = [];
  const run = queue();
  const slow = run(() => new Promise((end) => setTimeout(() => end(done.push(1)), 20)));
  const failed = run(() => {
    throw new Error("no server");
  });
  await Promise.all([slow, failed, run(() => done.push(2))]);
  assert.deepEqual(done, [1, 2]);
});

test("only the newest search is worth sending", () => {
  const search = latest();
  const [first, second] = [search(), search()];
  assert.equal(first(), false);
  assert.equal(second(), true);
});
