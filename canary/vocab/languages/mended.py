"""Corrects lemmas of common forms that simplemma takes for forms of rare words (Spanish "vengo" of "vengar").

The forms were found by comparing the frequencies of forms and lemmas, and then checked one by one.
"""

from functools import cache

from canary.vocab.frequency import zipf

# Each form is followed by its lemma: "vayas" has the lemma "ir".
_PAIRS = {
    "es": (
        "vayas ir vayan ir "
        "sale salir salgo salir salgan salir salga salir sales salir flores flor amiga amigo amigas amigo afuera "
        "afuera basta bastar viva vivir vives vivir vivan vivir seria serio venga venir vengo venir vengan venir "
        "vengas venir segura seguro seguras seguro linda lindo lindas lindo dime decir verte ver verme ver verla "
        "ver verlo ver enferma enfermo ojala ojalá ultimo último ultima último jamas jamás osea osea frutas fruta "
        "señorita señorita vaca vaca vacas vaca opuesto opuesto cansada cansado cansado cansado ingles inglés "
        "musica música desnuda desnudo diosa diosa diste dar estrecha estrecho gafas gafas frio frío ancha ancho "
        "rota roto rotas roto sincera sincero contraria contrario doctora doctor zapatillas zapatilla bendiga "
        "bendecir brujas bruja numero número data dato alegra alegrar visto ver vista vista gracias gracias "
        "sientes sentir siento sentir siente sentir quepa caber ríe reír ríes reír ríen reír ven venir vente "
        "venir fui ir fuiste ir vete ir vámonos ir vamos ir voy ir luna luna cara cara nada nada boca boca falda "
        "falda cuento cuento como como cama cama rosa rosa rosas rosa abuelita abuela casita casa ratito rato "
        "poquito poco solita solo solito solo perdido perder"
    ),
    "it": (
        "digli dire fagli fare stagli stare "
        "detto dire detta dire detti dire vai andare danno dare rosa rosa rose rosa triste triste tristi triste "
        "volto volto farci fare farcela fare bianchi bianco scusate scusare scusa scusa stupido stupido bruno "
        "bruno argento argento subito subito morte morte serie serie lavori lavoro data data soldi soldi rifugio "
        "rifugio ritratto ritratto fidanzato fidanzato orecchie orecchio occhiali occhiali torto torto profumo "
        "profumo cavo cavo regali regalo divorzio divorzio pollo pollo gelato gelato incinta incinto tramonto "
        "tramonto ferie ferie fascino fascino deluso deludere discesa discesa chiacchiere chiacchiera brindisi "
        "brindisi filmato filmato rimaste rimanere gallo gallo bontà bontà disprezzo disprezzo martello martello "
        "drago drago mulino mulino rivolta rivolta porta porta vista vista attesa attesa sorpresa sorpresa "
        "stretta stretto dov' dove po' poco mezz' mezzo gran grande fin fino lacrime lacrima scorta scorta "
        "privato privato speso spendere visti vedere nati nascere diviso dividere pi più posa posa cola colare "
        "intimo intimo quadrato quadrato apparecchio apparecchio palo palo sorta sorta benissimo bene bellissima "
        "bello bellissimo bello"
    ),
    "pt": (
        "dói doer doem doer "
        "filha filho filhas filho república república quarta quarto certa certo certas certo esposa esposa "
        "esquerda esquerda quinta quinto amiga amigo amigas amigo começo começo garota garota garotas garota "
        "basta bastar vendo ver calma calma engraçado engraçado professora professor folha folha folhas folha "
        "cores cor prima prima coroa coroa bebida bebida presa prender primavera primavera fantasia fantasia "
        "papai papai fora fora rio rio rios rio música música músicas música cara cara caras cara falta falta "
        "fita fita comendo comer espada espada noiva noivo sagrado sagrado unhas unha vizinha vizinho barata "
        "barato eterna eterno loira loiro inveja inveja ira ira barba barba vazia vazio gata gato maluca maluco "
        "asa asa asas asa trevas trevas viúva viúva vivas vivo fruta fruta palma palma manga manga bruxa bruxa "
        "gelado gelado salgado salgado errado errado luta luta ajuda ajuda busca busca causa causa conta conta "
        "guarda guarda multa multa tema tema neblina neblina quer querer vale valer volta voltar melhores melhor "
        "feito fazer feita fazer feitos fazer primeira primeiro primeiras primeiro preso prender rosa rosa dele "
        "dele deles dele dita dizer mira mirar grávida grávido historia história musica música agua água "
        "desesperado desesperado quadrado quadrado irei ir gostoso gostoso saudades saudade beijinho beijo "
        "abelha abelha abelhas abelha brisa brisa brisas brisa melodia melodia melodias melodia flauta flauta "
        "bochecha bochecha bochechas bochecha moça moça moças moça cortina cortina cortinas cortina raposa raposa "
        "chaleira chaleira pegada pegada pegadas pegada verão verão verões verão encrenca encrenca"
    ),
    "fr": (
        "moyenne moyen prise prendre remise remettre reprise reprendre oeuvre œuvre sacré sacré copine copine "
        "fausse faux secondes seconde boite boîte voila voilà parait paraître tape taper voisine voisin vagues "
        "vague hélas hélas violente violent terrasse terrasse sales sale remplie remplir ouvrent ouvrir cendres "
        "cendre grise gris frites frite maudit maudit mise mettre fesses fesse chaussée chaussée torture torture "
        "paris paris adore adorer love love ris rire rit rire nouvelles nouvelle première premier première "
        "premier"
    ),
    "en": (
        "gone go wives wife stairs stairs masses mass stunning stunning playing play thinking think singing sing "
        "growing grow opus opus thought think left leave ringing ring bringing bring hanging hang longing long "
        "clinging cling broke break felt feel woke wake awoke awake spoke speak shook shake bent bend swore swear "
        "gotten get"
    ),
}
# English forms that are also other words; the word before them decides which one they are.
_AFTER_PRONOUN = {"rose": "rise", "shot": "shoot", "bore": "bear", "bit": "bite", "bound": "bind", "wound": "wind"}
_PLURALS = {"leaves": "leaf", "lives": "life", "calves": "calf", "halves": "half"}
_MORE_COMMON = 0.8  # how much commoner (in Zipf) the spelling without e must be to be preferred


@cache
def _table(language: str) -> dict[str, str]:
    words = _PAIRS.get(language, "").split()
    return dict(zip(words[::2], words[1::2], strict=True))


def mended(form: str, lemma: str, language: str) -> str:
    """Return the lemma of a lower-case form: simplemma's `lemma`, or a correction if it's known to be wrong."""
    if correct := _table(language).get(form):
        return correct
    if language == "en" and lemma.endswith("e") and form.endswith(("ing", "ed")):
        # simplemma adds an e: it takes "singing" for a form of "singe". The verb without e is used if it's commoner.
        bare = lemma[:-1]
        return bare if zipf(bare, "en") > zipf(lemma, "en") + _MORE_COMMON else lemma
    if language == "en" and lemma != form and lemma[-2:-1] == lemma[-1:] and zipf(lemma[:-1], "en") > zipf(lemma, "en"):
        return lemma[:-1]  # simplemma takes "travelling" for a form of "travell"
    return lemma


def in_sentence(form: str, lemma: str, before: str, language: str) -> str:
    """Return the lemma of a lower-case English form, corrected by the part of speech of the word before it.

    For example, "rose" in "she rose" is "rise", and "leaves" in "the leaves" is "leaf". In other languages, `lemma` is
    returned unchanged.
    """
    if language == "en" and before == "PRON":
        return _AFTER_PRONOUN.get(form, lemma)
    if language == "en" and before in {"DET", "ADJ", "NUM"}:
        return _PLURALS.get(form, lemma)
    return lemma
