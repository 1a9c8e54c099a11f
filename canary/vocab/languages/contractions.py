"""Recognises contractions of two function words, which dictionaries lack: del, zum, pelo, don't."""

from functools import cache

_WORDS = {
    "fr": "du des au aux auquel auxquels auxquelles duquel desquels desquelles",
    "it": (
        "del dello della dell' dei degli delle al allo alla all' ai agli alle dal dallo dalla dall' dai dagli "
        "dalle nel nello nella nell' nei negli nelle sul sullo sulla sull' sui sugli sulle col coi"
    ),
    "pt": (
        "do da dos das no na nos nas ao à aos às pelo pela pelos pelas num numa nuns numas dum duma neste nesta "
        "nestes nestas nesse nessa nesses nessas naquele naquela deste desta destes destas desse dessa desses "
        "dessas daquele daquela disso disto daquilo nisso nisto naquilo dele dela deles delas nele nela neles "
        "nelas àquele àquela daqui dali daí donde doutro doutra noutro noutra pro pra"
    ),
    "de": "im am zum zur vom beim ins ans aufs fürs ums durchs hinterm hinters unterm unters überm übers vorm vors",
    "en": "n't 's 'm 're 've 'll 'd",
}


def is_contraction(form: str, language: str) -> bool:
    """Return whether a lower-case form is a preposition with its article, or the short form of an auxiliary."""
    return form in _forms(language)


@cache
def _forms(language: str) -> frozenset[str]:
    return frozenset(_WORDS.get(language, "").split())
