"""Romanises alphabets letter by letter: Russian by BGN/PCGN, Greek by ELOT 743 (simplified, as in passports)."""

import re
import unicodedata

_RUSSIAN_TABLE = """
а=a б=b в=v г=g д=d е=e ё=ë ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch
ъ=” ы=y ь=’ э=e ю=yu я=ya
"""
_RUSSIAN = dict(pair.split("=") for pair in _RUSSIAN_TABLE.split())
# At the beginning of a word, after vowels, and after ъ and ь, the letters е and ё have a glide: ye, yo.
_GLIDE = re.compile(r"(?:(?<![а-яё])|(?<=[аеёиоуыэюяйъь]))[её]", re.IGNORECASE)
_GREEK_TABLE = """
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
ου=ou γγ=ng γξ=nx γχ=nch
"""
_GREEK = dict(pair.split("=") for pair in _GREEK_TABLE.split())
_VOICED = re.compile(r"(?<=[αεη])υ(?=[βγδζλμνραεηιουω])")


def russian(text: str) -> str:
    """Return Russian in Latin letters, by BGN/PCGN. Stress marks are kept; other characters are unchanged."""
    text = _GLIDE.sub(
        lambda m: "y" + m[0] if m[0].islower() else "Y" + m[0].lower(), unicodedata.normalize("NFC", text)
    )
    return unicodedata.normalize("NFC", "".join(_cased(c, _RUSSIAN) for c in text))


def greek(text: str) -> str:
    """Return modern Greek in Latin letters, by ELOT 743, without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    plain = re.sub(r"(?<=[αεη])υ", lambda m: "v" if _VOICED.match(plain, m.start()) else "f", plain)
    plain = re.sub(r"\b[μΜ]π", lambda m: "b" if m[0][0] == "μ" else "B", plain)
    pairs = re.sub(r"ου|γγ|γξ|γχ", lambda m: _GREEK[m[0]], plain.replace("μπ", "mp"))
    return "".join(_cased(c, _GREEK) for c in pairs)


def _cased(letter: str, table: dict[str, str]) -> str:
    low = letter.lower()
    found = table.get(low, letter)
    return found.capitalize() if low != letter and low in table else found
