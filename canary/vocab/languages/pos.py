"""Guesses, roughly, the part of speech of a content word from its form, its lemma and the word before it."""

from functools import cache

_ENDINGS = {
    "es": ("ar", "er", "ir", "ír"),
    "pt": ("ar", "er", "ir", "or"),
    "fr": ("er", "ir", "re", "oir"),
    "it": ("are", "ere", "ire", "rre"),
}
_ADVERBS = {
    "es": ("mente",),
    "pt": ("mente",),
    "it": ("mente",),
    "fr": ("ément", "amment", "emment", "ement"),
    "en": ("ly",),
}
_ADJECTIVES = {
    "es": ("oso", "ivo", "ble", "ico", "esco", "ante", "iente", "ísimo"),
    "pt": ("oso", "ivo", "vel", "ico", "ante", "íssimo"),
    "it": ("oso", "ivo", "bile", "ico", "issimo", "ante"),
    "fr": ("eux", "if", "able", "ible", "ique", "ant", "el"),
    "en": ("ful", "less", "ous", "ive", "able", "ible", "ic", "ish", "some"),
    "de": ("ig", "lich", "isch", "bar", "sam", "los", "voll", "haft"),
}
_LISTS = {
    "es": {
        "VERB": "ir reír oír",
        "NOUN": (
            "mar lugar hogar mujer collar azúcar altar bar par placer taller alquiler carácter líder "
            "militar ser deber poder amanecer atardecer cantar pesar bienestar porvenir elixir nácar "
            "lunar"
        ),
        "ADJ": (
            "bueno malo grande gran buen mal pequeño nuevo viejo joven bonito lindo feliz triste solo "
            "largo alto bajo fuerte débil blanco negro rojo azul verde amarillo gris claro oscuro dulce "
            "cierto mejor peor mayor menor primero último mismo libre loco lleno vacío frío caliente rico "
            "pobre difícil fácil hermoso guapo popular familiar"
        ),
        "ADV": (
            "ayer cerca lejos arriba abajo adelante atrás pronto tarde temprano despacio quizá quizás "
            "dentro fuera juntos acaso apenas además mañana"
        ),
    },
    "fr": {
        "NOUN": (
            "mer hiver fer soir espoir désir plaisir souvenir avenir papier janvier premier dernier "
            "métier quartier cuir miroir rire amour ombre rue heure arbre chambre fenêtre terre lettre "
            "lumière rivière prière fleur père mère frère vie maître ventre centre monstre livre verre "
            "pierre guerre manière moment sentiment vêtement"
        ),
        "ADJ": (
            "bon beau belle grand petit nouveau vieux jeune joli heureux triste seul long haut bas fort "
            "faible blanc noir rouge bleu vert jaune gris clair doux premier dernier même libre fou plein "
            "vide froid chaud riche pauvre difficile facile autre vrai faux cher léger"
        ),
        "ADV": (
            "hier demain aujourd'hui loin près partout ailleurs ensemble vite tard tôt souvent parfois "
            "jadis dedans dehors presque peut-être enfin ensuite d'abord d'ailleurs"
        ),
    },
    "it": {
        "ADJ": (
            "buono bello brutto grande piccolo nuovo vecchio giovane felice triste solo lungo alto basso "
            "forte bianco nero rosso blu verde giallo dolce stesso libero pieno freddo caldo vero"
        ),
        "NOUN": "mare cuore amore sole piacere dovere potere essere",
        "ADV": (
            "ieri domani oggi lontano vicino insieme presto tardi forse dentro fuori adesso stasera stanotte "
            "stamattina via tuttavia davvero intorno lassù laggiù quaggiù ovunque"
        ),
    },
    "pt": {
        "VERB": "ir pôr",
        "NOUN": "mar lugar lar mulher colher prazer amor cor flor dor calor sabor valor senhor favor poder",
        "ADJ": (
            "bom boa mau grande pequeno novo velho jovem bonito lindo feliz triste só longo alto baixo "
            "forte branco preto vermelho azul verde doce mesmo livre cheio frio quente melhor pior maior"
        ),
        "ADV": "ontem amanhã longe perto dentro fora juntos talvez cedo tarde cá lá ali embora aí demais sim assim",
    },
    "en": {
        "VERB": (
            "go come get make take give know think say see look want need feel find tell ask try call "
            "keep let leave hold run walk turn stand sit fall lose win live die sing dance cry laugh "
            "smile talk speak hear listen wait stay follow bring send believe remember forget forgive lie "
            "sleep wake dream hope wish miss break burn fly ride drive eat drink write read learn teach "
            "begin start stop end meet kiss hurt pray swear mean seem become happen care choose fight "
            "hide kill save shine sink swim throw touch understand wear wonder"
        ),
        "ADJ": (
            "good bad great big small little long short high low old young new happy sad lonely alone "
            "true false right wrong real free full empty cold hot warm cool dark light bright blue red "
            "green white black grey yellow strong weak sweet soft hard easy dead alive blind deaf crazy "
            "mad sorry glad afraid sure ready late early fast slow deep wide rich poor dear fine nice "
            "pretty beautiful ugly wild same other last first next only own better best worse worst many "
            "much few more most clean dirty sick tired hungry silent quiet loud golden broken lost"
        ),
        "ADV": (
            "away back home tonight today tomorrow yesterday maybe perhaps together forever once twice "
            "soon later almost enough far instead somewhere anywhere everywhere nowhere else anymore "
            "apart ahead already yet often sometimes"
        ),
    },
    "de": {
        "ADJ": (
            "gut schlecht groß klein neu alt jung schön hässlich lang kurz hoch tief stark schwach weiß "
            "schwarz rot blau grün gelb grau hell dunkel süß frei voll leer kalt warm heiß reich arm "
            "schwer leicht wahr falsch tot müde krank gesund still laut allein weit nah fremd wild ander "
            "erst letzt nächst ganz lieb klar schnell langsam viel wenig eigen rein fein"
        ),
        "ADV": (
            "hin her heim fort weg zurück zusammen vielleicht morgen damals oft manchmal draußen drinnen "
            "oben unten links rechts daheim überall nirgendwo irgendwo einmal niemals gern gerne bald "
            "fast genug weiter vorbei allein"
        ),
    },
}


@cache
def _listed(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pos, words in _LISTS.get(language, {}).items():
        for word in words.split():
            found.setdefault(word, pos)
    return found


def listed(form: str, lemma: str, language: str) -> str:
    """Return the class of a common word that has only one, by our short lists, or "" for others."""
    words = _listed(language)
    return words.get(lemma) or words.get(form, "")


def guess(form: str, lemma: str, language: str, before: str, capital: bool) -> str:
    """Return NOUN, VERB, ADJ or ADV for a lower-case form with a lemma.

    `before` is the part of speech of the previous word. `capital` says whether a German word is written with a capital,
    as nouns are.
    """
    after_article = before in {"DET", "NUM"}
    if language == "de":
        return _german(form, lemma, capital)
    listed = _listed(language).get(lemma) or _listed(language).get(form)
    if language == "en":
        return _english(form, lemma, before, listed)
    endings = _ENDINGS.get(language, ())
    if endings and lemma.endswith(endings) and len(lemma) > 2 and not (listed and (form == lemma or listed == "ADJ")):
        return "NOUN" if after_article and form == lemma else "VERB"
    if listed:
        return listed
    if form.endswith(_ADVERBS.get(language, ("\0",))) and not after_article and before not in {"ADJ", "ADP"}:
        return "ADV"
    if lemma.endswith(_ADJECTIVES.get(language, ("\0",))) and not after_article:
        return "ADJ"
    return "NOUN"


def _english(form: str, lemma: str, before: str, listed: str | None) -> str:
    verbal = form != lemma and form.endswith(("ing", "ed", "in'"))
    if listed in {"ADJ", "ADV"}:
        return listed
    if before == "DET":
        return "NOUN"
    if listed or verbal or before in {"AUX", "PART"}:
        return "VERB"
    if form.endswith("ly") and len(form) > 4:
        return "ADV"
    if lemma.endswith(_ADJECTIVES["en"]) and len(lemma) > 4:
        return "ADJ"
    if before == "PRON" and lemma != form + "s":
        return "VERB"
    return "NOUN"


def _german(form: str, lemma: str, capital: bool) -> str:
    listed = _listed("de").get(lemma.lower()) or _listed("de").get(form)
    if capital or lemma[:1].isupper():
        return "NOUN"
    if listed:
        return listed
    if lemma.endswith(_ADJECTIVES["de"]):
        return "ADJ"
    if lemma.endswith(("en", "ern", "eln", "tun")):
        return "VERB"
    return "ADJ" if form != lemma else "ADV"
