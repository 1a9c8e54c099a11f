"""Analyses languages with spaces between words: recognises function words and names, and looks up other lemmas."""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, zip_longest

from canary.letter_case import lower
from canary.vocab.languages import arabic, lemmas
from canary.vocab.languages.accents import accented, bare
from canary.vocab.languages.clitics import host
from canary.vocab.languages.closed import function_class
from canary.vocab.languages.context import mend
from canary.vocab.languages.contractions import is_contraction
from canary.vocab.languages.mended import in_sentence, mended
from canary.vocab.languages.pos import guess
from canary.vocab.languages.shorts import short
from canary.vocab.languages.sounds import is_sound, runs
from canary.vocab.languages.split import split
from canary.vocab.languages.spoken import spoken, whole
from canary.vocab.token import Kind, Token

_GERMAN_PARTICIPLE = re.compile(
    r"(?:(ab|an|auf|aus|ein|mit|nach|um|vor|weg|zu)?ge|(?=be|er|ver|zer|ent|miss|über))(.{3,}?)e?t"
)
_SPANISH_DROPPED = re.compile("(.{2,}?)(a|í)(os?)")  # participles without their d: hechizao, partío
_ACCENTS = {"í": "i"}
_HELD = re.compile(r"([^\W\d_])(?:-\1+)+(?![^\W\d_])(?:-\1)?")  # a vowel that is drawn out in singing: lo-o-ove
_SMALL = frozenset({"PRON", "AUX", "DET", "ADV", "SCONJ"})
_SENTENCE_END = frozenset('.!?…:"“”«»¡¿—–-•(')


def tokens(text: str, language: str) -> list[Token]:
    """Return the tokens of a text in a language (a two-letter code), including punctuation."""
    pieces = split(text, language)
    lows = [lower(piece, language) for piece, _, _ in pieces]
    words = [n for n, low in enumerate(lows) if low[0].isalpha() or (low[0] == "'" and len(low) > 1)]
    sung = {words[n] for n in runs([lows[n] for n in words])}
    shouted = _shouted([pieces[n][0] for n in words], language)
    found: list[Token] = []
    before = ""
    fresh = True  # at the beginning of a sentence, where a capital doesn't mark a name
    for n, (piece, start, end) in enumerate(pieces):
        low = lows[n]
        if not any(c.isalnum() for c in low) or low[0] == "&":
            fresh = fresh or piece in _SENTENCE_END
            found.append(Token(piece, piece, "PUNCT", start, end, "punct"))
            continue
        if low[0].isdigit() or low[-1].isdigit():
            token = Token(piece, low, "NUM", start, end, "number")
        elif n in sung or is_sound(low):
            token = Token(piece, low, "INTJ", start, end, "sound")
        else:
            lemma, pos, kind = _word(piece, low, language, before, fresh or shouted)
            token = Token(piece, lemma, pos, start, end, kind)
        found.append(token)
        before, fresh = token.pos, False
    return mend(_joined(found) if language == "en" else found, language)


def _joined(found: list[Token]) -> list[Token]:
    """Return English tokens, with kind "contraction" also for the first part of a contraction (the I of I'm)."""
    return [
        replace(token, kind="contraction") if after and after.kind == "contraction" and token.pos in _SMALL else token
        for token, after in zip_longest(found, found[1:])
    ]


def _shouted(words: list[str], language: str) -> bool:
    """Return whether a line has capitals only for style: all letters are capitals, or (almost) every word has one."""
    if len(words) > 1 and all(w.isupper() for w in words):
        return True
    return language != "de" and len(words) > 2 and sum(w[:1].isupper() for w in words) * 4 > len(words) * 3


@lru_cache(maxsize=20_000)
def _word(piece: str, low: str, language: str, before: str, fresh: bool) -> tuple[str, str, Kind]:
    """Return a word's lemma, its part of speech and its kind."""
    if language == "ar":
        return arabic.stem(low), "PART" if arabic.is_function_word(low) else "NOUN", "word"
    if found := spoken(low, language):
        return _said(*found, low, language, before)
    return _looked_up(piece, _unheld(low, language), language, before, fresh)


def _looked_up(piece: str, low: str, language: str, before: str, fresh: bool) -> tuple[str, str, Kind]:
    capital = piece[:1].isupper()
    small = function_class(low, language)
    lemma = short(low, language)
    if is_contraction(low, language):
        return lemma or lemmas.lemma(low, language), small or "ADP", "contraction"
    if lemma:
        pos = small or guess(low, lemma, language, before, False)
        return lemma, pos, "word"
    if small and (not capital or fresh or language == "en"):
        return lemmas.lemma(low, language), small, "word"
    if (not capital or fresh) and (verb := host(low, language)):
        return verb, "VERB", "word"
    if capital and _is_name(piece, low, language, before, fresh):
        return piece, "PROPN", "name"
    noun = language == "de" and capital and (not fresh or not lemmas.known(low, "de"))
    lemma = in_sentence(low, _lemma(piece if noun else low, language), before, language)
    if noun and lemma.islower():
        lemma = piece  # the dictionary found a verb, but a capitalised word is a noun
    return lemma, guess(low, lemma, language, before, noun), "word"


def _said(lemma: str, pos: str, low: str, language: str, before: str) -> tuple[str, str, Kind]:
    """Return the lemma, the part of speech and the kind of a spoken form."""
    if pos == "CONTRACTION":
        return lemma, "ADP", "contraction"
    return lemma, pos or guess(whole(low, language), lemma, language, before, False), "word"


def _is_name(piece: str, low: str, language: str, before: str, fresh: bool) -> bool:
    if language == "de":
        return not fresh and before not in {"DET", "ADJ"} and not lemmas.known(piece, "de") and len(piece) < 9
    if fresh:
        return not lemmas.known(low, language) and lemmas.known(piece, language)
    return True


def shortened(form: str) -> list[str]:
    """Return the possible plain spellings of a form that is drawn out in singing, such as corazoooón or lo-o-ove.

    A letter that is repeated three times or more may stand for one or two.
    """
    whole = _HELD.sub(r"\1", form)
    runs_of = [list(g) for _, g in groupby(whole, key=lambda c: unicodedata.normalize("NFD", c)[0])]
    if all(len(run) < 3 for run in runs_of):
        return [whole] if whole != form else []
    kept = [[max(run)] if len(run) > 2 else run for run in runs_of]  # max() chooses an accented letter over a plain one
    twice = [run[:2] if len(run) > 2 else run for run in runs_of]
    return ["".join("".join(run) for run in choice) for choice in (kept, twice)]


def _unheld(low: str, language: str) -> str:
    """Return the plain spelling of a form drawn out or shortened in singing, or written without its accents.

    It's the form itself if there's none.
    """
    if function_class(low, language):
        return low
    if lemmas.known(low, language):
        lemma = lemmas.lemma(low, language)
        return lemma if not lemma.isascii() and bare(lemma) == low else low  # dia is día, nao is não
    dropped = []
    if language == "en" and low.endswith("in'"):
        dropped = [low[:-1] + "g"]
    elif language == "es" and (match := _SPANISH_DROPPED.fullmatch(low)):
        dropped = [f"{match[1]}{_ACCENTS.get(match[2], match[2])}d{match[3]}"]
    held = (form for form in shortened(low) + dropped if function_class(form, language) or lemmas.known(form, language))
    return next(held, "") or accented(low, language) or low


def _lemma(form: str, language: str) -> str:
    bare = form.rstrip("'") if len(form) > 3 else form
    if language == "fr" and "œ" in bare and not lemmas.known(bare, "fr"):
        return lemmas.lemma(bare.replace("œ", "oe"), "fr").replace("oe", "œ")  # simplemma spells some words with oe
    lemma = mended(bare, lemmas.lemma(bare, language), language)
    if language == "es" and lemma.endswith(("arse", "erse", "irse", "írse")):
        lemma = lemma[:-2]
    if language == "de" and lemma == form and (match := _GERMAN_PARTICIPLE.fullmatch(form)):
        verb = f"{match[1] or ''}{match[2]}en"
        lemma = verb if lemmas.known(verb, "de") else lemma
    # simplemma may have only a capitalised lemma, but a form in lower case has a lemma in lower case.
    return lower(lemma, language) if form.islower() and language != "de" else lemma
