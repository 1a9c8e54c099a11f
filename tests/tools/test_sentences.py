"""The catalogue template, the pseudo-language, and the lint that finds unmarked text."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest

from tools import bare_text, pseudo
from tools.bare import NO_LITERAL, javascript, python, templates
from tools.sentences import TEMPLATE, collect, template

POT = TEMPLATE.read_text(encoding="utf-8")


def test_the_template_is_up_to_date() -> None:
    assert template(collect()) == POT, "run `make sentences` and commit what it writes"


def test_the_template_only_changes_with_sentences() -> None:
    assert "POT-Creation-Date" not in POT
    assert not re.search(r"^#: ", POT, re.MULTILINE)


def test_all_kinds_of_marks_are_collected(tmp_path: Path) -> None:
    for name, code in {
        "canary/a/service.py": 'N_("One %(a)s.", a=1)\nNN_("%(num)s two.", "%(num)s twos.", n)\nNC_("verb", "Three")\n',
        "canary/a/routes.py": 'flash(_("Four."))\npgettext("noun", "Five")\n',
        "templates/a/b.html": "{% trans count=n %}{{ count }} six{% pluralize %}{{ count }} sixes{% endtrans %}{{ _('Seven') }}"
        "{% trans %}\n  Eight\n  nine.\n{% endtrans %}",
        "static/js/a/b.js": 'const a = `${_("Ten")} ${x}`; ngettext("%(num)s eleven", "%(num)s elevens", n);\n',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(code)
    found = {(message.context, message.id) for message in collect(tmp_path) if message.id}
    assert found == {
        (None, "One %(a)s."), (None, ("%(num)s two.", "%(num)s twos.")), ("verb", "Three"), (None, "Four."),
        ("noun", "Five"), (None, ("%(count)s six", "%(count)s sixes")), (None, "Seven"), (None, "Eight nine."),
        (None, "Ten"), (None, ("%(num)s eleven", "%(num)s elevens")),
    }  # fmt: skip


def test_the_pseudo_language(tmp_path: Path) -> None:
    text = pseudo.pseudo('Say <b class="new">%(count)s words</b> &amp; 100%%.')
    assert text.startswith('[Šàý <b class="new">%(count)s wöŕđš</b> &amp; 100%%.'.replace("ŕđ", "rd"))
    assert text.endswith("]")
    long = "You can read and listen, and what you write is kept."
    assert 1.3 < len(pseudo.pseudo(long)) / len(long) < 1.5
    with pseudo.write(tmp_path).open("rb") as file:
        assert GNUTranslations(file).gettext("Not found").startswith("[Ñöt föûñd")


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{{ _('Hello') }}</p>{# Nobody reads this #}", []),
        ("<p>{% trans name=x %}Hello {{ name }}{% endtrans %}</p>", []),
        ("<p>{{ name }} · 1:05</p>", []),
        ("<p translate='no'>Hello <b>you</b></p><p>There</p>", ["There"]),
        ('<a aria-label="Your account, {{ name }}" class="Me You">Canary</a>', ["aria-label=Your account, 0"]),
        ('<form data-confirm="Delete it?" data-kind="one two">', ["data-confirm=Delete it?"]),
        ("{{ button('Save', 'main') }}", ["Save"]),
        ("{{ _(name) }}{{ _( 'Save' ) }}", [NO_LITERAL]),
        ("{{ button(_('Save'), 'plain grave', url=url_for('a.b')) }}", []),
        ("{{ badge('no timing yet') }}{{ 'wide' if x else '' }}", ["no timing yet"]),
        ("{% from 'components/Forms.html' import button %}<script>Hello you</script>", []),
        ("\n\n<p\n title='Two words'>", ["title=Two words"]),
    ],
)
def test_bare_text_in_templates(source: str, bare: list[str]) -> None:
    assert [text for _, text in templates.bare(source)] == bare


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('raise NotFound("gone")', ["gone"]),
        ('raise NotFound(N_("Gone."))', []),
        ('raise Invalid({"name": "Choose a name."})', ["Choose a name."]),
        ('raise Invalid(name=f"Choose {count}.")', ["Choose 0."]),
        ('raise Invalid(name=N_("Choose a name."), kind=errors["kind"])', []),
        ('flash("Saved.", "good")', ["Saved."]),
        ('flash(_(f"Saved {x}."))\nN_(name)', [NO_LITERAL, NO_LITERAL]),
        ('flash(_("Saved."), "good")', []),
        (
            '"""A docstring is for developers."""\nraise ValueError("A bug is too.")\nlog.info("Logs are %s too.", x)',
            [],
        ),
        ('KINDS = {"a": "Somebody answered"}', ["Somebody answered"]),
        ('KINDS = {"Some Key": N_("Somebody answered")}', []),
        ('ForeignKey("songs.id", ondelete="SET NULL")', []),
    ],
)
def test_bare_text_in_python(source: str, bare: list[str]) -> None:
    assert [text for _, text in python.bare(source)] == bare


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('place.textContent = "Copied";', ["Copied"]),
        ('place.title = done ? "kept" : name ?? "keep"; x = y ? "a-key" : "";', ["kept", "keep"]),
        ('place.textContent = place.dataset["name"];', []),
        ("say(_(`Go on`)); say(ngettext(name, 'many', 2));", [NO_LITERAL, NO_LITERAL]),
        ("export function _(msgid) {}", []),
        ('place.textContent = _("Copied"); // Not for people', []),
        ('place.setAttribute("aria-label", "Close");', ["Close"]),
        ('place.setAttribute("data-state", "Done");', []),
        ("say(`Go on at ${time}`);", ["Go on at 0"]),
        ('say(_("Go on at %(time)s", { time }));', []),
        ('throw new Error("A bug is not for people");', []),
        ('import { a } from "./a.js";\nlisten("keydown", "Some Thing");', ["Some Thing"]),
    ],
)
def test_bare_text_in_javascript(source: str, bare: list[str]) -> None:
    assert [text for _, text in javascript.bare(source)] == bare


def test_marked_rooms_stay_marked_and_the_list_gets_shorter(tmp_path: Path) -> None:
    for name, code in {
        "templates/a/b.html": "<p>\n Hello</p>",
        "static/js/a/b.js": 'x = "A word"; // untranslated: a name\n',
        "canary/b.py": 'x = "A word"\n',
        "canary/cli/c.py": 'x = "A word"\n',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(code)
    found = list(bare_text.findings(tmp_path))
    assert bare_text.problems(found, {"a", "b"}) == []
    assert bare_text.problems(found, {"b"}) == ["templates/a/b.html:2: Hello"]
    assert bare_text.problems(found, {"a", "b", "c"}) == ["c is marked: take it off bare_text.txt"]
