"""Short real songs in every format, cut from the songbook's, and what to write into their tags."""

import base64
import io
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, SYLT, TALB, TCOP, TIT2, TLAN, TPE1, USLT, Encoding
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE
from PIL import Image

CODECS = {"mp3": "libmp3lame", "m4a": "aac", "flac": "flac", "ogg": "vorbis", "opus": "libopus", "wav": "pcm_s16le"}
FORMATS = {"m4a": "mp4", "opus": "ogg"}
CLASSES: dict[str, Any] = {"mp3": MP3, "m4a": MP4, "flac": FLAC, "ogg": OggVorbis, "opus": OggOpus, "wav": WAVE}
PLAIN = "Canta conmigo esta noche\nla luna está en la ventana\ny el pan está en la mesa"
LRC = "[00:00.20]Canta conmigo esta noche\n[00:01.00]la luna está en la ventana\n[00:01.90]y el pan está en la mesa"
PAIRS = [("Canta conmigo esta noche", 200), ("la luna está en la ventana", 1000), ("y el pan está en la mesa", 1900)]


def cut(source: Path, target: Path, seconds: float = 3.0, start: float = 2.0) -> Path:
    """A piece of a song in the format of the target's ending."""
    kind = target.suffix[1:]
    rate, layout = (48000 if kind == "opus" else 44100), "stereo"
    with av.open(str(source)) as song, av.open(str(target), "w", format=FORMATS.get(kind, kind)) as out:
        stream = out.add_stream(CODECS[kind], rate=rate, layout=layout, options={"strict": "-2"})
        assert isinstance(stream, av.AudioStream)
        size = stream.codec_context.frame_size or 1024
        resampler = av.AudioResampler(stream.codec_context.format, layout, rate, frame_size=size)
        song.seek(int(start * 1_000_000))
        done = 0
        for frame in song.decode(audio=0):
            frame.pts, frame.time_base = done, Fraction(1, frame.sample_rate)
            done += frame.samples
            for part in resampler.resample(frame):
                out.mux(stream.encode(part))
            if done > seconds * frame.sample_rate:
                break
        for part in resampler.resample(None):
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    return target


def picture(width: int = 900, height: int = 700, form: str = "JPEG", *, exif: bool = False) -> bytes:
    """A made-up photograph; with `exif` it says where it was taken and that it lies on its side."""
    chance = random.Random(3)
    image = Image.new("RGB", (width, height), (240, 200, 40))
    for _ in range(50):
        image.putpixel((chance.randrange(width), chance.randrange(height)), (chance.randrange(255), 20, 90))
    out = io.BytesIO()
    data = Image.Exif()
    if exif:
        data[0x0112] = 6  # turned by a quarter
        data[0x010F] = "Secret Camera"
        data.get_ifd(0x8825)[1] = "N"
    image.save(out, form, **({"exif": data} if exif else {}))
    return out.getvalue()


def tag(path: Path, *, lyrics: str = "", synced: bool = False, cover: bytes = b"", **values: str) -> Path:
    """Write title, artist, album, language, licence, lyrics and cover as each format has them."""
    kind = path.suffix[1:]
    file: Any = CLASSES[kind](path)
    if file.tags is None:
        file.add_tags()
    if kind in {"mp3", "wav"}:
        _tag_frames(file.tags, lyrics, synced, cover, values)
    elif kind == "m4a":
        _tag_atoms(file.tags, lyrics, cover, values)
    else:
        _tag_comments(file, lyrics, cover, values)
    file.save()
    return path


def _tag_frames(tags: Any, lyrics: str, synced: bool, cover: bytes, values: dict[str, str]) -> None:
    """ID3, in MP3 and WAV."""
    frames: dict[str, Any] = {"title": TIT2, "artist": TPE1, "album": TALB, "language": TLAN, "licence": TCOP}
    for name, value in values.items():
        tags.add(frames[name](encoding=Encoding.UTF8, text=[value]))
    if lyrics:
        tags.add(USLT(encoding=Encoding.UTF8, lang="und", desc="", text=lyrics))
    if synced:
        tags.add(SYLT(encoding=Encoding.UTF8, lang="spa", format=2, type=1, desc="", text=PAIRS))
    if cover:
        tags.add(APIC(encoding=Encoding.UTF8, mime="image/jpeg", type=3, desc="", data=cover))


def _tag_atoms(tags: Any, lyrics: str, cover: bytes, values: dict[str, str]) -> None:
    """MP4's atoms; there is none for the language."""
    atoms = {"title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb", "licence": "cprt"}
    for name, value in values.items():
        if name in atoms:
            tags[atoms[name]] = [value]
    if lyrics:
        tags["\xa9lyr"] = [lyrics]
    if cover:
        tags["covr"] = [MP4Cover(cover, MP4Cover.FORMAT_JPEG)]


def _tag_comments(file: Any, lyrics: str, cover: bytes, values: dict[str, str]) -> None:
    """Vorbis comments, in FLAC, Ogg Vorbis and Opus."""
    for name, value in values.items():
        file[{"licence": "license"}.get(name, name)] = [value]
    if lyrics:
        file["LYRICS"] = [lyrics]
    if not cover:
        return
    front = Picture()
    front.type, front.mime, front.data = 3, "image/jpeg", cover
    if isinstance(file, FLAC):
        file.add_picture(front)
    else:
        file["metadata_block_picture"] = [base64.b64encode(front.write()).decode()]
