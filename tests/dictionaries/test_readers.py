"""Each format is read: words, parts of speech, meanings, languages, licence."""

import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from canary.dictionaries import folding, formats, prose
from canary.dictionaries.headword import About, DictionaryError, Headword, pos_of, senses_of
from tests.dictionaries import made

READ = [
    Headword("casa", "NOUN", ("house", "home, household")),
    Headword("oler", "VERB", ("to smell; to sniff",)),
    Headword("tiempo", "NOUN", ("time", "weather")),
]


def words(path: Path, folder: Path, language: str = "", into: str = "") -> tuple[About, list[Headword]]:
    """What a file says of itself and all its words; progress only ever grows, up to the whole."""
    (unpacked := folder / "unpacked").mkdir()
    source = formats.look(path, unpacked, language, into)
    steps: list[tuple[int, int]] = []
    found = list(source.words(lambda done, total: steps.append((done, total))))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert all(done <= total for done, total in steps if total)
    return source.about, found


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("kind", ["m", "", "h", "x"])
def test_stardict(tmp_path: Path, kind: str, packed: bool) -> None:
    texts = made.WORDS
    if kind in {"h", "x"}:
        rows = {
            "casa": "<k>casa</k><ol><li>house</li><li>home, <i>household</i></li></ol>",
            "ojo": "<p>eye &amp; <b>sight",
        }
        texts = tuple(rows.items())
    about, found = words(made.stardict(tmp_path, texts, kind, packed), tmp_path)
    assert about == About("Spanish-English", "es", "en")
    if kind in {"", "m"}:
        assert found == READ
    else:
        assert found[-1] == Headword("ojo", "", ("eye & sight",))
        assert found[0].senses[-2:] == ("house", "home, household")


def test_stardict_with_sounds_and_several_fields(tmp_path: Path) -> None:
    article = b"t" + b"kasa\0" + b"W" + struct.pack(">I", 3) + b"abc" + b"m" + b"house\0"
    ifo = made.stardict(tmp_path, [("casa", "x")], "", packed=False)
    (tmp_path / "spa.dict").write_bytes(article)
    (tmp_path / "spa.idx").write_bytes(b"casa\0" + struct.pack(">II", 0, len(article)))
    assert words(ifo, tmp_path)[1] == [Headword("casa", "", ("house",))]


def test_stardict_with_wide_offsets(tmp_path: Path) -> None:
    index = b"casa\0" + struct.pack(">QI", 0, 5)
    ifo = made.stardict(tmp_path, [("casa", "house")], packed=False, idxoffsetbits=64, idxfilesize=len(index))
    (tmp_path / "spa.idx").write_bytes(index)
    assert words(ifo, tmp_path)[1] == [Headword("casa", "", ("house",))]


@pytest.mark.parametrize("packed", [True, False])
def test_dictd(tmp_path: Path, packed: bool) -> None:
    about, found = words(made.dictd(tmp_path, packed=packed), tmp_path)
    assert about == About("Spanish-English FreeDict Dictionary", "es", "en", "GPL 3.0")
    assert found == READ


@pytest.mark.parametrize("ending", [".tar.bz2", ".tar.gz", ".tar.xz", ".tgz", ".zip"])
@pytest.mark.parametrize("make", [made.stardict, made.dictd])
def test_in_an_archive(tmp_path: Path, make: Callable[..., Path], ending: str) -> None:
    (folder := tmp_path / "parts").mkdir()
    files = made.inside(folder, make(folder)) | {"spa-eng/README": b"Hello", "spa-eng/spa.syn": b""}
    path = tmp_path / f"freedict-spa-eng{ending}"
    if ending == ".zip":
        made.zipped(path, files)
    else:
        made.tar(path, files, {".tar.bz2": "w:bz2", ".tar.xz": "w:xz"}.get(ending, "w:gz"))
    about, found = words(path, tmp_path)
    assert (about.language, about.into, found) == ("es", "en", READ)


def test_yomitan(tmp_path: Path) -> None:
    about, found = words(made.yomitan(tmp_path / "jmdict.zip"), tmp_path)
    assert about == About("JMdict", "ja", "en", "CC BY-SA 4.0")
    assert found == [
        Headword("夜", "NOUN", ("evening", "night"), "よる"),
        Headword("食べる", "VERB", ("to eat",), "たべる"),
        Headword("時", "NOUN", ("time", "hour"), "とき"),
    ]


def test_yomitan_banks_come_in_their_order(tmp_path: Path) -> None:
    banks = {f"term_bank_{n}.json": [[f"語{n}", "", "n", "", 0, [f"word {n}"], n, ""]] for n in (10, 2, 1)}
    found = words(made.yomitan(tmp_path / "x.zip", banks), tmp_path)[1]
    assert [word.senses for word in found] == [("word 1",), ("word 2",), ("word 10",)]


@pytest.mark.parametrize("name", ["kaikki.jsonl", "kaikki.jsonl.gz"])
@pytest.mark.parametrize(
    ("language", "into", "expected"),
    [
        ("es", "en", [Headword("casa", "NOUN", ("house", "home"))]),
        ("fr", "en", [Headword("maison", "NOUN", ("house",))]),
        ("en", "es", [Headword("house", "NOUN", ("casa, hogar",))]),
        ("en", "fr", [Headword("house", "NOUN", ("maison",))]),
        ("es", "de", []),  # an English edition explains Spanish in English only
    ],
)
def test_wiktextract(tmp_path: Path, name: str, language: str, into: str, expected: list[Headword]) -> None:
    about, found = words(made.wiktextract(tmp_path / name), tmp_path, language, into)
    assert about == About(f"Wiktionary {language}-{into}", language, into, "CC BY-SA 4.0")
    assert found == expected


def test_wiktextract_of_another_edition(tmp_path: Path) -> None:
    row = {"word": "casa", "lang": "Espagnol", "lang_code": "es", "pos": "noun", "senses": [{"glosses": ["Maison."]}]}
    path = made.wiktextract(tmp_path / "fr.jsonl", [row])
    assert words(path, tmp_path, "es", "fr")[1] == [Headword("casa", "NOUN", ("Maison.",))]
    (other := tmp_path / "other").mkdir()
    assert words(path, other, "es", "en")[1] == []  # French is not passed off as English


def test_table(tmp_path: Path) -> None:
    about, found = words(made.table(tmp_path / "mine.es-en.tsv"), tmp_path)
    assert about == About("mine", "es", "en")
    assert found == [Headword("casa", "NOUN", ("house", "home")), Headword("oler", "", ("to smell",))]


def test_a_table_with_a_mark_at_its_head_and_windows_ends(tmp_path: Path) -> None:
    path = made.table(tmp_path / "x.tsv", "\ufeffcasa\tadj.\tхаус\r\nsol\t\tsun\r\n")
    assert words(path, tmp_path, "es", "ru")[1] == [Headword("casa", "ADJ", ("хаус",)), Headword("sol", "", ("sun",))]


@pytest.mark.parametrize(
    ("told", "name", "expected"),
    [
        (("es", "en"), "x.tsv", ("es", "en")),
        (("Spanish", "deu"), "x.tsv", ("es", "de")),
        (("", ""), "freedict-spa-eng.tsv", ("es", "en")),
        (("", "fr"), "my-es-en.tsv", ("es", "fr")),
        (("eu", "en"), "x.tsv", ("eu", "en")),
    ],
)
def test_languages(tmp_path: Path, told: tuple[str, str], name: str, expected: tuple[str, str]) -> None:
    about, _ = words(made.table(tmp_path / name), tmp_path, *told)
    assert (about.language, about.into) == expected


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("casa /ˈkasa/ <n, f>\nhouse", [("NOUN", ("house",))]),
        ("1. house 2. home; 3) family", [("", ("house", "home", "family"))]),
        ("n. house\nv. to marry", [("NOUN", ("house",)), ("VERB", ("to marry",))]),
        ("casa /ˈkasa/ house, home", [("", ("house, home",))]),
        ("Casa", [("", ("Casa",))]),  # as hotel means hotel
        ("casa, cottage", [("", ("casa, cottage",))]),
        ("name\nnoun", [("", ("name", "noun"))]),
        ("see\nnote; example\nSee: casita\ncf. casa", [("", ("see", "note; example"))]),
        ("house\nSynonyms: {hogar}\nSee also: casita", [("", ("house",))]),
        ("casarse", [("", ("casarse",))]),
        ("   \n\n", []),
        ("<adj> bonito", [("ADJ", ("bonito",))]),
        (prose.plain("<b>casa</b> <i>n</i> house; home"), [("NOUN", ("house; home",))]),
        (prose.plain("<k>casa</k><gr>vt</gr><def>to marry</def><ex>x</ex>", xdxf=True), [("VERB", ("to marry",))]),
    ],
)
def test_definitions(definition: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(word.pos, word.senses) for word in prose.headwords("casa", definition)] == expected


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>a</b> &lt;i&gt;", "a <i>"),
        ("a<script>alert(1)</script>b", "ab"),
        ("<style>x</style><p>a<p>b", "a b"),
        ("<ruby>夜<rt>よる</rt></ruby>", "夜"),
        ("<div" * 2000, None),
        ("<![CDATA[x", None),
        ("&#0;&#x110000;&bogus;", None),
    ],
)
def test_markup_becomes_text(markup: str, text: str | None) -> None:
    found = " ".join(prose.plain(markup).split())
    assert "<script" not in found
    if text is not None:
        assert found == text


@pytest.mark.parametrize("piece", ["<div", "<!--", "<!", "<a b='", "&", "</", "<a ", "[", "(n. ", "1. ", "/a", "<x"])
def test_a_definition_takes_no_long_time(piece: str) -> None:
    begun = time.process_time()
    list(prose.headwords("casa", prose.plain(piece * (64 * 2**10 // len(piece)))))
    assert time.process_time() - begun < 2


def test_senses_are_clean_and_few() -> None:
    assert senses_of(["a\x00b\u202e", "a b", " ; ", "x" * 300, *map(str, range(30))])[:2] == ("a b", "x" * 200 + " …")
    assert len(senses_of(map(str, range(30)))) == 12


@pytest.mark.parametrize(
    ("tag", "pos"),
    [("n.", "NOUN"), ("Adjective", "ADJ"), ("v5k-s", "VERB"), ("vt", "VERB"), ("adj-na", "ADJ"), ("x", ""), ("", "")],
)
def test_parts_of_speech(tag: str, pos: str) -> None:
    assert pos_of(tag) == pos


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Casa", "casa"), ("corazo\u0301n", "corazón"), ("ёлка", "елка"), ("молоко\u0301", "молоко"),
        ("كِتَاب", "كتاب"), ("سـلام", "سلام"), ("l’eau", "l'eau"), ("ﬁn", "fin"), ("Straße", "strasse"),
    ],
)  # fmt: skip
def test_keys_that_meet(one: str, other: str) -> None:
    assert folding.key(one) == folding.key(other)


def test_keys_that_do_not() -> None:
    assert len({folding.key(word) for word in ("si", "sí", "かみ", "がみ", "カミ", "ano", "año")}) == 7


def test_a_large_index_is_read_in_pieces(tmp_path: Path) -> None:
    many = [(f"palabra{n:05}", f"word {n}") for n in range(20_000)]  # the .idx is several pieces long
    found = words(made.stardict(tmp_path, many), tmp_path)[1]
    assert [word.lemma for word in found] == [word for word, _ in many]
    assert found[-1].senses == ("word 19999",)


@pytest.mark.parametrize("packed", [True, False])
def test_stardict_with_other_spellings(tmp_path: Path, packed: bool) -> None:
    made.stardict(tmp_path, packed=packed)
    rows = b"".join(word.encode() + b"\0" + number.to_bytes(4, "big") for word, number in (("casas", 0), ("huele", 1)))
    (tmp_path / "spa.syn").write_bytes(rows)
    found = {word.lemma: word.senses for word in words(tmp_path / "spa.ifo", tmp_path)[1]}
    assert found["casas"] == found["casa"]
    assert found["huele"] == found["oler"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"nada\0" + (9).to_bytes(4, "big"), "refers to an entry that isn’t in"),
        (b"casas\0\0\0", "The [.]syn file ends"),
    ],
)
def test_stardict_with_wrong_other_spellings(tmp_path: Path, data: bytes, sentence: str) -> None:
    made.stardict(tmp_path)
    (tmp_path / "spa.syn").write_bytes(data)
    with pytest.raises(DictionaryError, match=sentence):
        words(tmp_path / "spa.ifo", tmp_path)


def test_yomitan_of_the_first_version(tmp_path: Path) -> None:
    rows = [["夜", "よる", "n", "", 1, "evening", "night"], ["食べる", "たべる", "v1", "v1", 1, "to eat"]]
    _, found = words(made.yomitan(tmp_path / "old.zip", {"term_bank_1.json": rows}, format=1), tmp_path)
    assert [(w.lemma, w.reading, w.pos, w.senses) for w in found] == [
        ("夜", "よる", "NOUN", ("evening", "night")), ("食べる", "たべる", "VERB", ("to eat",)),
    ]  # fmt: skip
