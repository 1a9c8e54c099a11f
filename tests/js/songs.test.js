import assert from "node:assert/strict";
import { test } from "node:test";
import { batches, soundNamedIn } from "../../static/js/songs/batches.js";

const file = (name, size = 10) => ({ name, size });
const summary = (files, most = 100) =>
  batches(files, most).map((batch) => [batch.files.map((one) => one.name).join("+"), batch.error.split(".")[0]]);

test("a sound takes the lyrics of its name along", () => {
  assert.deepEqual(summary([file("a.mp3"), file("b.flac"), file("A.LRC"), file("a.txt")]), [
    ["a.mp3+A.LRC+a.txt", ""],
    ["b.flac", ""],
  ]);
});

test("composed and decomposed names are one name", () => {
  assert.deepEqual(summary([file("caf\u00e9.mp3"), file("cafe\u0301.lrc")]), [["caf\u00e9.mp3+cafe\u0301.lrc", ""]]);
});

test("a language after the name, and the sound that an UltraStar text names", () => {
  assert.deepEqual(summary([file("song.mp3"), file("song.es.lrc"), file("Song.pt-BR.LRC")]), [
    ["song.mp3+song.es.lrc+Song.pt-BR.LRC", ""],
  ]);
  const [sound, text] = [file("Audio.mp3"), file("song.txt")];
  const named = new Map([[text, soundNamedIn("\ufeff#TITLE:Luz\r\n#MP3: music/audio.MP3\r\n: 0 1 0 a")]]);
  assert.deepEqual(
    batches([sound, text], 100, named).map((batch) => batch.files),
    [[sound, text]],
  );
  assert.equal(batches([file("song.mp3"), text], 100, named).length, 2);
  assert.equal(soundNamedIn("[00:01.00]#MP3:no.mp3"), "");
});

test("what cannot be sent says so", () => {
  assert.deepEqual(summary([file("a.mp3", 0), file("alone.lrc")]), [
    ["a.mp3", "This file is empty"],
    ["alone.lrc", "These lyrics have no sound file with the same name"],
  ]);
  assert.match(batches([file("a.mp3", 3 * 1048576)], 2 * 1048576)[0].error, /3 MB.*2 MB/);
  assert.deepEqual(batches([], 1), []);
});
