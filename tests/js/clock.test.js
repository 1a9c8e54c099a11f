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

test("takes the mean of a clock that is some ms early and late", () => {
  const clock = new Clock();
  clock.reset();
  let worst = 0;
  // The unrest of Chromium at other speeds than 1: up to 5 ms, from frame to frame.
  const unrest = [0, 4, -4, 1, -5, 5, 2, -2, 3, -3, 5, -1];
  for (let n = 0; n < 600; n += 1) {
    const wall = n * 16;
    const heard = clock.read(1.25 * (wall + unrest[n % unrest.length]), wall, 1.25);
    if (n > 30) worst = Math.max(worst, Math.abs(heard / 1.25 - wall));
  }
  assert.ok(worst < 2.5, `${worst} ms`);
});

test("believes no report that it did not see come", () => {
  const clock = new Clock();
  clock.reset();
  clock.read(0, 0, 1);
  for (const wall of [40, 80]) clock.read(wall, wall, 1);
  // The element reports every 40 ms, and the page slept: what it says is 35 ms old.
  assert.equal(clock.read(1000, 1035, 1), 1035);
  assert.equal(clock.read(1040, 1040, 1), 1040);
});

test("takes news at once", () => {
  const clock = new Clock();
  clock.reset();
  clock.read(0, 0, 1);
  for (let wall = 16; wall < 160; wall += 16) clock.read(wall - 50, wall, 1);
  // The sound was nearer than the browser thought.
  assert.equal(clock.read(160, 160, 1), 160);
});
