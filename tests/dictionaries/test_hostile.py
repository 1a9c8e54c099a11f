"""Files that are broken or meant to harm: one sentence each, and nothing of them stays."""

import gzip
import io
import json
import struct
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from canary.db import db
from canary.dictionaries import service as dictionaries
from canary.dictionaries import unpack
from canary.dictionaries.headword import About, DictionaryError
from canary.dictionaries.models import Dictionary, Entry
from canary.problems import Problem
from tests.dictionaries import made
from tests.factories import NOW

Make = Callable[[Path], Path]
HOSTILE: list[tuple[str, Make, str]] = []


def hostile(sentence: str) -> Callable[[Make], Make]:
    """Put a file into the table of those that are refused with a sentence that has these words."""

    def add(make: Make) -> Make:
        HOSTILE.append((make.__name__, make, sentence))
        return make

    return add


@hostile("is damaged or incomplete. Download it again")
def truncated_dictzip(folder: Path) -> Path:
    ifo = made.stardict(folder)
    path = folder / "spa.dict.dz"
    path.write_bytes(path.read_bytes()[:-12])
    return ifo


@hostile("is damaged or incomplete")
def no_gzip_at_all(folder: Path) -> Path:
    ifo = made.stardict(folder)
    (folder / "spa.idx.gz").write_bytes(b"no gzip at all")
    return ifo


@hostile("is damaged or incomplete")
def gzip_with_a_wrong_sum(folder: Path) -> Path:
    path = made.wiktextract(folder / "x.jsonl.gz", made.ROWS * 50)
    data = bytearray(path.read_bytes())
    data[-6] ^= 0xFF  # the sum at its end
    path.write_bytes(bytes(data))
    return path


@hostile("far too large when it’s unpacked")
def bomb_in_the_articles(folder: Path) -> Path:
    ifo = made.stardict(folder)
    made.bomb(folder / "spa.dict.dz", 80 * 2**20)
    return ifo


@hostile("far too large when it’s unpacked")
def bomb_in_a_tar(folder: Path) -> Path:
    with tarfile.open(folder / "x-spa-eng.tar.bz2", "w:bz2") as archive:
        member = tarfile.TarInfo("big.bin")  # nobody asked for it, and still it has to be read past
        member.size = 80 * 2**20
        archive.addfile(member, io.BytesIO(bytes(member.size)))
        archive.addfile(tarfile.TarInfo("x.ifo"))
    return folder / "x-spa-eng.tar.bz2"


@hostile("far too large when it’s unpacked")
def bomb_in_a_zip(folder: Path) -> Path:
    return made.zipped(folder / "spa-eng.zip", {"a.ifo": b"x", "a.dict": bytes(80 * 2**20)})


@hostile("larger than 32 MB")
def bomb_in_a_bank(folder: Path) -> Path:
    return made.yomitan(folder / "x.zip", {"term_bank_1.json": b"[" + bytes(33 * 2**20)})


@hostile("longer than 16,384 KB")
def endless_line(folder: Path) -> Path:
    return made.bomb(folder / "x.jsonl.gz", 20 * 2**20)


@hostile("Line 2 of x.tsv is longer than 64 KB")
def long_line_in_a_table(folder: Path) -> Path:
    return made.table(folder / "x.tsv", "casa\thouse\nsol\t" + "x" * 70_000)


@hostile("tries to write outside its folder")
def path_out_of_a_tar(folder: Path) -> Path:
    return made.tar(folder / "x.tar.bz2", {"../../x.ifo": b"x"})


@hostile("tries to write outside its folder")
def absolute_path_in_a_tar(folder: Path) -> Path:
    return made.tar(folder / "x.tar.gz", {"/etc/x.ifo": b"x"}, "w:gz")


@hostile("tries to write outside its folder")
def path_out_of_a_zip(folder: Path) -> Path:
    return made.zipped(folder / "x.zip", {"..\\..\\x.ifo": b"x"})


@hostile("tries to write outside its folder")
def path_out_of_a_yomitan_zip(folder: Path) -> Path:
    return made.yomitan(folder / "x.zip", {"term_bank_1.json": made.TERMS, "../x.png": b"x"})


@hostile("is only a part of a dictionary")
def link_in_a_tar(folder: Path) -> Path:
    with tarfile.open(folder / "x.tar.gz", "w:gz") as archive:
        for name in ("x.ifo", "x.idx", "x.dict"):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
    return folder / "x.tar.gz"


@hostile("is beyond the end of the .dict file")
def offset_behind_the_end(folder: Path) -> Path:
    ifo = made.stardict(folder, packed=False)
    data = (folder / "spa.idx").read_bytes()
    (folder / "spa.idx").write_bytes(data[:-8] + struct.pack(">II", 4_000_000_000, 4_000_000_000))
    return ifo


@hostile("ends in the middle of an entry")
def index_that_ends_early(folder: Path) -> Path:
    ifo = made.stardict(folder, packed=False, idxfilesize="")
    (folder / "spa.idx").write_bytes((folder / "spa.idx").read_bytes()[:-3])
    return ifo


@hostile("The .idx file is incomplete")
def index_of_another_size(folder: Path) -> Path:
    return made.stardict(folder, idxfilesize=7)


@hostile("a word of more than 255 bytes")
def endless_word(folder: Path) -> Path:
    return made.stardict(folder, [("x" * 5000, "y")])


@hostile("isn’t a StarDict .ifo file")
def foreign_ifo(folder: Path) -> Path:
    ifo = made.stardict(folder)
    ifo.write_bytes(b"\xff\xfe\x00")
    return ifo


@hostile("files into the same folder")
def ifo_alone(folder: Path) -> Path:
    ifo = made.stardict(folder)
    (folder / "spa.dict.dz").unlink()
    return ifo


@hostile("this isn’t a dictd index")
def index_with_bad_numbers(folder: Path) -> Path:
    index = made.dictd(folder)
    index.write_text(index.read_text() + "zzz\t-1\tA\n")
    return index


@hostile("is beyond the end of the .dict file")
def index_with_large_numbers(folder: Path) -> Path:
    index = made.dictd(folder)
    index.write_text(index.read_text() + "zzz\t//////\t//////\n")
    return index


@hostile("contains several dictionaries")
def two_in_one_archive(folder: Path) -> Path:
    (folder / "in").mkdir()
    files = made.inside(folder / "in", made.stardict(folder / "in"))
    return made.tar(folder / "x.tar.bz2", files | {f"b/{name}": data for name, data in files.items()})


@hostile("isn’t JSON")
def deep_json(folder: Path) -> Path:
    return made.yomitan(folder / "x.zip", {"term_bank_1.json": b"[" * 200_000})


@hostile("isn’t a list of terms")
def bank_of_another_kind(folder: Path) -> Path:
    return made.yomitan(folder / "x.zip", {"term_bank_1.json": {"a": 1}})


@hostile("has a term that isn’t in Yomitan’s format")
def terms_of_another_kind(folder: Path) -> Path:
    return made.yomitan(folder / "x.zip", {"term_bank_1.json": [*made.TERMS, ["夜", 3]]})


@hostile("is damaged or incomplete")
def truncated_zip(folder: Path) -> Path:
    path = made.yomitan(folder / "x.zip")
    path.write_bytes(path.read_bytes()[:-40])
    return path


@hostile("is damaged or incomplete")
def bank_with_a_wrong_sum(folder: Path) -> Path:
    path = made.yomitan(folder / "x.zip")
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02") + 16
    data[at : at + 4] = b"\0\0\0\0"
    path.write_bytes(bytes(data))
    return path


@hostile("Line 3 of x.jsonl isn’t JSON")
def broken_json_line(folder: Path) -> Path:
    path = made.wiktextract(folder / "x.jsonl", made.ROWS[:2])
    path.write_text(path.read_text() + '{"word": \n')
    return path


@hostile("Line 1 of x.jsonl isn’t a Wiktextract entry")
def json_of_another_kind(folder: Path) -> Path:
    return made.wiktextract(folder / "x.jsonl", [[1, 2]])


@hostile("Line 2 of x.tsv isn’t UTF-8")
def other_encoding(folder: Path) -> Path:
    (folder / "x.tsv").write_bytes("casa\thouse\nniño\tchild\n".encode("latin-1"))
    return folder / "x.tsv"


@hostile("Line 2 of x.tsv has no tab")
def no_tab(folder: Path) -> Path:
    return made.table(folder / "x.tsv", "casa\thouse\nsol sun\n")


@hostile("has no Spanish word with a meaning in English")
def nothing_in_it(folder: Path) -> Path:
    return made.table(folder / "x.tsv", "# only a remark\n")


@hostile("isn’t in a supported format")
def another_kind_of_file(folder: Path) -> Path:
    return made.table(folder / "song.mp3")


@hostile("is only a part of a dictionary")
def zip_without_a_dictionary(folder: Path) -> Path:
    return made.zipped(folder / "x.zip", {"a.txt": b"x"})


@hostile("is damaged or incomplete")
def locked_zip(folder: Path) -> Path:
    path = made.yomitan(folder / "x.zip")
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + place] |= 1  # "encrypted"
    path.write_bytes(bytes(data))
    return path


@pytest.mark.parametrize(
    ("make", "sentence"), [(make, words) for _, make, words in HOSTILE], ids=[x[0] for x in HOSTILE]
)
def test_refused_with_a_sentence(app: Flask, tmp_path: Path, make: Make, sentence: str) -> None:
    path = make(tmp_path)
    with pytest.raises(Problem) as problem:
        dictionaries.install(path, About(language="es", into="en"), NOW, lambda *_: None)
    assert sentence in str(problem.value)
    assert "\n" not in str(problem.value)
    assert str(problem.value).endswith(".")
    assert str(tmp_path) not in str(problem.value)
    assert db.session.scalar(select(func.count()).select_from(Dictionary)) == 0
    assert db.session.scalar(select(func.count()).select_from(Entry)) == 0


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 30


def test_a_ratio_is_what_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "_SMALL", 1000)
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(bytes(300)))
    with unpack.opened(path) as stream:
        assert len(stream.read()) == 300
    path.write_bytes(gzip.compress(bytes(10**6)))
    with unpack.opened(path) as stream:
        assert len(stream.read(200_000)) == 200_000
        with pytest.raises(DictionaryError, match="far too large"):
            stream.read(200_000)


def test_memory_stays_bounded(app: Flask, tmp_path: Path) -> None:
    with (tmp_path / "big.jsonl").open("w") as file:
        for n in range(20_000):
            row = made.ROWS[0] | {"word": f"palabra{n}", "etymology_text": "x" * 1600}
            file.write(json.dumps(row) + "\n")
    assert (tmp_path / "big.jsonl").stat().st_size > 30 * 2**20
    tracemalloc.start()
    found = dictionaries.install(tmp_path / "big.jsonl", About(language="es", into="en"), NOW, lambda *_: None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.count == 20_000
    assert peak < 25 * 2**20
