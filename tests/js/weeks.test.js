import assert from "node:assert/strict";
import { test } from "node:test";
import { Carry, scrollDistance } from "../../static/js/weeks/carry.js";

test("a clicked song goes to the week that is clicked next", () => {
  const carry = new Carry();
  assert.equal(carry.drop("2026-03-02"), null);
  carry.toggle("luz");
  assert.equal(carry.song, "luz");
  assert.equal(carry.drop(undefined), null);
  assert.deepEqual(carry.drop("2026-03-02"), { song: "luz", week: "2026-03-02" });
  assert.equal(carry.drop("2026-03-09"), null);
});

test("dragging near the window's edge scrolls the page", () => {
  assert.deepEqual(
    [30, 400, 780].map((y) => scrollDistance(y, 800)),
    [-15, 0, 20],
  );
});

test("clicking a song again puts it back, and clicking another replaces it", () => {
  const carry = new Carry();
  carry.toggle("luz");
  carry.toggle("luz");
  assert.equal(carry.song, "");
  carry.toggle("luz");
  carry.toggle("pan");
  assert.equal(carry.song, "pan");
});

test("a pointer drags once it has moved a little", () => {
  const carry = new Carry();
  assert.equal(carry.move("luz", 50, 50), false, "no button is down");
  carry.down(10, 10);
  assert.equal(carry.move("luz", 13, 13), false);
  assert.equal(carry.song, "");
  assert.equal(carry.move("luz", 16, 10), true);
  assert.equal(carry.song, "luz");
  assert.deepEqual(carry.drop("2026-03-02"), { song: "luz", week: "2026-03-02" });
});

test("a dragged song is put back when dropped outside the weeks; a clicked one stays picked up", () => {
  const carry = new Carry();
  carry.down(0, 0);
  carry.move("luz", 100, 0);
  carry.up();
  assert.equal(carry.song, "");
  carry.down(0, 0);
  carry.up();
  carry.toggle("luz");
  carry.up();
  assert.equal(carry.song, "luz");
});
