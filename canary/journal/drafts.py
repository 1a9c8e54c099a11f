"""What somebody wants to write down, and what is wrong with it. Plain."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from canary.songs import languages

LONGEST = 10_000
VISIBILITIES = {"me": "Only me", "circle": "My circle", "everyone": "Everyone here"}
QUESTIONS = {
    "new": "What was new?",
    "confusing": "What was confusing?",
    "differently": "What would you say differently now?",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as it comes from a form: a "journal" with its `body`, or a "reflection" with `answers` by question."""

    client_id: str
    kind: str = "journal"
    language: str = ""
    visibility: str = "me"
    body: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def problems(draft: Draft) -> dict[str, str]:
    """What is wrong with a draft, a sentence for each field."""
    found = {}
    texts = (
        {"body": draft.body} if draft.kind == "journal" else {name: draft.answers.get(name, "") for name in QUESTIONS}
    )
    for name, text in texts.items():
        if len(text) > LONGEST:
            found[name] = f"That is {len(text):,} characters long; at most {LONGEST:,} fit."
    if not any(text.strip() for text in texts.values()):
        found[next(iter(texts))] = "Write something first; one sentence is enough."
    if draft.visibility not in VISIBILITIES:
        found["visibility"] = "Choose who may read it."
    if draft.language not in languages.LANGUAGES:
        found["language"] = "Choose the language that you write in."
    if not 8 <= len(draft.client_id) <= 64:
        found["body"] = "Reload the page and send it again; your text is kept in the box."
    return found


def text_of(kind: str, body: str, answers: Mapping[str, str]) -> str:
    """All that an entry says, as one text."""
    if kind == "journal":
        return body
    return "\n".join(answers[name] for name in QUESTIONS if answers.get(name))
