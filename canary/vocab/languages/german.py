"""EDGE: the only file that imports HanTa. It analyses German, one sentence at a time."""

from dataclasses import replace
from functools import cache

from HanTa import HanoverTagger

from canary.vocab.languages import lemmas, spaced
from canary.vocab.languages.closed import function_class
from canary.vocab.languages.shorts import short
from canary.vocab.languages.spoken import spoken
from canary.vocab.token import Token

# STTS tags by their first letters. Our own list of function words recognises auxiliaries and pronouns.
_POS = {"NN": "NOUN", "VV": "VERB", "VA": "AUX", "VM": "AUX", "ADJ": "ADJ", "ADV": "ADV"}
_FINITE, _APART = frozenset({"VV(FIN)", "VV(IMP)"}), "PTKVZ"
_LONGEST = 48
# Words that often follow an imperative.
_TOLD = frozenset({"mir", "mich", "dir", "dich", "uns", "ihn", "sie", "es", "nicht", "mal", "doch", "nur"})


@cache
def _tagger() -> HanoverTagger.HanoverTagger:
    return HanoverTagger.HanoverTagger("morphmodel_ger.pgz")


def tokens(text: str) -> list[Token]:
    """Return the tokens of a German text, including punctuation. Lemmas of nouns are capitalised."""
    found = spaced.tokens(text, "de")
    # HanTa takes quadratic time in a word's length; the longest real words have about forty letters.
    tagged = _tagger().tag_sent([form[:_LONGEST] for form in _whole(found)]) if found else []
    analysed = [_analysed(token, lemma, tag) for token, (_, lemma, tag) in zip(found, tagged, strict=True)]
    return _joined(analysed, [tag for _, _, tag in tagged])


def _whole(found: list[Token]) -> list[str]:
    """Return the tokens' texts with dropped letters restored: "ich ruf" becomes "ich rufe", "hätt'" becomes "hätte"."""
    whole = []
    for n, token in enumerate(found):
        form = token.text
        swallowed = form.endswith(("'", "’"))
        around = {found[m].text.lower() for m in (n - 1, n + 1) if 0 <= m < len(found)}
        if swallowed or (form.islower() and "ich" in around and not function_class(form, "de")):
            longer = form.rstrip("'’") + "e"
            verb = lemmas.lemma(longer, "de")
            if lemmas.known(longer, "de") and verb.islower() and (swallowed or verb == longer + "n"):
                form = longer
        elif (not n or found[n - 1].kind == "punct") and n + 1 < len(found) and found[n + 1].text in _TOLD:
            longer = f"{form.lower()}e"
            if lemmas.known(longer, "de") and lemmas.lemma(longer, "de") == longer + "n":
                form = longer  # "Schau nicht zurück": "Schau" is an imperative here, and not the noun
        whole.append(form)
    return whole


def _joined(found: list[Token], tags: list[str]) -> list[Token]:
    """Return the tokens, with `written` set for verbs with a separated prefix: "ankommen" for "kam ... an"."""
    verb: int | None = None
    for at, (token, tag) in enumerate(zip(found, tags, strict=True)):
        if tag in _FINITE:
            verb = at
        elif tag == _APART and verb is not None:
            whole = token.text.lower() + found[verb].lemma
            if lemmas.known(whole, "de"):
                found[verb] = replace(found[verb], written=whole)
                found[at] = replace(token, pos="PART")
            verb = None
    return found


def _analysed(token: Token, lemma: str, tag: str) -> Token:
    if token.pos == "PRON" or short(token.text.lower(), "de") or spoken(token.text.lower(), "de"):
        return token  # HanTa's lemma of "dich" is "sich"
    # HanTa invents lemmas for unknown words ("Spas" for "Spass"), so lemmas that the dictionary lacks are ignored.
    if token.kind not in {"word", "name"} or not lemmas.known(lemma, "de"):
        return token
    if token.kind == "name":
        return replace(token, lemma=lemma)
    low = token.text
    if low.islower() and lemma[:1].isupper() and lemmas.known(low, "de") and lemmas.lemma(low, "de") == low:
        # HanTa takes "lecker" for a form of "Leck", but a word in lower case that the dictionary has is no noun.
        inflected = lemmas.lemma(low + "e", "de") == low or lemmas.lemma(low + "es", "de") == low
        return replace(token, lemma=low, pos="ADJ" if inflected else token.pos)
    pos = next((pos for start, pos in _POS.items() if tag.startswith(start)), token.pos)
    content = {"NOUN", "VERB", "ADJ", "ADV"}
    return replace(token, lemma=lemma, pos=pos if token.pos in content else token.pos)
