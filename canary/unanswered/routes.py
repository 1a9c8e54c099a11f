"""The page of everything that needs an answer."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request

from canary.content.kinds import kind_of
from canary.language_tags import base
from canary.songs import languages
from canary.unanswered import service as unanswered
from canary.unanswered.service import Listed
from canary.web.clock import now
from canary.web.content import page_of
from canary.web.filters import duration
from canary.web.guard import login_required, viewer
from canary.web.languages import chosen

blueprint = Blueprint("unanswered", __name__)

SHOWN = 100  # rows of each list, longest waiting first


@blueprint.get("/unanswered")
@login_required
def show() -> str:
    """Show three things that the viewer can answer, everything else, and their own."""
    who, moment = viewer(), now()
    helper = unanswered.helper(who)
    found = unanswered.waiting(who, helper)
    kind, language = request.args.get("kind", ""), base(chosen())
    offered, usual = unanswered.offered(found, helper, moment), unanswered.usual_wait(who, moment)
    own, filtered = unanswered.waiting(who, helper, own=True), bool(kind or language)
    if filtered:
        offered, shown, own = [], _of(found, kind, language), _of(own, kind, language)
    else:
        shown = [each for each in found if each not in offered]
    return render_template(
        "unanswered/show.html",
        offered=_rows(offered),
        rows=_rows(shown[:SHOWN]),
        more=max(0, len(shown) - SHOWN),
        filtered=filtered,
        own=_rows(own[:SHOWN]),
        total=len(found),
        kinds={each.asking.kind: each.asking.plural for each in found},
        languages=languages.to_choose(base(each.waiting.language) for each in found),
        kind=kind,
        language=language,
        usual=duration(usual) if usual else "",
        speaks=bool(helper.levels),
    )


def _of(found: Sequence[Listed], kind: str, language: str) -> list[Listed]:
    """Return what is of a kind and in a language; "" stands for any."""
    return [each for each in found if kind in {"", each.waiting.kind} and language in {"", base(each.waiting.language)}]


def _rows(found: Sequence[Listed]) -> list[dict[str, Any]]:
    return [
        {
            "label": each.asking.label,
            "icon": each.asking.icon,
            "language": each.found.language,
            "language_name": languages.name(each.found.language),
            "author": each.found.author,
            "heading": each.found.heading,
            "text": each.found.text,
            "asks": each.found.asks,
            "since": each.found.since,
            "waits": duration(now() - each.found.since),
            "can_help": each.can_help,
            "url": _url(each),
        }
        for each in found
    ]


def _url(each: Listed) -> str:
    kind = kind_of(each.asking.kind)
    return page_of(kind, each.found.id) if kind else ""
