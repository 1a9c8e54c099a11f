"""Spoken spellings: the dictionary forms behind haste, d'mande, vent'anni and p'alante."""

import pytest

from canary.vocab.analyse import is_content, tokens
from canary.vocab.languages.spoken import spoken, whole


def read(text: str, language: str) -> str:
    return " ".join(f"{t.text}={t.lemma}" for t in tokens(text, language) if t.kind != "punct")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haste mal Zeit", "Haste=haben mal=mal Zeit=Zeit"), ("Kannste das", "Kannste=können das=der"),
        ("Biste da", "Biste=sein da=da"), ("'ne Frau", "'ne=ein Frau=Frau"), ("’nen Hund", "'nen=ein Hund=Hund"),
        ("'n Bier", "'n=ein Bier=Bier"), ("auf'm Tisch", "auf=auf 'm=der Tisch=Tisch"), ("aufm Dach", "aufm=auf Dach=Dach"),
        ("so'n Quatsch", "so=so 'n=ein Quatsch=Quatsch"), ("siehste", "siehste=sehen"), ("machste", "machste=machen"),
        ("denkste", "denkste=denken"), ("willste", "willste=wollen"), ("gibt's", "gibt=geben 's=es"),
        ("in'n Wald", "in=in 'n=ein Wald=Wald"), ("mit'm Rad", "mit=mit 'm=der Rad=Rad"), ("nich", "nich=nicht"),
        ("küsste ihn", "küsste=küssen ihn=er"), ("wusste", "wusste=wissen"),
        ("liebste Mama", "liebste=lieb Mama=Mama"), ("wir stehn", "wir=wir stehn=stehen"), ("in'ner Nacht", "in=in 'ner=ein Nacht=Nacht"),
    ],
)  # fmt: skip
def test_german(text: str, expected: str) -> None:
    assert read(text, "de") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je d'mande", "je=je d'mande=demander"), ("il r'garde", "il=il r'garde=regarder"), ("d'main", "d'main=demain"),
        ("les ch'veux", "les=le ch'veux=cheveu"), ("m'sieur", "m'sieur=monsieur"), ("j'suis", "j'=je suis=être"),
        ("t'as vu", "t'=te as=avoir vu=voir"), ("p'tit", "p'tit=petit"), ("y'a", "y'=y a=avoir"), ("v'là", "v'là=voilà"),
        ("p't'être", "p't'être=peut-être"), ("d'puis", "d'puis=depuis"), ("d'la", "d'=de la=le"), ("aut' chose", "aut'=autre chose=chose"),
        ("l'soleil", "l'=le soleil=soleil"), ("j'peux", "j'=je peux=pouvoir"),
        ("c't'année", "c't'=ce année=année"), ("ell' dit", "ell'=elle dit=dire"), ("d'ssus", "d'ssus=dessus"), ("le ch'val", "le=le ch'val=cheval"),
    ],
)  # fmt: skip
def test_french(text: str, expected: str) -> None:
    assert read(text, "fr") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vent'anni", "vent'=venti anni=anno"), ("cent'anni", "cent'=cento anni=anno"), ("quest'anno", "quest'=questo anno=anno"),
        ("quarant'anni", "quarant'=quaranta anni=anno"), ("dell'altro", "dell'=della altro=altro"),
        ("nient'altro", "nient'=niente altro=altro"), ("sott'acqua", "sott'=sotto acqua=acqua"), ("neanch'io", "neanch'=neanche io=io"),
        ("grand'uomo", "grand'=grande uomo=uomo"), ("com'era", "com'=come era=essere"), ("dov'è", "dov'=dove è=essere"),
        ("fors'anche", "fors'=forse anche=anche"), ("ancor'oggi", "ancor'=ancora oggi=oggi"), ("altr'ieri", "altr'=altro ieri=ieri"),
        ("duecent'anni", "duecent'=duecento anni=anno"), ("'sto ragazzo", "'sto=questo ragazzo=ragazzo"), ("que' giorni", "que'=quello giorni=giorno"),
    ],
)  # fmt: skip
def test_italian(text: str, expected: str) -> None:
    assert read(text, "it") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "p'alante", "p'alante=adelante"), ("es", "pa'lante", "pa'lante=adelante"), ("es", "pa'trás", "pa'trás=atrás"),
        ("es", "p'arriba", "p'arriba=arriba"), ("es", "pa'cá", "pa'cá=acá"), ("es", "pa'l barrio", "pa'l=para barrio=barrio"),
        ("es", "pa' ti", "pa'=para ti=tú"), ("es", "na' más", "na'=nada más=más"), ("es", "to' el día", "to'=todo el=el día=día"),
        ("es", "toas las noches", "toas=todo las=el noches=noche"), ("es", "verdá", "verdá=verdad"), ("es", "usté", "usté=usted"),
        ("es", "m'hijo", "m'hijo=hijo"), ("es", "d'ella", "d'=de ella=él"), ("es", "'tá bien", "'tá=estar bien=bien"),
        ("es", "vamo' a bailar", "vamo'=ir a=a bailar=bailar"), ("es", "cuida'o", "cuida'o=cuidado"), ("es", "la'o", "la'o=lado"), ("es", "to'as partes", "to'as=todo partes=parte"),
        ("es", "pa'ti", "pa'ti=para"), ("es", "s'acabó", "s'=se acabó=acabar"), ("es", "libertá", "libertá=libertad"),
        ("pt", "t'amo", "t'=te amo=amar"), ("pt", "ness'hora", "ness'=nesse hora=hora"),
        ("es", "papá y mamá", "papá=papá y=y mamá=mamá"),
        ("es", "está acá, quizá", "está=estar acá=acá quizá=quizá"), ("es", "pasado, pasión", "pasado=pasado pasión=pasión"),
        ("pt", "copo d'água", "copo=copo d'=de água=água"), ("pt", "minh'alma", "minh'=meu alma=alma"), ("pt", "'cê sabe", "'cê=você sabe=saber"),
        ("pt", "p'ra ti", "p'ra=para ti=ti"),
    ],
)  # fmt: skip
def test_spanish_and_portuguese(language: str, text: str, expected: str) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "offered"),
    [
        ("de", "'ne 'n auf'm haste", ""), ("it", "vent'anni nient'altro dov'è", "anni"), ("es", "pa' na' to' 'tá", ""),
        ("pt", "d'água minh'alma", "água alma"), ("fr", "j'te d'mande", "d'mande"),
    ],
)  # fmt: skip
def test_short_function_words_are_not_offered(language: str, text: str, offered: str) -> None:
    assert [t.text for t in tokens(text, language) if is_content(t, language)] == offered.split()


def test_only_apostrophes_inside_stand_for_a_mute_e() -> None:
    assert (whole("d'mandes", "fr"), whole("d'la", "fr"), whole("l'ami", "fr"), whole("d'mande", "it")) == (
        "demandes", "d'la", "l'ami", "d'mande",
    )  # fmt: skip
    assert spoken("casa", "es") is spoken("casa", "ja") is None
