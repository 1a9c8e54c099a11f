"""The Play page of a song."""

import json
import secrets

from flask import Blueprint, render_template, request, url_for
from markupsafe import Markup

from canary.games import service as games
from canary.songs import languages
from canary.songs.routes import card
from canary.web.guard import viewer

blueprint = Blueprint("games", __name__)


@blueprint.get("/songs/<slug>/play")
def play(slug: str) -> str:
    """Show the choice of games and levels, or the chosen game with its data."""
    game, level = request.args.get("game", ""), request.args.get("level", 2, int)
    seed = request.args.get("seed", -1, int)
    if seed < 0:
        seed = secrets.randbelow(1_000_000)
    deal = games.deal(viewer(), slug, game, level, seed)
    shown = card(deal.song)
    data = {
        "game": game,
        "level": level,
        "language": deal.song.language,
        "dir": languages.direction(deal.song.language),
        "sound": deal.sound,
        "audio": url_for("songs.audio", slug=slug, v=deal.song.audio_hash[:8]),
        "clips": f"{shown['url']}/lines/",
        "lines": deal.lines,
        "items": deal.items,
        "cards": deal.cards,
    }
    return render_template(
        "games/play.html",
        song=shown,
        game=game,
        level=level,
        seed=seed,
        silent=deal.sound == "none",
        need_sound=games.NEED_SOUND,
        items=deal.items,
        data=Markup(json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")),  # noqa: S704  ("<" is escaped)
    )
