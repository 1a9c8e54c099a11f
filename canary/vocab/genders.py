"""The genders of nouns, and what stands beside a word on a card: its reading, or the noun with its article."""

import re

from canary.language_tags import base
from canary.lyrics.readings import words
from canary.sentences import N_, Message
from canary.vocab import core

# As glossaries write them. "mf" is a noun that may be either, and "pl" one that has only a plural.
NAMES: dict[str, Message] = {
    "m": N_("masculine"), "f": N_("feminine"), "n": N_("neuter"), "mf": N_("masculine or feminine"),
    "m pl": N_("masculine plural"), "f pl": N_("feminine plural"), "pl": N_("plural"),
}  # fmt: skip
LANGUAGES = frozenset({"es", "fr", "de", "it", "pt", "ar"})  # whose songbook glossaries have genders
_ARTICLES = {
    "es": {"m": "el", "f": "la", "mf": "el/la", "m pl": "los", "f pl": "las"},
    "pt": {"m": "o", "f": "a", "mf": "o/a", "m pl": "os", "f pl": "as"},
    "de": {"m": "der", "f": "die", "n": "das", "pl": "die", "m pl": "die", "f pl": "die", "mf": "der/die"},
    "fr": {"m": "le", "f": "la", "mf": "le/la", "m pl": "les", "f pl": "les", "pl": "les"},
    "it": {"m": "il", "f": "la", "mf": "il/la", "m pl": "i", "f pl": "le"},
}
_VOWEL = re.compile("[aeiouyàâäæéèêëîïôœöùûüáíóúh]", re.IGNORECASE)
# French nouns whose h keeps le and la.
_ASPIRATED = re.compile(
    "(?:hache|haie|haine|hall|halte|hamac|hamster|hanche|hangar|harem|hareng|haricot|hasard|hausse|haut|héros|"
    "hérisson|hêtre|hibou|hockey|homard|honte|hors|housse|huit|hurlement|hutte)",
    re.IGNORECASE,
)
# Spanish feminine nouns that begin with a stressed a, and take el.
_WITH_EL = "agua alma águila hambre arma ala aula área ave hada habla ancla"
_STRESSED_A = frozenset(_WITH_EL.split())
_ITALIAN_LO = re.compile("(?:s[bcdfghlmnpqrtvz]|z|gn|ps|pn|x|y|i[aeou])", re.IGNORECASE)


def of(lemma: str, pos: str, language: str) -> str:
    """Return a noun's gender in the core glossary as it writes it, or ""."""
    return core.gender(lemma, base(language)) if pos == "NOUN" and base(language) in LANGUAGES else ""


def with_article(lemma: str, gender: str, language: str) -> str:
    """Return a noun with its article: el pan, die Brücke, l'étoile (f); "" if the language or the gender has none.

    The gender follows in brackets where the article doesn't tell it.
    """
    code = base(language)
    article = _ARTICLES.get(code, {}).get(gender, "")
    if not article or " " in lemma:
        return ""
    if code == "es" and lemma.casefold() in _STRESSED_A:
        return f"el {lemma} (f)"
    if code == "it":
        return _italian(lemma, gender, article)
    if code == "fr" and gender in {"m", "f", "mf"} and _VOWEL.match(lemma) and not _ASPIRATED.match(lemma):
        return f"l’{lemma} ({gender})" if gender != "mf" else f"l’{lemma}"
    told = code not in {"fr", "de"} or gender not in {"m pl", "f pl"}
    return f"{article} {lemma}" if told else f"{article} {lemma} ({gender})"


def _italian(lemma: str, gender: str, article: str) -> str:
    if re.match("[aeiouàèéìòù]", lemma, re.IGNORECASE):
        if gender in {"m", "f"}:
            return f"l’{lemma} ({gender})"
        return f"{'gli' if gender == 'm pl' else article} {lemma}"
    if _ITALIAN_LO.match(lemma) and gender in {"m", "m pl"}:
        return f"{'lo' if gender == 'm' else 'gli'} {lemma}"
    return f"{article} {lemma}"


def beside(lemma: str, language: str, *, gender: str = "", sung: str = "") -> str:
    """Return what is shown small beside a word: its reading in Latin letters, or the noun with its article; or "".

    `sung` is the word as the song has it.
    """
    read = words.word(lemma, language, sung)
    if read:
        return f"{read} ({gender})" if gender else read
    return with_article(lemma, gender, language)
