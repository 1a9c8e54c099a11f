"""Synthesises the voice of a song.

espeak-ng speaks each line, and the WORLD vocoder analyses the speech and synthesises it again on the score's notes.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from tools.songbook import espeak, world
from tools.songbook.espeak import Phone, Samples, Speech
from tools.songbook.pronounce import (
    PronunciationError,
    Sound,
    Word,
    hold,
    is_voiced,
    is_vowel,
    openness,
    sounds,
    words_of_line,
)
from tools.songbook.score import Score
from tools.songbook.singing import Run, Spoken, Sung, opens, pitch_curve, runs, sung
from tools.songbook.world import STEP, Timbre

BAND = (250.0, 4000.0)  # the frequencies in Hz at which vowels are loud, and hummed consonants aren't
RISE, FALL = 10.0, 12.0  # a vowel begins and ends where it's this many dB softer than its loudest moment
EDGE = 0.012  # seconds of fading in and out at both ends of a run
DRIFT = 4.0  # how far the pitch drifts, in cents (standard deviation)
HIGH = 67  # if the median MIDI pitch of a song is higher, a man sings it an octave lower
SPEED, SPOKEN_PITCH = 115, 40
ROOM, DECAY, WET = 0.6, 0.16, 0.10  # the reverb: its length and decay in seconds, and its strength


@dataclass(frozen=True)
class Singer:
    """A singer: espeak-ng's voice, its speed (words per minute) and pitch (0 to 99).

    `transpose` is the distance from the score, in semitones.
    """

    voice: str
    speed: int
    pitch: int
    transpose: int


@dataclass(frozen=True)
class Line:
    """A spoken line that is ready to be sung, with its timbre and the sounds, times and notes of its syllables.

    `voiced` is 1 for each voiced frame and 0 for others, and `rate` is the sampling rate in Hz.
    """

    timbre: Timbre
    voiced: Samples
    rate: int
    sounds: tuple[Sound, ...]
    spoken: tuple[Spoken, ...]
    notes: tuple[Sung, ...] = ()


def singer_of(score: Score, language: str, wishes: Mapping[str, str | int]) -> Singer:
    """Return the singer of a song: a woman, or a man if the notes of the song are high (see HIGH).

    `wishes` is `[voice]` in the arrangement; its settings `variant`, `transpose` and `speed` take precedence.
    """
    heights = [note.pitch for line in score.lines for syllable in line.syllables for note in syllable.notes]
    high = statistics.median(heights) > HIGH
    variant = str(wishes.get("variant", "" if high else "f1"))
    transpose = int(wishes.get("transpose", -12 if high else 0))
    return Singer(espeak.voice_of(language, variant), int(wishes.get("speed", SPEED)), SPOKEN_PITCH, transpose)


def prepare(score: Score, language: str, singer: Singer, lexicon: Mapping[str, str], read: Sequence[str]) -> list[Line]:
    """Return the lines of a song as espeak-ng speaks them, ready to be sung.

    `lexicon` has spellings from `lexicon.toml`, and `read` is each line's pinyin if the language is Chinese. Raises
    PronunciationError, which names the row and the word, if a word's sounds don't match its syllables.
    """
    known: dict[tuple[Word, ...], Line] = {}
    lines = []
    for place, line in enumerate(score.lines):
        try:
            words = tuple(words_of_line(line, language, lexicon, read[place] if read else ""))
            if words not in known:
                known[words] = _prepare(words, len(line.syllables), singer)
        except PronunciationError as error:
            raise PronunciationError(f"row {line.row}: {error}") from error
        notes = tuple(sung(score, syllable, singer.transpose) for syllable in line.syllables)
        lines.append(replace(known[words], notes=notes))
    return lines


def sing(lines: Sequence[Line], seconds: float) -> tuple[Samples, int]:
    """Return the samples of a whole sung song, `seconds` long, and their rate in Hz."""
    rate = lines[0].rate
    song = np.zeros(round(seconds * rate))
    noise = np.random.default_rng(7)
    for place, line in enumerate(lines):
        closes = seconds
        if place + 1 < len(lines):
            closes = opens(lines[place + 1].notes, lines[place + 1].spoken)
        for run in runs(line.notes, line.spoken, closes):
            _add(song, line, run, noise)
    return _in_a_room(song, rate, noise), rate


def pronounced(words: Sequence[Word], count: int, singer: Singer) -> tuple[Speech, list[list[Phone]], list[Sound]]:
    """Speak a line of `count` syllables, and return the speech, the phonemes of each word, and each syllable's sounds.

    The words are spoken together, so that they're linked. If their sounds then don't match the syllables, because
    espeak-ng merged two words, each word is spoken separately. Raises PronunciationError if that doesn't match either.
    """
    speech, phones = say(words, singer)
    try:
        return speech, phones, sounds(words, phones, count)
    except PronunciationError:
        speech, phones = say(words, singer, apart=True)
        return speech, phones, sounds(words, phones, count)


def say(words: Sequence[Word], singer: Singer, apart: bool = False) -> tuple[Speech, list[list[Phone]]]:
    """Speak a line, and return the speech and the phonemes of each word. If `apart` is true, words aren't linked."""
    text, places = "", []
    for word in words:
        places.append(len(text))
        alone = apart or (word.pauses and singer.voice.startswith("fr"))
        bare = word.spelling if "[[" in word.spelling or not alone else f"[[{_mnemonics(word, singer)}]]"
        text += bare + " "
    speech = espeak.speak(text.strip(), singer.voice, singer.speed, singer.pitch)
    spoken: list[list[Phone]] = [[] for _ in words]
    for phone in speech.phones:
        if phone.name and phone.place < len(text):
            owner = max((number for number, place in enumerate(places) if place <= phone.place), default=0)
            spoken[owner].append(phone)
    return speech, spoken


def _mnemonics(word: Word, singer: Singer) -> str:
    return espeak.mnemonics(word.spelling, singer.voice)


def _prepare(words: Sequence[Word], count: int, singer: Singer) -> Line:
    speech, _, found = pronounced(words, count, singer)
    timbre = world.take_apart(speech.samples, speech.rate)
    loud = _loudness(timbre, speech.rate)
    spoken = _edges(found, loud)
    voiced = np.ones(len(loud))
    for phone in speech.phones:
        if phone.name and not is_voiced(phone.name):
            voiced[round(phone.start / STEP) : round(phone.end / STEP)] = 0
    return Line(timbre, voiced, speech.rate, tuple(found), tuple(spoken))


def _loudness(timbre: Timbre, rate: int) -> Samples:
    """Return the loudness (dB) of each frame in BAND, the frequencies at which vowels are loud, smoothed over 25 ms."""
    hertz = np.linspace(0, rate / 2, timbre.envelope.shape[1])
    band = (hertz >= BAND[0]) & (hertz <= BAND[1])
    power = np.exp(timbre.envelope[:, band]).sum(axis=1)
    smooth = np.convolve(np.pad(power, 2, mode="edge"), np.hanning(7)[1:-1] / np.hanning(7).sum(), mode="valid")
    loud: Samples = 10 * np.log10(smooth + 1e-12)
    return loud


def _edges(found: Sequence[Sound], loud: Samples) -> list[Spoken]:
    """Return the times of each syllable's sounds, with vowels that begin and end where they're heard in `loud`.

    espeak-ng's own times are later than the sounds that are heard.
    """
    spoken = []
    for sound in found:
        first, last = sound.nucleus[0], sound.nucleus[-1]
        main = max(
            (one for one in sound.nucleus if is_vowel(one.name)),
            key=lambda one: (openness(one.name), one.end - one.start),
            default=first,
        )
        opening, closing = (_frames(one).start + int(np.argmax(loud[_frames(one)])) for one in (first, last))
        earliest = sound.onset[-1].start + 0.55 * (first.start - sound.onset[-1].start) if sound.onset else first.start
        if sound.onset and not is_voiced(sound.onset[-1].name):
            earliest = first.start - 0.005
        vowel = _back(loud, opening, earliest) if sound.onset else first.start
        end = _forth(loud, closing, last)
        before = sound.onset[0].start if sound.onset else vowel
        after = sound.coda[-1].end if sound.coda else last.end
        spoken.append(Spoken(before, vowel, _hold(vowel, end, main), end, after))
    return [_joined(one, following) for one, following in pairwise([*spoken, None])]


def _joined(own: Spoken | None, following: Spoken | None) -> Spoken:
    assert own is not None
    if following is None or own.end <= following.vowel:
        return own
    return Spoken(own.before, own.vowel, own.hold, following.vowel, max(own.after, following.vowel))


def _frames(phone: Phone) -> slice:
    return slice(round(phone.start / STEP), max(round(phone.end / STEP), round(phone.start / STEP) + 1))


def _back(loud: Samples, peak: int, earliest: float) -> float:
    place = peak
    while place * STEP > earliest and loud[place - 1] > loud[peak] - RISE:
        place -= 1
    return place * STEP


def _forth(loud: Samples, peak: int, last: Phone) -> float:
    place = max(peak, round(last.start / STEP))
    while (place + 1) * STEP < last.end and loud[min(place + 1, len(loud) - 1)] > loud[peak] - FALL:
        place += 1
    return place * STEP


def _hold(vowel: float, end: float, main: Phone) -> tuple[float, float]:
    """Return the (start, end) of the part of a syllable's vowels that is stretched, in seconds of the spoken line.

    The vowels last from `vowel` to `end`, and `main` is the one that is held.
    """
    first, last = max(vowel, main.start), min(end, main.end)
    if last - first < 0.02:
        first, last = vowel, end
    begin, stop = hold(main.name)
    return first + begin * (last - first), first + stop * (last - first)


def _add(song: Samples, line: Line, run: Run, noise: np.random.Generator) -> None:
    """Synthesise a run of a line, and add it to the samples of the song."""
    begin, rate = run.sung[0], line.rate
    times = np.arange(begin, run.sung[-1], STEP)
    spoken = np.interp(times, run.sung, run.spoken)
    timbre = world.stretch(line.timbre, spoken)
    own = line.notes[run.first : run.first + len(run.vowels)]
    pitch = pitch_curve(own, times, _drift(len(times), noise))
    voiced = line.voiced[np.clip(np.round(spoken / STEP).astype(int), 0, len(line.voiced) - 1)] > 0
    for start, end in run.vowels:
        voiced |= (times >= start) & (times <= end)
    wave = world.put_together(np.where(voiced, pitch, 0.0), timbre, rate)
    wave *= _evened(wave, rate, begin, run.vowels)
    fade = round(EDGE * rate)
    wave[:fade] *= np.linspace(0, 1, fade)
    wave[-fade:] *= np.linspace(1, 0, fade)
    place = max(round(begin * rate), 0)
    length = min(len(wave), len(song) - place)
    song[place : place + length] += wave[:length]


def _drift(count: int, noise: np.random.Generator) -> Samples:
    """Return the drift of the pitch in each of `count` frames, in cents. It changes slowly, as in a human voice."""
    knots = noise.normal(0, DRIFT, count // 30 + 3)
    drift: Samples = np.interp(np.arange(count) / 30, np.arange(len(knots)), knots)
    return drift


def _evened(wave: Samples, rate: int, begin: float, vowels: Sequence[tuple[float, float]]) -> Samples:
    """Return a gain for each sample of a run that makes all vowels equally loud and fades the end of the last one."""
    times, gains = [0.0], []
    for start, end in vowels:
        part = wave[round((start - begin) * rate) : round((end - begin) * rate)]
        level = float(np.sqrt(np.mean(part**2))) if len(part) else 0.0
        gains.append(0.1 / max(level, 0.005))
        times.append((start + end) / 2 - begin)
    gain: Samples = np.exp(np.interp(np.arange(len(wave)) / rate, times[1:], np.log(gains)))
    tail = round(min(0.12, (vowels[-1][1] - vowels[-1][0]) / 3) * rate)
    last = round((vowels[-1][1] - begin) * rate)
    gain[max(last - tail, 0) : last] *= np.linspace(1, 0.6, last - max(last - tail, 0))
    gain[last:] *= 0.6
    return gain


def _in_a_room(song: Samples, rate: int, noise: np.random.Generator) -> Samples:
    """Return the song with a little reverb, without which a voice sounds unnatural. The reverb is decaying noise."""
    times = np.arange(round(ROOM * rate)) / rate
    echo = noise.normal(0, 1, len(times)) * np.exp(-times / DECAY)
    echo[: round(0.012 * rate)] = 0
    echo *= WET / np.sqrt((echo**2).sum())
    size = 2 ** (len(song) + len(echo)).bit_length()
    tail = np.fft.irfft(np.fft.rfft(song, size) * np.fft.rfft(echo, size), size)[: len(song)]
    inside: Samples = song + tail
    return inside
