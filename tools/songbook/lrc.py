"""Writes enhanced LRC, with a time stamp before each word and one at the end of each line."""

from tools.songbook.score import Score
from tools.songbook.timing import duration, joiner, timed_lines


def stamp(seconds: float) -> str:
    """Return `mm:ss.xx` for a time in seconds, rounded to the nearest hundredth."""
    hundredths = round(seconds * 100)
    return f"{hundredths // 6000:02}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"


def write_lrc(score: Score, artist: str, language: str) -> str:
    """Return the lyrics of a score as an enhanced LRC file."""
    rows = [f"[ti:{score.title}]", f"[ar:{artist}]", f"[la:{language}]"]
    rows.append(f"[length:{stamp(float(duration(score)))}]")
    for line in timed_lines(score):
        words = [f"<{stamp(float(word.start))}>{word.text}" for word in line.words]
        start, end = stamp(float(line.words[0].start)), stamp(float(line.end))
        rows.append(f"[{start}]{joiner(language).join(words)}{joiner(language)}<{end}>")
    return "\n".join(rows) + "\n"
