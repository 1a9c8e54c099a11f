"""The core glossary: its lines are whole, and words are found in it both ways."""

import re
import unicodedata
from collections import Counter
from importlib.resources import files

import pytest

from canary.vocab.analyse import is_content, tokens
from canary.vocab.core import GENDERS, LANGUAGES, Sense, concepts, forms, meaning

GENDERED = frozenset({"es", "fr", "de", "it", "pt", "ru"})
FOLDER = files("canary.vocab.glossary")
FILES = sorted(p.name for p in FOLDER.iterdir() if p.name.endswith(".tsv"))
CELLS = {
    "ru": re.compile(r"[а-яА-ЯёЁ -]+"),
    "ja": re.compile(r"[\u3040-\u30ff]+|[\u3040-\u30ff\u4e00-\u9fff々]+\[[\u3040-\u30ff]+\]"),
    "ko": re.compile(r"[\uac00-\ud7a3 ]+"),
    "zh": re.compile(r"[\u4e00-\u9fff]+\[[a-zA-ZāáǎàēéěèÉīíǐìōóǒŌòūúǔùǖǘǚǜü']+\]"),
}
POS = ("NOUN", "VERB", "ADJ", "ADV", "INTJ")
LATIN = re.compile(r"[^\W\d_]([^\W\d_]|[ '-])*")


def test_there_are_enough() -> None:
    assert len(concepts()) >= 1_000
    assert {c.pos for c in concepts()} == set(POS)


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_clean(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    head, *lines = text.removesuffix("\n").split("\n")
    expected = ["language", "form", "lemma"] if name == "aliases.tsv" else ["concept", "pos", *LANGUAGES]
    assert head.split("\t") == expected
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r" \t|\t |  |\r|^ | $|\u00a0|\u3000", text, re.MULTILINE)
    for line in lines:
        cells = line.split("\t")
        assert len(cells) == len(expected), line
        assert all(cells), line


def test_no_sense_stands_twice() -> None:
    assert [k for k, n in Counter((c.name, c.pos) for c in concepts()).items() if n > 1] == []
    assert [k for k, n in Counter((c.pos, c.cells) for c in concepts()).items() if n > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells(language: str) -> None:
    for concept in concepts():
        cell = concept.cells[LANGUAGES.index(language)]
        parts = cell.split(" / ")
        assert 1 <= len(parts) == len(set(parts)) <= 3, concept
        for part, form in zip(parts, forms(cell), strict=True):
            written = part if language in {"ja", "zh"} else form
            assert CELLS.get(language, LATIN).fullmatch(written), concept
            if language in GENDERED and concept.pos == "NOUN":
                assert part.removeprefix(form).strip() in GENDERS, concept
            elif language in GENDERED:
                assert part == form, concept
    named = [c for c in concepts() if c.name.partition(" (")[0] != next(forms(c.cells[0]))]
    assert named == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_found_both_ways(language: str) -> None:
    at = LANGUAGES.index(language)
    into = "fr" if language == "en" else "en"
    for concept in concepts():
        for form in forms(concept.cells[at]):
            there = [s.text for s in meaning(form, concept.pos, language, into)]
            assert concept.cells[LANGUAGES.index(into)] in there, (form, concept)


def test_aliases_lead_somewhere() -> None:
    rows = [line.split("\t") for line in (FOLDER / "aliases.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert [k for k, n in Counter((row[0], row[1]) for row in rows).items() if n > 1] == []
    for language, form, lemma in rows:
        into = "fr" if language == "en" else "en"
        led = [meaning(form, pos, language, into) == meaning(lemma, pos, language, into) != [] for pos in POS]
        assert any(led), (language, form)


def test_a_noun_hides_no_verb_that_an_analyser_calls_the_same() -> None:
    assert meaning("espera", "VERB", "es", "en") == meaning("esperar", "VERB", "es", "en")
    assert [sense.text for sense in meaning("espera", "NOUN", "es", "en")] == ["wait"]


@pytest.mark.parametrize(
    ("lemma", "pos", "language", "into", "expected"),
    [
        ("luna", "NOUN", "es", "en", [Sense("moon", "")]),
        ("moon", "NOUN", "en", "de", [Sense("Mond m", "")]),
        ("月", "NOUN", "ja", "fr", [Sense("mois m", ""), Sense("lune f", "")]),
        ("temps", "NOUN", "fr", "en", [Sense("time", ""), Sense("weather", "")]),
        ("spring", "NOUN", "en", "fr", [Sense("printemps m", ""), Sense("source f", "water")]),
        ("moon", "NOUN", "en", "zh", [Sense("月亮[yuèliang]", "")]),
        ("light", "ADJ", "en", "es", [Sense("ligero", "not heavy")]),
        ("light", "NOUN", "en", "es", [Sense("luz f", "")]),
        ("corazón", "NOUN", "es", "en", [Sense("heart", "")]),
        ("enamorar", "VERB", "es", "pt", [Sense("apaixonar-se", "")]),
        ("verlieben", "VERB", "de", "ko", [Sense("반하다", "")]),
        ("約束", "VERB", "ja", "en", [Sense("promise", "")]),
        ("する", "VERB", "ja", "es", [Sense("hacer", "")]),
        ("為る", "VERB", "ja", "es", [Sense("hacer", "")]),
        ("つき", "NOUN", "ja", "en", [Sense("month", ""), Sense("moon", "")]),
        ("звезда", "NOUN", "ru", "it", [Sense("stella f", "")]),
        ("ребенок", "NOUN", "ru", "en", [Sense("child / kid", "")]),
        ("Liebe", "NOUN", "de", "ja", [Sense("愛[あい]", ""), Sense("恋[こい]", "being in love")]),
        ("Lua", "noun", "pt-BR", "es-MX", [Sense("luna f", "")]),
        ("luna", "VERB", "es", "en", [Sense("moon", "")]),
        ("luna", "", "es", "en", [Sense("moon", "")]),
        ("xyzzy", "NOUN", "es", "en", []),
        ("luna", "NOUN", "es", "es", []),
        ("luna", "NOUN", "es", "ar", []),
        ("قمر", "NOUN", "ar", "en", []),
        ("", "", "es", "en", []),
    ],
)
def test_meaning(lemma: str, pos: str, language: str, into: str, expected: list[Sense]) -> None:
    assert meaning(lemma, pos, language, into) == expected


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The stars are shining and I miss you tonight"),
        ("es", "Me enamoré de la luna una noche de verano"),
        ("fr", "Je me souviens de tes yeux sous la pluie"),
        ("de", "Wir tanzen durch die Nacht und träumen vom Meer"),
        ("it", "Mi innamoro di te ogni notte d'estate"),
        ("pt", "Eu me lembro do mar e da saudade"),
        ("ru", "Звёзды танцуют над тёмным морем"),
        ("ja", "星の夜に歌を歌いましょう"),
        ("ko", "별이 빛나는 밤에 사랑을 노래해요"),
        ("zh", "我在夜里想念月亮和你的眼睛"),
    ],
)
def test_words_are_found_as_the_analyser_names_them(language: str, line: str) -> None:
    words = [t for t in tokens(line, language) if is_content(t, language)]
    assert len(words) >= 3
    into = "fr" if language == "en" else "en"
    assert [t for t in words if not meaning(t.written or t.lemma, t.pos, language, into)] == []


@pytest.mark.parametrize(
    ("language", "word", "text"),
    [
        ("zh", "夢", "dream"),  # as Taiwan writes it
        ("zh", "轻轻地", "softly"),
        ("ja", "会える", "meet"),  # to be able to
        ("ja", "ダメ", "no good"),
        ("ja", "食べる", "eat"),
        ("ru", "стучаться", "knock"),
        ("ru", "лениво", "lazy"),
        ("es", "lentamente", "slowly"),
        ("es", "casita", "house"),
        ("pt", "caminho", "way"),  # no little cama
        ("it", "bellissimo", "beautiful"),
        ("de", "Häuschen", "house"),
        ("ru", "зевнуть", "yawn"),
        ("ru", "соседка", "neighbour / neighbor"),
        ("ja", "吹き抜ける", "blow"),
        ("ja", "教え", "teach"),
        ("ja", "待ち続ける", "wait"),
        ("zh", "高高兴兴", "glad"),
        ("zh", "看一看", "look"),
        ("zh", "卖掉", "sell"),
        ("zh", "吃完饭", "have a meal"),
    ],
)
def test_found_by_its_kin(language: str, word: str, text: str) -> None:
    assert text in [sense.text for sense in meaning(word, "", language, "en")]


@pytest.mark.parametrize(("language", "word"), [("zh", "不爱"), ("zh", "忘不了"), ("zh", "别哭"), ("ru", "невесёлый")])
def test_what_says_the_opposite_is_no_kin(language: str, word: str) -> None:
    assert meaning(word, "", language, "en") == []
