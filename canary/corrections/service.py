"""Use cases of corrections."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select

from canary.cards.models import Card
from canary.circles import service as circles
from canary.client_ids import is_client_id, made_from
from canary.content.service import sent_before
from canary.corrections import diff, sentences
from canary.corrections.models import Correction, CorrectionReply
from canary.corrections.shown import LONGEST_CARD, Reply, Sentence, ShownCorrection, Text
from canary.db import db, writing, writing_once
from canary.journal import service as journal
from canary.journal.drafts import text_of
from canary.journal.models import Entry
from canary.learners import service as learners
from canary.learners.departed import LEFT
from canary.learners.models import Learner
from canary.notices import service as notices
from canary.problems import Conflict, Invalid, NotFound, still_there
from canary.sentences import N_, Message
from canary.songs import languages
from canary.songs import service as songs
from canary.threads import service as threads
from canary.threads.models import Post
from canary.viewer import Viewer

KINDS = {
    "grammar": N_("Grammar"),
    "word": N_("Word choice"),
    "spelling": N_("Spelling"),
    "natural": N_("Sounds more natural"),
}
LONGEST, MOST = 1000, 500


def of_post(viewer: Viewer, post_id: int) -> Text:
    """Return a post whose text the viewer may see. Raises NotFound."""
    return _post(threads.find_seen(viewer, post_id))


def of_entry(viewer: Viewer, entry_id: int) -> Text:
    """Return an entry whose text the viewer may see. Raises NotFound."""
    entry = journal.find(viewer, entry_id)
    if not journal.may_see(viewer, entry):
        raise NotFound(N_("A host has hidden this text."))
    return _entry(entry)


def knows(viewer: Viewer, text: Text) -> str:
    """Return whether the viewer "speaks" or "learns" the text's language according to their account; "" for neither."""
    who = learners.find(viewer.learner_id)
    if not text.language or text.language in {languages.code(language) for language in who.speaks}:
        return "speaks"
    learning = {languages.code(language) for language in (*who.learns, *who.levels)}
    return "learns" if text.language in learning else ""


def read(viewer: Viewer, text: Text) -> list[Sentence]:
    """Return the text's sentences with their corrections. Corrected sentences that are no longer in it come last."""
    found = [Sentence(n, sentence) for n, sentence in enumerate(text.sentences, 1)]
    rows = db.session.execute(
        select(Correction, Learner)
        .outerjoin(Learner, Learner.id == Correction.author_id)
        .where(_of(text), or_(Correction.author_id.is_(None), Correction.author_id.not_in(viewer.blocked)))
        .order_by(Correction.id)
        .limit(MOST)
    )
    shown: dict[int, ShownCorrection] = {}
    for row, author in rows:
        sentence = _place(found, row)
        shown[row.id] = _shown(viewer, text, row, author)
        sentence.corrections.append(shown[row.id])
    _add_replies(viewer, text, shown)
    return found


def correct(
    viewer: Viewer, text: Text, place: int, sentence: str, wording: str, kind: str, why: str, now: datetime
) -> Correction:
    """Correct a sentence, or mark it as perfect (`kind` "perfect"). Sending the same correction twice saves it once.

    `place` is the sentence's number in the text, from 1. Raises Invalid, and Conflict if that sentence has changed.
    """
    wording, why = " ".join(wording.split()), why.strip()
    if kind == "perfect" or wording == sentence:
        kind, wording, why = "perfect", "", ""
    _check(viewer, text, place, sentence, wording, kind, why, now)
    client_id = made_from(text.post_id, text.entry_id, sentence, wording, kind)
    event, who = "sentence_perfect" if kind == "perfect" else "sentence_corrected", {"name": viewer.display_name}
    with writing_once() as outcome:
        made = sent_before(Correction, Correction.author_id, viewer, client_id)
        if made is None:
            circles.check_new(viewer, "correction", now, Correction.author_id == viewer.id)
            made = Correction(
                post_id=text.post_id, entry_id=text.entry_id, author_id=viewer.learner_id, client_id=client_id,
                place=place, sentence=sentence, wording=wording, kind=kind, why=why, created_at=now,
            )  # fmt: skip
            db.session.add(made)
            db.session.flush()
            notices.tell(text.author_id, event, f"correction {made.id}", who, text.url, now, viewer.id)
    if outcome.lost:  # another request saved it
        made = sent_before(Correction, Correction.author_id, viewer, client_id)
    return still_there(made)


def accept(viewer: Viewer, correction_id: int, accepted: bool, now: datetime) -> Text:
    """Accept a correction of the viewer's own text, or undo that. Raises NotFound."""
    row, text = find(viewer, correction_id)
    if text.author_id != viewer.id:
        raise NotFound()
    by = row.author_id
    with writing():
        row.accepted_at = now if accepted else None
        if accepted:
            who = {"name": viewer.display_name}
            notices.tell(by, "correction_taken", f"accepted {correction_id}", who, text.url, now, viewer.id)
    return text


def keep_card(viewer: Viewer, correction_id: int, say: Callable[[Message], str], now: datetime) -> Text:
    """Make a card of an accepted correction: it shows what the viewer wrote and asks for the better wording.

    `say` translates the card's meaning when the card is made, because the learner may edit it later. Raises NotFound,
    Invalid.
    """
    row, text = find(viewer, correction_id)
    if text.author_id != viewer.id or row.accepted_at is None:
        raise NotFound()
    if not 0 < len(row.wording) <= LONGEST_CARD:
        raise Invalid({"wording": N_("That sentence is too long for a card.")})
    wrote = N_("You wrote: %(sentence)s", sentence=row.sentence)
    card = Card(
        learner_id=viewer.learner_id, song_id=None, language=text.language, lemma=row.wording, reading="", sense="",
        pos="PHRASE", level="", meaning=say(wrote)[:500], note=row.why[:500], line=0, start=0,
        end=len(row.wording), line_text=row.wording, line_translation="", created_at=now,
    )  # fmt: skip
    there = select(Card.id).where(
        Card.learner_id == viewer.learner_id, Card.language == text.language, Card.lemma == row.wording
    )
    with writing_once():  # the same tap was sent twice: the other request has saved it
        if db.session.scalar(there.limit(1)) is None:
            db.session.add(card)
    return text


def reply_to(viewer: Viewer, correction_id: int, body: str, client_id: str, now: datetime) -> Text:
    """Reply to a correction; sending the same `client_id` twice makes one reply. Raises NotFound, Invalid."""
    row, text = find(viewer, correction_id)
    _may_write(viewer, text, now)
    body, to = body.strip(), {row.author_id, text.author_id}
    if not 0 < len(body) <= LONGEST:
        raise Invalid({"body": N_("Write between 1 and %(most)s characters.", most=LONGEST)})
    if not is_client_id(client_id):
        raise Invalid({"body": N_("Reload the page and send it again.")})
    with writing_once():  # the same form was sent twice: the first request saves it
        if sent_before(CorrectionReply, CorrectionReply.author_id, viewer, client_id) is None:
            circles.check_new(viewer, "reply", now, CorrectionReply.author_id == viewer.id)
            made = CorrectionReply(
                correction_id=correction_id, author_id=viewer.learner_id, client_id=client_id, body=body, created_at=now
            )
            db.session.add(made)
            db.session.flush()
            who = {"name": viewer.display_name}
            for learner_id in to:
                notices.tell(learner_id, "correction_discussed", f"reply {made.id}", who, text.url, now, viewer.id)
    return text


def remove(viewer: Viewer, correction_id: int) -> Text:
    """Delete the viewer's own correction. Raises NotFound."""
    row, text = find(viewer, correction_id)
    if row.author_id != viewer.id:
        raise NotFound()
    with writing():
        db.session.execute(delete(Correction).where(Correction.id == correction_id))
    return text


def find(viewer: Viewer, correction_id: int) -> tuple[Correction, Text]:
    """Return a correction that the viewer may see, with its text. Raises NotFound."""
    row = db.session.get(Correction, correction_id)
    if row is None or row.author_id in viewer.blocked:
        raise NotFound(N_("This correction doesn’t exist, or you can’t see it."))
    text = of_post(viewer, row.post_id) if row.post_id is not None else of_entry(viewer, row.entry_id or 0)
    if not _seen(viewer, text, row.hidden_at, row.author_id):
        raise NotFound(N_("A host has hidden this correction."))
    return row, text


def _post(post: Post) -> Text:
    language = languages.code(songs.get(post.song_id).language)
    found = sentences.split(post.body, language)
    return Text(post.id, None, post.author_id, threads.author(post), language, found, post.circle_id, True)


def _entry(entry: Entry) -> Text:
    author = db.session.get_one(Learner, entry.author_id).name
    found = sentences.split(text_of(entry.kind, entry.body, entry.answers), entry.language)
    shared = entry.visibility != "me"
    circle_id = entry.circle_id if entry.visibility == "circle" else None
    return Text(None, entry.id, entry.author_id, author, entry.language, found, circle_id, shared)


def _of(text: Text) -> ColumnElement[bool]:
    return Correction.post_id == text.post_id if text.post_id is not None else Correction.entry_id == text.entry_id


def _place(found: list[Sentence], row: Correction) -> Sentence:
    """Return the sentence that a correction is about, at its old place if possible. If it's gone, it's added last."""
    same = [sentence for sentence in found if sentence.text == row.sentence]
    current = next((sentence for sentence in same if sentence.place == row.place), same[0] if same else None)
    if current is None:
        current = Sentence(0, row.sentence)
        found.append(current)
    return current


def _shown(viewer: Viewer, text: Text, row: Correction, author: Learner | None) -> ShownCorrection:
    hidden = not _seen(viewer, text, row.hidden_at, row.author_id)
    changed = diff.pieces(row.sentence, row.wording) if row.wording and not hidden else ()
    return ShownCorrection(
        row.id, row.author_id, author.name if author else LEFT,
        row.author_id is not None and row.author_id == viewer.id, row.kind,
        "" if hidden else row.wording, changed, "" if hidden else row.why, row.accepted_at is not None, hidden,
    )  # fmt: skip


def _add_replies(viewer: Viewer, text: Text, shown: dict[int, ShownCorrection]) -> None:
    rows = db.session.execute(
        select(CorrectionReply, Learner)
        .outerjoin(Learner, Learner.id == CorrectionReply.author_id)
        .where(CorrectionReply.correction_id.in_(shown))
        .where(or_(CorrectionReply.author_id.is_(None), CorrectionReply.author_id.not_in(viewer.blocked)))
        .order_by(CorrectionReply.id)
        .limit(MOST)
    )
    for row, author in rows:
        hidden = not _seen(viewer, text, row.hidden_at, row.author_id)
        name, body = author.name if author else LEFT, "" if hidden else row.body
        mine = row.author_id == viewer.id
        reply = Reply(row.id, row.author_id, name, mine, body, hidden, row.created_at)
        shown[row.correction_id].replies.append(reply)


def _seen(viewer: Viewer, text: Text, hidden_at: datetime | None, author_id: int | None) -> bool:
    return hidden_at is None or author_id == viewer.id or viewer.hosts(text.circle_id) or viewer.is_host


def _may_write(viewer: Viewer, text: Text, now: datetime) -> None:
    if text.circle_id is not None:
        circles.check_may_write(viewer, text.circle_id, now)


def _check(
    viewer: Viewer, text: Text, place: int, sentence: str, wording: str, kind: str, why: str, now: datetime
) -> None:
    _may_write(viewer, text, now)
    if text.author_id == viewer.id:
        raise Invalid({"wording": N_("This is your own text. You can edit it, and others can correct it.")})
    if not 1 <= place <= len(text.sentences) or text.sentences[place - 1] != sentence:
        raise Conflict(N_("The text has changed in the meantime. Reload the page to see the current sentence."))
    if kind != "perfect" and kind not in KINDS:
        raise Invalid({"kind": N_("Choose what your correction is about.")})
    if kind != "perfect" and not wording:
        raise Invalid({"wording": N_("Write how you’d say it.")})
    if len(wording) > LONGEST or len(why) > LONGEST:
        raise Invalid({"wording": N_("Use at most %(most)s characters.", most=LONGEST)})
