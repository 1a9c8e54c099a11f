"""Names that could be taken for somebody else's are refused kindly; those that only share letters are not."""

import pytest
from flask.testing import FlaskClient

from canary.learners import lookalikes, names
from tests.factories import Factory

PASSWORD = "a short sentence"


def registered(client: FlaskClient, name: str) -> tuple[int, str]:
    answer = client.post("/register", data={"username": name, "password": PASSWORD})
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("taken", "typed"),
    [
        ("ana", "аna"), ("ana", "аnа"), ("ANA", "аna"), ("caca", "саса"), ("саса", "caca"), ("paul", "pauI"), ("bob", "b0b"),
        ("Hanna", "Ηanna"), ("nikos", "nikοs"), ("tom", "torn"), ("lia", "1ia"),
    ],
)  # fmt: skip
def test_usernames_that_look_alike(client: FlaskClient, make: Factory, taken: str, typed: str) -> None:
    make.learner(taken)
    status, page = registered(client, typed)
    assert status == 422, "was taken before"
    assert "looks like somebody else’s" in page


@pytest.mark.parametrize("typed", ["admin", "аdmin", "Admin", "adm1n", "admin1", "ad.min", "host", "hоst", "canary", "support", "suppοrt", "moderator", "anonymous", "root", "host_2"])  # fmt: skip
def test_reserved_names(client: FlaskClient, make: Factory, typed: str) -> None:
    assert registered(client, typed)[0] == 422
    ana = make.learner("ana", make.circle())
    answer = make.client(ana).post("/account", data={"display_name": typed})
    assert answer.status_code == 422
    assert "somebody who runs this site" in answer.text


@pytest.mark.parametrize("typed", ["анна", "иван", "νίκος", "さくら", "ana2", "anna", "hostess", "rooty", "adminka", "ali", "yana"])  # fmt: skip
def test_other_names(client: FlaskClient, make: Factory, typed: str) -> None:
    for taken in ("ana", "ivan", "all", "nikos"):
        make.learner(taken)
    assert registered(client, typed)[0] == 302


def test_who_runs_the_site_may_be_called_so(make: Factory) -> None:
    hanna = make.learner("hanna", make.circle(), is_host=True)
    assert make.client(hanna).post("/account", data={"display_name": "Host"}).status_code == 302


@pytest.mark.parametrize("name", ["\u3164\u3164", "a\u3164", "\u115f\u1160", "\uffa0a"])
def test_usernames_of_letters_without_a_shape(name: str) -> None:
    assert names.username_problem(name) is not None


@pytest.mark.parametrize(
    "typed", ["\u3164", "\u200b\u200d", "   ", "\u2800 \u2800", "\u115f", "\u202e", "\u034f", "\u0301"]
)
def test_display_names_that_nobody_sees(make: Factory, typed: str) -> None:
    answer = make.client(make.learner("ana")).post("/account", data={"display_name": typed})
    assert answer.status_code == 422
    assert "Nobody could see that name" in answer.text


@pytest.mark.parametrize(
    "typed", ["bea", "BEA", "beа", "b\u3164ea", "Beatriz Gil", "Веаtriz  Gil", "Beatriz\u200d Gil"]
)
def test_display_names_of_others_in_the_circle(make: Factory, typed: str) -> None:
    circle = make.circle()
    make.learner("bea", circle, display_name="Beatriz Gil")
    ana, far = make.learner("ana", circle), make.learner("far", make.circle())
    answer = make.client(ana).post("/account", data={"display_name": typed})
    assert answer.status_code == 422
    assert "Somebody in your circle has a name that looks the same" in answer.text
    assert make.client(far).post("/account", data={"display_name": typed}).status_code == 302


@pytest.mark.parametrize("typed", ["ana", "Ana Ruiz", "", "🐤", "아나"])
def test_display_names_of_ones_own(make: Factory, typed: str) -> None:
    circle = make.circle()
    make.learner("bea", circle)
    client = make.client(make.learner("ana", circle, display_name="Before"))
    assert [client.post("/account", data={"display_name": typed}).status_code for _ in range(2)] == [302, 302]


def test_looks() -> None:
    assert lookalikes.looks("аdmin") & lookalikes.looks("admin")
    assert not lookalikes.looks("анна") & lookalikes.looks("anna")
