// The screen while a song plays: kept awake, and on a shared one filled with nothing but the words.

/** Big stage and wake lock. */
export class Stage {
  #changed;
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  #awake = false;

  /**
   * @param {(on: boolean) => void} changed called when the big stage begins and ends
   * @param {AbortSignal} signal
   */
  constructor(changed, signal) {
    this.#changed = changed;
    document.addEventListener("fullscreenchange", () => !document.fullscreenElement && this.#show(false), { signal });
    // A page that was out of sight has lost its lock.
    document.addEventListener("visibilitychange", () => this.awake(this.#awake), { signal });
  }

  /** Begin or end the big stage; a browser without full screen shows it in its window. */
  async toggle() {
    const root = document.documentElement;
    const on = !("stage" in root.dataset);
    this.#show(on);
    try {
      if (on) await root.requestFullscreen({ navigationUI: "hide" });
      else if (document.fullscreenElement) await document.exitFullscreen();
    } catch {
      // The window is as large as it gets.
    }
  }

  /** @param {boolean} wanted whether the screen should stay on */
  async awake(wanted) {
    this.#awake = wanted;
    try {
      if (!wanted) await this.#lock?.release();
      else if (!document.hidden && (this.#lock === null || this.#lock.released)) {
        this.#lock = await navigator.wakeLock.request("screen");
      }
    } catch {
      // Low battery, or a browser that has none: the song plays on.
    }
  }

  /** @param {boolean} on */
  #show(on) {
    document.documentElement.toggleAttribute("data-stage", on);
    this.#changed(on);
  }
}
