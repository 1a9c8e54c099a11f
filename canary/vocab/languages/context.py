"""Corrects lemmas by their context in Spanish, French, Italian and Portuguese.

After a pronoun, "porte" is a verb; after an article, "visite" is a noun. The rules are used only next to unambiguous
words.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from canary.vocab.frequency import zipf
from canary.vocab.languages import lemmas
from canary.vocab.languages.clitics import vowel_changes
from canary.vocab.languages.closed import function_class
from canary.vocab.token import Token

# Words before a verb ("no espera", "je porte", "si guarda"). Several of them may stand before the verb.
_BEFORE_VERB = {
    "es": "yo tú él ella ellos ellas usted ustedes nosotros nosotras vosotros me te se nos os le les no",
    "fr": "je j' tu il elle on ils elles me m' te t' se ne n' qui y ça",
    "it": "io tu lei noi voi mi ti si ci vi non",
    "pt": "eu tu ele ela nós eles elas você vocês me te se não",
}
# Words before a noun or an adjective. Articles that are also pronouns ("la", "les", "lo", "o") aren't among them.
_BEFORE_NOUN = {
    "es": (
        "un una el este esta ese esa aquel aquella mi tu su mis tus sus cada ningún ninguna algún alguna "
        "nuestro nuestra nuestros nuestras unos unas estos estas esos esas del al otra otro"
    ),
    "fr": (
        "un une mon ma ton ta son sa mes tes ses ce cet cette ces des du au aux notre nos votre vos "
        "chaque quel quelle d'"
    ),
    "it": (
        "un uno una un' il i mio mia tuo tua suo sua questo questa questi queste quel quella del dello "
        "della dei degli delle dell' al allo alla ai agli alle all' dal dalla dai dalle dall' nel nello "
        "nella nei nelle nell' sul sulla sui sulle sull' ogni qualche nessuna di"
    ),
    "pt": (
        "um uma meu minha meus minhas teu tua teus tuas seu sua seus suas este esta esse essa cada do da "
        "dos das no na nos nas ao à aos às pelo pela pelos pelas num numa"
    ),
}
# (objects, pronouns): words that are the object of a verb if one of the pronouns stands before them ("te las quito",
# "me lo porti", "je m'en fous").
_OBJECTS = {
    "es": ("lo la los las", "me te se nos os"),
    "fr": ("le la les l' en y", "je j' tu il elle on ils elles me m' te t' se s' nous vous"),
    "it": ("lo la li le ne l'", "me te se ce ve io tu lui lei"),
}
_ARTICLES = {"fr": frozenset({"le", "la", "les", "l'"}), "es": frozenset({"la", "las", "los"})}
_IRREGULAR = {
    "es": (
        "dicho decir hecho hacer visto ver puesto poner escrito escribir roto romper abierto abrir muerto "
        "morir vuelto volver descubierto descubrir compuesto componer resuelto resolver cubierto cubrir "
        "satisfecho satisfacer"
    ),
    "fr": (
        "écrit écrire fait faire dit dire mis mettre pris prendre mort mourir ouvert ouvrir offert offrir "
        "permis permettre produit produire appris apprendre compris comprendre promis promettre souffert "
        "souffrir couvert couvrir disparu disparaître connu connaître perdu perdre rendu rendre venu "
        "venir reçu recevoir voulu vouloir vu voir cru croire tenu tenir couru courir vécu vivre su "
        "savoir pu pouvoir dû devoir bu boire lu lire"
    ),
    "it": (
        "detto dire fatto fare visto vedere messo mettere preso prendere scritto scrivere aperto aprire "
        "morto morire chiuso chiudere perso perdere rotto rompere scelto scegliere rimasto rimanere "
        "offerto offrire permesso permettere prodotto produrre"
    ),
    "pt": (
        "dito dizer feito fazer visto ver posto pôr escrito escrever aberto abrir morto morrer preso "
        "prender aceito aceitar"
    ),
}
_ENDINGS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "es": (
        ("amos", ("ar",)),
        ("emos", ("er",)),
        ("imos", ("ir",)),
        ("as", ("ar",)),
        ("an", ("ar",)),
        ("es", ("er", "ir", "ar")),
        ("en", ("er", "ir", "ar")),
        ("a", ("ar",)),
        ("o", ("ar", "er", "ir")),
        ("e", ("er", "ir", "ar")),
        ("é", ("ar",)),
        ("ó", ("ar",)),
        ("í", ("er", "ir")),
    ),
    "pt": (
        ("amos", ("ar",)),
        ("emos", ("er",)),
        ("imos", ("ir",)),
        ("as", ("ar",)),
        ("am", ("ar",)),
        ("es", ("er", "ir", "ar")),
        ("em", ("er", "ir", "ar")),
        ("a", ("ar",)),
        ("o", ("ar", "er", "ir")),
        ("e", ("er", "ir", "ar")),
        ("ei", ("ar",)),
        ("ou", ("ar",)),
        ("i", ("er", "ir")),
    ),
    "it": (
        ("ano", ("are",)),
        ("ono", ("ere", "ire")),
        ("a", ("are",)),
        ("o", ("are", "ere", "ire")),
        ("i", ("are", "ire", "ere")),
        ("e", ("ere", "ire")),
    ),
    "fr": (
        ("es", ("er",)),
        ("e", ("er",)),
        ("ous", ("outre", "oudre")),
        ("it", ("ire", "ir")),
        ("is", ("ire", "ir")),
        ("", ("ir", "re")),
    ),
}
# Endings of infinitives for "je sors", "il dort" and "tu sers", which lack the last letter of their stem.
_FRENCH_THIRD = ("tir", "mir", "vir", "re", "tre", "dre", "ir")
_PARTICIPLES = {
    "es": (re.compile(r"(.+)ad[oa]s?$"), ("ar",), re.compile(r"(.+)id[oa]s?$"), ("er", "ir")),
    "pt": (re.compile(r"(.+)ad[oa]s?$"), ("ar",), re.compile(r"(.+)id[oa]s?$"), ("er", "ir")),
    "it": (re.compile(r"(.+)at[oaie]$"), ("are",), re.compile(r"(.+)it[oaie]$"), ("ire",)),
    "fr": (re.compile(r"(.+)ée?s?$"), ("er",), re.compile(r"(.+)ie?s?$"), ("ir",)),
}


_CONTENT = frozenset({"NOUN", "ADJ", "ADV", "VERB"})


def mend(found: list[Token], language: str) -> list[Token]:
    """Return tokens with lemmas and parts of speech corrected by the words before them.

    Tokens in languages other than es, fr, it and pt (two-letter codes) are unchanged.
    """
    if language not in _BEFORE_VERB:
        return found
    return list(_mended(found, language))


def _mended(found: list[Token], language: str) -> Iterator[Token]:
    verbs, nouns = _set(_BEFORE_VERB[language]), _set(_BEFORE_NOUN[language])
    articles = _ARTICLES.get(language, frozenset())
    objects, pronouns = map(_set, _OBJECTS.get(language, ("", "")))
    before, earlier = "", ""
    auxiliary = False
    for n, token in enumerate(found):
        low = token.text.lower()
        if token.kind == "word" and token.pos in _CONTENT and not function_class(low, language):
            following = found[n + 1].text if n + 1 < len(found) else ""
            article = before in nouns or (before in articles and earlier not in verbs)
            if token.pos == "VERB":
                if article and before in nouns:
                    token = _as_noun(token, low, language)
            elif (
                before in verbs
                or (before in objects and earlier in pronouns)
                or (language == "fr" and following.startswith("-") and len(following) > 1)
                or (not before and language != "fr" and _opens_with_verb(found, n, low, language))
            ):
                token = _as_verb(token, low, language)
            elif not article:
                token = _as_participle(token, low, language, auxiliary)
        yield token
        if token.kind == "punct":
            before, earlier, auxiliary = "", "", False
        else:
            auxiliary = token.pos == "AUX" or (auxiliary and token.pos == "ADV")
            before, earlier = low, before


@cache
def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@cache
def _irregular(language: str) -> dict[str, str]:
    words = _IRREGULAR[language].split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _opens_with_verb(found: list[Token], n: int, low: str, language: str) -> bool:
    """Return whether token `n`, the first of its sentence, may be a verb without a pronoun: "Queda pan"."""
    following = found[n + 1] if n + 1 < len(found) else None
    if following is None or following.pos not in {"DET", "PRON", "NOUN", "ADV"} or low[-1] not in "aeo":
        return False
    verb = _as_verb(found[n], low, language).lemma
    # "Casa" could be a form of "casar" (to marry), so a verb must be about as common as the word.
    return verb != found[n].lemma and zipf(verb, language) >= zipf(low, language) - 0.9


def _as_verb(token: Token, low: str, language: str) -> Token:
    verb = next(_present(low, language), "")
    return replace(token, lemma=verb, pos="VERB") if verb else token


def infinitives(low: str, language: str) -> Iterator[str]:
    """Yield the infinitives of the dictionary whose form a lower-case word may be: present tense, then participles.

    `language` is es, fr, it or pt.
    """
    yield from _present(low, language)
    first, a, second, b = _PARTICIPLES[language]
    for pattern, endings in ((first, a), (second, b)):
        if match := pattern.match(low):
            yield from _known(match[1], endings, language)


def _present(low: str, language: str) -> Iterator[str]:
    for ending, endings in _ENDINGS[language]:
        if low.endswith(ending) and len(low) - len(ending) > (language != "fr"):
            yield from _known(low[: len(low) - len(ending)], endings, language)
            break
    if language == "fr" and low[-1:] in {"s", "t"}:
        yield from _known(low[:-1], _FRENCH_THIRD, "fr")


def _known(stem: str, endings: tuple[str, ...], language: str) -> Iterator[str]:
    for verb in (one + ending for one in vowel_changes(stem, language) for ending in endings):
        if lemmas.known(verb, language) and lemmas.lemma(verb, language) == verb:
            yield verb


def _as_participle(token: Token, low: str, language: str, auxiliary: bool) -> Token:
    irregular = _irregular(language)
    if (verb := irregular.get(low) or irregular.get(token.lemma)) and auxiliary:
        return replace(token, lemma=verb, pos="VERB")
    first, a, second, b = _PARTICIPLES[language]
    for pattern, infinitives in ((first, a), (second, b)):
        if (auxiliary or (language == "fr" and token.lemma.endswith("é"))) and (match := pattern.match(low)):
            for infinitive in infinitives:
                if lemmas.known(match[1] + infinitive, language):
                    return replace(token, lemma=match[1] + infinitive, pos="VERB")
    return token


def _as_noun(token: Token, low: str, language: str) -> Token:
    if low == token.lemma or (language == "it" and low[-1] in "ie"):
        return token
    single = low
    if language != "it" and low.endswith("s") and lemmas.known(low[:-1], language):
        single = low[:-1]
    return replace(token, lemma=single, pos="NOUN") if lemmas.known(single, language) else token
