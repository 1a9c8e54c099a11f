"""Lemmas by class and context, and of words without their accents."""

import pytest

from canary.vocab.analyse import is_content, tokens
from canary.vocab.frequency import RAREST, zipf
from canary.vocab.languages.accents import accented


def found(text: str, language: str) -> dict[str, tuple[str, str]]:
    return {token.text: (token.lemma, token.pos) for token in tokens(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "word", "lemma"),
    [
        ("fr", "nous sommes là", "sommes", "être"),
        ("fr", "nous avions froid", "avions", "avoir"),
        ("fr", "je sors ce soir", "sors", "sortir"),
        ("fr", "tu dors encore", "dors", "dormir"),
        ("fr", "je pars demain", "pars", "partir"),
        ("fr", "l'été revient", "été", "été"),
        ("fr", "elle a été seule", "été", "être"),
        ("fr", "une première danse", "première", "premier"),
        ("es", "no solo de pan", "solo", "solo"),
        ("es", "he pedido un café", "pedido", "pedir"),
        ("es", "un pedido grande", "pedido", "pedido"),
        ("es", "se vino conmigo", "vino", "venir"),
        ("es", "el vino de la casa", "vino", "vino"),
        ("es", "ella cuenta su historia", "cuenta", "contar"),
        ("es", "una persona honesta", "honesta", "honesto"),
        ("es", "eres buena conmigo", "buena", "bueno"),
        ("it", "non solo parole", "solo", "solo"),
        ("it", "è uno stato dolce", "stato", "stato"),
        ("it", "sono stato bene", "stato", "essere"),
        ("it", "una notte perfetta", "perfetta", "perfetto"),
        ("pt", "um pára-quedas azul", "pára-quedas", "pára-quedas"),
        ("pt", "as suas mãos", "suas", "seu"),
        ("pt", "a chuva era uma era", "uma", "um"),
        ("de", "das ist lecker", "lecker", "lecker"),
        ("de", "viel Spas heute", "Spas", "Spas"),
    ],
)
def test_lemmas_by_context(language: str, text: str, word: str, lemma: str) -> None:
    assert found(text, language)[word][0] == lemma


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "se vino y unas son honestas y tranquilas, el mejorcito pedido está vina"),
        ("es", "honesta mujer, tranquila noche, la honesta verdad"),
        ("it", "la spina nel cuore, una cola, una vita serena"),
        ("pt", "a copa cheia, uma mania, os professores"),
        ("fr", "contre-la-montre, les sommes"),
    ],
)
def test_invented_infinitives_never_reach_a_card(language: str, text: str) -> None:
    for token in tokens(text, language):
        if is_content(token, language) and token.lemma != token.text.lower():
            assert zipf(token.lemma, language) > RAREST, token


def test_summer_is_offered_and_having_been_is_not() -> None:
    (summer,) = [t for t in tokens("l'été", "fr") if t.text == "été"]
    (been,) = [t for t in tokens("il a été seul", "fr") if t.text == "été"]
    assert is_content(summer, "fr")
    assert not is_content(been, "fr")


@pytest.mark.parametrize(
    ("language", "text", "lemmas"),
    [
        ("es", "mi corazon no tiene razon", "corazón razón"),
        ("es", "un tiburon en el jardin", "tiburón jardín"),
        ("es", "la nina sueña con manana", "niña soñar mañana"),
        ("es", "dificil cancion, musica latina", "difícil canción música latino"),
        ("es", "los arboles del sabado, Estrella, Corazon", "árbol sábado"),
        ("es", "Corazon de cristal", "corazón"),
        ("pt", "meu coracao, minha cancao", "coração canção"),
        ("fr", "une etoile, ta fenetre", "étoile fenêtre"),
        ("it", "la citta, la felicita", "città felicità"),
    ],
)
def test_dictionary_forms_have_their_accents(language: str, text: str, lemmas: str) -> None:
    offered = [token for token in tokens(text, language) if is_content(token, language)]
    assert {token.lemma for token in offered} >= set(lemmas.split()) - {"tener"}
    assert all(token.text == text[token.start : token.end] for token in offered)


@pytest.mark.parametrize(
    ("language", "text"), [("es", "tambien"), ("es", "aqui"), ("es", "despues"), ("pt", "nao"), ("fr", "deja")]
)
def test_function_words_without_accents_are_still_function_words(language: str, text: str) -> None:
    (token,) = tokens(text, language)
    assert not is_content(token, language)


@pytest.mark.parametrize(
    ("form", "language"),
    [("casa", "es"), ("debout", "fr"), ("beats", "fr"), ("love", "es"), ("corazón", "es"), ("no", "es"), ("haus", "de"), ("xqzt", "pt")],
)  # fmt: skip
def test_other_words_get_no_accent(form: str, language: str) -> None:
    assert accented(form, language) in {"", form}


def test_names_get_no_accent() -> None:
    assert found("Te espero, Martin, en la calle", "es")["Martin"] == ("Martin", "PROPN")
