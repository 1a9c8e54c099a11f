"""Writes `canary/songs/language_names.tsv` (`python -m tools.language_names`): our languages' names in each other.

The names are from Unicode's CLDR by way of Babel. Reading them from Babel at run time would take 34 MB.
"""

from pathlib import Path

from babel import Locale

from canary.songs.languages import LANGUAGES

# Names that people and files use and that aren't in CLDR: other names, other forms, and other languages' names.
OTHER_NAMES = {
    "ar": "arabų عربي عربى",
    "cs": "česky český cesky",
    "de": "schweizerdeutsch 德語",
    "el": "ελληνική",
    "en": "anglický",
    "es": "castilian castellano castellà",
    "fa": "farsi",
    "fi": "suomeksi",
    "fr": "法語",
    "hi": "hindú हिंदी",
    "ja": "日語",
    "ko": "coreaans 조선말",
    "nb": (
        "norwegian norwegisch norvégien noruego norvegese norueguês noors norweski norska norsk nynorsk "
        "norja норвежский ノルウェー語"
    ),
    "nl": "flemish holländisch flämisch hollands vlaams holenderski голландский",
    "pt": "brasileiro",
    "ro": "romanes",
    "vi": "việt",
    "zh": "mandarin cantonese mandarinchinesisch mandarín mandarino 汉语 漢語 普通话 國語 国语 粤语 粵語",
}
PLACE = Path(__file__).resolve().parent.parent / "canary" / "songs" / "language_names.tsv"


def table() -> str:
    """Return the rows "code, name, name, …", each language's own name first, then its names in the other languages."""
    names = {code: Locale.parse(code).languages for code in sorted(LANGUAGES)}
    rows = []
    for code, own in names.items():
        found = [own.get(code, code), *(listed.get(code, code) for listed in names.values())]
        rows.append("\t".join([code, *dict.fromkeys([*found, *OTHER_NAMES.get(code, "").split()])]))
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    PLACE.write_text(table(), encoding="utf-8")
