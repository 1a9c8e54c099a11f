"""The page of quick rounds, with the learner's trend."""

from dataclasses import asdict
from secrets import SystemRandom
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from canary.problems import Invalid
from canary.reviews.quick import service as quick
from canary.reviews.quick import trend, words
from canary.reviews.quick.service import RoundResult
from canary.songs import languages
from canary.web.clock import now
from canary.web.guard import login_required, viewer
from canary.web.languages import chosen
from canary.web.sent import sent_json

blueprint = Blueprint("quick", __name__)


@blueprint.get("/reviews/quick")
@login_required
def index() -> str:
    """Show a round in one language, and the trend of past rounds."""
    learner_id = viewer().learner_id
    mine = quick.languages(learner_id)
    language = chosen()
    if language not in mine:
        language = mine[0] if mine else ""
    before = quick.rounds(learner_id, language)
    return render_template(
        "reviews/quick/quick.html",
        languages=languages.to_choose(mine),
        language=language,
        dir=languages.direction(language),
        words=[asdict(choice) for choice in quick.choices(learner_id, language, SystemRandom())],
        by_heart=request.args.get("way") == "recall",
        rounds=[{"at": one.played_at, "right": one.right, "asked": one.asked, "ms": one.median_ms} for one in before],
        drawing=trend.drawing([one.median_ms for one in before], words.FLUENT),
        box=(trend.WIDTH, trend.HEIGHT, trend.LEFT, trend.RIGHT),
        seconds=trend.seconds,
    )


@blueprint.post("/reviews/quick")
@login_required
def keep() -> ResponseReturnValue:
    """Save a finished round."""
    sent: Any = sent_json()
    quick.save(viewer().learner_id, _played(sent if isinstance(sent, dict) else {}), now())
    return {"kept": True}


def _played(sent: dict[str, Any]) -> RoundResult:
    try:
        one = RoundResult(sent["id"], sent["language"], sent["asked"], sent["right"], sent["median_ms"])
    except KeyError as error:
        raise Invalid(round=quick.NO_ROUND) from error
    if not all(type(n) is int for n in (one.asked, one.right, one.median_ms)):
        raise Invalid(round=quick.NO_ROUND)
    if not isinstance(one.client_id, str) or not isinstance(one.language, str):
        raise Invalid(round=quick.NO_ROUND)
    return one
