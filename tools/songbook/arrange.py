"""Turns a score and an arrangement into MIDI tracks. The melody is exactly in time; other parts vary a little.

The melody is played softly where words are sung, since it only guides the singer, and loud in instrumental passages.
"""

from fractions import Fraction
from itertools import pairwise
from random import Random

from tools.songbook.arrangement import Arrangement, Part, Voice, of_section
from tools.songbook.midi import TICKS, Strike, Track
from tools.songbook.pitch import chord_classes, scale
from tools.songbook.score import Note, Score

DRUM_CHANNEL = 9
GUIDE, GUIDE_SECOND = 0.6, 0.8  # factors for the velocities of the melody and the second voice while words are sung
CHANNELS = [channel for channel in range(16) if channel != DRUM_CHANNEL]


def ticks(position: Fraction) -> int:
    """Return a position in whole notes as MIDI ticks."""
    return round(position * 4 * TICKS)


def arrange(score: Score, arrangement: Arrangement, random: Random) -> list[Track]:
    """Return all MIDI tracks of a song, the melody first. A `random` with the same seed gives the same tracks."""
    channels = iter(CHANNELS)
    lead = _track(arrangement.lead, next(channels))
    sung = _sung_notes(score)
    for note in score.melody:
        share = GUIDE if note.start in sung else 1.0
        lead.strikes.append(_melody(score, note, arrangement.lead.velocity * share))
    tracks = [lead]
    if arrangement.second:
        tracks.append(_track(arrangement.second, next(channels)))
        tracks[-1].strikes = _second(score, arrangement)
    for part in arrangement.parts:
        tracks.append(_track(part.voice, next(channels)))
        tracks[-1].strikes = _played(score, part, arrangement.levels, random)
    if arrangement.drums:
        tracks.append(_track(arrangement.drums[0][1].voice, DRUM_CHANNEL))
        for pitch, part in arrangement.drums:
            tracks[-1].strikes += _drummed(score, pitch, part, arrangement.levels, random)
    return tracks


def section_at(score: Score, position: Fraction) -> tuple[Fraction, str]:
    """Return the start (in whole notes) and the name of the section at a position; (0, "") before the first one."""
    return max((section for section in score.sections if section[0] <= position), default=(Fraction(0), ""))


def chord_at(score: Score, position: Fraction) -> tuple[str, Fraction, str]:
    """Return the name of the chord at a position, the position of the next chord, and the next chord's name."""
    chords = [*score.chords, (score.end, score.chords[-1][1])]
    for (start, name), (following, next_name) in pairwise(chords):
        if start <= position < following:
            return name, following, next_name
    return chords[0][1], chords[0][0], chords[0][1]


def _track(voice: Voice, channel: int) -> Track:
    return Track(voice.name, channel, voice.program, voice.volume, voice.pan, voice.reverb)


def _sung_notes(score: Score) -> set[Fraction]:
    return {note.start for line in score.lines for syllable in line.syllables for note in syllable.notes}


def _melody(score: Score, note: Note, velocity: float) -> Strike:
    """Return a note of the melody, exactly in time. First beats, long notes and high notes are a little louder."""
    weight = 5 * (note.start % score.metre == 0) + 4 * (note.length >= score.metre / 2) + (note.pitch - 67) // 3
    length = ticks(note.start + note.length * Fraction(19, 20)) - ticks(note.start)
    return Strike(ticks(note.start), ticks(note.start) + length, note.pitch, _loud(velocity + weight))


def _second(score: Score, arrangement: Arrangement) -> list[Strike]:
    """Return the second voice: under each melody note, the next chord tone that is at least a minor third lower."""
    assert arrangement.second is not None
    strikes, sung = [], _sung_notes(score)
    for note in score.melody:
        if section_at(score, note.start)[1] not in arrangement.second_in:
            continue
        classes = chord_classes(chord_at(score, note.start)[0])[1]
        pitch = next(note.pitch - down for down in range(3, 15) if (note.pitch - down) % 12 in classes)
        velocity = arrangement.second.velocity * (GUIDE_SECOND if note.start in sung else 1.0)
        strikes.append(_melody(score, Note(note.start, note.length, pitch), velocity))
    return strikes


def _bars(score: Score, part: Part) -> list[tuple[Fraction, str, list[str]]]:
    """Return (start, section, steps) of every bar in which a part plays."""
    found = []
    for number in range(int(score.end / score.metre)):
        start = number * score.metre
        began, section = section_at(score, start)
        bars = of_section(part.steps, section).split("|")
        first = -(-began // score.metre)  # the section's first whole bar, since it may begin with an upbeat
        steps = bars[(number - first) % len(bars)].split()
        if steps:
            found.append((start, section, steps))
    return found


def _played(score: Score, part: Part, levels: dict[str, float], random: Random) -> list[Strike]:
    strikes: list[Strike] = []
    for bar, section, steps in _bars(score, part):
        step = score.metre / len(steps)
        for place, token in enumerate(steps):
            if token in ".-":
                continue
            held = 1
            while place + held < len(steps) and steps[place + held] == "-":
                held += 1
            start = bar + place * step
            end = _ringing(score, bar, start) if part.ring else start + held * step
            loud = (part.voice.velocity + 6 * (place == 0)) * levels.get(section, 1.0)
            strikes += _struck(score, part, token, start, end, loud, random)
    return strikes


def _ringing(score: Score, bar: Fraction, start: Fraction) -> Fraction:
    """Return where a plucked string stops ringing: at the next chord or bar, or a bar later at the end of the song."""
    end = min(bar + score.metre, chord_at(score, start)[1])
    return end + score.metre if end == score.end else end


def _struck(
    score: Score, part: Part, token: str, start: Fraction, end: Fraction, loud: float, random: Random
) -> list[Strike]:
    loud += 14 * token.count("'") - 14 * token.count(",")
    pitches = [pitch for name in token.strip("',").split("+") for pitch in _pitches(score, part, name, start)]
    late = random.randint(-5, 7)
    spread = part.strum * TICKS * score.tempo * 4 * score.beat / 60000
    found = []
    for order, pitch in enumerate(sorted(pitches)):
        begin = max(ticks(start) + late + round(order * spread), 0)
        stop = max(ticks(end) - 12, begin + 30)
        found.append(Strike(begin, stop, pitch, _loud(loud + random.randint(-5, 5))))
    return found


def _pitches(score: Score, part: Part, name: str, position: Fraction) -> list[int]:
    chord, _, following = chord_at(score, position)
    bass, classes = chord_classes(chord)
    if name == "r":
        return [_above(part.bass, bass)]
    if name == "f":
        fifth = _above(part.bass, bass) + 7
        return [fifth if fifth <= part.bass + 14 else fifth - 12]
    if name == "a":
        target = _above(part.bass, chord_classes(following)[0])
        return [target - next(step for step in (1, 2) if (target - step) % 12 in scale(score.key))]
    tones = sorted(_above(part.low, tone) for tone in classes)
    if name == "x":
        return tones
    octave, index = divmod(int(name) - 1, len(tones))
    return [tones[index] + 12 * octave]


def _above(low: int, pitch_class: int) -> int:
    return low + (pitch_class - low) % 12


def _drummed(score: Score, pitch: int, part: Part, levels: dict[str, float], random: Random) -> list[Strike]:
    strikes = []
    for bar, section, steps in _bars(score, part):
        for place, token in enumerate(steps):
            if token != ".":
                loud = int(token) * 13 * levels.get(section, 1.0) + random.randint(-4, 4)
                begin = max(ticks(bar + place * score.metre / len(steps)) + random.randint(-4, 5), 0)
                strikes.append(Strike(begin, begin + TICKS // 4, pitch, _loud(loud)))
    return strikes


def _loud(velocity: float) -> int:
    return max(1, min(127, round(velocity)))
