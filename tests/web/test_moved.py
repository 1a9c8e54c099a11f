"""Addresses of before lead where their pages are now."""

import pytest
from flask import Flask


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/attempts/7/audio", "/takes/7/audio"),
        ("/practise", "/reviews"),
        ("/practise/free?song=luz&page=2", "/reviews/free?song=luz&page=2"),
        ("/weeks/ideas", "/weeks/proposals"),
        ("/answer", "/unanswered"),
        ("/songs/luz/attempts", "/songs/luz/takes"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_old_address_leads_to_the_new_one(app: Flask, old: str, new: str, method: str) -> None:
    answer = app.test_client().open(old, method=method)
    assert (answer.status_code, answer.location) == (308, new)
    adapter = app.url_map.bind("localhost")
    assert adapter.allowed_methods(new.partition("?")[0]), "nothing is there"
