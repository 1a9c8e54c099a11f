"""Material for the games' tests: the songs of the songbook, and texts that nobody expects."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from canary.games.material import Line, lines_of
from canary.imports import songbook
from canary.lyrics.model import Line as Sung
from canary.lyrics.model import Lyrics
from canary.vocab import service as vocab

SONGS = Path(__file__).resolve().parent.parent.parent / "songs"
NAMES = [folder.name for folder in songbook.folders(SONGS)]
ODD: dict[str, tuple[str, Sequence[str]]] = {
    "nothing": ("es", ()),
    "one word": ("es", ("Luna",)),
    "one word a line": ("es", ("Luna", "Sol", "Noche", "Mar")),
    "one line": ("es", ("La luna sube despacio por la noche larga",)),
    "the same line": ("es", ("La luna sube", "la luna sube!", "«La luna sube»", "La luna sube…")),
    "almost the same": ("es", ("La luna sube despacio", "la noche sube despacio", "la luna baja despacio", "sube la luna")),
    "sounds": ("es", ("la la la la", "oh oh oh", "na na na na na", "hey hey hey")),
    "names": ("en", ("Maria and Tom Bell", "London London London", "and Anna, Maria!", "from Paris to Rome")),
    "emoji": ("es", ("🌙 La luna 🌙 sube 👩‍👩‍👧", "🎶🎶🎶", "el sol 🇪🇸 baja 🌅", "canta el mar 🌊 azul")),
    "hebrew": ("he", ("הלילה ארוך והירח עולה", "השמש יורדת אל הים", "אני שר לך שיר", "אתה שומע את הלב")),
    "arabic and latin": ("ar", ("القمر يطلع في الليل", "I love you حبيبي", "والشمس تنزل في البحر")),
    "no spaces": ("ja", ("月が昇る夜に歌っている", "海の声を聞いていた", "月が昇る夜に歌っている", "baby I love you")),
    "not told apart": ("th", ("พระจันทร์ขึ้นในคืนนี้", "ฉันร้องเพลงให้เธอ")),
    "unknown": ("xx", ("blim blom blam blum", "blam blom blim", "dorum darum dirum")),
    "two languages": ("es", ("Baby, te quiero de noche", "I love you so much, my darling", "la luna sube despacio", "money, money, corazón")),
    "korean and english": ("ko", ("사랑해 너를 정말 사랑해", "baby I love you", "오늘 밤 하늘을 봐", "달이 뜬다")),
    "marks": ("es", ("e\u0301l cante\u0301 la canc\u0327io\u0301n", "¿¡qué!?", "a", "—", "l'amour")),
    "long": ("es", (" ".join(["la luna sube y el sol baja por la calle del mar"] * 40), "una casa blanca", "el perro ladra")),
}  # fmt: skip


@cache
def drawn(name: str) -> tuple[str, tuple[Line, ...]]:
    """(language, lines) of a song of the songbook by its folder, or of an odd text by its name."""
    if name in ODD:
        language, texts = ODD[name]
        lyrics = Lyrics(tuple(Sung(text, 1000 + 3000 * n, 3500 + 3000 * n) for n, text in enumerate(texts)))
        glossary: Sequence[vocab.Meaning] = ()
    else:
        folder = songbook.read(SONGS / name)
        language, lyrics, glossary = folder.values["language"], folder.lyrics, folder.glossary
    found = vocab.draw(lyrics, language, glossary)
    times = [(line.start, line.end) for line in lyrics.lines]
    texts, sure = [line.text for line in lyrics.lines], {entry.lemma for entry in glossary}
    return language, tuple(lines_of(texts, times, found.lines, [w.lemma for w in found.words], language, sure))
