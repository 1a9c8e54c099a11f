"""Chinese words: everyday words that dictionaries take for names, and phrases that they take for words."""

import re

import pytest

from canary.lyrics.readings.pinyin import pinyin
from canary.vocab import core
from canary.vocab.analyse import is_content, tokens


def words(text: str) -> list[str]:
    return [t.lemma for t in tokens(text, "zh") if is_content(t, "zh")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("太阳下山了，青春不再来", "太阳 下山 青春 不再"),
        ("城市的英雄，我的哥哥", "城市 英雄 哥哥"),
        ("王子和公主住在城堡里", "王子 公主 住 城堡"),
        ("夕阳西下，江湖已远", "夕阳 西下 江湖 已 远"),
        ("熊猫吃竹子", "熊猫 吃 竹子"),
        ("白云飘过蓝天", "白云 飘过 蓝天"),
        ("唐诗宋词", "唐诗 宋词"),
        ("我们长大了，明白了", "长大 明白"),
        ("太陽下山，看著城市", "太阳 下山 看着 城市"),
        ("黄土高坡，一曲东风", "黄土 高坡 东风"),
        ("崇拜天王", "崇拜 天王"),
        ("在海滩登山", "海滩 登山"),
        ("沧海桑田，荷塘麦浪", "沧海 桑田 荷塘 麦浪"),
        ("我在北京，你在上海，他在台湾", ""),
        ("李白和周杰伦，乌鲁木齐", ""),
    ],
)
def test_everyday_words_are_no_names(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("word", "pos"),
    [
        ("美丽", "ADJ"),
        ("长大", "VERB"),
        ("新鲜", "ADJ"),
        ("回家", "ADV"),
        ("唱歌", "VERB"),
        ("爱上", "VERB"),
        ("青春", "NOUN"),
    ],
)
def test_their_classes(word: str, pos: str) -> None:
    assert [t.pos for t in tokens(word, "zh")] == [pos]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("喝咖啡", "喝 咖啡"), ("看电视", "看 电视"), ("太久", "太 久"), ("太棒了", "太 棒 了"), ("很漂亮", "很 漂亮"), ("爱情故事", "爱情 故事"),
        ("生日快乐", "生日 快乐"), ("静静地", "静静 地"), ("马路上", "马路 上"), ("听不懂", "听 不 懂"), ("想一想", "想 一 想"), ("爱过", "爱 过"),
        ("所有人", "所有 人"), ("下着雨", "下 着 雨"), ("这首歌", "这 首 歌"), ("没见", "没 见"), ("回家吧", "回家 吧"),
        # Words of a dictionary, and idioms
        ("忍不住", "忍不住"), ("对不起", "对不起"), ("一心一意", "一心一意"), ("互联网", "互联网"), ("太阳能", "太阳能"), ("目的地", "目的地"),
        ("大学生", "大学生"), ("火车站", "火车站"), ("经过", "经过"),
    ],
)  # fmt: skip
def test_phrases_are_cut(text: str, expected: str) -> None:
    assert [t.text for t in tokens(text, "zh")] == expected.split()


def test_the_readings_of_the_glossary() -> None:
    """Of 5219 words, pinyin differs for 16 apart from the tones of 一 and 不."""
    wrong = []
    for part in {part for concept in core.concepts() for part in concept.cells[9].split(" / ")}:
        match = re.fullmatch(r"(.+)\[(.+)\]", part)
        if match and not re.search("[一不]", match[1]):
            ours, theirs = (re.sub("[ '-]", "", text).lower() for text in (pinyin(match[1]), match[2]))
            wrong += [match[1]] if ours != theirs else []
    assert len(wrong) <= 16, wrong
