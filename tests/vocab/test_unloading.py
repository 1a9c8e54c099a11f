"""A process that has met many languages gives their memory back, and reads them anew."""

import subprocess
import sys
import threading

import pytest

from canary.vocab import analyse
from canary.vocab.languages import unloading

TEXTS = {"es": "la luna sube", "ru": "луна встаёт", "ko": "달이 떠오른다", "pl": "księżyc wschodzi"}
WALK = f"""
from pathlib import Path
from canary.vocab import analyse
from canary.vocab.languages import unloading
weigh = lambda: int(Path("/proc/self/statm").read_text().split()[1]) // 256
def walk():
    return {{code: [t.lemma for t in analyse.tokens(text, code)] for code, text in {TEXTS!r}.items()}}
start, first = weigh(), walk()
full = weigh()
unloading.unload()
print(start, full, weigh())
assert walk() == first
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux says how large a process is so plainly")
def test_a_walk_through_languages() -> None:
    said = subprocess.run([sys.executable, "-c", WALK], check=True, capture_output=True, text=True).stdout
    start, full, after = map(int, said.split())
    assert full - start > 200
    assert after - start < (full - start) / 2


def test_caches_are_emptied_and_fill_again() -> None:
    before = {code: analyse.tokens(text, code) for code, text in TEXTS.items()}
    assert sum(cache.cache_info().currsize for cache in unloading.caches()) > 100
    unloading.unload()
    assert sum(cache.cache_info().currsize for cache in unloading.caches()) == 0
    assert {code: analyse.tokens(text, code) for code, text in TEXTS.items()} == before


def test_nothing_goes_while_texts_are_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unloading, "trim", lambda: None)
    wrong: list[object] = []
    expected = analyse.tokens(TEXTS["es"], "es")

    def tag() -> None:
        for _ in range(5):
            found = analyse.tokens(TEXTS["es"], "es")
            if found != expected:
                wrong.append(found)

    threads = [threading.Thread(target=tag) for _ in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        unloading.unload()
    assert wrong == []


def test_it_happens_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(unloading, "IDLE_S", 0.05)
    monkeypatch.setattr(unloading, "_timer", None)
    monkeypatch.setattr(unloading, "trim", done.set)
    analyse.tokens(TEXTS["es"], "es")
    assert done.wait(60)
