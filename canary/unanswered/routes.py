"""What waits for an answer."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request

from canary.content.kinds import kind_of
from canary.language_tags import base
from canary.songs import languages
from canary.unanswered import service as unanswered
from canary.unanswered.service import Asked
from canary.web.clock import now
from canary.web.content import page_of
from canary.web.filters import duration
from canary.web.guard import login_required, viewer

blueprint = Blueprint("unanswered", __name__)

SHOWN = 100  # of all that waits, and of one's own; what waits longest comes first


@blueprint.get("/unanswered")
@login_required
def show() -> str:
    """Three that the viewer can answer, all that waits, and what waits of their own."""
    who, moment = viewer(), now()
    able = unanswered.helper(who)
    found = unanswered.waiting(who, able)
    kind, language = request.args.get("kind", ""), request.args.get("language", "")
    offered, usual = unanswered.offered(found, able, moment), unanswered.usual_wait(who, moment)
    if kind or language:
        shown = [
            asked
            for asked in found
            if kind in {"", asked.waiting.kind} and language in {"", base(asked.waiting.language)}
        ]
    else:
        shown = [asked for asked in found if asked not in offered]
    return render_template(
        "unanswered/show.html",
        offered=_rows(offered),
        rows=_rows(shown[:SHOWN]),
        more=max(0, len(shown) - SHOWN),
        filtered=bool(kind or language),
        own=_rows(unanswered.waiting(who, able, own=True)[:SHOWN]),
        total=len(found),
        kinds={asked.asking.kind: asked.asking.plural for asked in found},
        languages={code: languages.name(code) for code in sorted({base(asked.waiting.language) for asked in found})},
        kind=kind,
        language=language,
        usual=duration(usual) if usual else "",
        speaks=bool(able.rungs),
    )


def _rows(found: Sequence[Asked]) -> list[dict[str, Any]]:
    return [
        {
            "label": asked.asking.label,
            "icon": asked.asking.icon,
            "language": asked.found.language,
            "language_name": languages.name(asked.found.language),
            "author": asked.found.author,
            "heading": asked.found.heading,
            "text": asked.found.text,
            "asks": asked.found.asks,
            "since": asked.found.since,
            "waits": duration(now() - asked.found.since),
            "can_help": asked.mine_to_help,
            "url": _url(asked),
        }
        for asked in found
    ]


def _url(asked: Asked) -> str:
    kind = kind_of(asked.asking.kind)
    return page_of(kind, asked.found.id) if kind else ""
