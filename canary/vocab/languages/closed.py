"""Lists of each language's function words, which aren't offered for keeping. They were written by hand.

They're needed because dictionaries of forms confuse function words with other words. A form that is also a common
content word (Spanish "para", "nada") is classified by its main use in lyrics.
"""

from functools import cache

_CLASSES: dict[str, dict[str, str]] = {
    "es": {
        "NUM": "dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien mil",
        "DET": (
            "el la los las un una unos unas este esta estos estas ese esa esos esas aquel aquella "
            "aquellos aquellas mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra "
            "vuestros vuestras cada todo toda todos todas algún alguna algunos algunas ningún ninguna "
            "cualquier cualquiera ambos ambas cuyo cuya cuyos cuyas tanto tanta tantos tantas otro otra "
            "otros otras mucho mucha muchos muchas poco poca pocos pocas varios varias qué lo"
        ),
        "PRON": (
            "yo tú él ella ello ellos ellas usted ustedes nosotros nosotras vosotros vosotras vos me te "
            "se nos os le les mí ti sí conmigo contigo consigo que quien quienes quién quiénes cuál "
            "cuáles cual cuales esto eso aquello algo alguien nada nadie alguno ninguno mío mía míos mías "
            "tuyo tuya tuyos tuyas suyo suya suyos suyas uno éste ésta"
        ),
        "ADP": (
            "a ante bajo con contra de desde durante en entre hacia hasta mediante para por según sin "
            "sobre tras vía al del pa'"
        ),
        "CCONJ": "y e o u ni pero sino mas",
        "SCONJ": "porque pues si aunque mientras como cuando donde adonde",
        "AUX": (
            "soy eres es somos sois son era eras éramos eran fui fuiste fue fuimos fueron seré serás será "
            "seremos serán sería serías serían sea seas seamos sean fuera fueras fueran fuese ser siendo "
            "sido estoy estás está estamos están estaba estabas estaban estuve estuvo estuvieron estaré "
            "estará esté estés estén estar estando estado he has ha hemos habéis han había habías "
            "habíamos habían hubo hubiera hubieras hubiese habré habrá habría haya hayas hayan haber "
            "habido hay"
        ),
        "ADV": (
            "no ya muy más menos tan así también tampoco aquí ahí allí allá acá hoy ayer aún todavía "
            "siempre nunca jamás cuándo dónde cómo cuánto bien mal casi sólo solo luego entonces ahora "
            "después antes"
        ),
    },
    "fr": {
        "NUM": "deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent mille",
        "DET": (
            "le la les l' un une des du de la au aux ce cet cette ces mon ma mes ton ta tes son sa ses "
            "notre nos votre vos leur leurs chaque quel quelle quels quelles tout toute tous toutes aucun "
            "aucune quelque quelques plusieurs certains certaines"
        ),
        "PRON": (
            "je j' tu il elle on nous vous ils elles me m' te t' se s' lui eux moi toi soi y en ce c' ça "
            "cela ceci qui que qu' quoi dont où celui celle ceux celles celui-ci celle-ci celui-là "
            "celle-là rien personne quelqu'un chacun chacune lequel laquelle lesquels lesquelles -je -tu "
            "-il -elle -on -nous -vous -ils -elles -ce -moi -toi -lui -leur -le -la -les -y -en -t-il "
            "-t-elle -t-on -t'en -m'en -t'y -l'y y'"
        ),
        "ADP": (
            "à de d' en dans par pour sur sous avec sans chez vers entre contre depuis pendant dès jusque "
            "jusqu' malgré selon avant après derrière devant parmi hors"
        ),
        "CCONJ": "et ou mais ni car or donc",
        "SCONJ": "si s' comme quand lorsque lorsqu' puisque puisqu' quoique quoiqu'",
        "AUX": (
            "suis es est sommes êtes sont étais était étions étiez étaient fus fut fûmes furent serai "
            "seras sera serons serez seront serais serait seraient sois soit soyons soyez soient être "
            "étant été ai as a avons avez ont avais avait avions aviez avaient eus eut eurent aurai auras "
            "aura aurons aurez auront aurais aurait auraient aie aies ait aient avoir ayant eu"
        ),
        "ADV": (
            "ne n' pas plus jamais point guère très trop si aussi bien mal là ici encore déjà toujours "
            "peu moins tant comment pourquoi alors puis oui non"
        ),
    },
    "it": {
        "NUM": "due tre quattro cinque sette otto nove dieci undici dodici venti trenta cento mille",
        "DET": (
            "il lo la i gli le l' un uno una un' questo questa questi queste quest' quello quella quelli "
            "quelle quel quei quegli quell' mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro "
            "nostra nostri nostre vostro vostra loro ogni tutto tutta tutti tutte qualche alcuni alcune "
            "nessun nessuna altro altra altri altre molto molta molti molte"
        ),
        "PRON": (
            "io tu lui lei noi voi essi esse mi ti si ci vi lo li ne me te sé che chi cui quale quali ciò "
            "niente nulla nessuno qualcuno qualcosa m' t' s' c' v' gli gliel' quant'"
        ),
        "ADP": (
            "di a da in con su per tra fra del dello della dei degli delle dell' al allo alla ai agli "
            "alle all' dal dallo dalla dai dagli dalle dall' nel nello nella nei negli nelle nell' sul "
            "sullo sulla sui sugli sulle sull' col coi d' senza sotto sopra verso fino contro dentro "
            "fuori dopo prima"
        ),
        "CCONJ": "e ed o od ma né però oppure",
        "SCONJ": "se perché come quando mentre benché dove",
        "AUX": (
            "sono sei è siamo siete ero eri era eravamo erano fui fosti fu fummo furono sarò sarai sarà "
            "saremo saranno sarei sarebbe sia siano fossi fosse fossero essere essendo stato stata stati "
            "state ho hai ha abbiamo avete hanno avevo avevi aveva avevano ebbi ebbe avrò avrai avrà "
            "avranno avrei avrebbe abbia abbiano avessi avesse avere avendo avuto"
        ),
        "ADV": "non più già mai ancora sempre così molto tanto poi qui qua lì là anche ora bene male solo",
    },
    "pt": {
        "NUM": "dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta cem mil",
        "DET": (
            "o a os as um uma uns umas este esta estes estas esse essa esses essas aquele aquela aqueles "
            "aquelas meu minha meus minhas teu tua teus tuas seu sua seus suas nosso nossa nossos nossas "
            "cada todo toda todos todas algum alguma alguns algumas nenhum nenhuma outro outra outros "
            "outras muito muita muitos muitas qualquer"
        ),
        "PRON": (
            "eu tu ele ela nós vós eles elas você vocês cê ocê "
            "me te se lhe lhes mim ti si comigo contigo que "
            "quem qual quais isto isso aquilo algo alguém ninguém nada tudo onde dele dela deles delas "
            "nele nela"
        ),
        "ADP": (
            "de a em por para com sem sob sobre entre até desde contra do da dos das no na nos nas ao à "
            "aos às pelo pela pelos pelas num numa pra pro dum duma neste nesta nesse nessa deste desta "
            "desse dessa"
        ),
        "CCONJ": "e ou mas nem",
        "SCONJ": "porque se como quando embora pois enquanto",
        "AUX": (
            "sou és é somos são era eras éramos eram fui foi fomos foram serei será seremos serão seria "
            "seriam seja sejam fosse fossem ser sendo sido estou está estamos estão estava estavam esteve "
            "esteja estar estando hei há havia haver tem têm tinha tinham"
        ),
        "ADV": (
            "não já mais menos muito tão assim também aqui ali lá hoje ontem ainda sempre nunca só bem "
            "mal depois antes agora"
        ),
    },
    "en": {
        "NUM": "two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand million",
        "DET": (
            "the a an this that these those my your his her its our their every each some any no all both "
            "either neither such what which whose another"
        ),
        "PRON": (
            "i you he she it we they me him us them mine yours hers ours theirs myself yourself himself "
            "herself itself ourselves themselves who whom whoever something anything nothing everything "
            "someone anyone everyone somebody anybody nobody everybody one ya ye y'all 'em u em"
        ),
        "ADP": (
            "of in on at by for with about against between into through during before after above below "
            "to from up down out off over under upon within without across along around behind beside "
            "near toward towards till until 'til per via despite beneath 'neath underneath beyond among outta o' "
            "except throughout"
        ),
        "CCONJ": "and or but nor n' 'n' 'n",
        "SCONJ": (
            "because if when while although though since unless whether as than 'cause cause cuz coz where whenever"
        ),
        "AUX": (
            "am is are was were be been being 'm 're 's has have had having 've 'd do does did don doesn "
            "didn can could may might must shall should will would 'll ca wo ai ought gonna wanna gotta shoulda "
            "coulda woulda musta hafta oughta don'tcha betcha"
        ),
        "PART": "not n't to",
        "ADV": (
            "so too very just then there here how why now never ever always also only well even still again really"
        ),
        "INTJ": "yes please okay ok hello goodbye bye",
    },
    "de": {
        "NUM": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend",
        "DET": (
            "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner "
            "keines mein meine meinen meinem meiner meines dein deine deinen deinem deiner deines sein "
            "seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren "
            "unserem unserer unseres unsre unsren unsrem unsres euer eure euren eurem dieser diese dieses "
            "diesen diesem jener jene jenes "
            "jeder jede jedes jeden jedem welcher welche welches welchen alle allen aller alles manche "
            "mancher einige einigen beide beiden viele vielen"
        ),
        "PRON": (
            "ich du er sie es wir mich dich ihn uns euch mir dir ihm ihnen sich man wer wen wem was etwas "
            "nichts jemand niemand selbst einander nix 's"
        ),
        "ADP": (
            "in an auf aus bei mit nach von zu zum zur im ins am ans beim vom fürs aufs durch für gegen "
            "ohne um bis seit über unter vor hinter neben zwischen wegen trotz während statt außer"
        ),
        "CCONJ": "und oder aber denn sondern doch",
        "SCONJ": "dass daß weil wenn ob als obwohl damit wie bevor nachdem falls",
        "AUX": (
            "bin bist ist sind seid war warst waren wart gewesen sei wäre wärst wären habe hab hast hat "
            "haben habt hatte hattest hatten hätte hättest hätten gehabt werde wirst wird werden werdet "
            "wurde wurden worden würde würdest würden kann kannst können könnt konnte konnten könnte muss "
            "musst müssen müsst musste mussten müsste darf darfst dürfen durfte soll sollst sollen sollte "
            "will willst wollen wollt wollte wollten mag magst mögen mochte möchte möchtest"
        ),
        "PART": "nicht zu ja nein doch",
        "ADV": (
            "so da hier dort dann nun nur noch schon auch mal sehr immer nie wieder jetzt heute gestern "
            "wo wann warum wieso ganz gar eben halt denn mehr"
        ),
    },
}
# Content words with more grammar than meaning. They aren't offered for keeping, because every beginner knows them.
_LIGHT = {
    "es": (
        "ser estar haber tener hacer ir poder querer deber decir dar ver saber cosa vez no ya muy más "
        "menos tan así también bien mal"
    ),
    "fr": (
        "être avoir faire aller pouvoir vouloir devoir dire chose fois ne pas plus très trop bien tout si "
        "aussi peu oui non là"
    ),
    "it": "essere avere fare andare potere volere dovere dire cosa volta non più già così molto bene",
    "pt": "ser estar ter haver fazer ir poder querer dever dizer coisa vez não já mais muito tão bem",
    "en": (
        "be have do go get can will would let make thing not so too very just then there here really gon wan cannot"
    ),
    "de": (
        "sein haben werden können müssen wollen sollen dürfen mögen machen gehen tun ding mal so da dann "
        "nur noch schon auch sehr"
    ),
    "ru": (
        "мой твой свой наш ваш этот тот весь сам самый такой какой который каждый быть мочь хотеть знать один "
        "так как там тут здесь уже еще только очень"
    ),
    "ko": "있다 없다 하다 되다 이다 아니다 같다 것 수 거 때 안 못",
    "zh": "像 没有 不会 不要 不能 就是 还是 这样 那样 一样",
    "ja": (
        "為る する 居る いる 有る ある 成る なる 其れ 事 物 者 様 方 "
        "時 所 言う 行く 来る 呉れる 見る 無い ない 良い そう こう どう もう まだ"
    ),
}


@cache
def _classes(language: str) -> dict[str, str]:
    # If a word is in several classes, the first one is used: "la" is an article rather than a pronoun.
    found: dict[str, str] = {}
    for pos, words in _CLASSES.get(language, {}).items():
        for word in words.split():
            found.setdefault(word, pos)
    return found


@cache
def _light(language: str) -> frozenset[str]:
    return frozenset(_LIGHT.get(language, "").split())


def function_class(form: str, language: str) -> str:
    """Return the part of speech of a lower-case function word ("DET", "PRON", "ADP", …), or "" for other words."""
    return _classes(language).get(form, "")


def function_forms(language: str) -> list[str]:
    """Return all forms of a language's function words, in lower case."""
    return list(_classes(language))


def is_light(lemma: str, language: str) -> bool:
    """Return whether a lemma is a light word, such as "be" or "do", which means too little to be worth keeping."""
    return lemma.casefold() in _light(language)
