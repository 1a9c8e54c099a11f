// Media keys: on keyboards, on headphones, and on the lock screen of a phone.

/** @typedef {import("./keys.js").Action} Action */

/** @type {[MediaSessionAction, Action][]} */
const ACTIONS = [
  ["play", "play"],
  ["pause", "play"],
  ["previoustrack", "back"],
  ["nexttrack", "forward"],
];

/**
 * Tell the system which song is playing, and listen to the media keys.
 * @param {{ title: string, artist: string, cover: string }} song
 * @param {(action: Action) => void} act
 * @param {(seconds: number) => void} seek
 */
export function mediaKeys({ title, artist, cover }, act, seek) {
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = new MediaMetadata({ title, artist, artwork: cover ? [{ src: cover, type: "image/jpeg" }] : [] });
  for (const [name, action] of ACTIONS) {
    // Unplugging headphones sends "pause" even if the song is already paused, so "pause" must not start it.
    session.setActionHandler(name, () => (name === "pause" && session.playbackState === "paused") || act(action));
  }
  session.setActionHandler("seekto", ({ seekTime }) => seek(seekTime ?? 0));
}

/**
 * Tell the system the position in the song.
 * @param {HTMLAudioElement} audio
 */
export function mediaPlace({ duration, playbackRate, currentTime, paused }) {
  const session = navigator.mediaSession;
  if (!session || !Number.isFinite(duration)) return;
  session.playbackState = paused ? "paused" : "playing";
  session.setPositionState({ duration, playbackRate, position: Math.min(currentTime, duration) });
}
