import assert from "node:assert/strict";
import { test } from "node:test";
import { Carry, pull } from "../../static/js/weeks/carry.js";

test("a song that is pressed goes to the week that is pressed next", () => {
  const carry = new Carry();
  assert.equal(carry.put("2026-03-02"), null);
  carry.press("luz");
  assert.equal(carry.song, "luz");
  assert.equal(carry.put(undefined), null);
  assert.deepEqual(carry.put("2026-03-02"), { song: "luz", week: "2026-03-02" });
  assert.equal(carry.put("2026-03-09"), null);
});

test("near the edge a drag pulls the page along", () => {
  assert.deepEqual(
    [30, 400, 780].map((y) => pull(y, 800)),
    [-15, 0, 20],
  );
});

test("pressed twice it is put back, and another takes its place", () => {
  const carry = new Carry();
  carry.press("luz");
  carry.press("luz");
  assert.equal(carry.song, "");
  carry.press("luz");
  carry.press("pan");
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
  assert.deepEqual(carry.put("2026-03-02"), { song: "luz", week: "2026-03-02" });
});

test("let go beside the weeks, it is back on the shelf; a press alone keeps it in hand", () => {
  const carry = new Carry();
  carry.down(0, 0);
  carry.move("luz", 100, 0);
  carry.up();
  assert.equal(carry.song, "");
  carry.down(0, 0);
  carry.up();
  carry.press("luz");
  carry.up();
  assert.equal(carry.song, "luz");
});
