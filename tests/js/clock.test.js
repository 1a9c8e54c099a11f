import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "../../static/js/player/clock.js";

test("fills the steps of a coarse clock", () => {
  const clock = new Clock();
  clock.reset();
  // The element reports every 250 ms; we look every 10 ms. Before its second report nobody knows that it runs.
  for (let wall = 0; wall <= 2000; wall += 10) {
    const media = Math.floor(wall / 250) * 250;
    const heard = clock.read(media, 5000 + wall, 1);
    if (wall < 250) assert.equal(heard, 0);
    else assert.ok(Math.abs(heard - wall) <= 1, `${heard} at ${wall}`);
  }
});

test("runs at the song's speed", () => {
  const clock = new Clock();
  clock.reset();
  clock.read(990, 0, 0.5);
  clock.read(1000, 20, 0.5);
  assert.equal(clock.read(1000, 220, 0.5), 1100);
});

test("does not run while paused, nor far ahead when the sound stalls", () => {
  const clock = new Clock();
  clock.reset();
  clock.read(1000, 0, 0);
  assert.equal(clock.read(1000, 900, 0), 1000);
  clock.read(1001, 1000, 1);
  assert.equal(clock.read(1001, 9000, 1), 1301);
});

test("never steps back a little, but follows a seek", () => {
  const clock = new Clock();
  clock.reset();
  clock.read(995, -5, 1);
  clock.read(1000, 0, 1);
  assert.equal(clock.read(1000, 100, 1), 1100);
  assert.equal(clock.read(1070, 110, 1), 1100);
  assert.equal(clock.read(200, 120, 1), 200);
  clock.reset();
  assert.equal(clock.read(190, 130, 1), 190);
});

test("takes the output's latency off", () => {
  const clock = new Clock();
  clock.reset();
  clock.latency = 40;
  assert.equal(clock.read(1000, 0, 1), 960);
});

test("after a seek, waits until the sound goes on", () => {
  const clock = new Clock();
  clock.reset();
  clock.read(5000, 0, 1);
  assert.equal(clock.read(5000, 80, 1), 5000);
  assert.equal(clock.read(5010, 90, 1), 5010);
  assert.equal(clock.read(5010, 100, 1), 5020);
});
