"""The baseline of the song page: the same bytes from a bare Flask and Jinja, with lines, words and posts as plain lists in
memory: no database, no session, no headers of its own.

The template is made from Canary's own answer: what repeats (lines, words, posts) becomes a loop over values, the times
are lists written as JSON, all else stands in the template as plain text.
"""

import html
import json
import re
from typing import Any

from flask import Flask
from flask_compress import Compress
from markupsafe import Markup

LINE = re.compile(r'<li id="line-\d+" class="line">.*?</li>\s*', re.DOTALL)
POST = re.compile(r'<article class="post".*?</article>\s*', re.DOTALL)
TIMES = re.compile(r'(?<=<script type="application/json" id="timeline">)[^<]+(?=<)')
NONCE = re.compile(r'(?<=nonce=")[^"]+')
WORD = re.compile(r"<b>([^<]*)</b>([^<]*)")
# The words of a line, the body of a post, the value of an attribute, a piece of text.
FIELD = re.compile(
    r'(?:<b>[^<]*</b>[^<]*)+|(?<=<div class="body" dir="auto">).*?(?=</div>)|(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)',
    re.DOTALL,
)
Field = list[tuple[str, str]] | Markup | str


def app_for(page: bytes) -> Flask:
    """A bare app that answers `/` with `page`, rendered from lists."""
    text = page.decode()
    nonce = NONCE.search(text)
    values: dict[str, Any] = {"nonce": nonce[0] if nonce else ""}
    kept = ["{{ nonce }}", "{{ times|tojson }}"]
    text = NONCE.sub("\0" + "0\0", text)
    values["times"] = json.loads(TIMES.findall(text)[0])
    text = TIMES.sub("\0" + "1\0", text)
    for name, pattern in (("lines", LINE), ("posts", POST)):
        blocks = pattern.findall(text)
        if blocks:
            kept.append(_loop(name, blocks, values))
            head, _, rest = text.partition(blocks[0])
            text = f"{head}\0{len(kept) - 1}\0{rest[len(''.join(blocks[1:])) :]}"
    pieces = text.split("\0")
    template = "".join(kept[int(piece)] if n % 2 else _plain(piece) for n, piece in enumerate(pieces))
    app = Flask("bare", static_folder=None)
    app.config.update(COMPRESS_ALGORITHM=["br"], COMPRESS_BR_LEVEL=1)
    Compress(app)
    app.jinja_env.policies["json.dumps_kwargs"] = {"sort_keys": False, "separators": (",", ":")}
    compiled = app.jinja_env.from_string("{% autoescape true %}" + template + "{% endautoescape %}")
    app.add_url_rule("/", "page", lambda: compiled.render(values))
    return app


def _loop(name: str, blocks: list[str], values: dict[str, Any]) -> str:
    """Put the blocks' fields into `values[name]`; returns the loop that writes them again, a branch for each shape."""
    shapes: dict[str, list[list[Field]]] = {}
    values[name] = []
    for block in blocks:
        rows = shapes.setdefault(FIELD.sub("\0", block), [])
        rows.append([_field(found[0]) for found in FIELD.finditer(block)])
        values[name].append((list(shapes).index(FIELD.sub("\0", block)), rows[-1]))
    branches = []
    for n, (shape, rows) in enumerate(shapes.items()):
        slots = [_slot(i, [row[i] for row in rows]) for i in range(len(rows[0]))]
        pieces = shape.split("\0")
        body = "".join(_plain(piece) + slot for piece, slot in zip(pieces, [*slots, ""], strict=True))
        branches.append(f"{{% {'elif' if n else 'if'} shape == {n} %}}{body}")
    return f"{{% for shape, f in {name} %}}{''.join(branches)}{{% endif %}}{{% endfor %}}"


def _field(text: str) -> Field:
    if text.startswith("<b>"):
        return [(html.unescape(word), html.unescape(glue)) for word, glue in WORD.findall(text)]
    return Markup(text) if "<" in text else html.unescape(text)


def _slot(n: int, found: list[Field]) -> str:
    if isinstance(found[0], list):
        return f"{{% for text, glue in f[{n}] %}}<b>{{{{ text }}}}</b>{{{{ glue }}}}{{% endfor %}}"
    if all(value == found[0] for value in found):
        return _plain(found[0] if isinstance(found[0], Markup) else html.escape(found[0]))
    return f"{{{{ f[{n}] }}}}"


def _plain(text: str) -> str:
    return "{% raw %}" + text + "{% endraw %}" if text else ""
