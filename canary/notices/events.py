"""The events that people get notices about, and the sentence for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from canary.learners import departed
from canary.sentences import N_, Message, Sentence

KINDS = {
    "answer": N_("Somebody answers me"),
    "mention": N_("Somebody mentions me"),
    "feedback": N_("Somebody gives feedback on my take"),
    "correction": N_("Somebody corrects me or accepts my correction"),
    "week": N_("A week begins or ends"),
    "host": N_("A host sends me a message"),
}

# Kind of news about somebody's account. It can't be switched off: everybody with a confirmed address gets it at once.
ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Event:
    """The kind, by which people choose their e-mails, and the sentence, to be filled with the notice's parameters."""

    kind: str
    sentence: Sentence


EVENTS = {
    "answered": Event("answer", N_("%(name)s replied to your post about %(song)s.")),
    "answered_question": Event("answer", N_("%(name)s answered your question about %(song)s.")),
    "answer_helped": Event("answer", N_("Your answer helped %(name)s. Their question about %(song)s is clear now.")),
    "mark_thanked": Event("answer", N_("%(name)s thanks you for your mark on their take.")),
    "mark_unclear": Event("answer", N_("%(name)s didn’t understand one of your marks. Can you say it in other words?")),
    "mark_retaken": Event("answer", N_("You helped %(name)s with a line, and they’ve sung it again.")),
    "mentioned": Event("mention", N_("%(name)s mentioned you in the thread about %(song)s.")),
    "line_heard": Event("feedback", N_("%(name)s gave feedback on your take of %(song)s, line %(first)s.")),
    "lines_heard": Event(
        "feedback", N_("%(name)s gave feedback on your take of %(song)s, lines %(first)s to %(last)s.")
    ),
    "sentence_perfect": Event("correction", N_("%(name)s says one of your sentences is perfect.")),
    "sentence_corrected": Event("correction", N_("%(name)s corrected one of your sentences.")),
    "correction_taken": Event("correction", N_("%(name)s accepted your correction.")),
    "correction_discussed": Event("correction", N_("%(name)s replied to a correction.")),
    "week_begins": Event("week", N_("A new week in %(circle)s: %(song)s.")),
    "week_ends": Event("week", N_("The week of %(song)s ends today. What was new? Write it down while it’s fresh.")),
    "reported": Event("host", N_("Something was reported. Please have a look.")),
    "hidden": Event("host", N_("A host has hidden something you made: “%(excerpt)s”")),
    "warned": Event("host", N_("A message from your host: %(words)s")),
    "password_reset": Event(ACCOUNT, N_("Your password was changed with a link. You were logged out everywhere else.")),
    "password_link": Event(
        ACCOUNT, N_("%(host)s, a host of %(circle)s, made a link that can be used to change your password.")
    ),
    "paused": Event("host", N_("A host has suspended you until %(until)s. Until then, you can still read and listen.")),
}
# The event of old notices, of which only the English sentence is known.
TEXT = "text"
DATES = {"until"}


def sentence(event: str, params: Mapping[str, Any]) -> Message:
    """Return the sentence of a notice. `params` are JSON values, in which dates are ISO 8601 text."""
    if event == TEXT:
        return str(params["text"])
    return EVENTS[event].sentence.fill(
        **{name: date.fromisoformat(value) if name in DATES else _shown(value) for name, value in params.items()}
    )


def _shown(value: Any) -> Any:
    return departed.shown(value) if isinstance(value, str) else value
