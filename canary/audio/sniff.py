"""Detects the format of media files by their first bytes. File names aren't used, because they may be wrong."""

_LONGEST_JUNK = 4096
# The bit rates of MPEG layer III in kbit/s, by their index in a frame's header: for MPEG 1, then for MPEG 2 and 2.5.
# The indexes 0 (free) and 15 count as invalid.
_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
)
_SAMPLES = (44100, 48000, 32000, 0)


def sniff(head: bytes) -> str | None:
    """Return the format of a file: "mp3", "mp4", "flac", "ogg", "wav" or "webm"; None if it's unknown.

    `head` is the beginning of the file; its first 64 kB are enough.
    """
    if head[4:8] == b"ftyp":
        return "mp4"
    if head[:4] in {b"RIFF", b"RF64"} and head[8:12] == b"WAVE":
        return "wav"
    for magic, container in ((b"fLaC", "flac"), (b"OggS", "ogg"), (b"\x1aE\xdf\xa3", "webm")):
        if head.startswith(magic):
            return container
    at = after_tag(head)
    if at >= len(head) > 10:
        return "mp3"  # the tag, usually with a cover, is longer than `head`; if this isn't an MP3, decoding will fail
    if head[at : at + 4] == b"fLaC":
        return "flac"
    return "mp3" if _has_frames(head, at) else None


def _has_frames(head: bytes, at: int) -> bool:
    """Return whether there are two consecutive MP3 frames soon after `at`, or a single one at `at`."""
    for start in range(at, min(len(head) - 4, at + _LONGEST_JUNK)):
        if head[start] == 0xFF and (length := frame_length(head[start : start + 4])):
            following = head[start + length : start + length + 4]
            if frame_length(following) or (not following and start == at):
                return True
    return False


def after_tag(head: bytes) -> int:
    """Return the offset in bytes at which an ID3v2 tag at the start of a file ends; 0 if there's no tag."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return size + (20 if head[5] & 0x10 else 10)


def frame_length(header: bytes) -> int:
    """Return the length in bytes of the MPEG layer III frame with this four-byte header; 0 if the header is invalid."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version = header[1] >> 3 & 3
    rate, samples = header[2] >> 4, _SAMPLES[header[2] >> 2 & 3]
    bits = _RATES[version != 3][rate]
    if version == 1 or not bits or not samples:
        return 0
    samples >>= {3: 0, 2: 1, 0: 2}[version]
    return (144 if version == 3 else 72) * bits * 1000 // samples + (header[2] >> 1 & 1)


def wav_data_end(head: bytes) -> int:
    """Return the offset in bytes at which the audio of a WAV file ends, according to its header; 0 if unknown."""
    at = 12
    while at + 8 <= len(head):
        size = int.from_bytes(head[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if head[at : at + 4] == b"data":
            return end
        at = end
    return 0


def announced_frames(head: bytes) -> int:
    """Return the number of frames that the Xing or Info header of an MP3 file states; 0 if it has no such header."""
    at = after_tag(head)
    first = head[at : at + 200]
    for mark in (b"Xing", b"Info"):
        found = first.find(mark)
        if found > 0 and len(first) >= found + 12 and first[found + 7] & 1:
            return int.from_bytes(first[found + 8 : found + 12], "big")
    return 0
