"""The card templates of our note type and their style, for day and night mode, phones and right-to-left text.

Their text is in English for everybody: Anki has one copy of a note type, and an import with text in another language
would change it for all decks.
"""

CSS = """\
.card { margin: 0; padding: 1.2rem; background: #fffdf6; color: #23211b;
  font: 20px/1.5 system-ui, "Noto Sans", "Noto Sans CJK JP",
  "Noto Naskh Arabic", sans-serif; text-align: center; overflow-wrap: anywhere; }
.box { max-width: 34rem; margin: 0 auto; }
.ask { margin: 0 0 1rem; color: #6b6653; font-size: .8rem; }
.line { font-size: 1.5rem; line-height: 1.7; }
.line b { color: inherit; font-weight: 700; border-bottom: .15em solid #f2c200; }
.gap { display: inline-block; min-width: 3.5em; border-bottom: .15em solid #f2c200; }
.word { font-size: 1.9rem; font-weight: 700; line-height: 1.8; }
.reading, .small { color: #6b6653; font-size: .9rem; }
.meaning { font-size: 1.3rem; }
.note { margin-top: 1rem; padding: .6rem .8rem; border-radius: .5rem; background: #f6f0d8; font-size: .9rem; }
.small { margin-top: 1.2rem; }
.credit { margin-top: .2rem; }
hr { height: 0; margin: 1.2rem 0; border: 0; border-top: 1px solid #d9d3bd; }
a { color: #6a5200; }
rt { font-size: .5em; font-weight: 400; }
img { max-width: 100%; max-height: 40vh; }
.night_mode .card, .nightMode.card, .nightMode .card { background: #1c1b17; color: #f3efe2; }
.nightMode .ask, .nightMode .reading, .nightMode .small { color: #b5ae97; }
.nightMode .note { background: #2b2920; }
.nightMode hr { border-color: #46422f; }
.nightMode a { color: #f2c200; }
"""

_LINE = '<div class="line" lang="{{Language}}" dir="{{Direction}}">{{%s}}</div>'
_WORD = (
    '<div class="word" lang="{{Language}}" dir="{{Direction}}">'
    "{{#Furigana}}{{furigana:Furigana}}{{/Furigana}}{{^Furigana}}{{Word}}{{/Furigana}}</div>"
    '{{^Furigana}}{{#Reading}}<div class="reading">{{Reading}}</div>{{/Reading}}{{/Furigana}}'
)
_MEANING = '{{#Meaning}}<div class="meaning" dir="auto">{{Meaning}}</div>{{/Meaning}}'
_TRANSLATION = (
    '{{#Line translation}}<div class="reading" dir="auto">'  # untranslated: the name of a field
    "{{Line translation}}</div>{{/Line translation}}"  # untranslated: the name of a field
)
_FOOT = (
    "{{#Picture}}<div>{{Picture}}</div>{{/Picture}}"
    '{{#Note}}<div class="note" dir="auto">{{Note}}</div>{{/Note}}'
    '<div class="small" dir="auto">{{Song}}{{#Artist}} · {{Artist}}{{/Artist}}'
    "{{#Level}} · {{Level}}{{/Level}}"
    '{{#Link}} · <a href="{{Link}}">open the line</a>{{/Link}}</div>'
    '{{#Credit}}<div class="small credit" dir="auto">Meaning: {{Credit}}</div>{{/Credit}}'
)
_SHOWN_LINE = (
    "{{#Line}}" + _LINE % "Line" + "{{/Line}}"
    '{{^Line}}<div class="word" lang="{{Language}}" dir="{{Direction}}">{{Word}}</div>{{/Line}}'
)


def _ask(condition: str, sentence: str, body: str) -> str:
    return f'{{{{#{condition}}}}}<div class="box"><p class="ask">{sentence}</p>{body}</div>{{{{/{condition}}}}}'


def _answer(*parts: str) -> str:
    return '<div class="box">' + "".join(parts) + _FOOT + "</div>"


def templates() -> list[dict[str, str]]:
    """Return the three cards in genanki's form (name, qfmt, afmt). Anki identifies them by their order."""
    return [
        {
            "name": "Meaning from the line",  # untranslated: the name of a card in Anki
            "qfmt": _ask(
                "Ask meaning",  # untranslated: the name of a field
                "What does the highlighted word mean here?",  # untranslated: English for everybody
                _SHOWN_LINE,
            ),
            "afmt": _answer(_SHOWN_LINE, "<hr id=answer>", _WORD, _MEANING, _TRANSLATION, "{{Audio}}"),
        },
        {
            "name": "Line from its sound",  # untranslated: the name of a card in Anki
            "qfmt": _ask(
                "Ask sound",  # untranslated: the name of a field
                "Listen: what is being sung?",  # untranslated: English for everybody
                "{{#Audio}}{{Audio}}{{/Audio}}",
            ),
            "afmt": _answer("{{Audio}}<hr id=answer>", _LINE % "Line", _WORD, _MEANING, _TRANSLATION),
        },
        {
            "name": "Word from its meaning",  # untranslated: the name of a card in Anki
            "qfmt": _ask(
                "Ask word",  # untranslated: the name of a field
                "Which word is missing?",  # untranslated: English for everybody
                "{{#Meaning}}"
                + _MEANING
                + "{{#Line with gap}}"  # untranslated: the name of a field
                + _LINE % "Line with gap"  # untranslated: the name of a field
                + "{{/Line with gap}}{{/Meaning}}"  # untranslated: the name of a field
                + _TRANSLATION,
            ),
            "afmt": _answer(_MEANING, "<hr id=answer>", _WORD, _SHOWN_LINE, _TRANSLATION, "{{Audio}}"),
        },
    ]
