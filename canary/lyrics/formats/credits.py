"""Tells the credits that music services put among the lines ("作词 : 王", "Lyrics by: Ana") from what is sung."""

import re
from collections.abc import Sequence

from canary.lyrics.model import Line

# Roles that name who wrote the words: their names become the metadata "au".
_WRITERS = "作词 作詞 填词 填詞 词 詞 歌词 歌詞 原词 原詞 词作者 作詞家 작사"
_ROLES = f"""
{_WRITERS}
作曲 编曲 編曲 曲 原曲 原唱 翻唱 演唱 歌手 主唱 配唱 唱 制作人 制作 製作人 製作 监制 監製 出品 出品人 出品方
发行 發行 发行方 混音 混音师 混音室 录音 錄音 录音师 录音室 录音棚 母带 母帶 母带制作 母带工程师 母带处理
和声 和聲 和音 和声编写 和声编曲 合唱 配器 吉他 木吉他 电吉他 贝斯 鼓 鼓手 键盘 钢琴 弦乐 弦乐编写 小提琴
大提琴 二胡 笛子 古筝 琵琶 合成器 打击乐 人声编辑 人声录音 音乐总监 音乐制作 企划 企劃 统筹 策划 宣传 推广
营销 封面 版权 版权方 著作权 词曲 词曲编 词曲唱 曲绘 调教 后期 专辑 制作公司 音乐发行 音频编辑 ボーカル 歌
唄 ギター ベース ドラム 編 調声 映像 絵 작곡 편곡 노래 작사가 작곡가 제작 OP SP
"""
_DONE = "words|written|composed|arranged|produced|mixed|mastered|recorded|engineered"
_ENGLISH = rf"(?:lyrics?|music|{_DONE}|lyricist|composer|arranger)"
_BY = rf"(?:{_ENGLISH}(?:\s*(?:&|and|/|,)\s*{_ENGLISH}){{0,3}}\s+by|lyricist|composer|arranger)"
_ROLE = "|".join(sorted(map(re.escape, _ROLES.split()), key=len, reverse=True))
_SEVERAL = rf"(?:{_ROLE})(?:\s?[/／&＆、,·・]\s?(?:{_ROLE}|[A-Za-z ]{{1,20}})){{0,5}}"
_ASIDE = r"(?:\s?[(（]?[A-Za-z][A-Za-z .&/-]{0,40}[)）]?)?"
_CREDIT = re.compile(rf"(?P<role>{_SEVERAL}){_ASIDE}\s{{0,3}}[:：](?P<name>.*)", re.DOTALL)
_FOREIGN = re.compile(rf"{_BY}\s{{0,3}}[:：](?P<name>.*)", re.IGNORECASE | re.DOTALL)
# The roles of writers are also written with a space only, or stand alone.
_ALONE = re.compile(r"(?:作词|作詞|作曲|编曲|編曲|작사|작곡|편곡)(?:\s.{0,60})?")
_SILENT = re.compile(r"(?:此歌曲为没有填词的)?纯音乐[，,、 ]{0,2}请您?(?:欣赏|聆听)?[。！!.~]?")


def is_credit(text: str) -> bool:
    """Return whether a line is a credit of a song, or says that the song has no words; neither is sung."""
    text = text.strip()
    return any(pattern.fullmatch(text) for pattern in (_CREDIT, _FOREIGN, _ALONE, _SILENT))


def without_credits(lines: Sequence[Line], meta: dict[str, str]) -> list[Line]:
    """Return the lines that are sung, and put the writers that the credits name into `meta` ("au").

    If credits are all that's written in the file, no lines are left, not even empty ones.
    """
    sung = [line for line in lines if not is_credit(line.text)]
    if len(sung) == len(lines):
        return sung
    writers = [name for line in lines if (name := _writer(line.text))]
    if writers:
        meta.setdefault("au", ", ".join(dict.fromkeys(writers)))
    return sung if any(line.text for line in sung) else []


def _writer(text: str) -> str:
    match = _CREDIT.fullmatch(text.strip())
    roles = re.split(r"\s?[/／&＆、,·・]\s?", match["role"]) if match else []
    return " ".join(match["name"].split()) if match and set(roles) & set(_WRITERS.split()) else ""
