"""Writes Standard MIDI Files of format 1 (RP-001), and reads when the notes of a file begin."""

from dataclasses import dataclass, field

TICKS = 480  # per quarter note


@dataclass(frozen=True)
class Strike:
    """A MIDI note: its start and end in ticks from the start of the file, its pitch, and its velocity (1 to 127)."""

    start: int
    end: int
    pitch: int
    velocity: int


@dataclass
class Track:
    """The track of an instrument: channel (0 to 15), program, volume, pan and reverb (0 to 127), and notes."""

    name: str
    channel: int
    program: int
    volume: int = 100
    pan: int = 64
    reverb: int = 40
    strikes: list[Strike] = field(default_factory=list)


def write_midi(tracks: list[Track], quarter_microseconds: int, end_tick: int) -> bytes:
    """Return a MIDI file. All tracks last until `end_tick`, so that the last notes can fade."""
    tempo = b"\x00\xff\x51\x03" + quarter_microseconds.to_bytes(3, "big")
    chunks = [_chunk(tempo + _variable(end_tick) + b"\xff\x2f\x00")]
    chunks += [_chunk(_track(track, end_tick)) for track in tracks]
    header = b"MThd" + (6).to_bytes(4, "big")
    header += b"".join(number.to_bytes(2, "big") for number in (1, len(chunks), TICKS))
    return header + b"".join(chunks)


def _chunk(body: bytes) -> bytes:
    return b"MTrk" + len(body).to_bytes(4, "big") + body


def _track(track: Track, end_tick: int) -> bytes:
    channel = track.channel
    settings = [(7, track.volume), (10, track.pan), (91, track.reverb), (93, 0)]
    events = [(0, 0, bytes([0xC0 | channel, track.program]))]
    events += [(0, 1, bytes([0xB0 | channel, number, value])) for number, value in settings]
    for strike in track.strikes:  # the second value sorts a note's end before another note's start at the same tick
        events.append((strike.end, 2, bytes([0x80 | channel, strike.pitch, 0])))
        events.append((strike.start, 3, bytes([0x90 | channel, strike.pitch, strike.velocity])))
    name = track.name.encode()
    body, now = b"\x00\xff\x03" + _variable(len(name)) + name, 0
    for tick, _, message in sorted(events):
        body += _variable(tick - now) + message
        now = tick
    return body + _variable(max(end_tick - now, 0)) + b"\xff\x2f\x00"


def _variable(number: int) -> bytes:
    """Return a number as a MIDI variable-length quantity."""
    found = bytes([number & 0x7F])
    while number := number >> 7:
        found = bytes([number & 0x7F | 0x80]) + found
    return found


def read_onsets(data: bytes, channel: int) -> list[tuple[int, int, int]]:
    """Return (tick, pitch, ticks per quarter note) of each note that begins on a channel of a MIDI file, in order."""
    per_quarter = int.from_bytes(data[12:14], "big")
    place, found = 14, []
    while place < len(data):
        size = int.from_bytes(data[place + 4 : place + 8], "big")
        found += [(*onset, per_quarter) for onset in _onsets(data[place + 8 : place + 8 + size], channel)]
        place += 8 + size
    return sorted(found)


def _onsets(body: bytes, channel: int) -> list[tuple[int, int]]:
    place, now, status, found = 0, 0, 0, []
    while place < len(body):
        wait, place = _number(body, place)
        now += wait
        if body[place] & 0x80:  # otherwise the previous status byte still applies (running status)
            status, place = body[place], place + 1
        if status in (0xFF, 0xF0, 0xF7):
            size, place = _number(body, place + (status == 0xFF))
            place += size
            continue
        if status == 0x90 | channel and body[place + 1]:
            found.append((now, body[place]))
        place += 1 if status & 0xF0 in (0xC0, 0xD0) else 2
    return found


def _number(body: bytes, place: int) -> tuple[int, int]:
    """Read a MIDI variable-length quantity, and return it with the index after it."""
    value = 0
    while body[place] & 0x80:
        value, place = value << 7 | body[place] & 0x7F, place + 1
    return value << 7 | body[place], place + 1
