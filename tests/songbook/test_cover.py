"""Every cover motif draws the tune it is given."""

from pathlib import Path

import pytest
from PIL import Image

from tools.songbook.abc import read_score
from tools.songbook.arrangement import Cover
from tools.songbook.cover import LARGEST, MOTIFS, SIDE, draw_cover

COLOURS = ("#ffffff", "#cc3333", "#33aa33", "#3333cc", "#222222")
SCORE = "X:1\nT:Test\nM:3/4\nL:1/8\nQ:1/4=120\nK:C\n{}\nw: la la la\n{}\nw: la la la\n"


@pytest.mark.parametrize("motif", MOTIFS)
def test_motifs_draw_the_tune(motif: str, tmp_path: Path) -> None:
    pictures = []
    for tune in ("C2 E2 G2 |", "G2 E2 C2 |"):
        draw_cover(read_score(SCORE.format(tune, tune)), Cover(motif, COLOURS), tmp_path / "cover.jpg")
        pictures.append((tmp_path / "cover.jpg").read_bytes())
        with Image.open(tmp_path / "cover.jpg") as image:
            assert image.size == (SIDE, SIDE)
    assert pictures[0] != pictures[1]
    assert all(len(picture) < LARGEST for picture in pictures)


def test_unknown_motif(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        draw_cover(read_score(SCORE.format("C6 |", "C6 |").replace("la la la", "la")), Cover("?", COLOURS), tmp_path)
