"""Finds the lemmas of colloquial spellings and of pronouns: gonna, chuis, cê, ma.

Pronouns are listed because learners don't look them up under simplemma's lemmas: "son" for "ma", "sich" for "dich".
"""

from functools import cache

# For each language, lemmas with their spellings, as "lemma: spelling spelling; lemma: …".
_SPELLINGS = {
    "en": """
        can: ca; will: wo; shall: sha; be: ai 'm 're 's; not: n't; have: 've hafta; would: 'd woulda; could: coulda;
        should: shoulda; must: musta; go: gonna; want: wanna; get: gotta gotcha; let: lemme; give: gimme;
        because: 'cause cuz; until: 'til; they: 'em; and: an'; of: o'; kind: kinda; out: outta; you: ya y'all;
        know: dunno; try: tryna; good: better best; come: c'mon; do: don'tcha; bet: betcha; what: whatcha""",
    "es": "haber: hayas; para: pa' pa; nada: na'; todo: to'; adelante: pa'lante; estar: toy ta",
    "fr": """
        être: t'es chuis sommes; avoir: avions auras;
        oui: ouais; petit: p'tit p'tite; je: je j' -je; me: me m'; te: te t'; tu: tu -tu;
        se: se s';
        il: il -il -t-il; elle: elle -elle -t-elle; ils: ils -ils; elles: elles -elles; on: on -on -t-on; moi: moi -moi;
        toi: toi -toi; lui: lui -lui; nous: nous -nous; vous: vous -vous; y: y y' -y; mon: mon ma mes; ton: ton ta tes;
        son: son sa ses; notre: notre nos; votre: votre vos; aller: -t'en""",
    "de": """
        es: 's; ein: 'nen 'ne 'n 'ner 'nem; nichts: nix; haben: hab' hab; ich: ich mich mir; du: du dich dir;
        er: er ihn ihm;
        sie: sie ihnen; wir: wir uns; unser: unsre unsren unsrem unsres""",
    "pt": "você: cê ocê; um: uma umas; seu: suas; ser: eras",
}


def short(form: str, language: str) -> str:
    """Return the lemma of a lower-case form that is a colloquial spelling or a pronoun; "" for other words."""
    return _forms(language).get(form, "")


@cache
def _forms(language: str) -> dict[str, str]:
    rows = (row.partition(":") for row in _SPELLINGS.get(language, "").split(";"))
    return {form: lemma.strip() for lemma, _, forms in rows for form in forms.split()}
