"""What holds of every exercise, whatever the song and the seed."""

import random
from collections import Counter

import pytest

from canary.games import dictation, gaps, listen, order, swap
from canary.games.choices import most_apart
from canary.games.foreign import SongLanguage
from canary.games.gaps import Gap, GapLine
from canary.games.material import Line, Word, bare, fold
from tests.games.songs import NAMES, ODD, drawn

SEEDS = range(30)
ALL = [*NAMES, *ODD]
every_song = pytest.mark.parametrize("name", ALL)
every_level = pytest.mark.parametrize("level", [1, 2, 3])


def filled(line: GapLine, with_what: str | None = None) -> str:
    return "".join(p if isinstance(p, str) else with_what or p.answer for p in line.parts)


def word_at(line: Line, cut: GapLine, gap: Gap) -> Word:
    at = sum(len(p if isinstance(p, str) else p.answer) for p in cut.parts[: cut.parts.index(gap)])
    return next(w for w in line.words if w.start == at)


@every_song
@every_level
def test_gaps(name: str, level: int) -> None:
    _, lines = drawn(name)
    by_n = {line.n: line for line in lines}
    texts = {bare(line.text) for line in lines}
    for seed in SEEDS:
        for cut in gaps.gaps(lines, level, {}, random.Random(seed)):
            line = by_n[cut.n]
            assert filled(cut) == line.text, "always solvable: the answers give the line"
            left = [p for p in cut.parts if isinstance(p, Gap)]
            assert 0 < len(left) <= len(line.sung) // 2
            for gap in left:
                word = word_at(line, cut, gap)
                assert (word.text, word.kind) == (gap.answer, "word")
                assert word.rank is not None
                assert not line.foreign
                if gap.choices:
                    assert len(gap.choices) == len({bare(c) for c in gap.choices}) == 4
                    assert gap.choices.count(gap.answer) == 1, "one right answer"
                    for wrong in set(gap.choices) - {gap.answer}:
                        assert abs(len(wrong) - len(gap.answer)) <= most_apart(gap.answer)
                        assert wrong[:1].isupper() == gap.answer[:1].isupper(), "no capital tells"
                        assert bare(wrong) not in {bare(w.text) for w in line.words}
                        assert line.text[: word.start] + wrong + line.text[word.end :] not in texts


@every_song
@every_level
def test_wrong_choices_are_other_words(name: str, level: int) -> None:
    _, lines = drawn(name)
    lemmas: dict[str, set[str]] = {}
    for line in lines:
        for word in line.words:
            lemmas.setdefault(bare(word.text), set()).add(word.lemma)
    for seed in SEEDS[:10]:
        for cut in gaps.gaps(lines, level, {}, random.Random(seed)):
            for gap in (p for p in cut.parts if isinstance(p, Gap)):
                for wrong in set(gap.choices) - {gap.answer}:
                    assert lemmas[bare(wrong)] - {gap.lemma}
                    assert all(bare(wrong) != bare(line.text) for line in lines if line.n == cut.n)


@pytest.mark.parametrize("name", NAMES)
def test_more_gaps_at_a_higher_level_and_the_useful_ones_first(name: str) -> None:
    _, lines = drawn(name)
    counts, ranks = [], []
    for level in (1, 2, 3):
        found = [
            word_at(lines[cut.n], cut, p)
            for seed in SEEDS
            for cut in gaps.gaps(lines, level, {}, random.Random(seed))
            for p in cut.parts
            if isinstance(p, Gap)
        ]
        counts.append(len(found) / len(SEEDS))
        ranks.append(sum(w.rank or 0 for w in found) / len(found))
    assert counts[0] >= 3
    assert counts[0] < counts[1] < counts[2]
    every = [w.rank for line in lines for w in line.words if w.rank is not None]
    if len(set(every)) > 20:
        assert ranks[0] < sum(every) / len(every)


@every_song
@every_level
def test_order(name: str, level: int) -> None:
    language, lines = drawn(name)
    for seed in SEEDS:
        found = order.order(lines, language, level, 8, random.Random(seed))
        assert len({fold(x.glue.join(x.answer)) for x in found}) == len(found)
        for item in found:
            assert Counter(item.pieces) == Counter(item.answer), "always solvable"
            assert [fold(p) for p in item.pieces] != [fold(p) for p in item.answer]
            assert len({fold(p) for p in item.answer}) >= 3
            assert 3 <= len(item.pieces) <= order.MAX_PIECES[level]
            line = next(x for x in lines if x.n == item.n)
            assert bare("".join(item.answer)) == bare(line.text) or language in {"ja", "zh"}
            assert not line.foreign


@every_song
@every_level
def test_listen(name: str, level: int) -> None:
    _, lines = drawn(name)
    by_n = {line.n: line for line in lines}
    for seed in SEEDS:
        found = listen.listen(lines, level, 8, random.Random(seed))
        assert len({fold(by_n[x.n].text) for x in found}) == len(found)
        for item in found:
            assert item.options.count(item.n) == 1
            assert 2 <= len(item.options) <= 4
            offered = [bare(by_n[n].text) for n in item.options]
            assert len(set(offered)) == len(offered), "equal lines are never both offered"
            assert not any(a in b for i, a in enumerate(offered) for j, b in enumerate(offered) if i != j)


@every_song
@every_level
def test_swap(name: str, level: int) -> None:
    _, lines = drawn(name)
    texts = {fold(line.text) for line in lines}
    for seed in SEEDS:
        for item in swap.swap(lines, level, 8, {}, random.Random(seed)):
            line = next(x for x in lines if x.n == item.n)
            right = [*item.parts[: item.wrong], item.sung, *item.parts[item.wrong + 1 :]]
            assert "".join(right) == line.text, "one word only is changed"
            assert item.wrong % 2 == 1
            assert bare(item.parts[item.wrong]) != bare(item.sung)
            assert fold("".join(item.parts)) not in texts, "what is shown is no line of the song"


@every_song
@every_level
def test_dictation(name: str, level: int) -> None:
    _, lines = drawn(name)
    for seed in SEEDS:
        found = dictation.dictation(lines, level, 6, random.Random(seed))
        for item in found:
            line = next(x for x in lines if x.n == item.n)
            assert [text for text, _ in item.words] == [w.text for w in line.words]
            assert any(bare(text) for text, _ in item.words)
        assert len({x.n for x in found}) == len(found)


@pytest.mark.parametrize("name", NAMES)
@every_level
def test_every_song_can_be_played(name: str, level: int) -> None:
    language, lines = drawn(name)
    for seed in SEEDS:
        left = [p for cut in gaps.gaps(lines, level, {}, random.Random(seed)) for p in cut.parts if isinstance(p, Gap)]
        assert len(left) >= 4
        # German has few words for a noun's place that begin with a small letter, and the other way round.
        assert sum(bool(gap.choices) for gap in left) > 0.7 * len(left)
        assert len(order.order(lines, language, level, 8, random.Random(seed))) >= 5
        assert all(len(x.options) == 4 for x in listen.listen(lines, level, 8, random.Random(seed)))
        assert len(listen.listen(lines, level, 8, random.Random(seed))) == 8
        assert len(swap.swap(lines, level, 8, {}, random.Random(seed))) >= 5
        assert len(dictation.dictation(lines, level, 6, random.Random(seed))) >= 4


@pytest.mark.parametrize("name", ["nothing", "one word", "sounds", "names", "one word a line", "not told apart"])
@every_level
def test_nothing_is_asked_where_nothing_can_be(name: str, level: int) -> None:
    _, lines = drawn(name)
    assert gaps.gaps(lines, level, {}, random.Random(1)) == []
    assert swap.swap(lines, level, 8, {}, random.Random(1)) == []


@pytest.mark.parametrize("name", ["two languages", "korean and english", "no spaces", "arabic and latin"])
def test_no_gap_in_another_language(name: str) -> None:
    _, lines = drawn(name)
    english = {"baby", "i", "love", "you", "so", "much", "my", "darling", "money"}
    asked = {fold(w.text) for line in lines for w in line.words if w.rank is not None}
    assert asked
    assert not asked & english
    assert any(line.foreign for line in lines)


@pytest.mark.parametrize(
    ("language", "word", "strange"),
    [
        ("es", "corazón", False),
        ("es", "love", True),
        ("es", "chocolate", False),
        ("ko", "baby", True),
        ("ko", "사랑", False),
        ("ja", "カレー", False),
        ("ja", "tonight", True),
        ("ru", "love", True),
        ("en", "corazón", True),
        ("fr", "noche", True),
        ("xx", "blim", False),
    ],
)
def test_strange_words(language: str, word: str, strange: bool) -> None:
    assert SongLanguage(language).is_foreign(word) == strange


def test_the_same_seed_deals_the_same() -> None:
    language, lines = drawn(NAMES[1])
    for deal in (
        lambda chance: gaps.gaps(lines, 2, {}, chance),
        lambda chance: order.order(lines, language, 2, 8, chance),
        lambda chance: listen.listen(lines, 2, 8, chance),
        lambda chance: swap.swap(lines, 2, 8, {}, chance),
        lambda chance: dictation.dictation(lines, 2, 6, chance),
    ):
        assert deal(random.Random("7")) == deal(random.Random("7"))
        assert deal(random.Random("7")) != deal(random.Random("8"))


def test_words_with_one_meaning_are_not_offered_together() -> None:
    _, lines = drawn(NAMES[1])
    meanings = {w.lemma: "the same" for line in lines for w in line.words}
    cut = gaps.gaps(lines, 2, meanings, random.Random(1))
    assert cut
    assert all(p.choices == () for line in cut for p in line.parts if isinstance(p, Gap))
