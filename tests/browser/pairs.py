"""Pairs of people for the tests of what a circle does together: each has a circle and a song of this week of its own."""

from canary.circles import service as circles
from canary.db import db, writing
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.web.clock import now
from tests.factories import Factory, lyrics_of
from tests.live import PASSWORD

# (who learns Spanish, who helps, the song's title)
PAIRS = (
    ("alice", "beto", "La luna"),
    ("ana", "bruno", "El pan"),
    ("carla", "dario", "El mar"),
    ("eva", "felipe", "El sol"),
)
LINES = ("Un día llegó la luna", "canta conmigo despacio", "la noche es larga", "hola sol")


def meet(make: Factory, key: str) -> None:
    """All pairs, with songs that sound as the file of `key`; Bruno has not said what he speaks."""
    for learns, helps, title in PAIRS:
        circle = make.circle(name=f"The circle of {learns}")
        circle_id = circle.id
        song = make.song(title, text=lyrics_of(LINES), audio_key=key, audio_mime="audio/wav", audio_hash=title)
        make.week(circle, song)
        for name, field, languages in (
            (learns, "learns", ["es"]),
            (helps, "speaks", [] if helps == "bruno" else ["es"]),
        ):
            learner_id = learners.register(name, PASSWORD, "", now()).id
            with writing():
                setattr(db.session.get_one(Learner, learner_id), field, languages)
            circles.join(learner_id, circle_id, now())
