"""The composition root: settings, extensions, rooms (feature packages), command line. It alone imports every room."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from canary import config
from canary.anki import exports
from canary.anki import work as anki_work
from canary.anki.routes import blueprint as anki
from canary.cards import kinds as cards_kinds
from canary.cards.picking.routes import blueprint as picking
from canary.cards.routes import blueprint as cards
from canary.circles import service as circles_service
from canary.circles.routes import blueprint as circles
from canary.cli import commands
from canary.config import ROOT, Settings, secret_key
from canary.content import kinds, paths
from canary.corrections import kinds as corrections_kinds
from canary.corrections.kinds import CORRECTION, REPLY
from canary.corrections.routes import blueprint as corrections
from canary.db import db
from canary.games.routes import blueprint as games
from canary.home.routes import blueprint as home
from canary.imports import work as imports_work
from canary.imports.routes import blueprint as imports
from canary.jobs import memory
from canary.jobs import service as jobs_service
from canary.jobs.queue import Queue
from canary.jobs.routes import blueprint as jobs
from canary.journal import kinds as journal_kinds
from canary.journal import service as journal_service
from canary.journal.kinds import ENTRY
from canary.journal.routes import blueprint as journal
from canary.language_tags import of_reading
from canary.learners import accounts
from canary.learners.routes import blueprint as learners
from canary.letter_case import lower
from canary.lyrics import service as lyrics_service
from canary.lyrics.routes import blueprint as lyrics
from canary.notices import work as notices_work
from canary.notices.routes import blueprint as notices
from canary.notices.routes import stop as end_mails
from canary.player.routes import blueprint as player
from canary.privacy.routes import blueprint as privacy
from canary.reviews.quick.routes import blueprint as quick
from canary.reviews.routes import blueprint as reviews
from canary.safety import service as safety_service
from canary.safety.routes import blueprint as safety
from canary.songs import languages
from canary.songs import service as songs_service
from canary.songs.routes import blueprint as songs
from canary.storage.local import LocalStore
from canary.takes import kinds as takes_kinds
from canary.takes import work as takes_work
from canary.takes.feedback.kinds import FEEDBACK
from canary.takes.feedback.routes import blueprint as feedback
from canary.takes.kinds import TAKE
from canary.takes.routes import blueprint as takes
from canary.threads import kinds as threads_kinds
from canary.threads import service as threads_service
from canary.threads.kinds import POST
from canary.threads.routes import blueprint as threads
from canary.unanswered.routes import blueprint as unanswered
from canary.viewer import VISITOR, Viewer
from canary.vocab import corrected
from canary.vocab import service as vocab_service
from canary.vocab.routes import blueprint as vocab
from canary.web import assets, csrf, errors, guard, headers, hosts, moved, scripts, sentences
from canary.web.clock import now
from canary.web.context import KEY, Context, context_of
from canary.web.filters import FILTERS
from canary.web.fragments import Fragments, slot
from canary.web.languages import asked_for, meanings_in
from canary.web.numbers import Number
from canary.web.rates import RateLimits
from canary.web.sessions import Sessions
from canary.weeks import progress
from canary.weeks.feeds.routes import blueprint as feeds
from canary.weeks.planning.routes import blueprint as planning
from canary.weeks.proposals.kinds import PROPOSAL
from canary.weeks.proposals.routes import blueprint as proposals
from canary.weeks.routes import blueprint as weeks
from canary.weeks.undo import service as undo_service

KINDS = (TAKE, FEEDBACK, PROPOSAL, POST, ENTRY, CORRECTION, REPLY)
HAPPENINGS = (takes_kinds.HAPPENING, threads_kinds.HAPPENING, corrections_kinds.HAPPENING, cards_kinds.HAPPENING)
STAYINGS = (takes_kinds.STAYING, threads_kinds.STAYING, cards_kinds.STAYING)
ASKINGS = (takes_kinds.ASKING, threads_kinds.ASKING, corrections_kinds.ASKING)
MOST_READ = 3  # languages of a browser that meanings are looked up in
ROOMS = (
    home,
    player,
    privacy,
    unanswered,
    safety,
    corrections,
    journal,
    threads,
    weeks,
    planning,
    proposals,
    feeds,
    takes,
    feedback,
    anki,
    reviews,
    quick,
    games,
    cards,
    picking,
    imports,
    vocab,
    lyrics,
    songs,
    notices,
    circles,
    learners,
    jobs,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Create the app for `settings`, or for those in the environment. Its database has to be up to date."""
    settings = settings or config.load()
    settings.data.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "canary",
        template_folder=str(ROOT / "templates"),
        static_folder=None,
        instance_path=str(settings.data),
    )
    app.config.update(_flask_config(settings))
    app.url_map.converters["int"] = Number
    app.session_interface = Sessions()
    if settings.proxies:
        n = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    db.init_app(app)
    context = _context(app, settings)
    app.extensions[KEY] = context
    _describe_content()
    _web(app, context)
    for room in ROOMS:
        app.register_blueprint(room)
    paths.use(app.url_map.bind("localhost").build)
    return app


def _describe_content() -> None:
    """Register the kinds of content, and the functions to call when something is shared or somebody leaves."""
    kinds.register(KINDS, ASKINGS, HAPPENINGS)
    kinds.stay(STAYINGS)
    lyrics_service.follow(vocab_service.prepare)
    kinds.when_shared("take", threads_service.post_take)
    kinds.when_leaving("songs", songs_service.leave)
    kinds.when_leaving("vocab", corrected.leave)
    kinds.when_leaving("safety", safety_service.leave)
    kinds.when_leaving("weeks", undo_service.forget)
    progress.register(journal_kinds.reflected)


def main() -> None:
    """Run the `canary` command."""
    commands.main(obj=create_app, prog_name="canary")


def _flask_config(settings: Settings) -> dict[str, object]:
    engine: dict[str, object] = {"hide_parameters": True}  # what people typed stays out of the log
    if settings.database.startswith("postgresql"):
        engine |= {"pool_size": 8, "max_overflow": settings.threads, "pool_pre_ping": True}
    elif ":memory:" not in settings.database:
        # One connection per thread, since opening a connection costs more than keeping it.
        engine |= {"pool_size": settings.threads, "max_overflow": 8}
    return {
        "SECRET_KEY": secret_key(settings),
        "SECURITY_PASSWORD_SALT": secret_key(settings)[::-1],
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine,
        "MAX_CONTENT_LENGTH": settings.upload_bytes + 2**20,
        "MAX_FORM_MEMORY_SIZE": 2 * 2**20,
        "PERMANENT_SESSION_LIFETIME": accounts.REMEMBERED,
        # Browsers take a cookie whose name begins so from this host alone, and only over https.
        "SESSION_COOKIE_NAME": "__Host-canary" if settings.https else "canary",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.https,
        "WTF_CSRF_TIME_LIMIT": None,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 1,
        "COMPRESS_GZIP_LEVEL": 1,
        "TEMPLATES_AUTO_RELOAD": settings.debug,
    }


def _context(app: Flask, settings: Settings) -> Context:
    store = LocalStore(settings.files)
    queue = _queue(app, settings)
    return Context(
        settings=settings,
        store=store,
        build=assets.build_id(),
        fragments=Fragments(),
        rate_limits=RateLimits(settings.rate_limit_storage, settings.data) if settings.rate_limits else None,
        queue=queue,
        job_handlers={
            **imports_work.handlers(store, queue.put, now),
            **takes_work.handlers(store, queue.put, now),
            **anki_work.handlers(store, settings.data, now),
            **notices_work.handlers(settings.smtp, settings.mail_from, settings.url, secret_key(settings), now),
        },
        load_viewer=_viewer,
        language_code=languages.typed,
        make_host=lambda learner_id: circles_service.make_host(learner_id, now()),
        is_invitation=circles_service.invites,
        names_beside=circles_service.names_beside,
    )


def _queue(app: Flask, settings: Settings) -> Queue:
    def run(job_id: str) -> None:
        with app.app_context():
            jobs_service.run(job_id, context_of(app).job_handlers)
        memory.trim()

    def daily() -> None:
        with app.app_context():
            takes_work.request_tidy(context_of(app).put_job, now())
            imports_work.sweep(settings.data, now() - takes_work.YOUNG)
            exports.sweep(settings.data, (now() - anki_work.KEPT_FOR).timestamp())

    last_quarter: datetime | None = None

    def minutely() -> None:
        nonlocal last_quarter
        with app.app_context():
            moment = now()
            # In every time zone, weeks begin on a quarter hour (:00, :15, :30 or :45). A long job may run during that
            # minute, so the check is whether a new quarter has begun.
            quarter = moment.replace(minute=moment.minute - moment.minute % 15, second=0, microsecond=0)
            if quarter != last_quarter:
                last_quarter = quarter
                journal_service.notify_about_weeks(moment)
                progress.update_all(moment)
            if not jobs_service.waiting("import") and not jobs_service.waiting("draw words"):
                vocab_service.unload()
                memory.trim()
            if settings.smtp:
                notices_work.send_due(settings.smtp, settings.mail_from, settings.url, secret_key(settings), now)

    return Queue(settings.data / "jobs.db", run, daily, minutely)


def _web(app: Flask, context: Context) -> None:
    """Set up what all pages share.

    Flask calls after-request functions in reverse order. Compression is registered first, so it runs last.
    """
    settings = context.settings
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.filters["language"] = languages.name
    app.jinja_env.filters["own_name"] = languages.own_name
    app.jinja_env.filters["reading_tag"] = of_reading
    app.jinja_env.filters["lower_in"] = lower
    app.jinja_env.globals["slot"] = slot
    app.jinja_env.globals["languages_to_choose"] = languages.to_choose
    sentences.init(app, Path(settings.translations) if settings.translations else None)
    Compress(app)
    hosts.init(app, settings)
    headers.init(app, https=settings.https)
    csrf.init(app, exempt=[end_mails])  # mail programs post to it without our form token
    accounts.init(app)
    guard.init(app)
    errors.init(app)
    moved.init(app)
    scripts.init(app, assets.init(app, context.build, assets.publish(context.build, settings.data)))
    if settings.debug:
        app.add_url_rule("/styleguide", "styleguide", _styleguide)


def _viewer() -> Viewer:
    key, login = accounts.session_key()
    who = circles_service.viewer_by(key, login) if key else VISITOR
    if who.id is None:
        key, login = accounts.remembered_key()
        who = circles_service.viewer_by(key, login) if key else VISITOR
        if who.id is not None:
            accounts.resume()
    if who.id is not None:
        accounts.renew()
    reads = [code for code in asked_for() if code in languages.LANGUAGES]
    return replace(who, reads=tuple(reads[:MOST_READ]), prefers=meanings_in())


def _styleguide() -> ResponseReturnValue:
    return render_template("web/styleguide.html")
