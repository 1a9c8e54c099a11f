// The learner's settings for the song page, stored in this browser.

const KEY = "canary.player";
const MAX_SONGS = 60;
const MAX_OFFSET = 2000;
const DEFAULT_LAYERS = { o: true, r: true, x: true, rin: "", xin: "" };
const DEFAULT_SONG = { offset: 0, place: 0 };

/**
 * @typedef {{ o: boolean, r: boolean, x: boolean, rin: string, xin: string }} Layers for the songs in a language:
 *   whether the original (o), a reading (r) and a translation (x) are shown; which reading and translation, "" for the
 *   first
 * @typedef {{ offset: number, place: number }} Song `offset`: how many ms later the song's words appear; `place`: where
 *   the learner stopped, in seconds
 * @typedef {{ speed: number, voice: number, letters: boolean, pause: boolean, offset: number,
 *   layers: Record<string, Layers>, songs: Record<string, Song> }} Settings `offset` is this device's delay in ms
 */

/**
 * Return stored settings, with defaults for missing and invalid values.
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
    offset: number(found["offset"], -MAX_OFFSET, MAX_OFFSET, 0),
    layers: Object.fromEntries(
      Object.entries(record(found["layers"])).map(([language, value]) => [language, layersFrom(record(value))]),
    ),
    songs: Object.fromEntries(
      Object.entries(record(found["songs"]))
        .slice(-MAX_SONGS)
        .map(([slug, value]) => [slug, songFrom(record(value))]),
    ),
  };
}

/**
 * Return the layer settings of a language's songs.
 * @param {Settings} settings
 * @param {string} language
 * @returns {Layers}
 */
export function layersOf(settings, language) {
  return settings.layers[language] ?? { ...DEFAULT_LAYERS };
}

/**
 * Return the settings of a song.
 * @param {Settings} settings
 * @param {string} slug
 * @returns {Song}
 */
export function songOf(settings, slug) {
  return settings.songs[slug] ?? { ...DEFAULT_SONG };
}

/**
 * Change the settings of a song. If there are more than MAX_SONGS songs, drop those that were changed longest ago.
 * @param {Settings} settings
 * @param {string} slug
 * @param {Partial<Song>} change
 */
export function keepSong(settings, slug, change) {
  const song = { ...songOf(settings, slug), ...change };
  const { [slug]: _, ...others } = settings.songs;
  const kept = Object.entries(others).slice(1 - MAX_SONGS);
  settings.songs = { ...Object.fromEntries(kept), [slug]: song };
}

/** Return the stored settings, or the defaults if the browser refuses storage. */
export function load() {
  try {
    return parse(localStorage.getItem(KEY));
  } catch {
    return parse(null);
  }
}

/**
 * Save the settings, if the browser allows it.
 * @param {Settings} settings
 */
export function save(settings) {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Private windows may refuse storage. The settings still apply until the page is left.
  }
}

/**
 * Return valid layer settings.
 * @param {Record<string, unknown>} value
 * @returns {Layers}
 */
function layersFrom(value) {
  const o = flag(value["o"], true);
  const r = flag(value["r"], true);
  const x = flag(value["x"], true);
  // Without any text the page would look broken, so the original is shown.
  return { o: o || (!r && !x), r, x, rin: text(value["rin"]), xin: text(value["xin"]) };
}

/**
 * Return valid settings of a song.
 * @param {Record<string, unknown>} value
 * @returns {Song}
 */
function songFrom(value) {
  return { offset: number(value["offset"], -MAX_OFFSET, MAX_OFFSET, 0), place: number(value["place"], 0, 1e6, 0) };
}

/** Parse JSON; invalid JSON is an empty object. @param {string | null} written @returns {unknown} */
function json(written) {
  try {
    return JSON.parse(written ?? "{}");
  } catch {
    // This isn't valid JSON: return an empty object.
    return {};
  }
}

/**
 * Return a value if it's an object, otherwise an empty object.
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function record(value) {
  return value && typeof value === "object" && !Array.isArray(value) ? { ...value } : {};
}

/**
 * Return a value if it's a number in a range, otherwise the fallback.
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 * @param {number} fallback
 */
function number(value, least, most, fallback) {
  return typeof value === "number" && value >= least && value <= most ? value : fallback;
}

/** Return a value if it's a boolean, otherwise the fallback. @param {unknown} value @param {boolean} fallback */
function flag(value, fallback) {
  return typeof value === "boolean" ? value : fallback;
}

/** Return a value if it's a string, cut to 60 characters, otherwise an empty string. @param {unknown} value */
function text(value) {
  return typeof value === "string" ? value.slice(0, 60) : "";
}
