"""Prints how espeak-ng pronounces each word of a song (`python -m tools.songbook.phonemes SONG`).

There's a row for each word: the word as it's sung, its spelling for espeak-ng, its sounds in IPA, and its phonemes in
espeak-ng's own names. An author can correct these in `lexicon.toml`, below `[words]`, with `word = "[[phonemes]]"` or
`word = "spelling"`.
"""

import sys

from tools.songbook.__main__ import SONGS, song_folders
from tools.songbook.arrangement import read_arrangement
from tools.songbook.espeak import mnemonics
from tools.songbook.pronounce import PronunciationError, words_of_line
from tools.songbook.singer import lexicon_of
from tools.songbook.song import Song, read_song, read_toml
from tools.songbook.voice import pronounced, say, singer_of


def rows(song: Song) -> list[str]:
    """Return a row for each word of a song. A word has another row only if it's sung or pronounced differently."""
    plan = read_arrangement((song.folder / "arrangement.toml").read_text(encoding="utf-8"))
    singer = singer_of(song.score, song.language, plan.voice)
    read = read_toml(song.folder / "reading.toml")["pinyin"]["lines"] if song.language.startswith("zh") else []
    found: dict[str, None] = {}
    for place, line in enumerate(song.score.lines):
        words = words_of_line(line, song.language, lexicon_of(song), read[place] if read else "")
        complaint = ""
        try:
            spoken = pronounced(words, len(line.syllables), singer)[1]
        except PronunciationError as error:
            spoken, complaint = say(words, singer)[1], f"^ row {line.row}: {error}"
        for word, phones in zip(words, spoken, strict=True):
            heard = " ".join(phone.name for phone in phones)
            own = word.spelling if "[[" in word.spelling else f"[[{mnemonics(word.spelling, singer.voice)}]]"
            found[f"{'-'.join(piece for _, piece in word.pieces):20} {word.spelling:20} {heard:28} {own}"] = None
        if complaint:
            found[complaint] = None
    return list(found)


def main(names: list[str]) -> int:
    """Print the words of the named songs, or of all songs, and return the exit code."""
    for folder in song_folders(SONGS, names):
        print(folder.name, *rows(read_song(folder)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
