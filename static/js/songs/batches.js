// Which of the chosen files belong together: a sound and the lyrics beside it travel as one.

const LYRICS = [".lrc", ".ttml", ".txt", ".vtt", ".srt", ".ass", ".ssa"];
const MEGABYTE = 1048576;

/**
 * @template {{ name: string, size: number }} F
 * @typedef {{ name: string, files: F[], error: string }} Batch
 */

/**
 * A name without its ending, in small letters and composed: what makes song.LRC belong to Song.mp3.
 * @param {string} name
 */
function stem(name) {
  return name
    .replace(/\.[^.]*$/, "")
    .normalize("NFC")
    .toLowerCase();
}

/** @param {string} name */
function isLyrics(name) {
  return LYRICS.some((ending) => name.toLowerCase().endsWith(ending));
}

/**
 * One batch for each sound file with its lyrics; what cannot be sent carries a sentence instead.
 * @template {{ name: string, size: number }} F
 * @param {readonly F[]} files
 * @param {number} most the largest file that the server takes, bytes
 * @returns {Batch<F>[]}
 */
export function batches(files, most) {
  const lyrics = files.filter((file) => isLyrics(file.name));
  const sounds = files.filter((file) => !isLyrics(file.name));
  const used = new Set();
  const found = sounds.map((sound) => {
    const beside = lyrics.filter((file) => stem(file.name) === stem(sound.name));
    for (const file of beside) used.add(file);
    return { name: sound.name, files: [sound, ...beside], error: wrong(sound, most) };
  });
  const alone = lyrics.filter((file) => !used.has(file));
  const lonely =
    "No sound file of that name is beside these lyrics. Add it, or bring the lyrics in on the song’s own page.";
  return [...found, ...alone.map((file) => ({ name: file.name, files: [file], error: lonely }))];
}

/**
 * @param {{ size: number }} file
 * @param {number} most
 */
function wrong(file, most) {
  if (file.size === 0) return "This file is empty. Choose the song itself.";
  if (most > 0 && file.size > most) {
    return `This file has ${Math.ceil(file.size / MEGABYTE)} MB, and at most ${Math.floor(most / MEGABYTE)} MB can be sent.`;
  }
  return "";
}
