"""The `canary` command and its subcommands."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from canary import __version__, config
from canary.anki import service as anki
from canary.cli import doctor as doctor_report
from canary.cli import files, serving, startup
from canary.cli.backup_commands import backup, restore
from canary.cli.failing import Fail, settings_or_fail
from canary.dictionaries import service as dictionaries
from canary.imports import check, songbook
from canary.jobs import service as jobs
from canary.learners import service as learners
from canary.lyrics.model import LyricsError
from canary.problems import Problem
from canary.songs import licences
from canary.songs import service as songs
from canary.takes import work as takes
from canary.vocab import analyse
from canary.web.clock import now
from canary.web.context import context_of


def _app(context: click.Context, settings: config.Settings | None = None) -> Any:
    """Return the app after bringing its database up to date and loading the songbook."""
    settings = settings or settings_or_fail()
    startup.migrate_or_fail(settings)
    app = _create(context, settings)
    with app.app_context():
        _fill(app, settings)
    return app


def _fill(app: Any, settings: config.Settings) -> None:
    own = context_of(app)
    startup.fill(own.store, own.put_job, settings, now())


def _reading_app(context: click.Context) -> Any:
    """Return the app for a command that only reads. The database has to be up to date; the songbook isn't loaded."""
    settings = settings_or_fail()
    startup.check_or_fail(settings)
    return _create(context, settings)


def _create(context: click.Context, settings: config.Settings) -> Any:
    try:
        return context.obj(settings)
    except config.SettingsError as error:
        raise Fail("\n".join(error.problems)) from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="canary")
def main() -> None:
    """Canary: sing one song a week together, on your own server."""


main.add_command(backup)
main.add_command(restore)


@main.command()
@click.option("--host", envvar=None, help="Address to listen on (HOST; 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (PORT; 8000).")
@click.pass_context
def serve(context: click.Context, host: str | None, port: int | None) -> None:
    """Start the server: bring the database up to date, load the songbook, print the address."""
    settings = settings_or_fail(HOST=host, PORT=port)
    startup.migrate_or_fail(settings)
    app = _create(context, settings)
    with app.app_context():
        startup.load_songbook_apart(settings)
    with app.app_context():
        _fill(app, settings)
        link = startup.host_link(now())
    serving.serve(app, settings, link)


@main.command()
@click.pass_context
def worker(context: click.Context) -> None:
    """Do background work in a separate process. Set CANARY_BACKGROUND=no for the server."""
    settings = settings_or_fail()
    startup.migrate_or_fail(settings)
    app = _create(context, settings)
    with app.app_context():
        for job_id in jobs.unfinished():
            context_of(app).put_job(job_id)
        takes.request_tidy(context_of(app).put_job, now())
    context_of(app).queue.work()


@main.command()
@click.argument("name")
@click.pass_context
def password(context: click.Context, name: str) -> None:
    """Print a link for the learner NAME to choose a new password. It works once, for a day."""
    settings = settings_or_fail()
    with _reading_app(context).app_context():
        learner = learners.by_username(name)
        if learner is None:
            raise Fail(f"Nobody here is called {name}. Check the username.")
        until = now() + learners.PASSWORD_LINK_BY_HAND_LASTS
        token = learners.password_token(learner, config.secret_key(settings), until)
    click.echo(f"{settings.url or serving.address(settings)}/password/new/{token}")


@main.group("songs")
def songs_group() -> None:
    """Add songs and list them."""


@songs_group.command("add")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--lyrics",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Lyrics file, if you add only one song.",
)
@click.option("--language", default="", help="Language code such as es. Detected if not given.")
@click.option(
    "--licence",
    type=click.Choice([x for x in licences.LICENCES if x]),
    help="Licence. The default is what the file says, otherwise private.",
)
@click.option("--credits", "credits_text", default="", help="Credits, such as 'Words: Ana Ruiz'.")
@click.option("--public", is_flag=True, help="Let everybody see it, not only the circle.")
@click.option("--look-up", is_flag=True, help="Look up missing lyrics on the internet (at most 15 seconds per song).")
@click.pass_context
def songs_add(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Add songs from sound files, folders or patterns. Uses a lyrics file of the same name in the same folder."""
    if options["public"] and options["licence"] in {None, "private"}:
        raise Fail("A public song needs a licence that allows it. Choose one with --licence.")
    app = _app(context)
    with app.app_context():
        failed = files.add(paths, context_of(app), options)
    if failed:
        sys.exit(1)


@songs_group.command("load")
@click.pass_context
def songs_load(context: click.Context) -> None:
    """Load new and changed songs from the songbook that comes with Canary. The server does it when it starts."""
    _app(context)


@songs_group.command("list")
@click.pass_context
def songs_list(context: click.Context) -> None:
    """List the songs of this server, one per line: slug, language, level, title."""
    with _reading_app(context).app_context():
        for song in songs.everything():
            click.echo(f"{song.slug}\t{song.language}\t{song.level}\t{song.title}")


@songs_group.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def songs_check(folder: Path | None) -> None:
    """Check a songbook's folders for mistakes. Without FOLDER, checks the songbook that comes with Canary."""
    place = folder or config.ROOT / "songs"
    found = [problem for song in songbook.folders(place) for problem in check.problems(song)]
    click.echo("\n".join(found) or f"{len(songbook.folders(place))} songs, nothing wrong.")
    if found:
        sys.exit(1)


@main.command()
@click.argument("slugs", nargs=-1, required=True, metavar="SONG...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write. The default is the first song's SONG.apkg.",
)
@click.option("--learner", help="Export only the words that this learner keeps.")
@click.pass_context
def deck(context: click.Context, slugs: tuple[str, ...], output: Path | None, learner: str | None) -> None:
    """Write the words of songs as an Anki deck with a sub-deck for each song."""
    app = _app(context)
    target = output or Path(f"{slugs[0]}.apkg")
    with app.app_context():
        try:
            path, count = anki.for_command_line(slugs, learner, context_of(app).store, now())
        except Problem as problem:
            raise Fail(str(problem)) from problem
        files.move(path, target)
    click.echo(f"{target}: {count} words.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", required=True, help="Language code such as es.")
@click.option("--to", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def words(file: Path, language: str, form: str) -> None:
    """Print the words of a text by line: the word, its dictionary form, its part of speech.

    Contractions of two words (del, zum, don't) have no dictionary form and are left out.
    """
    try:
        lines = files.lines_of(file)
    except LyricsError as error:
        raise Fail(f"{file}: {error}") from error
    for number, line in enumerate(lines, 1):
        found = [x for x in analyse.tokens(line, language) if x.kind not in {"punct", "contraction"}]
        if form == "jsonl":
            rows = [{"text": x.text, "lemma": x.lemma, "pos": x.pos, "start": x.start, "end": x.end} for x in found]
            click.echo(json.dumps({"line": number, "tokens": rows}, ensure_ascii=False))
        else:
            for x in found:
                click.echo(f"{number}\t{x.text}\t{x.lemma}\t{x.pos}")


@main.group("dictionary")
def dictionary_group() -> None:
    """Install, list and remove dictionaries."""


@dictionary_group.command("install")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", default="", help="Language of its words, such as es, if the file doesn't state it.")
@click.option("--to", "into", default="", help="Language of its meanings, such as en, if the file doesn't state it.")
@click.option("--name", default="", help="Name of the dictionary. The default is from the file.")
@click.option("--licence", default="", help="Its licence, shown with each meaning, such as 'CC BY-SA 4.0'.")
@click.pass_context
def dictionary_install(context: click.Context, /, file: Path, **options: str) -> None:
    """Install a dictionary: StarDict, dictd, Yomitan, Wiktextract JSONL or a table (.tsv)."""
    with _app(context).app_context():
        try:
            found = files.install(file, options, now())
        except Problem as problem:
            raise Fail(str(problem)) from problem
        click.echo(f"{found.name}: {found.count} words, {found.language} to {found.into}.")
        if not found.licence:
            click.echo(
                "The dictionary states no licence. To add one, remove the dictionary and install it with --licence."
            )


@dictionary_group.command("list")
@click.pass_context
def dictionary_list(context: click.Context) -> None:
    """List the installed dictionaries, one per line: name, languages, words, licence."""
    with _reading_app(context).app_context():
        for found in dictionaries.installed():
            words = f"{found.count} words" if found.ready else "incomplete: install it again or remove it"
            licence = found.licence or "licence not stated"
            click.echo(f"{found.name}\t{found.language} to {found.into}\t{words}\t{licence}")


@dictionary_group.command("remove")
@click.argument("name")
@click.pass_context
def dictionary_remove(context: click.Context, name: str) -> None:
    """Remove an installed dictionary. Learners keep the meanings they chose from it."""
    with _app(context).app_context():
        try:
            dictionaries.remove(name)
        except Problem as problem:
            raise Fail(str(problem)) from problem
    click.echo(f"Removed {name}.")


@main.group("lyrics")
def lyrics_group() -> None:
    """Convert lyrics files."""


@lyrics_group.command("convert")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", "form", type=click.Choice(files.FORMS), default="json", show_default=True)
@click.option("--estimate-words", is_flag=True, help="Estimate word times if only lines have times.")
@click.option("--encoding", default="", help="Text encoding, such as cp1250, if it can't be detected.")
def lyrics_convert(paths: tuple[Path, ...], form: str, estimate_words: bool, encoding: str) -> None:
    """Convert lyrics files and print them. Invalid files don't stop the others."""
    failed = False
    for path in paths:
        text, problem = files.convert(path, form, estimate_words, encoding)
        if problem and form != "json":
            click.echo(problem, err=True)
        failed = failed or bool(problem)
        if text:
            click.echo(text, nl=not text.endswith("\n"))
    if failed:
        sys.exit(1)


@main.command("host-link")
@click.pass_context
def host_link(context: click.Context) -> None:
    """Print a new one-time link that makes whoever opens it the host, if there is no host yet."""
    settings = settings_or_fail()
    with _app(context, settings).app_context():
        token = startup.host_link(now())
    if token is None:
        raise Fail("There's a host already.")
    click.echo(serving.address(settings) + f"/host/{token}")


@main.command()
def doctor() -> None:
    """Print all settings, and each problem with its fix."""
    lines, healthy = doctor_report.report(files.environment())
    click.echo("\n".join(lines))
    if not healthy:
        sys.exit(1)
