// Groups the chosen files: a sound file and its lyrics files are uploaded together, as one batch.

import { _ } from "../web/sentences.js";

const LYRICS = ".lrc .ttml .txt .vtt .srt .ass .ssa .yaml .yml .yrc .qrc .krc .lys .lyl".split(" ");
const MEGABYTE = 1048576;

/**
 * @template {{ name: string, size: number }} F
 * @typedef {{ name: string, files: F[], error: string }} Batch
 */

/**
 * Return a file name without its extension, in lower case and composed (NFC), so that song.LRC matches Song.mp3.
 * @param {string} name
 */
function stem(name) {
  return name
    .replace(/\.[^.]*$/, "")
    .normalize("NFC")
    .toLowerCase();
}

/** Return a file's stem without the language after it: "song" for song.es.lrc. @param {string} name */
const withoutLanguage = (name) => stem(name).replace(/\.[a-z]{2,3}(-[a-z0-9]{2,8})?$/, "");

/**
 * Return the sound file that an UltraStar text names in #AUDIO or #MP3, or "".
 * @param {string} text the beginning of a lyrics file
 */
export function soundNamedIn(text) {
  return (/^\W{0,3}#(?:AUDIO|MP3):[ \t]*([^\r\n]+)/im.exec(text)?.[1] ?? "").trim().replace(/^.*[/\\]/, "");
}

/** Return whether a file is a lyrics file, by its extension. @param {string} name */
function isLyrics(name) {
  return LYRICS.some((ending) => name.toLowerCase().endsWith(ending));
}

/**
 * Return a batch for each sound file with its lyrics files. Batches that can't be uploaded have an error. A lyrics file
 * without a sound file becomes such a batch.
 * @template {{ name: string, size: number }} F
 * @param {readonly F[]} files
 * @param {number} most the largest file that the server accepts, in bytes
 * @param {ReadonlyMap<F, string>} [named] the sound file that a lyrics file's text names
 * @returns {Batch<F>[]}
 */
export function batches(files, most, named = new Map()) {
  const lyrics = files.filter((file) => isLyrics(file.name));
  const sounds = files.filter((file) => !isLyrics(file.name));
  const used = new Set();
  const found = sounds.map((sound) => {
    const beside = lyrics.filter((file) => belongs(file.name, sound.name, named.get(file) ?? ""));
    for (const file of beside) used.add(file);
    return { name: sound.name, files: [sound, ...beside], error: wrong(sound, most) };
  });
  const alone = lyrics.filter((file) => !used.has(file));
  const error = _(
    "These lyrics have no sound file with the same name. Add the sound file, or add the lyrics on the song’s page.",
  );
  return [...found, ...alone.map((file) => ({ name: file.name, files: [file], error }))];
}

/** Return whether lyrics belong to a sound file. @param {string} lyrics @param {string} sound @param {string} named */
function belongs(lyrics, sound, named) {
  if (named) return named.normalize("NFC").toLowerCase() === sound.normalize("NFC").toLowerCase();
  return [stem(lyrics), withoutLanguage(lyrics)].includes(stem(sound));
}

/**
 * Return why a file can't be uploaded, or "" if it can.
 * @param {{ size: number }} file
 * @param {number} most the largest file that the server accepts, in bytes
 */
function wrong(file, most) {
  if (file.size === 0) return _("This file is empty. Choose another file.");
  if (most > 0 && file.size > most) {
    const [size, limit] = [Math.ceil(file.size / MEGABYTE), Math.floor(most / MEGABYTE)];
    return _("This file is %(size)s MB, and the limit is %(limit)s MB. Choose a smaller file.", { size, limit });
  }
  return "";
}
