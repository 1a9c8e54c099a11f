"""What people write becomes safe HTML."""

import re

import pytest

from canary.threads import markdown


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Hola", "<p>Hola</p>"),
        ("**la** *luna*", "<p><strong>la</strong> <em>luna</em></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("~~no~~", "<p><s>no</s></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("> so", "<blockquote>\n<p>so</p>\n</blockquote>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("שלום", "<p>שלום</p>"),
        ("1986. Great song!", "<p>1986. Great song!</p>"),
        ("I know it\n7. of course", "<p>I know it<br>\n7. of course</p>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("```\n12. x\n```", "<pre><code>12. x\n</code></pre>"),
        ("**「重要」**です", "<p><strong>「重要」</strong>です</p>"),
        ("これは**（本当）**に", "<p>これは<strong>（本当）</strong>に</p>"),
        ("他说**“好”**了", "<p>他说<strong>“好”</strong>了</p>"),
        ("`**「a」**b`", "<p><code>**「a」**b</code></p>"),
    ],
)
def test_markdown(body: str, html: str) -> None:
    assert markdown.html(body).strip() == html


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](http://evil.example/x.png)",
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>)", "<a href=x onclick=y>z</a>",
        "<svg onload=alert(1)>", "<style>*{display:none}</style>", "[x](vbscript:x)", "# <b onmouseover=x>t</b>",
        "<iframe src=//evil></iframe>", "`<script>`", "<math><mtext><script>1</script>", "[x]: javascript:alert(1)\n\n[x]",
    ],
)  # fmt: skip
def test_what_is_hostile_does_nothing(body: str) -> None:
    html = markdown.html(body)
    for bad in (
        "<script",
        "<img",
        "<svg",
        "<style",
        "<iframe",
        "<math",
        "<h1",
        'href="java',
        'href="JaVa',
        'href="data',
        'href="vb',
    ):
        assert bad not in html
    assert not [tag for tag in html.split("<")[1:] if " on" in tag.split(">")[0]]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("see https://example.org/a_b_c?x=1&y=2. Then", [("https://example.org/a_b_c?x=1&amp;y=2",) * 2]),
        ("(http://example.org/x)", [("http://example.org/x",) * 2]),
        ("www.example.org, and www.example.com!",
         [("https://www.example.org", "www.example.org"), ("https://www.example.com", "www.example.com")]),
        ("歌詞はhttps://example.org/uta。聞いて", [("https://example.org/uta",) * 2]),
        ("听 www.example.org/歌。好", [("https://www.example.org/%E6%AD%8C", "www.example.org/歌")]),
        ("https://es.wikipedia.org/wiki/Lima_(Perú)",
         [("https://es.wikipedia.org/wiki/Lima_(Per%C3%BA)", "https://es.wikipedia.org/wiki/Lima_(Perú)")]),
        ("<https://example.org>", [("https://example.org",) * 2]),
        ("https://example.org/@ana", [("https://example.org/@ana",) * 2]),
        ("awww.example.org hola.me ana@example.org ftp://example.org //example.org `https://example.org`", []),
        ("javascript:alert(1)", []),
    ],
)  # fmt: skip
def test_bare_addresses_become_links(body: str, links: list[tuple[str, str]]) -> None:
    found = re.findall(
        r'<a href="([^"]+)" rel="nofollow noopener noreferrer ugc">([^<]+)</a>', markdown.html(body, bool)
    )
    assert found == links


def test_links_do_not_vouch() -> None:
    assert 'rel="nofollow noopener noreferrer ugc"' in markdown.html("[x](https://example.org)")


def test_a_wall_of_markup_is_quick() -> None:
    assert markdown.html("*" * 10_000 + "[" * 10_000)
    assert markdown.html(">" * 10_000)


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("こんにちは@さくら", ["さくら"]),
        ("@さくらさん、どう？", ["さくら"]),
        ("안녕@한나씨", ["한나"]),
        ("@नेहा, hello", ["नेहा"]),
        ("(@ana)", ["ana"]),
        ("@ana.", ["ana"]),
        ("@anamaria", []),
        ("me@ana, a.b@ana, x/@ana", []),
    ],
)
def test_names_in_every_script(body: str, marked: list[str]) -> None:
    known = {"ana", "さくら", "한나", "नेहा"}
    html = markdown.html(body, known.__contains__)
    assert re.findall("<strong>@([^<]+)</strong>", html) == marked
    assert set(marked) <= set(markdown.named(body))
