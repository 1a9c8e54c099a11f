"""Synthesises speech with libespeak-ng (1.51, Debian `libespeak-ng1`), and tells when each phoneme begins.

The structures and constants are those of `speak_lib.h`.
"""

import ctypes
import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

LIBRARY = "libespeak-ng.so.1"
SYNCHRONOUS = 2
PHONEME_EVENTS, AS_IPA = 1, 2
RATE_PARAMETER, PITCH_PARAMETER, RANGE_PARAMETER = 1, 3, 4
CHARACTERS = 1  # espeak-ng's option that counts positions in the text in characters
UTF8, PHONEME_TEXT = 1, 0x100
PHONEME_EVENT = 7
VOICES = {"en": "en", "en-GB": "en", "en-US": "en-us", "zh": "cmn-latn-pinyin", "pt": "pt", "pt-BR": "pt-br"}

Samples = npt.NDArray[np.float64]


class SpeechError(RuntimeError):
    """espeak-ng doesn't start, or doesn't have the voice."""


@dataclass(frozen=True)
class Phone:
    """A spoken phoneme: its IPA name, its start and end in seconds, and the index in the text where its word begins."""

    name: str
    start: float
    end: float
    place: int


@dataclass(frozen=True)
class Speech:
    """Synthesised speech: samples between -1 and 1, their rate in Hz, and the phonemes in order."""

    samples: Samples
    rate: int
    phones: tuple[Phone, ...]


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("message", ctypes.c_uint),
        ("place", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("id", _Id),
    ]


CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


def available() -> bool:
    """Return whether libespeak-ng is installed."""
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return False
    return True


@functools.cache
def _library() -> tuple[Any, int]:
    library = ctypes.CDLL(LIBRARY)
    rate = library.espeak_Initialize(SYNCHRONOUS, 0, None, PHONEME_EVENTS | AS_IPA)
    if rate <= 0:
        raise SpeechError("espeak-ng does not start; is the Debian package espeak-ng-data installed?")
    return library, rate


def voice_of(language: str, variant: str = "") -> str:
    """Return the name of espeak-ng's voice for a language (a BCP 47 tag), with a variant such as `f3` if given."""
    plain = language.split("-")[0]
    name = VOICES.get(language) or VOICES.get(plain) or plain
    return f"{name}+{variant}" if variant else name


def speak(text: str, voice: str, speed: int, pitch: int) -> Speech:
    """Return a text as speech on a constant pitch.

    `speed` is in words per minute, and `pitch` from 0 to 99. `[[ ]]` in the text encloses espeak-ng's own phoneme
    names. Raises SpeechError if there's no such voice.
    """
    library, rate = _library()
    if library.espeak_SetVoiceByName(voice.encode()):
        raise SpeechError(f"espeak-ng has no voice called {voice}")
    for parameter, value in ((RATE_PARAMETER, speed), (PITCH_PARAMETER, pitch), (RANGE_PARAMETER, 0)):
        library.espeak_SetParameter(parameter, value, 0)
    chunks: list[npt.NDArray[np.int16]] = []
    heard: list[tuple[str, int, int]] = []

    def collect(wave: Any, count: int, events: Any) -> int:
        if count > 0:
            chunks.append(np.ctypeslib.as_array(wave, (count,)).copy())
        place = 0
        while events[place].type:
            event = events[place]
            if event.type == PHONEME_EVENT:
                name = bytes(event.id.string).partition(b"\0")[0].decode("utf-8", "replace")
                heard.append((name, event.sample, event.place))
            place += 1
        return 0

    callback = CALLBACK(collect)
    library.espeak_SetSynthCallback(callback)
    data = text.encode() + b"\0"
    library.espeak_Synth(data, len(data), 0, CHARACTERS, 0, UTF8 | PHONEME_TEXT, None, None)
    library.espeak_Synchronize()
    samples = np.concatenate(chunks).astype(np.float64) / 32768 if chunks else np.zeros(0)
    ends = [sample for _, sample, _ in heard[1:]] + [len(samples)]
    phones = [
        Phone(name, sample / rate, end / rate, place - 1)
        for (name, sample, place), end in zip(heard, ends, strict=True)
    ]
    return Speech(samples, rate, tuple(phones))


def mnemonics(text: str, voice: str) -> str:
    """Return a text in espeak-ng's own phoneme names, which may stand in `[[ ]]`. Raises SpeechError like `speak`."""
    library, _ = _library()
    if library.espeak_SetVoiceByName(voice.encode()):
        raise SpeechError(f"espeak-ng has no voice called {voice}")
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    rest = ctypes.c_char_p(text.encode())
    found = []
    while rest.value:
        found.append(library.espeak_TextToPhonemes(ctypes.byref(rest), UTF8, 0).decode())
    return " ".join(found).strip()
