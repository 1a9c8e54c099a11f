"""Arabic: the word inside a form with pronouns, the article and conjunctions."""

import pytest

from canary.dictionaries.meanings import Lookup, ordered
from canary.vocab.analyse import is_content, tokens
from canary.vocab.languages.arabic import possible


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("أحبك", "أحب"), ("أُحِبُّكَ", "أحب"), ("أحبه", "أحب"), ("أحبها", "أحب"), ("يحبني", "يحب"), ("سأحبك", "أحب"),
        ("قلبي", "قلب"), ("بيتك", "بيت"), ("بيتنا", "بيت"), ("حبيبي", "حبيب"), ("عيونك", "عيون"), ("قلوبهم", "قلوب"),
        ("حياتي", "حياة"), ("ليلتي", "ليلة"), ("سمائي", "سماء"), ("عيناك", "عين"), ("حبك", "حب"), ("يدك", "يد"),
        ("الشمس", "شمس"), ("والقمر", "قمر"), ("للقمر", "قمر"), ("بقلبي", "قلب"), ("وقلبك", "قلب"),
        # Whole words that end or begin like these
        ("عربي", "عربي"), ("مبارك", "مبارك"), ("شباك", "شباك"), ("ملاك", "ملاك"), ("وجه", "وجه"), ("سمك", "سمك"), ("بعيد", "بعيد"),
        ("وردة", "وردة"), ("كلام", "كلام"), ("بنات", "بنات"), ("أماكن", "أماكن"), ("معاني", "معاني"), ("الله", "الله"), ("قَمَرٌ", "قَمَرٌ"),
    ],
)  # fmt: skip
def test_the_word_inside(form: str, lemma: str) -> None:
    assert [t.lemma for t in tokens(form, "ar")] == [lemma]


def test_function_words_are_not_offered() -> None:
    found = [t.lemma for t in tokens("أنا معك في بيتي يا حبيبي", "ar") if is_content(t, "ar")]
    assert found == ["بيت", "حبيب"]


def test_a_form_keeps_its_own_meaning() -> None:
    lookup = Lookup("أحب", "NOUN", "ar", form="أحبك")
    assert [meaning.text for meaning in ordered(lookup, ["en"], (), None, ())] == ["I love you"]


def test_what_a_rare_form_may_contain() -> None:
    assert list(possible("دنيتي"))[:2] == ["دنيت", "دنية"]
    assert "قلب" in set(possible("وقلبك"))
