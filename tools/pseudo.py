"""Writes a pseudo-language (`python -m tools.pseudo FOLDER`): English with accents, in brackets, and 40 % longer.

To see it, run Canary with CANARY_TRANSLATIONS=FOLDER in a browser that asks for the language `en-001`. Text without
brackets isn't marked for translation, and a page that overflows has no room for longer languages such as German.
`en-001` is a real locale, because the formats of dates and plurals come from CLDR.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from tools.sentences import collect

LOCALE = "en_001"
ACCENTS = str.maketrans("AEIOUYCNSaeiouycnsgz", "ÀÉÎÖÛÝÇÑŠàéîöûýçñšğž")
# Placeholders, tags and entities, which aren't changed.
KEPT = re.compile(r"(%\(\w+\)s|%%|<[^>]*>|&\w+;)")
LONGER = 0.4
FILLER = " öñé tŵö ťhŕéé fôûr fîvé šîx šévéñ"


def pseudo(text: str) -> str:
    """Return a text with accents, in brackets, and made longer. Placeholders, tags and entities are unchanged."""
    pieces = KEPT.split(text)
    plain = "".join(pieces[::2])
    accented = "".join(piece if at % 2 else piece.translate(ACCENTS) for at, piece in enumerate(pieces))
    more = max(1, round(len(plain) * LONGER))
    return f"[{accented}{(FILLER * (more // len(FILLER) + 1))[:more].rstrip()}]"


def catalogue(english: Catalog) -> Catalog:
    """Return a catalogue with the pseudo-language's translation of each message in an English one."""
    made = Catalog(locale=LOCALE, charset="utf-8", fuzzy=False)
    for message in english:
        if message.id:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            texts = tuple(map(pseudo, ids))
            made[message.id] = Message(message.id, texts if len(texts) > 1 else texts[0], context=message.context)
    return made


def write(folder: Path) -> Path:
    """Write all marked sentences of Canary in the pseudo-language to a .mo file below `folder`, and return its path."""
    path = folder / LOCALE / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue(collect()))
    return path


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
