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
from canary.dictionaries import service as dictionaries
from canary.imports import check, songbook
from canary.jobs import service as jobs
from canary.lyrics.model import LyricsError
from canary.problems import Problem
from canary.songs import licences
from canary.songs import service as songs
from canary.takes import work as takes
from canary.vocab import analyse
from canary.web.clock import now
from canary.web.context import context_of


class Fail(click.ClickException):
    """Raised to end the command with one sentence."""

    def show(self, file: Any = None) -> None:
        """Print the sentence without "Error:"."""
        click.echo(self.message, err=True, file=file)


def _settings(**changes: Any) -> config.Settings:
    try:
        return config.load({**files.environment(), **{k: str(v) for k, v in changes.items() if v is not None}})
    except config.SettingsError as error:
        raise Fail("\n".join(error.problems)) from error


def _app(context: click.Context, settings: config.Settings | None = None) -> Any:
    """Return the app after bringing its database up to date and loading the songbook."""
    settings = settings or _settings()
    startup.migrate_or_fail(settings)
    app = _create(context, settings)
    with app.app_context():
        own = context_of(app)
        startup.fill(own.store, own.put_job, settings, now())
    return app


def _reading_app(context: click.Context) -> Any:
    """Return the app for a command that only reads. The database has to be up to date; the songbook isn't loaded."""
    settings = _settings()
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
    """Canary: one song a week, sung together, on a server of your own."""


@main.command()
@click.option("--host", envvar=None, help="Address to listen on (HOST; 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (PORT; 8000).")
@click.pass_context
def serve(context: click.Context, host: str | None, port: int | None) -> None:
    """Start the server: bring the database up to date, load the songbook, print the address."""
    settings = _settings(HOST=host, PORT=port)
    app = _app(context, settings)
    with app.app_context():
        link = startup.host_link(now())
    serving.serve(app, settings, link)


@main.command()
@click.pass_context
def worker(context: click.Context) -> None:
    """Do background work in a process apart (with CANARY_BACKGROUND=no on the server)."""
    settings = _settings()
    startup.migrate_or_fail(settings)
    app = _create(context, settings)
    with app.app_context():
        for job_id in jobs.unfinished():
            context_of(app).put_job(job_id)
        takes.request_tidy(context_of(app).put_job, now())
    context_of(app).queue.work()


@main.group("songs")
def songs_group() -> None:
    """Add songs and list them."""


@songs_group.command("add")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--lyrics",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Lyrics file of the one song.",
)
@click.option("--language", default="", help="Language code such as es; found out when not given.")
@click.option("--licence", default="private", show_default=True, type=click.Choice([x for x in licences.LICENCES if x]))
@click.option("--credits", "credits_text", default="", help="Who made it, such as 'Words: Ana Ruiz'.")
@click.option("--public", is_flag=True, help="Open to everyone, not only to the circle.")
@click.option("--look-up", is_flag=True, help="Look missing lyrics up on the network (15 seconds a song at most).")
@click.pass_context
def songs_add(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Add sound files, folders or patterns; a lyrics file of the same name beside one is used."""
    if options["public"] and options["licence"] == "private":
        raise Fail("A song that is open to everyone needs a licence that allows it: say which with --licence.")
    app = _app(context)
    with app.app_context():
        failed = files.add(paths, context_of(app), options)
    if failed:
        sys.exit(1)


@songs_group.command("list")
@click.pass_context
def songs_list(context: click.Context) -> None:
    """The songs of this server, a line each: slug, language, level, title."""
    with _reading_app(context).app_context():
        for song in songs.everything():
            click.echo(f"{song.slug}\t{song.language}\t{song.level}\t{song.title}")


@songs_group.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def songs_check(folder: Path | None) -> None:
    """Look for mistakes in a songbook's folders; in the one that came with Canary if none is given."""
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
    help="File to write; SONG.apkg of the first song if not given.",
)
@click.option("--learner", help="Take this learner's kept words instead of all words of the songs.")
@click.pass_context
def deck(context: click.Context, slugs: tuple[str, ...], output: Path | None, learner: str | None) -> None:
    """Write the words of songs as an Anki deck, a sub-deck a song."""
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
    """The words of a text, line by line: as sung, dictionary form, kind.

    What is two small words in one (del, zum, don't) has no dictionary form and is left out.
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
    """Install dictionaries, so that words without a meaning get one."""


@dictionary_group.command("install")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", default="", help="Language of its words, such as es, where the file does not tell.")
@click.option("--to", "into", default="", help="Language of its meanings, such as en, where the file does not tell.")
@click.option("--name", default="", help="What it is called; its own name if not given.")
@click.option("--licence", default="", help="Its licence, shown with each meaning, such as 'CC BY-SA 4.0'.")
@click.pass_context
def dictionary_install(context: click.Context, /, file: Path, **wishes: str) -> None:
    """Install a dictionary: StarDict, dictd, Yomitan, Wiktextract JSONL or a table (.tsv)."""
    with _app(context).app_context():
        try:
            found = files.install(file, wishes, now())
        except Problem as problem:
            raise Fail(str(problem)) from problem
        click.echo(f"{found.name}: {found.count} words, {found.language} to {found.into}.")
        if not found.licence:
            click.echo("Its licence is not stated; if you know it, remove it and install it again with --licence.")


@dictionary_group.command("list")
@click.pass_context
def dictionary_list(context: click.Context) -> None:
    """The installed dictionaries, a line each: name, languages, words, licence."""
    with _reading_app(context).app_context():
        for found in dictionaries.installed():
            words = f"{found.count} words" if found.ready else "not finished: install it again or remove it"
            licence = found.licence or "licence not stated"
            click.echo(f"{found.name}\t{found.language} to {found.into}\t{words}\t{licence}")


@dictionary_group.command("remove")
@click.argument("name")
@click.pass_context
def dictionary_remove(context: click.Context, name: str) -> None:
    """Remove an installed dictionary; what learners chose from it stays theirs."""
    with _app(context).app_context():
        try:
            dictionaries.remove(name)
        except Problem as problem:
            raise Fail(str(problem)) from problem
    click.echo(f"{name} is removed.")


@main.group("lyrics")
def lyrics_group() -> None:
    """Read lyrics files and write them in another form."""


@lyrics_group.command("convert")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", "form", type=click.Choice(files.FORMS), default="json", show_default=True)
@click.option("--estimate-words", is_flag=True, help="Estimate word times where only lines have them.")
@click.option("--encoding", default="", help="How the letters are stored (cp1250 ...), where it cannot be told.")
def lyrics_convert(paths: tuple[Path, ...], form: str, estimate_words: bool, encoding: str) -> None:
    """Write lyrics files to standard output; a bad file gives one sentence, the others still convert."""
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
    """Print a new one-use link that makes its opener the host, while there is no host."""
    settings = _settings()
    with _app(context, settings).app_context():
        token = startup.host_link(now())
    if token is None:
        raise Fail("There is a host already.")
    click.echo(serving.address(settings) + f"/host/{token}")


@main.command()
def doctor() -> None:
    """Print every setting, and what is wrong with how to mend it."""
    lines, healthy = doctor_report.report(files.environment())
    click.echo("\n".join(lines))
    if not healthy:
        sys.exit(1)
