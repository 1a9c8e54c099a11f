"""The same text sent twice is one post; another text under the same name is not lost."""

import pytest
from sqlalchemy import select

from canary.db import db
from canary.threads.models import Post
from tests.factories import Factory


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (["Hola luna", "Hola luna"], ["Hola luna"]),
        (["Hola luna", "  Hola luna\n"], ["Hola luna"]),
        (["Hola luna", "Adiós sol"], ["Hola luna", "Adiós sol"]),
        (["Hola luna", "Adiós sol", "Adiós sol", "Hola luna"], ["Hola luna", "Adiós sol"]),
    ],
)
def test_sent_twice(make: Factory, sent: list[str], kept: list[str]) -> None:
    circle = make.circle()
    make.song("Luz")
    client = make.client(make.learner("ana", circle))
    for body in sent:
        assert client.post("/songs/luz/thread", data={"body": body, "client_id": "12345678"}).status_code == 303
    assert list(db.session.scalars(select(Post.body).order_by(Post.id))) == kept


def test_an_answer_offers_no_answer(make: Factory) -> None:
    circle = make.circle()
    song, ana = make.song("Luz"), make.learner("ana", circle)
    client = make.client(ana)
    first = make.post(ana, song, circle)
    answer = make.post(ana, song, circle, parent_id=first.id).id
    assert 'id="reply"' in client.get(f"/posts/{first.id}").text
    assert 'id="reply"' not in client.get(f"/posts/{answer}").text
