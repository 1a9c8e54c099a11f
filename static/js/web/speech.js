// Speaks words with the device's synthetic voices.

/**
 * Return the best voice for a language, or null if there is none. Voices of the same region are preferred, then voices
 * that work offline.
 * @template {{ lang: string, localService: boolean }} V
 * @param {string} language such as "es" or "pt-BR"
 * @param {readonly V[]} voices
 * @returns {V | null}
 */
export function voiceFor(language, voices) {
  const wanted = language.toLowerCase();
  const [base] = wanted.split("-");
  /** @param {V} voice */
  const code = (voice) => voice.lang.toLowerCase().replace("_", "-");
  const fitting = voices.filter((voice) => code(voice).split("-")[0] === base);
  /** @param {V} voice */
  const rank = (voice) => (code(voice) === wanted ? 2 : 0) + (voice.localService ? 1 : 0);
  return fitting.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

/** Return whether the device has a voice for a language. @param {string} language */
export function canSpeak(language) {
  return "speechSynthesis" in globalThis && voiceFor(language, speechSynthesis.getVoices()) !== null;
}

/** Speak a text, if the device has a voice for its language. @param {string} text @param {string} language */
export function speak(text, language) {
  const voice = voiceFor(language, speechSynthesis.getVoices());
  if (!voice) return;
  const said = new SpeechSynthesisUtterance(text);
  said.voice = voice;
  said.lang = voice.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}
