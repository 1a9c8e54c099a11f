"""EDGE: the one file that imports Flask-Babel. Translates sentences into the reader's language.

Routes use `_`, `ngettext` and `pgettext`. Templates have these too, and `{% trans %}`. `translate` translates sentences
that services make (`N_` in `canary.sentences`). Templates and JSON responses do that automatically.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from babel import Locale
from flask import Flask, g, has_app_context, has_request_context, request
from flask.json.provider import DefaultJSONProvider
from flask_babel import Babel, get_locale, get_translations
from jinja2 import pass_context

from canary.sentences import Message, Sentence
from canary.web.filters import day, number

DEFAULT = "en"
OUR_FOLDER = Path(__file__).resolve().parent.parent / "translations"


def init(app: Flask, more: Path | None) -> None:
    """Translate this app into the languages in our folder and in `more`, a folder of the host's own translations.

    A language is a folder `<locale>/LC_MESSAGES/messages.mo`.
    """
    folders = [OUR_FOLDER, *([more] if more else [])]
    offered = _offered(folders)

    def choose() -> str:
        # The best match for the languages that the browser asks for. Background work has no browser and is in English.
        if len(offered) == 1 or not has_request_context():
            return DEFAULT
        return request.accept_languages.best_match(offered, DEFAULT)

    babel = Babel(configure_jinja=False)
    babel.init_app(
        app,
        default_locale=DEFAULT,
        default_translation_directories=";".join(map(str, folders)),
        locale_selector=choose,
    )
    app.json_provider_class = _Json
    app.json = _Json(app)
    _templates(app)


def locale() -> str:
    """Return the reader's locale, such as `en` or `pt_BR`. It's looked up once per request."""
    if not has_app_context():
        return DEFAULT
    found: str | None = g.get("locale")
    if found is None:
        found = g.locale = str(get_locale() or DEFAULT)
    return found


def language_tag() -> str:
    """Return the reader's language for an HTML `lang` attribute, such as `pt-BR`."""
    return locale().replace("_", "-")


def text_direction() -> str:
    """Return the text direction of the reader's language, `ltr` or `rtl`."""
    return str((get_locale() or Locale(DEFAULT)).text_direction)


def catalogue() -> Any:
    """Return the reader's translations. They're looked up once per request, since a page has a hundred sentences."""
    if not has_app_context():
        return get_translations()
    found = g.get("catalogue")
    if found is None:
        found = g.catalogue = get_translations()
    return found


def translate(message: Message) -> str:
    """Return the message in the reader's language. Plain text stays the same."""
    if isinstance(message, str):
        return message
    found, params = catalogue(), message.params
    if message.plural:
        text = found.ungettext(message.msgid, message.plural, params["num"])
    elif message.context:
        text = found.upgettext(message.context, message.msgid)
    else:
        text = found.ugettext(message.msgid)
    return str(text % {name: _written(value) for name, value in params.items()})


def _(msgid: str, /, **params: Any) -> str:
    """Translate a sentence: `_("Saved.")`, `_("You and %(name)s are friends now.", name=name)`."""
    return translate(Sentence(msgid, params))


def ngettext(singular: str, plural: str, num: int, /, **params: Any) -> str:
    """Translate a sentence that depends on a number; both forms may use it as `%(num)s`."""
    return translate(Sentence(singular, {"num": num, **params}, plural))


def pgettext(context: str, msgid: str, /, **params: Any) -> str:
    """Translate a sentence whose English words mean different things in different places."""
    return translate(Sentence(msgid, params, context=context))


def _offered(folders: Sequence[Path]) -> list[str]:
    found = {path.parent.parent.name for folder in folders for path in folder.glob("*/LC_MESSAGES/messages.mo")}
    return [DEFAULT, *sorted(found - {DEFAULT})]


def _written(value: Any) -> Any:
    """Return a parameter as the reader's language writes it."""
    if isinstance(value, Sentence):
        return translate(value)
    if isinstance(value, int | float):
        return number(value)
    return day(value) if isinstance(value, date) else value


def _templates(app: Flask) -> None:
    """Give templates `_`, `ngettext`, `pgettext` and `{% trans %}`, and translate sentences in output and `tojson`."""
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.policies["json.dumps_function"] = app.json.dumps
    env.finalize = _shown
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: catalogue().ugettext(text),
        ngettext=lambda one, many, num: catalogue().ungettext(one, many, num),
        pgettext=lambda context, text: catalogue().upgettext(context, text),
        npgettext=lambda context, one, many, num: catalogue().unpgettext(context, one, many, num),
        newstyle=True,
    )
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        env.globals[name] = _with_params(env.globals[name])
    env.globals.update(language_tag=language_tag, text_direction=text_direction)


def _shown(value: Any) -> Any:
    return translate(value) if isinstance(value, Sentence) else value


def _with_params(function: Any) -> Callable[..., str]:
    """Return a gettext function that formats its parameters as `translate` does. Jinja escapes them afterwards."""

    @pass_context
    @wraps(function)
    def translated(context: Any, *message: Any, **params: Any) -> str:
        if isinstance(message[-1], int):
            params.setdefault("num", message[-1])
        shown: str = function(context, *message, **{name: _written(value) for name, value in params.items()})
        return shown

    return translated


class _Json(DefaultJSONProvider):
    """Flask's JSON provider, which also translates sentences."""

    @staticmethod
    def default(value: Any) -> Any:
        return translate(value) if isinstance(value, Sentence) else DefaultJSONProvider.default(value)
