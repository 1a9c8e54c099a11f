// What learners can do on the song page: every key, button and slider runs one of these commands.

import { _ } from "../web/sentences.js";
import { offsetText } from "./bar.js";
import { nextSpeed } from "./keys.js";
import { keepSong, layersOf, save, songOf } from "./settings.js";
import { neighbour } from "./timeline.js";

/**
 * @typedef {import("./keys.js").Action} Action
 * @typedef {import("./settings.js").Layers} Layers
 * @typedef {object} Parts the parts of the player
 * @property {{ slug: string, language: string }} song
 * @property {import("./timeline.js").Timeline} timeline
 * @property {import("./settings.js").Settings} settings
 * @property {import("./sound.js").Sound} sound
 * @property {import("./trouble.js").Trouble} trouble
 * @property {import("./playhead.js").Playhead} playhead
 * @property {import("./loops.js").Loop} loop
 * @property {import("./lyrics-view.js").LyricsView} view
 * @property {import("./layers.js").LayerView} layers
 * @property {import("./bar.js").Bar} bar
 * @property {import("./follow.js").Follow} follow
 * @property {import("./stage.js").Stage} stage
 * @property {(name: "practise" | "help" | "calibrate" | "word" | "hear-line" | "sing-word") => void} open
 */

const NUDGE = 20;
const MAX_OFFSET = 2000;
const LAYERS = /** @type {const} */ ({ original: "o", reading: "r", translation: "x" });

const LAYER_SHOWN = { original: _("Original shown"), reading: _("Reading shown"), translation: _("Translation shown") };
const LAYER_HIDDEN = {
  original: _("Original hidden"),
  reading: _("Reading hidden"),
  translation: _("Translation hidden"),
};

/** Runs the learner's commands, and saves their settings. */
export class Commands {
  #parts;
  #volume;
  /** @type {Readonly<Record<string, () => unknown>>} */
  #actions;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#volume = parts.settings.voice || 1;
    this.#actions = {
      play: () => this.toggle(),
      back: () => this.#step(-1),
      forward: () => this.#step(1),
      loop: () => this.#repeat(() => (parts.loop.single ? parts.loop.set(-1) : parts.loop.set(this.#line))),
      from: () => this.#repeat(() => parts.loop.from(this.#line)),
      to: () => this.#repeat(() => parts.loop.to(this.#line)),
      free: () => this.#repeat(() => parts.loop.set(-1)),
      pause: () => this.#pause(),
      slower: () => this.speed(nextSpeed(parts.bar.speeds, parts.settings.speed, -1)),
      faster: () => this.speed(nextSpeed(parts.bar.speeds, parts.settings.speed, 1)),
      normal: () => this.speed(1),
      voice: () => parts.sound.apart && this.voice(parts.settings.voice > 0 ? 0 : this.#volume),
      original: () => this.#layer("original"),
      reading: () => parts.layers.has("r") && this.#layer("reading"),
      translation: () => parts.layers.has("x") && this.#layer("translation"),
      "next-reading": () => this.choose("r", parts.layers.after("r", this.#layers.rin)),
      "next-translation": () => this.choose("x", parts.layers.after("x", this.#layers.xin)),
      earlier: () => this.#nudge(-NUDGE),
      later: () => this.#nudge(NUDGE),
      stage: () => parts.stage.toggle(),
      follow: () => this.#follow(),
      resume: () => this.#resume(),
      retry: () => this.#retry(),
      practise: () => parts.open("practise"),
      help: () => parts.open("help"),
      calibrate: () => parts.open("calibrate"),
      word: () => parts.open("word"),
      "hear-line": () => parts.open("hear-line"),
      "sing-word": () => parts.open("sing-word"),
    };
  }

  /** Run a command. @param {string} name of an action in keys.js or in a button's `data-do` */
  do(name) {
    this.#actions[name]?.();
  }

  /** Play or pause. */
  async toggle() {
    const { sound, trouble } = this.#parts;
    if (!sound.audio.paused) {
      sound.audio.pause();
      return;
    }
    try {
      await sound.play();
    } catch (error) {
      // If the browser requires a click first, the learner can press the play button. Other errors are reported by the
      // element's error event, unless the element has failed before.
      const name = error instanceof DOMException ? error.name : "";
      if (name !== "NotAllowedError" && name !== "AbortError" && sound.audio.error) void trouble.fail();
    }
  }

  /** Go to a line. @param {number} n its number, from 0 @param {boolean} play whether to start playback too */
  go(n, play) {
    const { timeline, loop, view, follow, playhead, sound } = this.#parts;
    const line = timeline.lines.find((entry) => entry.n === n);
    if (!line) return;
    if (loop.on && !loop.has(n)) this.#repeat(() => loop.set(n));
    follow.resume();
    playhead.seek(line.start);
    const shown = view.line(n);
    if (shown) follow.show(shown);
    if (play && sound.audio.paused) void this.toggle();
  }

  /** Go to a position. @param {number} ms */
  seek(ms) {
    const { loop, playhead } = this.#parts;
    playhead.seek(ms);
    if (loop.on && !loop.has(playhead.line)) this.#repeat(() => loop.set(playhead.line));
  }

  /** Set the speed. @param {number} speed 1 is normal */
  speed(speed) {
    this.#set({ speed });
    this.#parts.bar.say(_("Speed %(speed)s", { speed }));
  }

  /** Set the voice's volume. @param {number} part 0 to 1 */
  voice(part) {
    if (part > 0) this.#volume = part;
    this.#set({ voice: part });
  }

  /** Set whether single letters are shortcuts. @param {boolean} letters */
  letters(letters) {
    this.#set({ letters });
  }

  /** Set this device's delay. @param {number} offset how many ms late the device's sound is */
  device(offset) {
    this.#set({ offset: bound(offset) });
  }

  /** Choose the reading (r) or translation (x) to show. @param {"r" | "x"} kind @param {string} key */
  choose(kind, key) {
    if (!key) return;
    this.#keepLayers(kind === "r" ? { rin: key, r: true } : { xin: key, x: true });
  }

  /** Apply the settings and show them. */
  apply() {
    const { settings, song, sound, playhead, layers, bar } = this.#parts;
    sound.audio.playbackRate = sound.audio.defaultPlaybackRate = settings.speed;
    sound.voice = settings.voice;
    playhead.offset = settings.offset + songOf(settings, song.slug).offset;
    playhead.pauses = settings.pause;
    playhead.wake();
    const wanted = this.#layers;
    const [rin, xin] = [layers.chosen("r", wanted.rin), layers.chosen("x", wanted.xin)];
    bar.show(settings, { ...wanted, rin, xin }, songOf(settings, song.slug).offset);
    bar.offer("voice-row", sound.apart);
  }

  /** Show the layers that the learner has chosen. */
  applyLayers() {
    const { layers, view, playhead } = this.#parts;
    layers.show(
      this.#layers,
      view.line(playhead.line) ?? view.lines.find((line) => line.getBoundingClientRect().top > 0) ?? null,
    );
  }

  /** Save where the learner stopped. @param {number} seconds 0 for the start */
  remember(seconds) {
    const { settings, song } = this.#parts;
    keepSong(settings, song.slug, { place: seconds });
    save(settings);
  }

  get #layers() {
    return layersOf(this.#parts.settings, this.#parts.song.language);
  }

  /** The current line, or the first one. */
  get #line() {
    const { playhead, timeline } = this.#parts;
    return Math.max(playhead.line, timeline.lines[0]?.n ?? -1);
  }

  /** @param {Partial<import("./settings.js").Settings>} change */
  #set(change) {
    Object.assign(this.#parts.settings, change);
    save(this.#parts.settings);
    this.apply();
  }

  #pause() {
    const { settings, bar } = this.#parts;
    this.#set({ pause: !settings.pause });
    bar.say(settings.pause ? _("Pauses after each line") : _("Plays without pauses"));
  }

  /** @param {"original" | "reading" | "translation"} name */
  #layer(name) {
    const kind = LAYERS[name];
    this.#keepLayers({ [kind]: !this.#layers[kind] });
    this.#parts.bar.say((this.#layers[kind] ? LAYER_SHOWN : LAYER_HIDDEN)[name]);
  }

  /** @param {Partial<Layers>} change */
  #keepLayers(change) {
    const { settings, song, layers } = this.#parts;
    const wanted = { ...this.#layers, ...change };
    // Without any text the page would look broken, so hiding the last layer shows the original again.
    const others = (wanted.r && layers.has("r")) || (wanted.x && layers.has("x"));
    this.#set({ layers: { ...settings.layers, [song.language]: { ...wanted, o: wanted.o || !others } } });
    this.applyLayers();
  }

  /** @param {-1 | 1} step */
  #step(step) {
    const { timeline, playhead, sound } = this.#parts;
    // When steps follow quickly, the position that is heard lags behind, so the audio's own position is used.
    const n = neighbour(timeline, Math.max(playhead.now, sound.audio.currentTime * 1000), step);
    if (n >= 0) this.go(n, false);
  }

  /** Change the loop and show it. @param {() => void} change */
  #repeat(change) {
    const { loop, view, bar, playhead } = this.#parts;
    change();
    playhead.wake();
    view.loop((n) => loop.has(n));
    bar.press("loop", loop.single);
    bar.press("from", loop.on && !loop.single);
    bar.press("to", loop.on && !loop.single);
    bar.offer("free", loop.on);
    bar.say(loop.sentence);
  }

  /** @param {number} step in ms */
  #nudge(step) {
    const { settings, song, bar } = this.#parts;
    const offset = bound(songOf(settings, song.slug).offset + step);
    keepSong(settings, song.slug, { offset });
    this.#set({});
    bar.say(_("Word timing: %(offset)s", { offset: offsetText(offset) }));
  }

  #follow() {
    const { follow, view, playhead } = this.#parts;
    const line = view.line(playhead.line);
    follow.resume();
    if (line) follow.show(line);
  }

  #resume() {
    const { bar, playhead, sound, settings, song } = this.#parts;
    bar.offer("resume", false);
    playhead.seek(songOf(settings, song.slug).place * 1000);
    if (sound.audio.paused) void this.toggle();
  }

  #retry() {
    const { bar, sound } = this.#parts;
    bar.fail("");
    sound.renew();
    if (sound.audio.paused) void this.toggle();
  }
}

/** Limit an offset to MAX_OFFSET. @param {number} ms */
function bound(ms) {
  return Math.min(MAX_OFFSET, Math.max(-MAX_OFFSET, ms));
}
