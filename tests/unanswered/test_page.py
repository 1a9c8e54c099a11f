"""The page of what waits for an answer."""

from flask import Flask

from tests.factories import NOW, Factory


def test_the_page(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle, learns=["es"])
    beto = make.learner("beto", circle, speaks=["es"])
    nobody = make.learner("nobody")
    song = make.song("Luz")
    make.take(ana, song, circle, asks=["stress"], note="Is <b>luna</b> right?")
    question = make.post(ana, song, circle, body="What is this?", kind="question", line=1, created_at=NOW)
    page = make.client(beto).get("/unanswered").text
    assert "For you" in page
    assert "Word stress" in page
    assert "Is &lt;b&gt;luna&lt;/b&gt; right?" in page
    assert f"/posts/{question.id}" in page
    assert "an answer usually takes" not in page
    assert page.count("What is this?") == 1, "what is offered is not listed again"
    assert "Everything else" not in page
    only = make.client(beto).get("/unanswered?kind=post&language=es").text.split('id="all-title">Everything')[1]
    assert "What is this?" in only
    assert "luna" not in only
    assert "Nothing of this type and language needs an answer" in make.client(beto).get("/unanswered?kind=entry").text
    assert "Yours" in make.client(ana).get("/unanswered").text
    assert "Which languages do you speak?" in make.client(nobody).get("/unanswered").text
    other = make.learner("other", make.circle(), speaks=["de"])
    assert "Nothing to answer" in make.client(other).get("/unanswered").text
    assert make.client(None).get("/unanswered").status_code == 302


def test_a_hundred_are_shown_and_the_rest_is_counted(make: Factory) -> None:
    circle = make.circle()
    ana, bea = make.learner("ana", circle, speaks=["es"]), make.learner("bea", circle, learns=["es"])
    for n in range(108):
        make.entry(bea, circle, f"Texto número {n}.")
    page = make.client(ana).get("/unanswered").text
    assert page.count('class="waits"') == 3 + 100
    assert "5 more aren’t shown." in page


def test_only_ones_own_wait(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle, speaks=["es"])
    for n in range(3):
        make.entry(ana, circle, f"Texto número {n}.")
    page = make.client(ana).get("/unanswered").text
    assert page.count('class="waits"') == 3
    for wrong in ("Nothing to answer", "Everybody has an answer", "Nobody has answered these yet"):
        assert wrong not in page
    assert "Nobody else needs an answer right now." in page
    assert "Nothing of this type" not in make.client(ana).get("/unanswered?kind=entry").text
    assert 'class="waits"' not in make.client(ana).get("/unanswered?kind=post").text


def test_no_offer_stands_above_nothing_of_this_type(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana, beto = make.learner("ana", circle, learns=["es"]), make.learner("beto", circle, speaks=["es"])
    make.post(ana, make.song("Luz"), circle, "What is this?", kind="question", created_at=NOW)
    page = make.client(beto).get("/unanswered?kind=entry").text
    assert "Nothing of this type and language needs an answer" in page
    assert 'class="waits"' not in page
    make.entry(beto, circle)
    page = make.client(beto).get("/unanswered?kind=entry").text
    assert "Of this type and language, only yours still need an answer." in page
    assert "Nothing of this type" not in page
    assert page.count('class="waits"') == 1


def test_who_has_named_no_language_still_reads_the_list(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana, nobody = make.learner("ana", circle, learns=["es"]), make.learner("nobody", circle)
    make.entry(ana, circle)
    page = make.client(nobody).get("/unanswered").text
    assert 'class="empty"' not in page
    assert "Add them to your account</a>, and we’ll show you first what you can help with." in page
    assert page.count('class="waits"') == 1
