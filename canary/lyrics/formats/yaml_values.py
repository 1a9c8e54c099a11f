"""EDGE: the only file that imports PyYAML. It reads YAML safely, as nested dicts and lists of strings, and writes it.

Scalars stay strings, so that a line "No" or "1:30" isn't taken for a boolean or a number. Anchors and aliases, with
which a short file can stand for a huge one, are refused, and nesting is limited.
"""

from typing import Any

import yaml

from canary.lyrics.model import LyricsError
from canary.sentences import N_

_MAX_DEPTH = 12
_MAX_EVENTS = 400_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(text: str) -> Any:
    """Return the first document of a YAML text: dicts, lists, strings, and None for an empty or null scalar.

    Raises LyricsError if it's broken, has aliases, or is nested too deeply.
    """
    top: list[Any] = []
    stack: list[tuple[Any, list[str]]] = [(top, [])]
    try:
        for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or count > _MAX_EVENTS:
                raise LyricsError(N_("This YAML file has anchors or too many values, which we don’t accept."))
            _take(event, stack)
            if isinstance(event, yaml.DocumentEndEvent):
                break
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise LyricsError(
            N_(
                "Line %(number)s: this YAML is broken. Check its spaces and quotes.",
                number=mark.line + 1 if mark else 1,
            )
        ) from error
    return top[0] if top else None


def _take(event: Any, stack: list[tuple[Any, list[str]]]) -> None:
    """Add an event to the value that's being read, the last one on the stack, which also holds a mapping's open key."""
    if isinstance(event, yaml.CollectionEndEvent):
        stack.pop()
        return
    if not isinstance(event, yaml.NodeEvent):
        return
    scalar = isinstance(event, yaml.ScalarEvent)
    value: Any = _scalar(event) if scalar else {} if isinstance(event, yaml.MappingStartEvent) else []
    holder, key = stack[-1]
    if isinstance(holder, list):
        holder.append(value)
    elif key:
        holder[key.pop()] = value
    elif scalar:
        key.append(str(event.value))
        return
    else:
        raise LyricsError(N_("This YAML file has a list or a mapping as a key, which we don’t accept."))
    if not scalar:
        if len(stack) > _MAX_DEPTH:
            raise LyricsError(N_("This YAML file is nested too deeply."))
        stack.append((value, []))


def _scalar(event: Any) -> str | None:
    plain = event.implicit[0]
    return None if plain and event.value in {"", "~", "null", "Null", "NULL"} else str(event.value)


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """A dumper that writes texts of several lines as blocks, and lists inside mappings with an indent."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless and flow)


def _text(dumper: yaml.SafeDumper, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def written(value: dict[str, Any]) -> str:
    """Return a value as YAML, with its keys in their order and texts of several lines as blocks."""
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000))
