// What audio elements need in Safari and in other browsers with its engine.

/**
 * Let an element start by itself from now on, a moment after a click. Safari only allows that to elements whose play()
 * was called in the handler of a click or a key before: call this there, before any `await`.
 * @param {HTMLAudioElement} audio an element that isn't playing; if it is, it stops
 */
export function allowLater(audio) {
  // The promise rejects, because the element is paused at once.
  audio.play().catch(() => undefined);
  audio.pause();
}

/**
 * Go to a position. It waits until the element knows its sound, since WebKitGTK may get stuck if it's told before.
 * @param {HTMLAudioElement} audio
 * @param {number} seconds
 */
export function goTo(audio, seconds) {
  const go = () => {
    audio.currentTime = seconds;
  };
  if (audio.readyState >= HTMLMediaElement.HAVE_METADATA) go();
  else audio.addEventListener("loadedmetadata", go, { once: true });
}
