"""The core glossary: the concepts that songs use most, in ten languages. It was written for this project.

Each theme is a tab-separated file, and each concept is a line. Its columns are `concept` (an English word, with the
sense in brackets if it has several), `pos` (NOUN VERB ADJ ADV INTJ), then en es fr de it pt ru ja ko zh. A cell has
dictionary forms; synonyms are separated by " / ", the commonest first. Nouns in languages with gender end in m, f, n,
mf (both), pl (plural only), "m pl" or "f pl". Japanese is written as `kanji[kana]`, and Chinese as
`simplified[pinyin]` with dictionary tones. Portuguese is Brazilian, and Russian has ё.

`aliases.tsv` has lines (language, form, lemma) for two kinds of forms: lemmas that an analyser spells differently from
the glossary, and variants of a word in the glossary.
"""
