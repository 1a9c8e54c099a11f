"""Finds the words behind spoken spellings: haste is "hast du", d'mande demande, vent' venti, p'alante adelante.

A plain table has the short words, and rules find longer ones by the dictionary.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from canary.vocab.frequency import zipf
from canary.vocab.languages import lemmas
from canary.vocab.languages.closed import function_class

# For each language and class, forms with their dictionary forms, as "form=lemma"; without "=", a form is its own
# lemma, and "_" is a space. CONTRACTION has forms that are several function words.
_WORDS: dict[str, dict[str, str]] = {
    "de": {
        "DET": """
            'n=ein 'ne=ein 'nen=ein 'nem=ein 'ner=ein 'nes=ein ne=ein nen=ein nem=ein ner=ein 'm=der n=ein""",
        "PRON": "'s=es sowas=etwas",
        "CONTRACTION": """
            aufm=auf ausm=aus mitm=mit nachm=nach hinterm=hinter unterm=unter überm=über aufn=auf inn=in
            inne=in inner=in auffe=auf auffer=auf mitner=mit mitn=mit ausn=aus fürn=für umn=um durchn=durch
            son=so sone=so sonen=so sonem=so soner=so zun=zu nochn=noch hamse=haben isses=sein simmer=sein
            gibts=geben gehts=gehen wars=sein hats=haben habs=haben bins=sein ists=sein wirds=werden
            solls=sollen kanns=können wenns=wenn obs=ob dus=du ichs=ich""",
        "AUX": """
            hätt'ste=haben hattste=haben haste=haben biste=sein is=sein warste=sein wirste=werden
            kannste=können willste=wollen sollste=sollen darfste=dürfen hättste=haben wärste=sein ham=haben""",
        "ADV": "nich=nicht nochma=nochmal ma=mal jetz=jetzt schonma=schon",
        "NOUN": "leut'=Leute freud'=Freude sonn'=Sonne erd'=Erde ruh'=Ruhe",
    },
    "fr": {
        "CONTRACTION": """
            parc'que=parce_que chais=savoir chépa=savoir t'façon=de_toute_façon pass'que=parce_que
            pasque=parce_que""",
        "NOUN": """
            m'sieur=monsieur m'sieurs=monsieur m'dame=madame mam'zelle=mademoiselle m'selle=mademoiselle
            m'man=maman p'pa=papa""",
        "ADV": """
            p't'être=peut-être p'têt=peut-être p't-être=peut-être v'là=voilà d'jà=déjà d'ssus=dessus
            d'ssous=dessous d'hors=dehors""",
        "PRON": "ell'=elle cell'=celle quequ'chose=quelque_chose quelqu'chose=quelque_chose c'qui=ce_qui",
        "DET": """
            c't'=ce un'=un aut'=autre not'=notre vot'=votre quat'=quatre quequ'=quelque quelqu'=quelque""",
        "ADJ": "bonn'=bon mêm'=même pauv'=pauvre p'tit=petit p'tits=petit p'tite=petit p'tites=petit",
        "INTJ": "p'tain=putain",
        "ADP": "contr'=contre entr'=entre",
        "SCONJ": "comm'=comme",
    },
    "it": {
        "NUM": """
            duecent'=duecento trecent'=trecento quattrocent'=quattrocento cinquecent'=cinquecento
            seicent'=seicento settecent'=settecento ottocent'=ottocento novecent'=novecento vent'=venti
            trent'=trenta quarant'=quaranta cinquant'=cinquanta sessant'=sessanta settant'=settanta
            ottant'=ottanta novant'=novanta cent'=cento mill'=mille quattr'=quattro""",
        "PRON": """
            ell'=ella n'=ne nient'=niente null'=niente nessun'=nessuno qualcun'=qualcuno ognun'=ognuno
            alcun'=alcuno ciascun'=ciascuno cos'=cosa""",
        "DET": """
            'sto=questo 'sta=questo 'ste=questo 'sti=questo 'na=uno 'no=uno 'nu=uno que'=quello gl'=gli
            quell'=quello quest'=questo bell'=bello tutt'=tutto sant'=santo cert'=certo altr'=altro
            quant'=quanto tant'=tanto""",
        "ADP": """
            de'=di ne'=in co'=con sott'=sotto sopr'=sopra senz'=senza contr'=contro oltr'=oltre dopp'=dopo""",
        "CONTRACTION": "degl'=degli negl'=negli agl'=agli dagl'=dagli sugl'=sugli coll'=con",
        "CCONJ": "neppur'=neppure anch'=anche neanch'=neanche nemmen'=nemmeno",
        "SCONJ": """
            'ndo=dove com'=come dov'=dove quand'=quando finch'=finché perch'=perché poich'=poiché ch'=che""",
        "ADV": "or'=ora fin'=fino fors'=forse ancor'=ancora poc'=poco mezz'=mezzo ov'=dove",
        "ADJ": """
            ver'=vero pover'=povero brav'=bravo grand'=grande vecchi'=vecchio buon'=buono ultim'=ultimo
            prim'=primo cattiv'=cattivo""",
        "AUX": "vuo'=volere vo'=volere dev'=dovere",
    },
    "es": {
        "ADP": "pa=para pa'=para p'=para d'=de",
        "CONTRACTION": "pa'l=para p'al=para pal=para pa'que=para_que pa'qué=para_qué",
        "DET": """
            l'=el to'a=todo to'as=todo to'os=todo toíto=todo toíta=todo to'=todo tó=todo to=todo toa=todo
            toas=todo tos=todo to's=todo tó's=todo ca'=cada""",
        "PRON": "m'=me s'=se t'=te na'ma=nada_más na'=nada ná=nada na=nada",
        "ADV": "mu=muy mu'=muy despué'=después má'=más alante=adelante",
        "CCONJ": "pue'=pues",
        "AUX": """
            'tá=estar ta'=estar 'ta=estar tá=estar ta=estar 'toy=estar toy=estar 'tás=estar e'=ser ere'=ser
            vamo'=ir""",
        "NOUN": """
            m'hijito=hijo m'hijita=hijo m'ijito=hijo m'ijita=hijo mi'jito=hijo mi'jita=hijo m'hijo=hijo
            m'hija=hijo m'ijo=hijo m'ija=hijo mijo=hijo mija=hijo mi'jo=hijo mi'ja=hijo""",
    },
    "pt": {
        "ADP": "c'=com pr'=para d'=de n'=em p'=para",
        "CONTRACTION": "ness'=nesse nest'=neste p'ra=para p'ro=para p'rá=para 'pra=para",
        "DET": "tu'=teu su'=seu est'=este ess'=esse aquel'=aquele minh'=meu",
        "PRON": "t'=te m'=me s'=se lh'=lhe 'cê=você 'cês=você cês=você",
        "AUX": "'tá=estar 'tou=estar tou=estar 'tô=estar 'tava=estar tava=estar 'teve=estar",
        "SCONJ": "qu'=que",
    },
}
_FRENCH_MUTE = re.compile(r"[a-zà-ÿ]*[bcdfghjklmnpqrstvz]'[bcdfghjklmnpqrstvz][a-zà-ÿ]+(?:'[a-zà-ÿ]+)?")
_NO_MUTE = frozenset({"d'la", "l'ver", "d'le", "l'vent", "l'sons"})
_SPANISH_FOR = re.compile(r"(?:pa'|p'|pa)([a-zñáéíóú]{2,})")
_SPANISH_AHEAD = {"lante": "adelante", "alante": "adelante", "delante": "adelante"}
_AHEAD = "atrás arriba abajo afuera fuera adentro dentro allá acá aquí allí encima adelante delante siempre"
_AFTER_FOR = frozenset(_AHEAD.split())
_COMMONER = 1.5  # by how much (in Zipf) the whole word must be commoner than a form that the dictionary has too
_DROPPED_D = re.compile("(.+)([aií])'([oa]s?)")  # cuida'o, la'o
_WITHOUT_D = re.compile("(.{2,}[^aeiou])(á|é|ú)|(.{2,})(á|ú)")


@cache
def _table(language: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for pos, words in _WORDS.get(language, {}).items():
        for word in words.split():
            form, _, lemma = word.partition("=")
            found.setdefault(form, ((lemma or form).replace("_", " "), pos))
    return found


@lru_cache(maxsize=20_000)
def spoken(form: str, language: str) -> tuple[str, str] | None:
    """Return the lemma and the class of a lower-case spoken form, or None for other words.

    The class is a part of speech, or CONTRACTION for several function words; it's "" if the word's place decides. Only
    de, fr, it, es and pt (two-letter codes) have some.
    """
    return _table(language).get(form) or _RULES.get(language, _none)(form)


@lru_cache(maxsize=20_000)
def whole(form: str, language: str) -> str:
    """Return a lower-case French form with the mute e that an apostrophe stands for, or the form itself."""
    if language != "fr" or form in _NO_MUTE or not _FRENCH_MUTE.fullmatch(form):
        return form
    full = form.replace("'", "e")
    if lemmas.known(full, "fr") or function_class(full, "fr"):
        return full
    return next((one for one in (form.replace("'", "é"),) if lemmas.known(one, "fr")), form)


def _none(_form: str) -> tuple[str, str] | None:
    return None


def _german(form: str) -> tuple[str, str] | None:
    """Machste is "machst du", sehn is sehen, Freud' is Freude; küsste and liebste are forms of their own."""
    if form.endswith("hn") and _is_german_infinitive(form[:-1] + "en"):
        return form[:-1] + "en", "VERB"
    noun = f"{form[:-1]}e".capitalize()
    if form.endswith("'") and len(form) > 4 and lemmas.known(noun, "de") and not lemmas.known(noun.lower(), "de"):
        return noun, "NOUN"
    own = lemmas.lemma(form, "de")
    if not form.endswith("ste") or len(form) < 6 or (lemmas.known(form, "de") and own.islower() and own != form):
        return None
    return (lemmas.lemma(form[:-1], "de"), "VERB") if _is_german_verb(form[:-1]) else None


def _is_german_infinitive(form: str) -> bool:
    return lemmas.known(form, "de") and lemmas.lemma(form, "de").lower() == form


def _is_german_verb(form: str) -> bool:
    lemma = lemmas.lemma(form, "de")
    return lemmas.known(form, "de") and lemma.islower() and lemma.endswith("n") and lemma != form


def _french(form: str) -> tuple[str, str] | None:
    full = whole(form, "fr")
    return (lemmas.lemma(full, "fr"), "") if full != form else None


def _spanish(form: str) -> tuple[str, str] | None:
    """P'alante is adelante, pa'trás atrás, verdá verdad."""
    if match := _SPANISH_FOR.fullmatch(form):
        rest = _SPANISH_AHEAD.get(match[1], match[1])
        ahead = next((one for one in (rest, f"a{rest}") if one in _AFTER_FOR), "")
        if ahead:
            return ahead, "ADV"
        if "'" in form and lemmas.known(rest, "es"):
            return ("para", "CONTRACTION") if function_class(rest, "es") else (lemmas.lemma(rest, "es"), "")
    if match := _DROPPED_D.fullmatch(form):
        full = f"{match[1]}{match[2].replace('í', 'i')}d{match[3]}"
        return (lemmas.lemma(full, "es"), "") if lemmas.known(full, "es") else None
    return _without_d(form)


def _without_d(form: str) -> tuple[str, str] | None:
    """Verdá is verdad, but está and mirá are words of their own."""
    if not (_WITHOUT_D.fullmatch(form) or form == "usté"):
        return None
    plain = form.translate(str.maketrans("áéú", "aeu")) + "d"
    if not lemmas.known(plain, "es") or (lemmas.known(form, "es") and zipf(plain, "es") < zipf(form, "es") + _COMMONER):
        return None
    return plain, "NOUN" if plain != "usted" else "PRON"


_RULES: dict[str, Callable[[str], tuple[str, str] | None]] = {"de": _german, "fr": _french, "es": _spanish}
