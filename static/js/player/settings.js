// What a learner set on the song page, remembered in this browser.

const KEY = "canary.player";
const MOST_SONGS = 60;
const FARTHEST = 2000;
const USUAL_LAYERS = { o: true, r: true, x: true, rin: "", xin: "" };
const USUAL_SONG = { offset: 0, place: 0 };

/**
 * @typedef {{ o: boolean, r: boolean, x: boolean, rin: string, xin: string }} Layers which layers of a language's songs
 *   are shown: the original, a reading, a translation; which reading and translation, "" for the first
 * @typedef {{ offset: number, place: number }} Song how many ms later its words come, and where the learner was
 * @typedef {{ speed: number, voice: number, letters: boolean, pause: boolean, offset: number,
 *   layers: Record<string, Layers>, songs: Record<string, Song> }} Settings `offset` is this device's, in ms
 */

/**
 * What was remembered, with the usual value for all that is missing or not as it should be.
 * @param {string | null} text
 * @returns {Settings}
 */
export function parse(text) {
  const found = record(json(text));
  return {
    speed: number(found["speed"], 0.5, 1.25, 1),
    voice: number(found["voice"], 0, 1, 1),
    letters: flag(found["letters"], true),
    pause: flag(found["pause"], false),
    offset: number(found["offset"], -FARTHEST, FARTHEST, 0),
    layers: Object.fromEntries(
      Object.entries(record(found["layers"])).map(([language, value]) => [language, layersFrom(record(value))]),
    ),
    songs: Object.fromEntries(
      Object.entries(record(found["songs"]))
        .slice(-MOST_SONGS)
        .map(([slug, value]) => [slug, songFrom(record(value))]),
    ),
  };
}

/**
 * The layers of a language's songs.
 * @param {Settings} settings
 * @param {string} language
 * @returns {Layers}
 */
export function layersOf(settings, language) {
  return settings.layers[language] ?? { ...USUAL_LAYERS };
}

/**
 * What is remembered of a song.
 * @param {Settings} settings
 * @param {string} slug
 * @returns {Song}
 */
export function songOf(settings, slug) {
  return settings.songs[slug] ?? { ...USUAL_SONG };
}

/**
 * Remember something of a song; the songs that were sung longest ago are forgotten first.
 * @param {Settings} settings
 * @param {string} slug
 * @param {Partial<Song>} change
 */
export function keepSong(settings, slug, change) {
  const song = { ...songOf(settings, slug), ...change };
  const { [slug]: _, ...others } = settings.songs;
  const kept = Object.entries(others).slice(1 - MOST_SONGS);
  settings.songs = { ...Object.fromEntries(kept), [slug]: song };
}

/** Read the settings; a browser that forbids storage gets the usual ones. */
export function load() {
  try {
    return parse(localStorage.getItem(KEY));
  } catch {
    return parse(null);
  }
}

/**
 * Keep the settings, where the browser lets us.
 * @param {Settings} settings
 */
export function save(settings) {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Private windows may refuse; the song plays all the same.
  }
}

/**
 * @param {Record<string, unknown>} value
 * @returns {Layers}
 */
function layersFrom(value) {
  const o = flag(value["o"], true);
  const r = flag(value["r"], true);
  const x = flag(value["x"], true);
  // A page without any words would look broken; the original comes back.
  return { o: o || (!r && !x), r, x, rin: text(value["rin"]), xin: text(value["xin"]) };
}

/**
 * @param {Record<string, unknown>} value
 * @returns {Song}
 */
function songFrom(value) {
  return { offset: number(value["offset"], -FARTHEST, FARTHEST, 0), place: number(value["place"], 0, 1e6, 0) };
}

/** @param {string | null} written @returns {unknown} */
function json(written) {
  try {
    return JSON.parse(written ?? "{}");
  } catch {
    // Somebody else's text under our name is as good as none.
    return {};
  }
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function record(value) {
  return value && typeof value === "object" && !Array.isArray(value) ? { ...value } : {};
}

/** @param {unknown} value @param {number} least @param {number} most @param {number} usual */
function number(value, least, most, usual) {
  return typeof value === "number" && value >= least && value <= most ? value : usual;
}

/** @param {unknown} value @param {boolean} usual */
function flag(value, usual) {
  return typeof value === "boolean" ? value : usual;
}

/** @param {unknown} value */
function text(value) {
  return typeof value === "string" ? value.slice(0, 60) : "";
}
