"""Sentences in the reader's language: pages, fragments, JSON, scripts, what is kept, and English without any of it."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask, jsonify, render_template_string
from flask.typing import ResponseReturnValue

from canary.problems import Invalid, NotFound
from canary.sentences import N_, NC_, NN_, Sentence, from_json, joined, to_json
from canary.web import scripts
from canary.web.sentences import _, ngettext, pgettext, translate
from tests.apps import another_app
from tests.factories import Factory
from tools import pseudo

PSEUDO = {"Accept-Language": "en-001,en;q=0.5"}
SONG = "/songs/luz"


@pytest.fixture(scope="module")
def two_languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app that also speaks the pseudo-language."""
    folder = tmp_path_factory.mktemp("languages")
    pseudo.write(folder)
    with another_app(folder / "data", translations=str(folder)) as app:

        @app.get("/tests/shown")
        def shown() -> str:
            sentence = N_("Wait for <%(what)s>.", what=NN_("%(num)s fortnight", "%(num)s fortnights", 12_000))
            return render_template_string(
                "{{ s }} | {{ _('Not found') }} | {{ _('I see <b>%(what)s</b> & %(n)s', what=s, n=12000) }} | "
                "{% trans count=n, name='<i>' %}{{ count }} song of {{ name }}{% pluralize %}{{ count }} songs of {{ name }}{% endtrans %}",
                s=sentence, n=2,
            )  # fmt: skip

        @app.get("/tests/json")
        def as_json() -> ResponseReturnValue:
            return jsonify(sentence=N_("Not found"), text="Not found")

        @app.get("/tests/invalid")
        def invalid() -> ResponseReturnValue:
            raise Invalid(name=N_("Not found"), words="<As typed>")

        yield app


def test_str_is_the_english_sentence() -> None:
    assert str(N_("Hello %(name)s, 100%%", name="Ana")) == "Hello Ana, 100%"
    assert [str(NN_("%(num)s day", "%(num)s days", n)) for n in (1, 2, 12_000)] == ["1 day", "2 days", "12,000 days"]
    assert str(N_("Until %(until)s", until=date(2026, 11, 3))) == "Until 3 November"
    assert str(NotFound(N_("Gone: %(what)s", what=N_("a song")))) == "Gone: a song"
    assert str(Invalid(name=N_("A."), words="B.")) == "A. B."
    assert str(Invalid({"name": N_("A.")}).sentence) == "A."


@pytest.mark.parametrize(
    "message",
    [
        "as it is",
        N_("Plain."),
        NN_("%(num)s day", "%(num)s days", 3, name="Ana"),
        NC_("verb", "Record"),
        N_("%(what)s until %(until)s", what=N_("Rest"), until=date(2026, 11, 3)),
        joined([N_("A."), "B."]),
    ],
    ids=str,
)
def test_sentences_survive_json(message: Sentence | str) -> None:
    assert from_json(json.loads(json.dumps(to_json(message)))) == message


def test_english_needs_no_catalogue(app: Flask) -> None:
    assert _("Saved %(what)s.", what="it") == "Saved it."
    assert ngettext("%(num)s song", "%(num)s songs", 12_000) == "12,000 songs"
    assert pgettext("verb", "Record") == "Record"
    assert translate(N_("Wait %(time)s.", time=NN_("%(num)s day", "%(num)s days", 1))) == "Wait 1 day."
    assert translate(joined(["100%", N_("A.")])) == "100% A."


def test_templates_translate_escape_and_write_numbers(two_languages: Flask) -> None:
    client = two_languages.test_client()
    assert client.get("/tests/shown").text == (
        "Wait for &lt;12,000 fortnights&gt;. | Not found | I see <b>Wait for &lt;12,000 fortnights&gt;.</b> & 12,000 | "
        "2 songs of &lt;i&gt;"
    )
    shown = client.get("/tests/shown", headers=PSEUDO).text
    assert shown.startswith("Wait for &lt;12,000 fortnights&gt;. | [Ñöt föûñd ")


@pytest.mark.parametrize(
    ("asked", "language"),
    [("", "en"), ("en-001", "en-001"), ("de, en-GB;q=0.5", "en"), ("fr", "en"), ("*", "en")],
)
def test_the_browser_asks_for_a_language(two_languages: Flask, asked: str, language: str) -> None:
    answer = two_languages.test_client().get("/nowhere", headers={"Accept-Language": asked})
    assert f'<html lang="{language}" dir="ltr"' in answer.text
    assert ("[Ñöt föûñd" in answer.text) == (language != "en")


def test_other_languages_are_only_where_a_setting_says_so(app: Flask) -> None:
    assert '<html lang="en"' in app.test_client().get("/nowhere", headers=PSEUDO).text


def test_problems_and_json_are_translated(two_languages: Flask) -> None:
    client, wants = two_languages.test_client(), {"Accept": "application/json"}
    assert client.get("/tests/json").get_json() == {"sentence": "Not found", "text": "Not found"}
    assert client.get("/tests/json", headers=PSEUDO).get_json()["sentence"].startswith("[Ñöt")
    problem = client.get("/tests/invalid", headers=PSEUDO | wants).get_json()
    assert problem["errors"]["name"].startswith("[Ñöt")
    assert problem["errors"]["words"] == "<As typed>"
    assert re.fullmatch(r"\[Ñöt föûñd .*\] <As typed>", problem["error"])


def test_what_is_kept_is_kept_for_a_language(two_languages: Flask) -> None:
    with two_languages.app_context():
        Factory(two_languages).song("Luz")
    client = two_languages.test_client()
    english, other = client.get(SONG), client.get(SONG, headers=PSEUDO)
    assert english.headers["ETag"] != other.headers["ETag"]
    assert {"Accept-Language", "Accept-Encoding", "Cookie"} <= {*map(str, other.vary)} | {
        *other.headers["Vary"].split(", ")
    }
    assert "Skip to the content" in english.text
    assert "Skip to the content" not in other.text
    assert "Skip to the content" in client.get(SONG).text
    tag = {"If-None-Match": english.headers["ETag"]}
    assert client.get(SONG, headers=tag).status_code == 304
    assert client.get(SONG, headers=tag | PSEUDO).status_code == 200


def test_scripts_bring_their_sentences(two_languages: Flask) -> None:
    client = two_languages.test_client()
    assert "data-sentences" not in client.get("/nowhere").text
    block = re.search(r'<script type="application/json" data-sentences>(.*?)</script>',
                      client.get("/nowhere", headers=PSEUDO).text)  # fmt: skip
    assert block
    said = json.loads(block[1])
    assert said["Copied"].startswith("[Çöpîéđ".replace("đ", "d"))
    assert "News" not in said  # the bell's, which visitors do not load


def test_a_module_brings_what_its_imports_say() -> None:
    assert scripts.imported("js/web/app.js") == [
        "js/web/app.js", "js/web/ago.js", "js/web/canary-clip.js", "js/web/canary-copy.js", "js/web/sentences.js", "js/web/toast.js",
    ]  # fmt: skip
    said = scripts.messages("js/notices/bell.js")
    assert ("", "News", "") in said
    assert ("", "News, %(num)s unread", "News, %(num)s unread") in said


def test_a_host_may_bring_languages_from_a_folder_that_is_empty(tmp_path: Path) -> None:
    with another_app(tmp_path / "data", translations=str(tmp_path / "nothing")) as app:
        assert app.test_client().get("/nowhere", headers=PSEUDO).status_code == 404
