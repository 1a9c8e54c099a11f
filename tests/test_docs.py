"""What is written about the program is true, and every template keeps the house's rules."""

import re
import tomllib
from collections.abc import Iterator

import click
import pytest
from flask import Flask

from canary import __version__, config
from canary.cli import commands
from canary.config import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NAMES = [path.relative_to(ROOT / "templates").as_posix() for path in TEMPLATES]


def every_command(command: click.Command, path: str = "canary") -> Iterator[tuple[str, click.Command]]:
    """Each command with the words that call it."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from every_command(inner, f"{path} {name}")
    else:
        yield path, command


COMMANDS = dict(every_command(commands.main))


@pytest.mark.parametrize("env", [entry.metadata["env"] for entry in config.entries()])
def test_every_setting_is_in_the_readme(env: str) -> None:
    assert f"`{env}`" in README


def test_the_readme_has_no_setting_that_is_none() -> None:
    known = {entry.metadata["env"] for entry in config.entries()}
    assert set(re.findall(r"CANARY_[A-Z_]+", README)) <= known


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_is_in_the_readme(path: str) -> None:
    row = next((line for line in README.splitlines() if re.match(rf"\| `{path}(?=[ `])", line)), None)
    assert row, f"the table of commands lacks {path}"
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option):
            assert any(option in row for option in parameter.opts), parameter.opts
    assert COMMANDS[path].help or COMMANDS[path].callback.__doc__


def test_defaults_in_the_readme() -> None:
    shipped = config.Settings()
    for env, value in (("CANARY_WORKERS", shipped.workers), ("CANARY_THREADS", shipped.threads),
                       ("CANARY_UPLOAD_BYTES", shipped.upload_bytes), ("CANARY_RECORDING_SECONDS", shipped.recording_seconds),
                       ("CANARY_TIME_ZONE", shipped.time_zone)):  # fmt: skip
        assert f"| `{env}` | `{value}` |" in README


def test_links_in_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target


def test_the_ladder_is_told_as_it_is_kept() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    kept = [rung.split(" | ") for rung in project["tool"]["importlinter"]["contracts"][0]["layers"]]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = {room for rung in kept for room in rung}
    told = [
        [word for word in re.split(r"  +", line.strip())[0].split() if word in rooms]
        for line in text.split("## The ladder")[1].split("## ")[0].splitlines()
        if line.startswith("    ")
    ]
    assert [sorted(rung) for rung in told] == [sorted(rung) for rung in kept]


def test_what_every_project_has() -> None:
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert __version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert (ROOT / "CONTRIBUTING.md").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(app: Flask, name: str) -> None:
    assert app.jinja_env.get_template(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_templates_keep_to_the_policy(name: str) -> None:
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert 'nonce="{{ csp_nonce() }}"' in tag or 'type="application/json"' in tag, tag
    assert not re.search(r"<style\b|\sstyle=|javascript:", text)
    assert not re.search(r"""\son[a-z]+=["']""", text)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)
    if name != "components/icons.html":  # its shapes are constants of the template itself
        assert "|safe" not in text.replace(" ", "")


@pytest.mark.parametrize("name", NAMES)
def test_every_form_that_changes_something_carries_its_token(name: str) -> None:
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
        opening = form.split(">", 1)[0]
        if 'method="post"' in opening.lower() or "hx-post" in opening:
            assert "csrf()" in form or "form_token" in form, f"{name}: {opening}"
        else:
            assert re.search(r'method="(get|dialog)"', opening) or "method" not in opening


def test_styles_and_scripts_load_nothing_from_elsewhere() -> None:
    for path in (*(ROOT / "static" / "css").rglob("*.css"), *(ROOT / "static" / "js").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""url\(["']?(?:https?:)?//|@import|from ["']https?:|import\(["']https?:""", text), (
            path.name
        )
