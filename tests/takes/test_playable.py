"""The form of a take that every browser plays; what of it fails; files that nobody names."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import av
import pytest
from flask import Flask
from sqlalchemy import select

from canary.audio import media, playable
from canary.audio.mono import mono
from canary.db import db
from canary.jobs import service as jobs
from canary.jobs.models import Job
from canary.sentences import Message
from canary.takes import transcoding, work
from canary.takes.models import Take
from canary.web.clock import now
from canary.web.context import context, context_of
from tests.factories import NOW, Factory

Cuts = Callable[[str], Path]
KINDS = ("opus", "ogg", "m4a", "wav", "mp3", "flac")


def webm(source: Path, target: Path) -> Path:
    """The sound as Chromium records it: Opus in WebM."""
    with av.open(str(source)) as song, av.open(str(target), "w", format="webm") as out:
        stream = out.add_stream("libopus", rate=48000, layout="mono")
        resampler = av.AudioResampler("s16", "mono", 48000, frame_size=960)
        for frame in song.decode(audio=0):
            for part in resampler.resample(frame):
                out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    return target


def loudness(path: Path) -> float:
    """The mean power of a file's sound."""
    total, count = 0.0, 0
    with media.opened(path, 10**9, 30) as (container, stream, _, _):
        for piece in mono(container, stream, 44100):
            total += sum(x * x for x in piece)
            count += len(piece)
    return total / count


@pytest.mark.parametrize("kind", [*KINDS, "webm"])
def test_every_kind_becomes_one_form(cuts: Cuts, tmp_path: Path, kind: str) -> None:
    source = webm(cuts("wav"), tmp_path / "take.webm") if kind == "webm" else cuts(kind)
    out, told = tmp_path / "out.m4a", list[int]()
    length = playable.write(source, out, told.append)
    info = media.probe(out)
    assert (info.codec, info.container, info.channels, info.sample_rate, info.mime) == (
        "aac",
        "mp4",
        1,
        44100,
        "audio/mp4",
    )
    assert abs(info.duration_ms - media.probe(source).duration_ms) < 120
    assert abs(length - info.duration_ms) < 120
    assert told == sorted(told)
    assert len(told) >= 2
    assert loudness(out) == pytest.approx(loudness(source), rel=0.08)
    assert out.read_bytes()[4:8] == b"ftyp"
    assert b"moov" in out.read_bytes()[:64], "its table comes first, so that playing begins at once"
    assert 8 * out.stat().st_size / length < 120, "kbit/s"


def sent(make: Factory, cuts: Cuts, kind: str = "opus", **values: Any) -> Take:
    key = context_of(make.app).store.put(io.BytesIO(cuts(kind).read_bytes()), f".{kind}")
    return make.take(make.learner("ana"), make.song("Luz"), file_key=key, mime="audio/ogg", duration_ms=3000, **values)


def run_all(kind: str = transcoding.TRANSCODE) -> list[str]:
    """Do the jobs that wait; their sentences."""
    ids = list(db.session.scalars(select(Job.id).where(Job.kind == kind, Job.state == "queued")))
    for job_id in ids:
        jobs.run(job_id, context().job_handlers)
    db.session.expire_all()
    return [str(db.session.get_one(Job, job_id).message) for job_id in ids]


def test_a_take_is_made_playable_once(app: Flask, make: Factory, cuts: Cuts) -> None:
    take = sent(make, cuts)
    client, address, id = (
        make.client(db.session.get_one(type(make.learner("x")), take.learner_id)),
        f"/takes/{take.id}/audio",
        take.id,
    )
    for _ in range(3):
        transcoding.transcode(id, lambda _: None, NOW)
    assert "Waiting …" in client.get(f"/takes/{id}").text
    assert client.get(address).mimetype == "audio/ogg"
    assert run_all() == ["Your take now plays in every browser."]
    answer = client.get(address)
    assert (answer.mimetype, answer.data[4:8], answer.headers["Cache-Control"]) == (
        "audio/mp4",
        b"ftyp",
        "private, no-store",
    )
    assert client.get(address, headers={"Range": "bytes=4-7"}).data == b"ftyp"
    transcoding.transcode(id, lambda _: None, NOW)
    assert run_all() == []
    store, row = context_of(app).store, db.session.get_one(Take, id)
    both = [store.path(row.file_key), store.path(row.playable_key or "")]
    assert client.post(f"/takes/{id}/remove").status_code == 302
    assert [path.exists() for path in both] == [False, False]


def test_what_cannot_be_made_playable_is_kept_and_said(app: Flask, make: Factory, cuts: Cuts) -> None:
    take = make.take(ana := make.learner("ana"), make.song("Luz"))  # its file is no sound
    id = take.id
    transcoding.transcode(id, lambda _: None, NOW)
    assert "only plays in some browsers" in run_all()[0]
    assert db.session.get_one(Take, id).playable_key == ""
    client = make.client(ana)
    assert client.get(f"/takes/{id}/audio").status_code == 200
    assert "only plays in some browsers" in client.get(f"/takes/{id}").text
    assert "only plays in some browsers" in client.get("/songs/luz/record").text
    transcoding.transcode_remaining(lambda _: None, NOW)
    assert run_all() == []


def test_a_take_deleted_while_it_is_made_playable_leaves_nothing(app: Flask, make: Factory, cuts: Cuts) -> None:
    take = sent(make, cuts, "flac")
    id, ana = take.id, db.session.get_one(type(make.learner("x")), take.learner_id)
    seen: list[int] = []

    def step(percent: int, _: Message) -> None:
        if not seen:
            make.client(ana).post(f"/takes/{id}/remove")
        seen.append(percent)

    before = set(context_of(app).store.root.glob("??/*"))
    transcoding.make_playable(id, step, context_of(app).store)
    assert seen
    assert set(context_of(app).store.root.glob("??/*")) <= before


def test_what_never_ended_is_begun_again(app: Flask, make: Factory, cuts: Cuts) -> None:
    take = sent(make, cuts)
    id, asked = take.id, list[str]()
    for _ in range(2):
        transcoding.transcode_remaining(asked.append, NOW)
    assert len(asked) == 1
    run_all()
    assert db.session.get_one(Take, id).playable_key


def test_files_that_nobody_names(app: Flask, make: Factory, cuts: Cuts) -> None:
    store = context_of(app).store
    named = store.path(sent(make, cuts).file_key)
    orphan, young, clip = (
        store.path(store.put(io.BytesIO(text), ".webm")) for text in (b"orphan 1", b"young 1", b"clip 1")
    )
    other = store.root / "clips" / "a-line.mp3"
    other.parent.mkdir(exist_ok=True)
    other.write_bytes(b"clip")
    old = (now() - timedelta(hours=2)).timestamp()
    for path in (named, orphan, clip, other):
        os.utime(path, (old, old))
    store.put(io.BytesIO(b"clip 1"), ".webm")  # sent again: it is young again
    work.request_tidy(lambda _: None, NOW)
    work.request_tidy(lambda _: None, NOW)
    assert len(run_all(work.TIDY)) == 1
    assert [path.exists() for path in (named, orphan, young, clip, other)] == [True, False, True, True, True]
