"""Words of real phrases in the languages that we claim."""

import time
import unicodedata

import pytest

from canary import optional
from canary.language_tags import base
from canary.vocab.analyse import analyser, is_content, tokens
from canary.vocab.frequency import zipf
from canary.vocab.languages.sounds import is_sound, runs


def cut(text: str, language: str) -> list[str]:
    return [t.text for t in tokens(text, language) if t.kind != "punct"]


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("’", "'")


def lemmas(text: str, language: str) -> list[str]:
    return [t.lemma for t in tokens(text, language) if is_content(t, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "L’amour qu’il m’a donné", "L' amour qu' il m' a donné"),
        ("fr", "Où va-t-il, dis-moi", "Où va -t-il dis -moi"),
        ("fr", "donne-le-moi peut-être aujourd'hui", "donne -le -moi peut-être aujourd'hui"),
        ("fr", "jusqu'à l'aube, rendez-vous", "jusqu' à l' aube rendez-vous"),
        ("it", "c'è un po' d'acqua nell'aria", "c' è un po' d' acqua nell' aria"),
        ("en", "Don't you know I'm lovin' 'em", "Do n't you know I 'm lovin' 'em"),
        ("en", "well-known e-mail, 'quoted' words", "well known e-mail quoted words"),
        ("en", "we can't, she'll go 'cause I'd", "we ca n't she 'll go 'cause I 'd"),
        ("de", "Wie geht's dir heut'?", "Wie geht 's dir heut'"),
        ("es", "¡Dímelo! ¿Pa' qué?", "Dímelo Pa' qué"),
        ("es", "el 3 de mayo, 1.500 besos", "el 3 de mayo 1.500 besos"),
        ("pt", "guarda-chuva não é amor", "guarda-chuva não é amor"),
        ("ru", "Я тебя люблю", "Я тебя люблю"),
        ("ar", "أُحِبُّكَ يا قمر", "أُحِبُّكَ يا قمر"),
        ("hi", "मैं तुमसे प्यार करता हूँ", "मैं तुमसे प्यार करता हूँ"),
        ("ru", "1-й дом, 20-е годы", "1-й дом 20-е годы"),
        ("zh", "两个苹果在北京市", "两 个 苹果 在 北京 市"),
        ("en", "write to a.b@example.org, U.S. or km2", "write to a.b@example.org U.S. or km2"),
        ("xx", "quelque chose", "quelque chose"),
        ("es", "", ""),
        ("es", "😀 — …", ""),
    ],
)
def test_pieces(language: str, text: str, expected: str) -> None:
    assert cut(text, language) == expected.split()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "quédate conmigo, te espero en la estación", "quedar esperar estación"),
        ("es", "no canta nadie en esta casa", "cantar casa"),
        ("es", "he roto mis promesas", "romper promesa"),
        ("es", "Queda pan. Mira el cielo.", "quedar pan mirar cielo"),
        ("es", "Casa blanca, noche de luna", "casa blanco noche luna"),
        ("fr", "on rit, deux oiseaux", "rire oiseau"),
        ("fr", "je porte tes lettres, tu chantes", "porter lettre chanter"),
        ("fr", "la porte est fermée", "porte fermer"),
        ("fr", "une visite, ne m'oublie pas", "visite oublier"),
        ("en", "she sings the songs we loved", "sing song love"),
        ("en", "I'm lovin' the children's games", "love child game"),
        ("de", "Der Wind singt leise alte Lieder", "Wind singen leise alt Lied"),
        ("de", "wir haben gelacht und getanzt", "lachen tanzen"),
        ("it", "non parlo mai, ti aspetto", "parlare aspettare"),
        ("pt", "eu canto uma canção", "cantar canção"),
        ("es", "Vengo con flores, amiga, y salgo a verte", "venir flor amigo salir"),
        ("it", "Vai piano, hai detto rose tristi", "piano rosa triste"),
        ("pt", "A música da minha filha, garota", "música filho garota"),
        ("en", "she was singing and travelling, thinking of wives", "sing travel think wife"),
        ("de", "die schönen Häuser haben gesungen", "schön Haus singen"),
        ("ru", "Мы пели песни у тёплого окна", "петь песня теплый окно"),
        ("ru", "Большая луна, лежит снег", "большой луна лежать снег"),
        ("ko", "너를 사랑했던 그 밤이 아름다워", "사랑하다 밤 아름답다"),
        ("ko", "사람들이 공부해요", "사람 공부하다"),
        ("zh", "我喜欢这个故事", "喜欢 故事"),
        ("zh", "我喜歡唱歌", "喜欢 唱歌"),
        ("ja", "夜の海を見ていた", "夜 海"),
        ("ja", "きみと歌いたい", "歌う"),
        ("ja", "すごーく寒い、信じて", "凄い 寒い 信ずる"),
        ("es", "Cuéntame, tócame, perdónenme", "contar tocar perdonar"),
        ("es", "Dale, te las quito y me las llevo", "quitar llevar"),
        ("es", "Ese gato cansao está perdío", "gato cansado perder"),
        ("es", "una película fantástica, las cárceles", "película fantástico cárcel"),
        ("it", "Portami via, svegliami e non dirmelo", "portare via svegliare"),
        ("it", "Andiamocene a guardarlo cadendogli vicino", "guardare cadere vicino"),
        ("it", "le canzoni dei giovani, fanciulla", "canzone giovane fanciulla"),
        ("it", "Gliel'ho detto, mi manchi, restituiscimelo", "mancare restituire"),
        ("es", "Que me toques, píntame, sígueme", "tocar pintar seguir"),
        ("de", "Schau nicht zurück. Schau ist Schau", "schauen Schau Schau"),
        ("pt", "Quero beijá-la e esquecê-lo, lembro-me", "beijar esquecer lembrar"),
        ("pt", "Amar-te-ei e cantá-lo-ás", "amar cantar"),
        ("fr", "Je m'en fous, tu le portes", "foutre porter"),
        ("fr", "Va-t'en, y'a un oiseau", "oiseau"),
        ("en", "The leaves fell, she leaves, he rose, the rose", "leaf fall leave rise rose"),
        ("en", "You broke my lo-o-ove, I felt nothin', c'mon", "break love feel come"),
        ("de", "Ich ruf dich an, ich glaub dir, ich wünscht' dir Mut", "rufen glauben wünschen Mut"),
        ("de", "Neeein, unsre Liebe hätt' Mut", "Liebe Mut"),
        ("ru", "Поцелуй меня, любо-о-овь", "поцеловать любовь"),
        ("ru", "Твой поцелуй так сладок", "поцелуй сладкий"),
        ("ko", "사랑했나봐 잊을 수 없나봐", "사랑하다 잊다"),
        ("zh", "我爱你像月亮代表我的心", "爱 月亮 代表 心"),
        ("zh", "一起吃大米，唱一首歌", "一起 吃 大米 唱 歌"),
    ],
)
def test_lemmas_of_content_words(language: str, text: str, expected: str) -> None:
    assert lemmas(text, language) == expected.split()


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("es", "la la la, María", "sound sound sound punct name"),
        ("ko", "사랑해 baby 오늘", "word foreign word"),
        ("ja", "夜の Tokyo", "word word foreign"),
        ("ru", "Скажи goodbye", "word foreign"),
        ("es", "Te quiero, you are my sunshine", "word word punct foreign foreign foreign foreign"),
        ("es", "no me digas no", "word word word word"),
        ("de", "Komm, we can dance tonight", "word punct foreign foreign foreign foreign"),
        ("fr", "tu es my love", "word word foreign foreign"),
        ("es", "la casa", "word word"),
        ("es", "Te quiero my love para siempre", "word word foreign foreign word word"),
        ("fr", "on a dit non à la mode", "word word word word word word word"),
        ("zh", "飞翔，谢谢", "word punct word"),
        ("it", "nel cielo", "contraction word"),
        ("fr", "du pain", "contraction word"),
        ("en", "I'm home", "contraction contraction word"),
        ("en", "it&#39;s", "word punct word"),
        ("en", "Oh yeah, hey Anna", "sound sound punct sound name"),
        ("en", "ooh woah na-na-na mmm", "sound sound sound sound"),
        ("fr", "à Paris 1999", "word name number"),
        ("ja", "ラララ", "sound"),
        ("es", "TE QUIERO SIEMPRE AMOR", "word word word word"),
    ],
)
def test_kinds(language: str, text: str, kinds: str) -> None:
    assert [t.kind for t in tokens(text, language)] == kinds.split()


@pytest.mark.parametrize(
    "form", ["oh", "ooooh", "aah", "hey", "yeah", "mmm", "la-la-la", "na-na", "woah", "hmm", "ラララ"]
)
def test_sounds(form: str) -> None:
    assert is_sound(form)


@pytest.mark.parametrize("form", ["la", "na", "o", "a", "ay-ay-love", "heart", "ama", "ho", "ha", "yo", "une"])
def test_words_are_no_sounds(form: str) -> None:
    assert not is_sound(form)


def test_a_syllable_in_a_row_is_a_sound() -> None:
    assert runs(["la", "la", "la", "casa", "la", "da", "da"]) == {0, 1, 2}


@pytest.mark.parametrize("language", ["es", "fr", "de", "en", "it", "pt", "ja", "ko", "ru", "ar", "zh", "xx"])
@pytest.mark.parametrize(
    "text",
    [
        "L’été, où ?  c'est-à-dire…",
        unicodedata.normalize("NFD", "Où l’été s’en va, mañana größer がぎ"),
        "夜の海 — sing, ¡canta! 사랑해요",
        "ｶﾞﾗｽの靴、３本と三日月",
        "'" * 50 + "-" * 50,
        "a-b-c'd'e",
        "x" * 2000,
        "\u200d\u0301\u064b",
    ],
)
def test_offsets_point_at_the_text(language: str, text: str) -> None:
    end = 0
    for token in tokens(text, language):
        assert end <= token.start < token.end <= len(text)
        assert plain(text[token.start : token.end]) == plain(token.text)
        end = token.end


def test_drawn_out_vowels_find_their_word() -> None:
    assert lemmas("corazoooón", "es") == ["corazón"]
    assert lemmas("my looove", "en") == ["love"]


def test_analysers_are_honest(monkeypatch: pytest.MonkeyPatch) -> None:
    assert analyser("es-MX").note == ""
    assert not analyser("ja").fallback
    assert analyser("th").fallback
    assert str(analyser("xx").note).endswith(".")
    assert optional.load("canary.vocab.not_there") is None
    assert base("pt_BR") == "pt"


def test_japanese_without_its_extra_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("canary.vocab.analyse.load", lambda name: None)
    assert analyser("ja").fallback
    assert "canary[ja]" in str(analyser("ja").note)
    assert cut("夜の海 きみ", "ja") == ["夜の海", "きみ"]


def test_readings_of_japanese() -> None:
    assert [t.reading for t in tokens("海を見た", "ja")] == ["うみ", "を", "み", "た"]
    assert [t.lemma_reading for t in tokens("海を見た", "ja")] == ["うみ", "を", "みる", "た"]
    assert [t.written for t in tokens("がんばった", "ja")] == ["がんばる", ""]


def test_sixty_lines_are_quick_once_warm() -> None:
    lines = [f"Cada mañana número {n} te espero en la estación con flores" for n in range(60)]
    for line in lines:
        tokens(line, "es")
    begun = time.process_time()
    for line in lines:
        tokens(line, "es")
    assert time.process_time() - begun < 0.25


def test_chinese_is_cut_into_words() -> None:
    found = [(t.text, t.pos) for t in tokens("从楼上送到路口，啦啦啦", "zh-CN") if t.kind != "punct"]
    assert found[:4] == [("从", "ADP"), ("楼上", "NOUN"), ("送到", "VERB"), ("路口", "NOUN")]
    assert [t.lemma for t in tokens("奶奶送我到门口", "zh") if is_content(t, "zh")] == ["奶奶", "送", "门口"]


def test_vowel_signs_do_not_make_a_word_rare() -> None:
    assert zipf("صَبَاح", "ar") == zipf("صباح", "ar") > 5


def test_japanese_numbers_and_half_width_letters() -> None:
    def read(text: str) -> list[tuple[str, str, str, str]]:
        return [(t.text, t.lemma, t.pos, t.reading) for t in tokens(text, "ja")]

    assert read("三日月")[0] == ("三日月", "三日月", "NOUN", "みかづき")
    assert read("二十歳の夜")[0] == ("二十歳", "二十歳", "NOUN", "はたち")
    assert read("六本") == [("六", "六", "NUM", "ろっ"), ("本", "本", "PART", "ぽん")]
    assert read("三本") == [("三", "三", "NUM", "さん"), ("本", "本", "PART", "ぼん")]
    assert read("何も")[0] == ("何", "何", "PRON", "なに")
    assert read("赤いｶﾞﾗｽの靴")[1:3] == [("ｶﾞﾗｽ", "ガラス", "NOUN", "がらす"), ("の", "の", "ADP", "の")]
    assert [(t.start, t.end) for t in tokens("ｶﾞﾗｽの靴", "ja")] == [(0, 4), (4, 5), (5, 6)]
