"""What stands beside words and titles: readings in Latin letters, articles, genders, meanings."""

import re

import pytest
from flask import Flask
from sqlalchemy import select, update

from canary.anki import service as anki
from canary.cards import service as cards
from canary.cards.models import Card
from canary.db import db, writing
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.lyrics import titles
from canary.lyrics.model import Layer, Line, Lyrics
from canary.lyrics.readings.words import word
from canary.songs.models import Song
from canary.vocab import core, genders
from canary.vocab.models import Gloss, SongWord
from tests.factories import NOW, Factory

CHINESE = Lyrics((Line("朋友，你好"),))
ARABIC = Lyrics((Line("قَلْبِي مَعَكَ"),))


@pytest.mark.parametrize(
    ("form", "language", "sung", "expected"),
    [
        ("朋友", "zh", "", "péngyou"), ("女儿", "zh-TW", "", "nǚ'ér"), ("重来", "zh", "", "chónglái"), ("قلب", "ar", "قَلْبِي", "qalbī"),
        ("بَاب", "ar", "", "bāb"), ("قلب", "ar", "قلبي", ""), ("海", "ja", "", ""), ("luna", "es", "", ""), ("", "zh", "", ""),
    ],
)  # fmt: skip
def test_readings_of_words(form: str, language: str, sung: str, expected: str) -> None:
    assert word(form, language, sung) == expected


@pytest.mark.parametrize(
    ("lemma", "gender", "language", "expected"),
    [
        ("pan", "m", "es", "el pan"), ("agua", "f", "es", "el agua (f)"), ("gafas", "f pl", "es", "las gafas"),
        ("étoile", "f", "fr", "l’étoile (f)"), ("haricot", "m", "fr", "le haricot"), ("gens", "m pl", "fr", "les gens (m pl)"),
        ("Brücke", "f", "de", "die Brücke"), ("Jahr", "n", "de", "das Jahr"), ("zio", "m", "it", "lo zio"),
        ("amore", "m", "it", "l’amore (m)"), ("spaghetti", "m pl", "it", "gli spaghetti"), ("mão", "f", "pt", "a mão"),
        ("bāb", "m", "ar", ""), ("pan", "", "es", ""), ("луна", "f", "ru", ""),
    ],
)  # fmt: skip
def test_articles(lemma: str, gender: str, language: str, expected: str) -> None:
    assert genders.with_article(lemma, gender, language) == expected


def test_genders_of_the_core_glossary() -> None:
    assert [core.gender("luna", code) for code in ("es", "it", "de", "zh")] == ["f", "f", "", ""]
    assert genders.of("Mond", "NOUN", "de-AT") == "m"
    assert genders.of("cantar", "VERB", "es") == ""


def kept(make: Factory, lemma: str, surface: str, text: Lyrics, language: str) -> tuple[Card, SongWord, Song]:
    song = make.song("Song", text=text, language=language)
    row = make.word(song, lemma, surface=surface, start=0, end=len(surface))
    ana = make.learner("ana", make.circle())
    cards.keep(make.viewer(ana), song.slug, {row.id}, NOW)
    return db.session.scalars(select(Card)).one(), row, song


@pytest.mark.parametrize(
    ("lemma", "surface", "text", "language", "read"),
    [("朋友", "朋友", CHINESE, "zh", "péngyou"), ("قلب", "قَلْبِي", ARABIC, "ar", "qalbī")],
)
def test_words_cards_reviews_and_notes_have_readings(
    app: Flask, make: Factory, lemma: str, surface: str, text: Lyrics, language: str, read: str
) -> None:
    card, _, song = kept(make, lemma, surface, text, language)
    assert card.reading == read
    client = make.client(make.learner("ben", make.circle()))
    shown = f'lang="{language}-Latn" dir="auto">{read}<'
    assert shown in client.get(f"/songs/{song.slug}/words").text
    assert shown in client.get(f"/songs/{song.slug}/words/pick").text
    mine = make.client(db.session.get_one(Learner, card.learner_id))
    assert shown in mine.get(f"/cards/{card.id}").text
    assert f'data-part="reading" {shown}' in mine.get(f"/reviews/free?song={song.slug}").text
    ((_, (note,)),) = anki.notes_of([card], "ana", None, lambda slug: slug)
    assert note.reading == read
    with writing():  # a card that was kept before words had readings
        db.session.execute(update(Card).values(reading=""))
    db.session.refresh(card)
    assert cards.reading(card) == read


def test_a_noun_has_its_gender_and_article(app: Flask, make: Factory) -> None:
    card, _, song = kept(make, "carantoña", "carantoña", Lyrics((Line("carantoña larga"),)), "es")
    assert card.reading == ""
    with writing():
        db.session.execute(update(Gloss).values(gender="f"))
    page = make.client(make.learner("ben", make.circle())).get(f"/songs/{song.slug}/words").text
    assert ">la carantoña<" in page
    assert "<span>feminine</span>" in page


def test_titles(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle)
    text = Lyrics(
        (Line("别送了！"), Line("走吧")),
        (
            Layer("translation", "en", ("Don’t see me off.", "Let’s go")),
            Layer("reading", "zh", ("Bié sòng le!", "zǒu ba")),
        ),
    )
    song = make.song("别送了", circle, ana, text, language="zh")
    lyrics.retitle(song.id)
    assert (song.title_reading, song.title_meanings) == ("Bié sòng le", {"en": "Don’t see me off"})
    client = make.client(ana)
    shown = 'lang="zh-Latn" dir="auto">Bié sòng le</span> · <span dir="auto">Don’t see me off</span>'
    for page in ("/songs", "/songs?q=song", f"/songs/{song.slug}", f"/songs/{song.slug}/words"):
        assert shown in re.sub(r"\s*\n\s*", "", client.get(page).text), page
    assert "别送了" in client.get("/songs?q=sòng").text


def test_a_changed_title_is_read_anew(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle)
    song = make.song("우리", circle, ana, language="ko")
    form = {"title": "나무", "artist": "Ana", "language": "ko", "licence": song.licence, "visibility": "circle"}
    assert make.client(ana).post(f"/songs/{song.slug}/edit", data=form).status_code == 302
    db.session.refresh(song)
    assert song.title_reading == "namu"


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("月亮代表我的心", "zh", "yuè liang dài biǎo wǒ de xīn"), ("ただいま", "ja", "tadaima"), ("На дорожку", "ru", "Na dorozhku"),
        ("صباح الخير", "ar", ""), ("Media naranja", "es", ""), ("", "zh", ""),
    ],
)  # fmt: skip
def test_readings_of_titles(title: str, language: str, expected: str) -> None:
    assert titles.reading(title, language) == expected
