"""A sentence that says "there's nothing" never stands beside what there is."""

from flask import Flask

from tests.factories import NOW, Factory


def test_an_older_page_of_the_journal_without_entries(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana, bea = make.learner("ana", circle), make.learner("bea", circle)
    make.entry(bea, circle)
    ana_sees, first = make.client(ana), make.entry(bea, circle).id - 1
    assert "Nobody has shared an entry yet" in make.client(bea).get("/journal?show=others").text
    page = ana_sees.get(f"/journal?show=others&before={first}").text
    assert "Nobody has shared an entry yet" not in page
    assert "There are no older entries." in page


def test_an_older_page_of_a_thread_without_posts(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana = make.learner("ana", circle)
    make.post(ana, song, circle, "¿Qué?", kind="culture", line=1)
    page = make.client(ana).get("/songs/luz/thread?about=1&before=1").text
    assert "What others asked" in page
    assert "Nobody has written about this line yet." not in page
    assert "There are no more posts." in page


def test_a_language_without_songs_is_not_a_site_without_songs(app: Flask, make: Factory) -> None:
    make.song("Luz")
    page = make.client(make.learner("ana")).get("/words/songs?language=ja").text
    assert "No songs yet" not in page
    assert "There are no songs in this language yet." in page


def test_no_reports_are_open_though_some_were_dealt_with(app: Flask, make: Factory) -> None:
    circle = make.circle()
    page = make.client(make.learner("hanna", circle, "host")).get("/circle/reports").text
    assert "No open reports" in page
    assert "No reports" not in page


def test_only_who_can_plan_is_asked_to(app: Flask, make: Factory) -> None:
    circle = make.circle()
    host, member = make.learner("hanna", circle, "host"), make.learner("ana", circle, created_at=NOW)
    assert "Choose this week’s song" in make.client(host).get("/").text
    assert "Your host hasn’t chosen one yet." in make.client(member).get("/").text
