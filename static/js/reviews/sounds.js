// Plays the sounds of lines, which are cached with the page so that they also play offline.

import { allowLater } from "../web/playing.js";

const CACHE = "canary-review-sounds";

/** A player for lines. It plays one line at a time. */
export class Sounds {
  #audio = new Audio();
  #turn = 0;

  /**
   * Play a line from its beginning. Return false if its sound can't be loaded or played.
   * @param {string} url
   */
  async play(url) {
    this.#turn += 1;
    const turn = this.#turn;
    allowLater(this.#audio);
    try {
      const answer = (await this.#kept(url)) ?? (await fetch(url));
      if (!answer.ok) return false;
      const sound = await answer.blob();
      if (turn !== this.#turn) return true; // meanwhile another line was requested, or stop() was called
      const before = this.#audio.src;
      this.#audio.src = URL.createObjectURL(sound);
      URL.revokeObjectURL(before);
      await this.#audio.play();
      return true;
    } catch (error) {
      // A browser may refuse to play before the first click. That doesn't mean that the sound is missing.
      return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
    }
  }

  stop() {
    this.#turn += 1;
    this.#audio.pause();
  }

  /** @param {string} url */
  async #kept(url) {
    return globalThis.caches ? await (await caches.open(CACHE)).match(url) : undefined;
  }
}

/**
 * Cache these sounds one by one, and delete all other sounds from the cache.
 * @param {readonly string[]} urls
 */
export async function keepSounds(urls) {
  const cache = await caches.open(CACHE);
  const wanted = new Set(urls.map((url) => new URL(url, location.href).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  for (const url of wanted) {
    if (await cache.match(url)) continue;
    const answer = await fetch(url);
    if (answer.ok) await cache.put(url, answer);
  }
}
