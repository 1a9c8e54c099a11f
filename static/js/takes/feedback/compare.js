// Plays a line from the first take, then from the retake.

import { allowLater, goTo } from "../../web/playing.js";
import { Passage } from "../passage.js";
import { inTake } from "./turns.js";

/** Play a line of the take and then of its retake. @param {Event} event a click on "Before, then after" */
export function compare(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-do=compare]") : null;
  const place = button?.closest(".before-after");
  const before = place?.querySelector("[data-part=before]");
  const after = place?.querySelector("[data-part=after]");
  if (!(before instanceof HTMLAudioElement) || !(after instanceof HTMLAudioElement)) return;
  const { start, end } = spanOf(Number(before.dataset["line"]));
  allowLater(after);
  goTo(before, start / 1000);
  const watch = () => {
    if (before.currentTime * 1000 < end && !before.ended) return;
    before.removeEventListener("timeupdate", watch);
    before.pause();
    goTo(after, 0);
    void after.play();
  };
  before.addEventListener("timeupdate", watch);
  void before.play();
}

/** Return the start and end of a line in the take, in ms. @param {number} n the line's number in the song */
function spanOf(n) {
  const take = document.querySelector("canary-take");
  const data = take instanceof HTMLElement ? take.dataset : {};
  const lines = new Passage().lines;
  const index = lines.findIndex((line) => line.n === n);
  const line = lines[index];
  const length = Number(data["length"]);
  if (!line || data["start"] === undefined) return { start: 0, end: length };
  const passage = { start: Number(data["start"]), end: Number(data["end"]) };
  const start = Math.max(0, inTake(line.start, passage, length) - 150);
  const end = index === lines.length - 1 ? length : inTake(lines[index + 1]?.start ?? line.end, passage, length);
  return { start, end: Math.max(end, start + 500) };
}
