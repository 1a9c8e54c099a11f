"""Estimates a word's CEFR level from its frequency.

Pages must show it as an estimate ("about A2"), because courses don't teach words in the order of their frequency.
"""

from canary.language_tags import LEVELS, base

# The Zipf values of the 600th, 1,400th, 3,000th, 6,000th and 11,000th most frequent dictionary word. By common
# estimates, people know this many words at the end of A1, A2, B1, B2 and C1. Word lists have forms, not dictionary
# words, so a dictionary word was counted as 1.7 forms (English 1.2, Japanese 1.3, Chinese 1).
_LOWEST = {
    "es": (4.94, 4.56, 4.18, 3.80, 3.43),
    "fr": (4.92, 4.54, 4.16, 3.76, 3.37),
    "en": (5.16, 4.80, 4.41, 4.00, 3.59),
    "de": (4.93, 4.55, 4.17, 3.81, 3.46),
    "it": (4.97, 4.59, 4.22, 3.83, 3.46),
    "pt": (4.99, 4.59, 4.20, 3.81, 3.43),
    "ja": (5.06, 4.71, 4.34, 3.95, 3.57),
    "ru": (4.94, 4.61, 4.29, 3.98, 3.68),
    "ko": (4.98, 4.57, 4.14, 3.72, 3.33),
    "zh": (5.33, 4.97, 4.59, 4.21, 3.84),
}
_ANY = (4.95, 4.60, 4.20, 3.80, 3.45)


def level(zipf: float, language: str) -> str:
    """Return the level, "A1" to "C2", of a word with a Zipf value (see `frequency.zipf`). `language` is a tag."""
    lowest = _LOWEST.get(base(language), _ANY)
    return next((name for name, limit in zip(LEVELS, lowest, strict=False) if zipf >= limit), "C2")
