"""Write a pseudo-language (`python -m tools.pseudo FOLDER`): English with accents, in brackets, 40 % longer.

Run Canary with CANARY_TRANSLATIONS=FOLDER and ask for the language `en-001`: text without brackets is not marked, and a
page that overflows has no room for German. The locale is a real one because dates and plurals come from CLDR.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from tools.sentences import collect

LOCALE = "en_001"
ACCENTS = str.maketrans("AEIOUYCNSaeiouycnsgz", "ÀÉÎÖÛÝÇÑŠàéîöûýçñšğž")
# Placeholders, tags and entities stay as they are.
KEPT = re.compile(r"(%\(\w+\)s|%%|<[^>]*>|&\w+;)")
LONGER = 0.4
FILLER = " öñé tŵö ťhŕéé fôûr fîvé šîx šévéñ"


def pseudo(text: str) -> str:
    """Return a text with accents, in brackets, with its placeholders and tags, and longer."""
    pieces = KEPT.split(text)
    plain = "".join(pieces[::2])
    accented = "".join(piece if at % 2 else piece.translate(ACCENTS) for at, piece in enumerate(pieces))
    more = max(1, round(len(plain) * LONGER))
    return f"[{accented}{(FILLER * (more // len(FILLER) + 1))[:more].rstrip()}]"


def catalogue(english: Catalog) -> Catalog:
    """Return the pseudo-language of a catalogue."""
    made = Catalog(locale=LOCALE, charset="utf-8", fuzzy=False)
    for message in english:
        if message.id:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            texts = tuple(map(pseudo, ids))
            made[message.id] = Message(message.id, texts if len(texts) > 1 else texts[0], context=message.context)
    return made


def write(folder: Path) -> Path:
    """Write the pseudo-language of all sentences below `folder`; returns the file."""
    path = folder / LOCALE / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue(collect()))
    return path


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
