// The lines' sounds: kept with the page so that they play without a network, and played from there.

const CACHE = "canary-review-sounds";

/** One player for all lines. */
export class Sounds {
  #audio = new Audio();
  #turn = 0;

  /**
   * Play a line from its beginning; false when there is nothing to play.
   * @param {string} url
   */
  async play(url) {
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const answer = (await this.#kept(url)) ?? (await fetch(url));
      if (!answer.ok) return false;
      const sound = await answer.blob();
      if (turn !== this.#turn) return true; // another line was asked for meanwhile, or silence
      const before = this.#audio.src;
      this.#audio.src = URL.createObjectURL(sound);
      URL.revokeObjectURL(before);
      await this.#audio.play();
      return true;
    } catch (error) {
      // A browser may refuse to play before the first press; the sound is there all the same.
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
 * Keep these sounds, one after the other, and no others.
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
