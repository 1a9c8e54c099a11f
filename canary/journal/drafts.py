"""Drafts of journal entries and their validation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from canary.client_ids import is_client_id
from canary.sentences import N_, Message
from canary.songs import languages

LONGEST = 10_000
VISIBILITIES = {"me": N_("Only me"), "circle": N_("My circle"), "everyone": N_("Everyone on this site")}
QUESTIONS = {
    "new": N_("What was new?"),
    "confusing": N_("What was confusing?"),
    "differently": N_("What would you say differently now?"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry from a form: a "journal" entry with a `body`, or a "reflection" with `answers` by question."""

    client_id: str
    kind: str = "journal"
    language: str = ""
    visibility: str = "me"
    body: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def problems(draft: Draft) -> dict[str, Message]:
    """Return what is wrong with a draft: a sentence per field."""
    found: dict[str, Message] = {}
    texts = (
        {"body": draft.body} if draft.kind == "journal" else {name: draft.answers.get(name, "") for name in QUESTIONS}
    )
    for name, text in texts.items():
        if len(text) > LONGEST:
            found[name] = N_(
                "That’s %(length)s characters, and the limit is %(most)s. Shorten it.",
                length=len(text),
                most=LONGEST,
            )
    if not any(text.strip() for text in texts.values()):
        found[next(iter(texts))] = N_("Write something first; one sentence is enough.")
    if draft.visibility not in VISIBILITIES:
        found["visibility"] = N_("Choose who can read it.")
    if draft.language not in languages.LANGUAGES:
        found["language"] = N_("Choose the language you’re writing in.")
    if not is_client_id(draft.client_id):
        found["body"] = N_("Reload the page and send it again. Your text is still in the box.")
    return found


def text_of(kind: str, body: str, answers: Mapping[str, str]) -> str:
    """Return the whole text of an entry."""
    if kind == "journal":
        return body
    return "\n".join(answers[name] for name in QUESTIONS if answers.get(name))
