"""Chooses a word's lemma by its class: "cuenta" is "contar" as a verb, and "cuenta" as a noun.

Only Spanish, French, Italian and Portuguese have rules. A lemma is used only if it's a word that people write:
dictionaries of forms have lemmas that were made by rules ("vinar", "honestar").
"""

from dataclasses import replace
from functools import cache

from canary.vocab.frequency import RAREST, zipf
from canary.vocab.languages import lemmas
from canary.vocab.languages.accents import accented, restored
from canary.vocab.languages.clitics import INFINITIVES
from canary.vocab.languages.closed import function_class
from canary.vocab.languages.context import infinitives
from canary.vocab.languages.spoken import spoken, whole
from canary.vocab.token import Token

# Forms of irregular verbs that are also other words, with their infinitives, which rules can't find.
_IRREGULAR = {
    "es": (
        "vino venir vine venir dejo dejar traje traer dio dar dió dar puesto poner dicho decir hecho hacer visto ver "
        "vuelto volver muerto morir"
    ),
    "fr": "mort mourir vu voir lit lire offre offrir prise prendre suis suivre",
    "it": "stia stare dia dare prese prendere visto vedere fatto fare fatti fare venuti venire venuto venire",
    "pt": "visto ver foi ir fui ir vi ver",
}
# Endings of a noun's or an adjective's forms, with those of its dictionary form; the first that makes a word is used.
_SINGULAR = {
    "es": (("ces", ("z",)), ("es", ("", "e")), ("s", ("",))),
    "pt": (("ões", ("ão",)), ("ais", ("al",)), ("éis", ("el",)), ("ns", ("m",)), ("es", ("", "e")), ("s", ("",))),
    "fr": (("aux", ("al", "eau")), ("s", ("",)), ("x", ("",))),
    "it": (
        ("chi", ("co",)), ("ghi", ("go",)), ("che", ("ca",)), ("ghe", ("ga",)), ("i", ("o", "e", "io")), ("e", ("a",)),
    ),
}  # fmt: skip
_MASCULINE = {
    "es": (("a", ("o",)), ("as", ("o",)), ("os", ("o",)), ("ora", ("or",)), ("oras", ("or",))),
    "pt": (("a", ("o",)), ("as", ("o",)), ("os", ("o",)), ("ora", ("or",)), ("oras", ("or",))),
    "it": (("che", ("co",)), ("ghe", ("go",)), ("a", ("o",)), ("e", ("o",)), ("i", ("o",))),
    "fr": (("nelles", ("nel",)), ("nelle", ("nel",)), ("elles", ("el", "eau")), ("elle", ("el", "eau")),
           ("iennes", ("ien",)), ("ienne", ("ien",)), ("ères", ("er",)), ("ère", ("er",)), ("ives", ("if",)),
           ("ive", ("if",)), ("euses", ("eux",)), ("euse", ("eux",)), ("es", ("",)), ("e", ("",))),
}  # fmt: skip
_RARER = 1.2  # by how much (in Zipf) a masculine form may be rarer than the feminine one: "rosa" is no form of "roso"


def as_class(token: Token, pos: str, language: str) -> Token:
    """Return a word with a class, and with its lemma as a word of this class if the dictionary has one.

    `language` is a two-letter code. A "verb" that no verb has as a form becomes an adjective if it has the form of one.
    """
    if language not in _SINGULAR:
        return replace(token, pos=pos) if pos != token.pos else token
    low = whole(token.text.lower(), language)
    if not lemmas.known(low, language):
        low = accented(low, language) or low
    if function_class(low, language):
        verbal = token.lemma.endswith(INFINITIVES[language])
        lemma = _singular(low, language) if pos == "NOUN" and verbal else token.lemma
    else:
        pos, lemma = _meant(low, token.lemma, pos, language)
        lemma = restored(lemma, language)
    if not _is_word(lemma, low, language) and not spoken(token.text.lower(), language):
        lemma = low
    return token if (pos, lemma) == (token.pos, token.lemma) else replace(token, pos=pos, lemma=lemma)


def _meant(low: str, lemma: str, pos: str, language: str) -> tuple[str, str]:
    """Return the class and the lemma of a content word."""
    verbal = lemma.endswith(INFINITIVES[language])
    if pos == "VERB":
        verb = _verb(low, lemma, language)
        if verbal and not _is_word(verb, low, language):
            masculine = _masculine(low, low, language)
            return ("ADJ", masculine) if masculine != low else (pos, verb)
        return pos, verb
    if pos in {"NOUN", "ADJ"} and verbal and lemma != low:
        return pos, _nominal(low, lemma, pos, language)
    return pos, _masculine(low, lemma, language) if pos == "ADJ" else lemma


def _is_word(lemma: str, low: str, language: str) -> bool:
    """Return whether a lemma is written by people, as far as lists of common words and the dictionary tell."""
    if lemma == low or zipf(lemma, language) > RAREST:
        return True
    made_up = zipf(low, language) > RAREST + 1 and lemma.endswith(INFINITIVES[language])
    return lemmas.known(lemma, language) and not made_up


@cache
def _irregular(language: str) -> dict[str, str]:
    words = _IRREGULAR[language].split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _verb(low: str, lemma: str, language: str) -> str:
    """Return the infinitive of a verb's form; its lemma so far if that's a common infinitive or no other is found."""
    if irregular := _irregular(language).get(low):
        return irregular
    if lemma.endswith(INFINITIVES[language]) and (lemma == low or zipf(lemma, language) > RAREST):
        return lemma
    found = [verb for verb in infinitives(low, language) if zipf(verb, language) > RAREST]
    return max(found, key=lambda verb: zipf(verb, language)) if found else lemma


def _nominal(low: str, lemma: str, pos: str, language: str) -> str:
    """Return the dictionary form of a noun or an adjective that the dictionary takes for a verb."""
    other = accented(low, language)
    if other and lemmas.lemma(other, language) == other and zipf(other, language) > zipf(low, language):
        return other  # "la felicita" has lost its accent
    form = _masculine(low, low, language) if pos == "ADJ" else _singular(low, language)
    return form if zipf(form, language) > RAREST else lemma


def _singular(low: str, language: str) -> str:
    if language == "it" and low[-1:] == "e" and zipf(low, "it") > zipf(low[:-1] + "a", "it"):
        return low
    for ending, others in _SINGULAR[language]:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            stem = low.removesuffix(ending)
            for form in (stem + other for other in others):
                if lemmas.known(form, language) or zipf(form, language) > RAREST:
                    return form
    return low


def _masculine(low: str, lemma: str, language: str) -> str:
    """Return the masculine singular of an adjective: "politico" for "politiche"; its lemma so far if there's none."""
    least = max(RAREST, zipf(low, language) - _RARER)
    for ending, others in _MASCULINE[language]:
        if low.endswith(ending) and len(low) > len(ending) + 2:
            forms = (low.removesuffix(ending) + other for other in others)
            if found := next((form for form in forms if zipf(form, language) > least), ""):
                return found
            if language != "fr":
                break
    return lemma
