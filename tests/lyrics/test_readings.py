"""Readings by a machine: tables by the schemes' own rules, and the songbook's readings made by hand."""

import re
import subprocess
import sys
import tomllib
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from canary.lyrics.formats import detect
from canary.lyrics.model import Layer, Line, Lyrics
from canary.lyrics.readings import machine as readings
from canary.lyrics.readings.romaji import romanise as kana
from canary.lyrics.sung import sung
from canary.optional import load

SONGS = Path(__file__).parents[2] / "songs"


def one(text: str, language: str) -> str:
    layer = readings.reading([text], language)
    assert layer is not None
    assert layer.machine
    return layer.lines[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("구미", "gumi"), ("한밭", "hanbat"), ("설악", "seorak"), ("울릉", "ulleung"), ("종로", "jongno"), ("신라", "silla"),
        ("독립문", "dongnimmun"), ("해돋이", "haedoji"), ("같이", "gachi"), ("좋고", "joko"), ("놓다", "nota"),
        ("값이", "gapsi"), ("넋이", "neoksi"), ("읽어", "ilgeo"), ("읽다", "ikda"), ("맑게", "malge"), ("앉아", "anja"),
        ("않는", "anneun"), ("잃는", "illeun"), ("싫어", "sireo"), ("좋아", "joa"), ("꽃이", "kkochi"), ("꽃", "kkot"),
        ("못해", "motae"), ("닫혀", "dachyeo"), ("앞날", "amnal"), ("있습니다", "itseumnida"), ("의자", "uija"),
        ("밤이 온다, yeah!", "bami onda, yeah!"), ("좋소", "joso"), ("국화", "gukhwa"), ("칼날", "kallal"), ("잘못 왔어", "jalmot wasseo"),
        ("생산량", "saengsannyang"), ("결단력", "gyeoldannyeok"), ("의견란", "uigyeonnan"),
        ("임진란", "imjinnan"), ("공권력", "gonggwonnyeok"), ("상견례", "sanggyeonnye"),
        ("횡단로", "hoengdanno"), ("이원론", "iwonnon"), ("입원료", "ibwonnyo"), ("구근류", "gugeunnyu"),
        ("음운론", "eumunnon"), ("한라", "halla"), ("난로", "nallo"), ("천리", "cheolli"), ("관람", "gwallam"),
        ("논리", "nolli"), ("연락", "yeollak"), ("진리", "jilli"), ("편리", "pyeolli"), ("권력", "gwollyeok"),
        ("전라도", "jeollado"), ("대관령", "daegwallyeong"), ("광한루", "gwanghallu"), ("물난리", "mullalli"),
        ("왕십리", "wangsimni"), ("학여울", "hangnyeoul"), ("알약", "allyak"), ("담요", "damnyo"),
        ("꽃잎", "kkonnip"), ("한여름", "hannyeoreum"), ("맨입", "maennip"), ("솜이불", "somnibul"),
        ("나뭇잎", "namunnip"), ("깻잎", "kkaennip"), ("백마", "baengma"), ("별내", "byeollae"),
        ("선릉", "seolleung"), ("압구정", "apgujeong"), ("낙동강", "nakdonggang"), ("묵호", "mukho"),
        ("집현전", "jiphyeonjeon"), ("굳이", "guji"), ("놓아", "noa"), ("밟다", "bapda"), ("넓다", "neolda"),
        ("없다", "eopda"), ("없어", "eopseo"), ("닭이", "dalgi"), ("닭", "dak"), ("삶", "sam"), ("값", "gap"),
        ("외곬", "oegol"), ("핥다", "halda"), ("읊다", "eupda"), ("굳히다", "guchida"), ("붙이다", "buchida"),
        ("벚꽃", "beotkkot"), ("속리산", "songnisan"), ("협력", "hyeomnyeok"), ("국립", "gungnip"),
        ("대통령", "daetongnyeong"), ("심리", "simni"), ("음력", "eumnyeok"), ("같은", "gateun"),
        ("옷이", "osi"), ("옷 안", "ot an"), ("첫사랑", "cheotsarang"), ("햇살", "haetsal"),
        ("설날", "seollal"), ("실내", "sillae"), ("줄넘기", "julleomgi"), ("꿈이야", "kkumiya"),
        ("밤하늘", "bamhaneul"), ("그립다", "geuripda"), ("괜찮아", "gwaenchana"), ("많이", "mani"),
        ("앓다", "alta"), ("끓는", "kkeulleun"), ("꽃말", "kkonmal"), ("밭일", "bannil"), ("첫눈", "cheonnun"),
        ("믿는", "minneun"), ("십육", "simnyuk"), ("서울역", "seoullyeok"), ("물약", "mullyak"),
        ("축하", "chukha"), ("착하다", "chakada"), ("막혀", "makyeo"), ("잡히다", "japida"),
        ("밟는", "bamneun"), ("밟아", "balba"), ("국가권력", "gukgagwollyeok"),
        ("생산량은", "saengsannyangeun"), ("주원료", "juwollyo"), ("풀잎", "pullip"),
        ("강남역", "gangnamnyeok"), ("집안일", "jibannil"), ("색연필", "saengnyeonpil"), ("괴롭힌", "goeropin"),
        ("무슨일", "museunnil"), ("사랑한다", "saranghanda"), ("인류", "illyu"), ("난로가", "nalloga"),
    ],
)  # fmt: skip
def test_korean(text: str, expected: str) -> None:
    assert one(text, "ko") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ты и я", "Ty i ya"), ("её ещё ёлка", "yeyë yeshchë yëlka"), ("съезд, объём, семья", "s”yezd, ob”yëm, sem’ya"),
        ("Его мечта", "Yego mechta"), ("хорошо́ — щи", "khoroshó — shchi"), ("цирк, чай, жук", "tsirk, chay, zhuk"),
    ],
)  # fmt: skip
def test_russian(text: str, expected: str) -> None:
    assert one(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Καλημέρα κόσμε", "Kalimera kosme"), ("ευχαριστώ, αύριο", "efcharisto, avrio"), ("μπαίνω στον ουρανό", "baino ston ourano"),
        ("άγγελος, Θάλασσα", "angelos, Thalassa"),
    ],
)  # fmt: skip
def test_greek(text: str, expected: str) -> None:
    assert one(text, "el") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بَيْتٌ كَبِيرٌ", "baytun kabīrun"), ("الشَّمْسُ", "aš-šamsu"), ("القَمَرُ", "al-qamaru"), ("فِي الدَّارِ", "fi d-dāri"), ("أَنَا، أَنْتَ؟", "anā, anta?"),
        ("وَالْوَرْدُ", "wa-l-wardu"), ("مُدَرِّسَةٌ", "mudarrisatun"),
    ],
)  # fmt: skip
def test_arabic_with_its_vowels(text: str, expected: str) -> None:
    assert one(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("صباح الخير يا حبيبي", "ar"),
        ("שלום עולם", "he"),
        ("hola qué tal", "es"),
        ("", "ja"),
        ("1 2 3", "ko"),
        ("東京", "ko"),
    ],
)
def test_what_a_machine_cannot_read(text: str, language: str) -> None:
    assert readings.reading([text], language) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("カッパ", "kappa"), ("マッチ", "matchi"), ("シンヨウ", "shin'you"), ("シンブン", "shinbun"), ("キョー", "kyō"), ("ジャズ", "jazu"),
        ("ティー", "tī"), ("ファン", "fan"), ("アッ", "a"), ("チェロ", "chero"), ("ウォ", "uo"), ("ヴァ", "va"), ("", ""), ("ー", ""),
        ("グァバ", "gwaba"), ("ヲ", "o"), ("LOVE", "LOVE"), ("ャ", "ya"),
    ],
)  # fmt: skip
def test_kana(text: str, expected: str) -> None:
    assert kana(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("私は海を見た。", "watashi wa umi o mita."), ("東京へ行こう！", "tōkyō e ikō!"), ("先生と小さな犬", "sensei to chiisana inu"),
        ("歌っている「夢」", "utatte iru “yume”"), ("コーヒーを飲んで", "kōhī o nonde"),
    ],
)  # fmt: skip
def test_japanese(text: str, expected: str) -> None:
    assert one(text, "ja") == expected


# Spaces aren't compared.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("何もない", "nani mo nai"), ("何か言って", "nani ka itte"), ("何が", "nani ga"), ("何を", "nani o"),
        ("何で", "nande"), ("何と言う", "nan to iu"), ("何の", "nan no"), ("何人", "nannin"),
        ("何度も", "nando mo"), ("何年", "nannen"), ("何時", "nanji"), ("何ですか", "nan desu ka"),
        ("何だ", "nan da"), ("何に", "nani ni"), ("何より", "nani yori"), ("何かが", "nani ka ga"),
        ("何色", "nani iro"), ("何でもない", "nandemo nai"), ("何処", "doko"), ("三日月", "mikazuki"),
        ("一週間", "isshūkan"), ("三百", "sanbyaku"), ("八百", "happyaku"), ("六百", "roppyaku"),
        ("一人", "hitori"), ("二人", "futari"), ("三人", "sannin"), ("一つ", "hitotsu"), ("二つ", "futatsu"),
        ("一日", "ichinichi"), ("三日", "mikka"), ("二十歳", "hatachi"), ("二十日", "hatsuka"),
        ("六本", "roppon"), ("一本", "ippon"), ("三本", "sanbon"), ("二本", "nihon"), ("一杯", "ippai"),
        ("一歩", "ippo"), ("三歩", "sanpo"), ("十分", "juppun"), ("一分", "ippun"), ("三分", "sanpun"),
        ("一匹", "ippiki"), ("三匹", "sanbiki"), ("一回", "ikkai"), ("六回", "rokkai"), ("八回", "hakkai"),
        ("十回", "jukkai"), ("一個", "ikko"), ("一冊", "issatsu"), ("一歳", "issai"), ("八歳", "hassai"),
        ("一度", "ichido"), ("一番", "ichiban"), ("一年", "ichinen"), ("一緒に", "issho ni"), ("一生", "isshō"),
        ("一瞬", "isshun"), ("一言", "hitokoto"), ("一晩", "hitoban"), ("一目", "hitome"),
        ("一粒", "hitotsubu"), ("一月", "ichigatsu"), ("一ヶ月", "ikkagetsu"), ("三千", "sanzen"),
        ("八千", "hassen"), ("一万", "ichiman"), ("千年", "sennen"), ("百年", "hyakunen"), ("四月", "shigatsu"),
        ("九月", "kugatsu"), ("七月", "shichigatsu"), ("四時", "yoji"), ("九時", "kuji"), ("七時", "shichiji"),
        ("四年", "yonen"), ("四人", "yonin"), ("七人", "shichinin"), ("一羽", "ichiwa"), ("一階", "ikkai"),
        ("三階", "sangai"), ("一発", "ippatsu"), ("一足", "issoku"), ("一枚", "ichimai"), ("一秒", "ichibyō"),
        ("一時間", "ichijikan"), ("一分間", "ippunkan"), ("六月", "rokugatsu"), ("今日", "kyō"),
        ("明日", "ashita"), ("毎日", "mainichi"), ("日々", "hibi"), ("一日中", "ichinichijū"),
        ("五日", "itsuka"), ("八日", "yōka"), ("十日", "tōka"), ("二日", "futsuka"),
        ("一日の朝", "ichinichi no asa"), ("十四日", "jūyokka"), ("二十四日", "nijūyokka"), ("六日", "muika"),
        ("九日", "kokonoka"), ("二十四時間", "nijūyojikan"), ("二つの心", "futatsu no kokoro"),
        ("百本", "hyappon"), ("一千", "issen"), ("一軒", "ikken"), ("一曲", "ikkyoku"), ("一滴", "itteki"),
        ("一頭", "ittō"), ("一通", "ittsū"), ("一着", "itchaku"), ("三杯", "sanbai"),
        ("ｶﾞﾗｽの靴", "garasu no kutsu"), ("ﾗﾌﾞｿﾝｸﾞ", "rabu songu"), ("3人", "sannin"), ("１０年", "jūnen"),
        ("三日間", "mikkakan"), ("二日間", "futsukakan"), ("日曜日", "nichiyōbi"), ("一昨日", "ototoi"),
        ("昨日", "kinō"), ("二日酔い", "futsukayoi"), ("数日", "sūjitsu"), ("何日も", "nannichi mo"),
        ("一緒", "issho"), ("一番星", "ichibanboshi"), ("一体", "ittai"), ("一気に", "ikki ni"),
        ("一斉に", "issei ni"), ("唯一", "yuiitsu"), ("一面の花", "ichimen no hana"), ("三角", "sankaku"),
        ("三月", "sangatsu"), ("一番好き", "ichiban suki"), ("一つだけ", "hitotsu dake"),
        ("一歩ずつ", "ippo zutsu"), ("一枚の写真", "ichimai no shashin"), ("二度と", "nido to"),
        ("三度目", "sandome"), ("七色の虹", "nanairo no niji"), ("千の風", "sen no kaze"),
        ("百万回", "hyakumankai"), ("一億", "ichioku"), ("一万年", "ichimannen"), ("三十", "sanjū"),
        ("三十一日", "sanjūichinichi"), ("十二時", "jūniji"), ("十二月", "jūnigatsu"), ("十七歳", "jūnanasai"),
        ("十八歳", "jūhassai"), ("十九", "jūkyū"), ("二十一世紀", "nijūisseiki"), ("何千回", "nanzenkai"),
        ("何百回", "nanbyakkai"), ("何万回", "nanmankai"), ("何もかも", "nanimokamo"),
        ("何かしら", "nani kashira"), ("何だか", "nandaka"), ("何となく", "nantonaku"), ("何故", "naze"),
        ("何処か", "doko ka"), ("何時までも", "itsumademo"), ("何てこと", "nante koto"),
        ("何から", "nani kara"), ("何まで", "nani made"), ("何一つ", "nani hitotsu"),
        ("何度でも", "nando demo"), ("何回も", "nankai mo"), ("何番", "nanban"), ("何ヶ月", "nankagetsu"),
        ("何週間", "nanshūkan"), ("何本", "nanbon"), ("何杯", "nanbai"), ("何匹", "nanbiki"),
        ("何歳", "nansai"), ("何億", "nan'oku"), ("何言ってるの", "nani itteru no"),
        ("何してる", "nani shiteru"), ("何が何でも", "nani ga nandemo"), ("何ら", "nanra"),
        ("何で泣くの", "nande naku no"), ("一人きり", "hitorikiri"), ("一人一人", "hitorihitori"),
        ("二人で", "futari de"), ("三人で", "sannin de"), ("一本道", "ipponmichi"),
        ("一輪の花", "ichirin no hana"), ("一通の手紙", "ittsū no tegami"), ("一口", "hitokuchi"),
        ("一休み", "hitoyasumi"), ("一夏", "hitonatsu"), ("一筋の光", "hitosuji no hikari"), ("八つ", "yattsu"),
        ("四つ葉", "yotsuba"), ("一丁目", "itchōme"), ("三丁目", "sanchōme"), ("一等賞", "ittōshō"),
        ("一足早く", "hitoashi hayaku"), ("百円", "hyakuen"), ("四円", "yoen"), ("5分", "gofun"),
        ("10分", "juppun"), ("24時間", "nijūyojikan"), ("100回", "hyakkai"), ("2人", "futari"),
        ("1つ", "hitotsu"), ("1人", "hitori"), ("3つ", "mittsu"), ("1年", "ichinen"), ("一年生", "ichinensei"),
        ("四季", "shiki"), ("四葉", "yotsuba"), ("二階", "nikai"), ("八百屋", "yaoya"), ("十字路", "jūjiro"),
        ("五月", "gogatsu"), ("五月雨", "samidare"), ("七夕", "tanabata"), ("六つ", "muttsu"),
        ("九つ", "kokonotsu"), ("一時間半", "ichijikanhan"), ("半分", "hanbun"), ("一方", "ippō"),
        ("一言も", "hitokoto mo"), ("二言", "futakoto"), ("ﾊﾝｶｸ文字", "hankaku moji"), ("ﾊﾟﾝと", "pan to"),
    ],
)  # fmt: skip
def test_numbers_and_what(text: str, expected: str) -> None:
    assert one(text, "ja").replace(" ", "") == expected.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "九" * 40,
        "万億千",
        "〇〇日",
        "何十日",
        "何億本",
        "十百千人",
        "9" * 20 + "個",
        "何",
        "日",
        "一",
        "０日",
        "千羽",
        "１２３４５６７８９０１２３円",
    ],
)
def test_odd_numbers_are_read_too(text: str) -> None:
    pieces = readings.furigana(text)
    assert pieces is not None
    assert "".join(part for part, _ in pieces) == text
    assert one(text + "だ", "ja").endswith("da")


def test_furigana_of_numbers() -> None:
    assert readings.furigana("三日月と六本、ｶﾞﾗｽ") == [
        ("三日月", "みかづき"), ("と", ""), ("六", "ろっ"), ("本", "ぽん"), ("、", ""), ("ｶﾞﾗｽ", ""),
    ]  # fmt: skip


def test_furigana() -> None:
    assert readings.furigana("食べ物と 海!") == [
        ("食", "た"), ("べ", ""), ("物", "もの"), ("と", ""), ("海", "うみ"), ("!", ""),
    ]  # fmt: skip
    assert (
        "".join(text for text, _ in readings.furigana("夕焼けの坂、LOVE 2024年") or ()).replace(" ", "")
        == "夕焼けの坂、LOVE2024年"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你好，世界！", "nǐ hǎo, shì jiè!"), ("不是，不好", "bú shì, bù hǎo"), ("一个人，一起走", "yí gè rén, yì qǐ zǒu"), ("第一天", "dì yī tiān"),
        ("银行，行走", "yín háng, xíng zǒu"), ("妈妈谢谢你", "mā ma xiè xie nǐ"), ("哪儿", "nǎr"), ("我说：“走。”", "wǒ shuō: “zǒu.”"), ("唱 LOVE 歌", "chàng LOVE gē"),
    ],
)  # fmt: skip
def test_chinese(text: str, expected: str) -> None:
    assert one(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重来", "chóng lái"), ("从头再来一遍重来", "cóng tóu zài lái yí biàn chóng lái"),
        ("重新开始", "chóng xīn kāi shǐ"), ("我们重逢", "wǒ men chóng féng"), ("很重要", "hěn zhòng yào"),
        ("重复", "chóng fù"), ("沉重的心", "chén zhòng de xīn"), ("你的头发", "nǐ de tóu fà"),
        ("长发", "cháng fà"), ("发现", "fā xiàn"), ("我得走了", "wǒ děi zǒu le"),
        ("你得知道", "nǐ děi zhī dào"), ("我还得去", "wǒ hái děi qù"), ("跑得快", "pǎo de kuài"),
        ("爱得深", "ài de shēn"), ("得到", "dé dào"), ("记得", "jì de"), ("觉得", "jué de"),
        ("睡觉", "shuì jiào"), ("睡一觉", "shuì yí jiào"), ("睡不着觉", "shuì bù zháo jiào"),
        ("舍不得", "shě bu de"), ("慢慢地走", "màn màn de zǒu"), ("轻轻地唱", "qīng qīng de chàng"),
        ("大地", "dà dì"), ("土地", "tǔ dì"), ("在地上", "zài dì shàng"), ("长大", "zhǎng dà"),
        ("我长大了", "wǒ zhǎng dà le"), ("成长", "chéng zhǎng"), ("很长的路", "hěn cháng de lù"),
        ("了解", "liǎo jiě"), ("不了", "bù liǎo"), ("忘不了", "wàng bù liǎo"), ("受不了", "shòu bù liǎo"),
        ("走了", "zǒu le"), ("看着你", "kàn zhe nǐ"), ("睡着了", "shuì zháo le"), ("着急", "zháo jí"),
        ("穿着", "chuān zhe"), ("我都知道", "wǒ dōu zhī dào"), ("首都", "shǒu dū"), ("都市", "dū shì"),
        ("还有你", "hái yǒu nǐ"), ("还给你", "huán gěi nǐ"), ("还你", "huán nǐ"), ("还钱", "huán qián"),
        ("行走", "xíng zǒu"), ("银行", "yín háng"), ("一行泪", "yì háng lèi"), ("不行", "bù xíng"),
        ("音乐", "yīn yuè"), ("快乐", "kuài lè"), ("很便宜", "hěn pián yi"), ("方便", "fāng biàn"),
        ("好奇", "hào qí"), ("爱好", "ài hào"), ("好人", "hǎo rén"), ("你好", "nǐ hǎo"),
        ("只有你", "zhǐ yǒu nǐ"), ("一只猫", "yì zhī māo"), ("两只手", "liǎng zhī shǒu"),
        ("这只鸟", "zhè zhī niǎo"), ("为了你", "wèi le nǐ"), ("因为", "yīn wèi"), ("为什么", "wèi shén me"),
        ("成为", "chéng wéi"), ("以为", "yǐ wéi"), ("为你唱", "wèi nǐ chàng"), ("觉悟", "jué wù"),
        ("数星星", "shǔ xīng xing"), ("数字", "shù zì"), ("教我", "jiāo wǒ"), ("教室", "jiào shì"),
        ("空白", "kòng bái"), ("天空", "tiān kōng"), ("有空吗", "yǒu kòng ma"), ("一场雨", "yì cháng yǔ"),
        ("广场", "guǎng chǎng"), ("中国", "zhōng guó"), ("击中", "jī zhòng"), ("中毒", "zhòng dú"),
        ("假装", "jiǎ zhuāng"), ("放假", "fàng jià"), ("分开", "fēn kāi"), ("一分钟", "yì fēn zhōng"),
        ("处处", "chù chù"), ("到处", "dào chù"), ("相处", "xiāng chǔ"), ("相信", "xiāng xìn"),
        ("照相", "zhào xiàng"), ("曾经", "céng jīng"), ("倒下", "dǎo xià"), ("倒影", "dào yǐng"),
        ("为难", "wéi nán"), ("困难", "kùn nan"), ("灾难", "zāi nàn"), ("藏在心里", "cáng zài xīn lǐ"),
        ("西藏", "xī zàng"), ("似的", "shì de"), ("好像", "hǎo xiàng"), ("背着包", "bēi zhe bāo"),
        ("背后", "bèi hòu"), ("种子", "zhǒng zi"), ("种花", "zhòng huā"), ("调子", "diào zi"),
        ("应该", "yīng gāi"), ("答应", "dā ying"), ("回应", "huí yìng"), ("转身", "zhuǎn shēn"),
        ("旋转", "xuán zhuǎn"), ("散步", "sàn bù"), ("散了", "sàn le"), ("落下", "luò xià"),
        ("亲爱的", "qīn ài de"), ("弹琴", "tán qín"), ("子弹", "zǐ dàn"), ("当我", "dāng wǒ"),
        ("当作", "dàng zuò"), ("要求", "yāo qiú"), ("需要", "xū yào"), ("传说", "chuán shuō"),
        ("参加", "cān jiā"), ("更好", "gèng hǎo"), ("什么", "shén me"), ("怎么", "zěn me"),
        ("朋友", "péng you"), ("喜欢", "xǐ huan"), ("妈妈", "mā ma"), ("知道", "zhī dào"), ("东西", "dōng xi"),
        ("看一看", "kàn yi kàn"), ("一生一世", "yì shēng yí shì"), ("和平", "hé píng"), ("暖和", "nuǎn huo"),
        ("血", "xuè"), ("谁", "shéi"), ("那儿", "nàr"), ("露出", "lù chū"), ("薄荷", "bò he"),
        ("勉强", "miǎn qiǎng"), ("尽头", "jìn tóu"), ("尽管", "jǐn guǎn"), ("禁不住", "jīn bu zhù"),
        ("几乎", "jī hū"), ("几个", "jǐ gè"), ("间断", "jiàn duàn"), ("房间", "fáng jiān"), ("系统", "xì tǒng"),
        ("干杯", "gān bēi"), ("干净", "gān jìng"), ("能干", "néng gàn"), ("干什么", "gàn shén me"),
        ("结果", "jié guǒ"), ("冠军", "guàn jūn"), ("兴奋", "xīng fèn"), ("高兴", "gāo xìng"),
        ("宁愿", "nìng yuàn"), ("安宁", "ān níng"), ("朝阳", "zhāo yáng"), ("朝着", "cháo zhe"),
        ("单身", "dān shēn"), ("模样", "mú yàng"), ("圈圈", "quān quān"), ("省略", "shěng lüè"),
        ("胜利", "shèng lì"), ("教堂", "jiào táng"), ("教会我", "jiāo huì wǒ"), ("他长得高", "tā zhǎng de gāo"),
        ("记得你", "jì de nǐ"), ("值得", "zhí de"), ("懂得", "dǒng de"), ("不得不", "bù dé bù"),
        ("好得很", "hǎo de hěn"), ("我得到了", "wǒ dé dào le"), ("一个人得坚强", "yí gè rén děi jiān qiáng"),
        ("哭得像个孩子", "kū de xiàng gè hái zi"), ("天亮得早", "tiān liàng de zǎo"),
        ("总得有人", "zǒng děi yǒu rén"), ("他得了病", "tā dé le bìng"), ("快乐地唱歌", "kuài lè de chàng gē"),
        ("草地", "cǎo dì"), ("头髮", "tóu fà"), ("一隻貓", "yì zhī māo"), ("慢慢地長大", "màn màn de zhǎng dà"),
        ("睡不著", "shuì bù zháo"), ("看著你", "kàn zhe nǐ"), ("一会儿", "yí huìr"),
        ("一月一日", "yī yuè yī rì"),
        ("一行人", "yì xíng rén"), ("我好想你", "wǒ hǎo xiǎng nǐ"), ("都市的夜", "dū shì de yè"),
        ("他只是笑", "tā zhǐ shì xiào"), ("一只鸟儿", "yì zhī niǎo ér"), ("为谁流泪", "wèi shéi liú lèi"),
        ("成为英雄", "chéng wéi yīng xióng"), ("认为", "rèn wéi"), ("我行我素", "wǒ xíng wǒ sù"),
        ("不得了", "bù dé liǎo"), ("忘得了吗", "wàng de liǎo ma"), ("了却心愿", "liǎo què xīn yuàn"),
        ("一了百了", "yì liǎo bǎi liǎo"), ("重重的心事", "zhòng zhòng de xīn shì"), ("重点", "zhòng diǎn"),
        ("快乐的音乐", "kuài lè de yīn yuè"), ("乐队", "yuè duì"), ("着想", "zhuó xiǎng"),
        ("沿着河", "yán zhe hé"), ("着火了", "zháo huǒ le"), ("找不着你", "zhǎo bù zháo nǐ"),
        ("睡得着", "shuì de zháo"), ("很着急", "hěn zháo jí"), ("他长高了", "tā zhǎng gāo le"),
        ("长长的路", "cháng cháng de lù"), ("长城", "cháng chéng"), ("头发很长", "tóu fà hěn cháng"),
        ("发光", "fā guāng"), ("出发", "chū fā"), ("白发", "bái fà"), ("得意", "dé yì"),
        ("你非得走吗", "nǐ fēi děi zǒu ma"), ("不得不走", "bù dé bù zǒu"), ("得了冠军", "dé le guàn jūn"),
        ("觉得累", "jué de lèi"), ("感觉", "gǎn jué"), ("睡了一觉", "shuì le yí jiào"),
        ("数着星星", "shǔ zhe xīng xing"), ("无数次", "wú shù cì"), ("地球", "dì qiú"), ("天地", "tiān dì"),
        ("偷偷地看", "tōu tōu de kàn"), ("快乐地生活", "kuài lè de shēng huó"),
        ("大声地唱", "dà shēng de chàng"), ("都是你的", "dōu shì nǐ de"), ("还没有", "hái méi yǒu"),
        ("把书还给他", "bǎ shū huán gěi tā"), ("还我青春", "huán wǒ qīng chūn"), ("归还", "guī huán"),
        ("便利", "biàn lì"), ("随便", "suí biàn"), ("爱好和平", "ài hào hé píng"), ("好客", "hào kè"),
        ("干净的心", "gān jìng de xīn"), ("眼泪干了", "yǎn lèi gān le"),
        ("调皮", "tiáo pí"), ("音调", "yīn diào"), ("教我唱歌", "jiāo wǒ chàng gē"), ("相片", "xiàng piàn"),
        ("互相", "hù xiāng"), ("转圈圈", "zhuàn quān quān"), ("空空的", "kōng kōng de"), ("假如", "jiǎ rú"),
        ("暑假", "shǔ jià"), ("没空", "méi kòng"), ("担心", "dān xīn"), ("弹吉他", "tán jí tā"),
        ("散落", "sàn luò"), ("曲子", "qǔ zi"), ("弯曲", "wān qū"), ("歌曲", "gē qǔ"), ("处理", "chǔ lǐ"),
        ("看处", "kàn chù"), ("盛开", "shèng kāi"), ("宿命", "sù mìng"), ("星宿", "xīng xiù"),
        ("似乎", "sì hū"), ("熟悉", "shú xī"), ("薄雾", "bó wù"), ("露水", "lù shuǐ"), ("剥夺", "bō duó"),
        ("血液", "xuè yè"), ("挣扎", "zhēng zhá"), ("挣钱", "zhèng qián"), ("难受", "nán shòu"),
        ("角落", "jiǎo luò"), ("主角", "zhǔ jué"), ("宁可", "nìng kě"),
        ("模糊", "mó hu"), ("给我", "gěi wǒ"), ("供给", "gōng jǐ"), ("称心", "chèn xīn"),
        ("名称", "míng chēng"), ("反应", "fǎn yìng"),
        ("差不多", "chà bu duō"), ("出差", "chū chāi"), ("参差", "cēn cī"), ("的确", "dí què"),
        ("目的", "mù dì"), ("打的", "dǎ dī"), ("一场梦", "yì cháng mèng"), ("当真", "dàng zhēn"),
        ("当然", "dāng rán"), ("上当", "shàng dàng"), ("中间", "zhōng jiān"), ("看中", "kàn zhòng"),
        ("扎着辫子", "zā zhe biàn zi"), ("传奇", "chuán qí"), ("自传", "zì zhuàn"), ("朝霞", "zhāo xiá"),
        ("朝向", "cháo xiàng"), ("乘", "chéng"), ("累了", "lèi le"), ("积累", "jī lěi"),
        ("一种感觉", "yì zhǒng gǎn jué"), ("种一棵树", "zhòng yì kē shù"), ("量一量", "liáng yi liáng"),
        ("重量", "zhòng liàng"),
    ],
)  # fmt: skip
def test_characters_with_several_readings(text: str, expected: str) -> None:
    assert one(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"), [("नमस्ते", "hi", "namaste"), ("Привіт", "uk", "Privit"), ("გული", "ka", "guli")]
)
def test_other_scripts(text: str, language: str, expected: str) -> None:
    assert one(text, language) == expected


def words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c != "\u0301" or "ǐ" in text)
    return re.findall(r"[\w’'ʾʿ-]+", unicodedata.normalize("NFC", plain))


# The share of words that the machine reads as we did by hand; numbers and hamzas are what it misses.
@pytest.mark.parametrize(
    ("slug", "share"), [("uri", 1), ("na-dorozhku", 1), ("tadaima", 0.96), ("sabah-al-khayr", 0.95), ("bie-song-le", 1)]
)
def test_beside_the_songbooks_own(slug: str, share: float) -> None:
    folder = SONGS / slug
    language = tomllib.loads((folder / "song.toml").read_text(encoding="utf-8"))["language"]
    lines = sung(detect.read((folder / "lyrics.lrc").read_bytes())).lines
    layer = readings.reading([line.text for line in lines], language)
    assert layer is not None
    gold = tomllib.loads((folder / "reading.toml").read_text(encoding="utf-8"))[layer.name]["lines"]
    ours, theirs = words(" ".join(layer.lines)), words(" ".join(gold))
    if language == "zh":  # words are joined by hand; the sounds are what counts
        ours, theirs = list("".join(ours)), list("".join(theirs))
    same = sum(block.size for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks())
    assert same / max(len(ours), len(theirs)) >= share


def test_a_song_gets_a_reading_only_where_it_has_none() -> None:
    bare = Lyrics((Line("밤이"), Line("")))
    made = readings.with_reading(bare, "ko")
    assert made.layers == (Layer("reading", "ko", ("bami", ""), True, "romaja"),)
    assert readings.with_reading(made, "ko") == made
    by_hand = Lyrics(bare.lines, (Layer("reading", "ko", ("pami", "")),))
    assert readings.with_reading(by_hand, "ko") == by_hand
    assert readings.without_machine_reading(made) == bare
    assert readings.without_machine_reading(by_hand) == by_hand
    spanish = Lyrics((Line("la noche"),))
    assert readings.with_reading(spanish, "es") == spanish


@pytest.mark.parametrize(("text", "language"), [("밤" * 12_001, "ko"), ("ﷺ" * 1000, "ar")])
def test_what_is_longer_than_songs_are_is_not_spelled_out(text: str, language: str) -> None:
    assert readings.reading([text], language) is None


def test_latin_lines_need_no_reading() -> None:
    layer = readings.reading(["밤이 온다", "oh yeah yeah", ""], "ko")
    assert layer is not None
    assert layer.lines == ("bami onda", "", "")
    assert readings.reading(["la noche es muy larga y no termina nunca", "밤"], "es") is None


def test_nothing_heavy_is_loaded_before_a_song_needs_it() -> None:
    code = "import sys, canary.lyrics.readings.machine; print([x for x in ('fugashi', 'pypinyin', 'uroman') if x in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_without_the_extras_there_is_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "fugashi",
        "pypinyin",
        "canary.lyrics.readings.japanese",
        "canary.lyrics.readings.pinyin",
    ):
        monkeypatch.setitem(sys.modules, name, None)
    load.cache_clear()
    assert readings.reading(["海へ"], "ja") is None
    assert readings.reading(["月亮"], "zh") is None
    assert readings.furigana("海へ") is None
    load.cache_clear()
