"""What a language costs when it is first met: seconds until its first line is cut into words, and memory.

Each side is a process of its own, for memory is only told a process, and a dictionary is read once in it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

from canary.config import ROOT
from canary.vocab.analyse import tokens
from tests.bench.importing import highest
from tests.bench.table import Row

LINES = {
    "es": "Bésame mucho, dímelo al oído", "fr": "J'ai rêvé d'une étoile, dis-moi", "it": "Portami via dalla città",
    "pt": "Quero te abraçar na chuva", "en": "I don't wanna lose you", "de": "Ich ruf dich morgen früh an",
    "ru": "Поцелуй меня в последний раз", "ja": "星空の下で踊ろう", "zh": "月亮代表我的心", "ko": "별이 빛나는 밤에",
}  # fmt: skip
ROUNDS = 60


def rows() -> Iterator[Row]:
    """One row a language, one for all without Korean, one for all."""
    for code in LINES:
        ((first, warm),), _ = _run([code])
        goal = "< 1 s" if code != "ko" else ""  # its model alone takes longer to read
        yield Row(
            f"first line in {code}", f"{first:.2f} s", f"{1000 * warm:.0f} ms for {ROUNDS} lines then",
            goal=goal, met=first < 1 if goal else None,
        )  # fmt: skip
    for name, codes, most in (("all but Korean", [c for c in LINES if c != "ko"], 500), ("all", list(LINES), 900)):
        _, memory = _run(codes)
        yield Row(f"memory with the dictionaries of {name}", f"{memory:.0f} MB", goal=f"< {most} MB", met=memory < most)


def _run(codes: list[str]) -> tuple[list[tuple[float, float]], float]:
    command = [sys.executable, "-m", "tests.bench.languages", *codes]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    took, memory = json.loads(done.stdout)
    return took, memory


def _time(code: str) -> tuple[float, float]:
    begun = perf_counter()
    tokens(LINES[code], code)
    first = perf_counter() - begun
    begun = perf_counter()
    for _ in range(ROUNDS):
        tokens(LINES[code], code)
    return first, perf_counter() - begun


if __name__ == "__main__":
    print(json.dumps([[_time(code) for code in sys.argv[1:]], highest()]))
