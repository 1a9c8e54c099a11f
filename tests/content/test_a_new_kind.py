"""A kind of content that no room knows is reported, hidden, limited, blocked, listed, exported and deleted all the same."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from canary.circles import service as circles
from canary.config import ROOT
from canary.content import kinds
from canary.content import service as content
from canary.content.kinds import Asking, Kind, Place, Unanswered
from canary.db import MINE, Base, UtcDateTime, db, writing
from canary.learners import accounts
from canary.learners.models import Learner
from canary.privacy import service as privacy
from canary.problems import NotAllowed
from canary.safety import things
from canary.safety.models import Report
from canary.sentences import N_
from canary.unanswered import service as unanswered
from canary.viewer import Viewer
from tests.factories import NOW, Factory

PASSWORD = "a short sentence"


def model() -> Any:
    """Make a table that is not there when other tests compare all tables with the migrations."""

    class Specimen(Base):
        """A thing of a kind that only this test knows."""

        __tablename__ = "specimens"

        id: Mapped[int] = mapped_column(primary_key=True)
        learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True, info=MINE)
        circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), index=True)
        why: Mapped[str] = mapped_column(String(200))
        hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    return Specimen


Specimen: Any = None


def waiting(viewer: Viewer, own: bool, most: int) -> list[Unanswered]:
    query = select(Specimen, Learner).join(Learner, Learner.id == Specimen.learner_id).limit(most)
    mine = Specimen.learner_id == viewer.learner_id
    return [
        Unanswered(
            id=row.id, author_id=author.id, author=author.name, speaks=author.speaks, levels=author.levels,
            language="es", heading=N_("%(author)s likes a line", author=author.name), text=row.why, since=NOW,
        )
        for row, author in db.session.execute(query.where(mine if own else ~mine))
    ]  # fmt: skip


def leave(learner_id: int, _: datetime) -> None:
    db.session.execute(delete(Specimen).where(Specimen.learner_id == learner_id))


def described() -> tuple[Kind, Asking]:
    kind = Kind(
        name="specimen",
        label=N_("specimen"),
        model=Specimen,
        author="learner_id",
        may_see=lambda viewer, row: viewer.is_in(row.circle_id) and content.is_open(viewer, row.learner_id, row),
        excerpt=lambda row: row.why,
        place=lambda row: Place(row.circle_id),
        page=("circles.show", ""),
        first_day=(2, N_("You can choose two lines on your first day here.")),
        leave=leave,
    )
    asking = Asking(
        kind="specimen", label=N_("Line"), plural=N_("Lines"), icon="info", waiting=waiting, waits=lambda *_: []
    )
    return kind, asking


@pytest.fixture(scope="module", autouse=True)
def _model() -> Iterator[None]:
    global Specimen
    Specimen = model()
    yield
    Base.metadata.remove(Specimen.__table__)


@pytest.fixture(autouse=True)
def _known(app: Flask) -> Iterator[None]:
    """Make the table, which goes with all else after each test, and register the kind."""
    Specimen.__table__.create(db.engine)
    kind, asking = described()
    kinds.register([kind], [asking])
    yield
    kinds.unregister("specimen")


@pytest.fixture
def people(make: Factory) -> tuple[Learner, Learner, Learner]:
    circle = make.circle()
    ana = make.learner("ana", circle, password=accounts.hashed(PASSWORD), learns=["es"], created_at=NOW)
    beto, hanna = make.learner("beto", circle, speaks=["es"]), make.learner("hanna", circle, "host")
    with writing():
        db.session.add(Specimen(learner_id=ana.id, circle_id=circle.id, why="The moon dances."))
    return ana, beto, hanna


def test_reported_and_hidden(make: Factory, people: tuple[Learner, Learner, Learner]) -> None:
    ana, beto, hanna = people
    page = make.client(beto).get("/report?subject=specimen&id=1").text
    assert "specimen" in page
    form = {"subject": "specimen", "id": "1", "reason": "spam"}
    assert make.client(beto).post("/report", data=form).status_code == 200
    assert "The moon dances." in make.client(hanna).get("/circle/reports").text
    report = db.session.scalars(select(Report)).one()
    assert make.client(hanna).post(f"/circle/reports/{report.id}", data={"do": "hide"}).status_code == 302
    assert not content.sees(make.viewer(beto), "specimen", 1)
    assert content.sees(make.viewer(ana), "specimen", 1), "authors see their own"


def test_blocked(make: Factory, people: tuple[Learner, Learner, Learner]) -> None:
    ana, beto, _ = people
    form = {"subject": "specimen", "id": "1"}
    assert make.client(beto).post("/block", data=form).status_code == 302
    assert ana.id in make.viewer(beto).blocked
    assert make.client(beto).get("/report?subject=specimen&id=1").status_code == 404


def test_limited_in_the_first_day(make: Factory, people: tuple[Learner, Learner, Learner]) -> None:
    ana, _, _ = people
    circles.check_new(make.viewer(ana), "specimen", NOW, Specimen.learner_id == ana.id)
    with writing():
        db.session.add(Specimen(learner_id=ana.id, circle_id=1, why="The sun too."))
    with pytest.raises(NotAllowed, match="two lines on your first day"):
        circles.check_new(make.viewer(ana), "specimen", NOW, Specimen.learner_id == ana.id)
    circles.check_new(make.viewer(ana), "specimen", NOW + timedelta(days=1), Specimen.learner_id == ana.id)


def test_listed_among_what_waits(make: Factory, people: tuple[Learner, Learner, Learner]) -> None:
    _, beto, _ = people
    viewer = make.viewer(beto)
    found = unanswered.waiting(viewer, unanswered.helper(viewer))
    assert [(asked.waiting.kind, asked.waiting.id) for asked in found] == [("specimen", 1)]
    assert "ana likes a line" in make.client(beto).get("/unanswered").text


def test_exported_and_deleted(make: Factory, people: tuple[Learner, Learner, Learner]) -> None:
    ana, _, _ = people
    viewer = circles.viewer_of(ana)
    parts = dict(privacy.export(viewer))
    assert b"The moon dances." in b"".join(part for part in parts.values() if isinstance(part, bytes))
    privacy.delete_account(viewer, PASSWORD, NOW)
    assert db.session.scalar(select(Specimen.id)) is None


def test_nobody_reports_what_they_do_not_see(make: Factory, people: tuple[Learner, Learner, Learner]) -> None:
    stranger = make.viewer(make.learner("stranger", make.circle(name="Other")))
    assert not content.sees(stranger, "specimen", 1)
    assert things.thing_of("specimen", 99) is None


def test_every_kind_and_asking_is_registered() -> None:
    described = {
        name: value
        for path in (ROOT / "canary").rglob("kinds.py")
        if path.parent.name != "content"
        for name, value in vars(import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))).items()
        if isinstance(value, Kind | Asking)
    }
    assert {value.name for value in described.values() if isinstance(value, Kind)} <= {
        kind.name for kind in kinds.all_kinds()
    }
    assert {value.kind for value in described.values() if isinstance(value, Asking)} <= {
        asking.kind for asking in kinds.askings()
    }


def test_whatever_hosts_can_hide_is_a_kind(app: Flask) -> None:
    hideable = {mapper.class_ for mapper in Base.registry.mappers if "hidden_at" in mapper.columns}
    assert hideable <= {kind.model for kind in kinds.all_kinds()}


def test_a_kind_fits_into_the_columns_that_name_it() -> None:
    longest = cast(String, Report.__table__.c.subject.type).length or 0
    assert all(len(kind.name) <= longest for kind in kinds.all_kinds())
