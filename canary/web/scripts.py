"""JavaScript modules, and translations of the sentences in them."""

import json
import posixpath
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.messages.extract import extract
from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup

from canary.config import ROOT
from canary.web.headers import csp_nonce
from canary.web.sentences import DEFAULT, catalogue

FOLDER = ROOT / "static"
OPTIONS = {"encoding": "utf-8", "parse_template_string": "true"}
KEYWORDS: dict[str, tuple[Any, ...] | None] = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
IMPORT = re.compile(r"""^(?:import|export)\b(?:[^"';]*\bfrom)?\s*["'](\.[^"']+)["']""", re.MULTILINE)
BETWEEN = "\x04"  # gettext's own separator of context and message id


def init(app: Flask, asset: Callable[[str], str]) -> None:
    """Give templates `module('js/notices/bell.js')`; `asset` returns the address of a static file."""

    def module(path: str) -> Markup:
        """Return the script tag of a module, preceded by the translated sentences that it and its imports use."""
        tag = Markup('<script type="module" nonce="{}" src="{}"></script>')
        return sentences(path) + tag.format(csp_nonce(), asset(path))

    app.jinja_env.globals["module"] = module


def sentences(path: str) -> Markup:
    """Return the JSON block with a module's translated sentences; nothing for English, which the code contains."""
    tag = str(get_locale() or DEFAULT)
    if tag == DEFAULT:
        return Markup()
    # JSON isn't executed, so this block needs no nonce. `<` is escaped so that no text can end the block.
    data = json.dumps(_translated(path), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/json" data-sentences>{}</script>').format(Markup(data))  # noqa: S704


def _translated(path: str) -> dict[str, str | dict[str, str]]:
    """Return translations by message id. A sentence with a number has a form for each CLDR plural category."""
    texts, found = catalogue(), dict[str, str | dict[str, str]]()
    examples = _examples(get_locale() or Locale(DEFAULT))
    for context, msgid, plural in messages(path):
        if plural:
            found[msgid] = {name: texts.ungettext(msgid, plural, num) for name, num in examples.items()}
        elif context:
            found[context + BETWEEN + msgid] = texts.upgettext(context, msgid)
        else:
            found[msgid] = texts.ugettext(msgid)
    return found


@lru_cache
def _examples(locale: Locale) -> dict[str, int]:
    """Return a number for each plural category that whole numbers have in a language."""
    found: dict[str, int] = {}
    for num in (*range(200), 1000, 1_000_000):
        found.setdefault(locale.plural_form(num), num)
    return found


@lru_cache
def messages(path: str) -> tuple[tuple[str, str, str], ...]:
    """Return (context, message id, plural) of each sentence in a module and its imports; "" where there is none."""
    found: dict[tuple[str, str, str], None] = {}
    for file in imported(path):
        with (FOLDER / file).open("rb") as code:
            for _, text, _, context in extract("javascript", code, KEYWORDS, options=OPTIONS):
                msgid, plural = text if isinstance(text, tuple) else (text, "")
                found[context or "", msgid, plural] = None
    return tuple(found)


def imported(path: str) -> list[str]:
    """Return a module and all modules that it imports, directly or indirectly, as paths in `static/`."""
    found = [path]
    for name in found:  # the list grows during the loop
        code = (FOLDER / name).read_text(encoding="utf-8")
        targets = (posixpath.normpath(posixpath.join(name, "..", match[1])) for match in IMPORT.finditer(code))
        found += [target for target in dict.fromkeys(targets) if target not in found]
    return found
