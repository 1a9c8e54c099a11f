// The screen while a song plays: a wake lock keeps it on, and the stage shows only the lyrics in full screen.

/** The full-screen stage and the wake lock. */
export class Stage {
  #changed;
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  #awake = false;

  /**
   * @param {(on: boolean) => void} changed called when the stage is entered and left
   * @param {AbortSignal} signal
   */
  constructor(changed, signal) {
    this.#changed = changed;
    document.addEventListener("fullscreenchange", () => !document.fullscreenElement && this.#show(false), { signal });
    // The browser releases the lock when the page is hidden.
    document.addEventListener("visibilitychange", () => this.awake(this.#awake), { signal });
  }

  /** Enter or leave the stage. In browsers without full-screen support, it fills the window. */
  async toggle() {
    const root = document.documentElement;
    const on = !("stage" in root.dataset);
    this.#show(on);
    try {
      if (on) await root.requestFullscreen({ navigationUI: "hide" });
      else if (document.fullscreenElement) await document.exitFullscreen();
    } catch {
      // The browser refuses full screen: the stage fills the window instead.
    }
  }

  /** Take or release the wake lock. @param {boolean} wanted whether the screen should stay on */
  async awake(wanted) {
    this.#awake = wanted;
    try {
      if (!wanted) await this.#lock?.release();
      else if (!document.hidden && (this.#lock === null || this.#lock.released)) {
        this.#lock = await navigator.wakeLock.request("screen");
      }
    } catch {
      // The battery is low, or the browser has no wake lock; the song plays without one.
    }
  }

  /** @param {boolean} on */
  #show(on) {
    document.documentElement.toggleAttribute("data-stage", on);
    this.#changed(on);
  }
}
