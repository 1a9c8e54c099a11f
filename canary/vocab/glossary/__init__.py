"""The core glossary: the concepts that songs need most, in ten languages, written for this project.

Each theme is a tab-separated file, each concept a line: `concept` (an English word, with the sense in brackets if it
has several), `pos` (NOUN VERB ADJ ADV INTJ), then en es fr de it pt ru ja ko zh. A cell has dictionary forms; synonyms
are separated by " / ", the commonest first. Nouns of languages with gender end in m, f, n, mf (both), pl (plural
only), "m pl" or "f pl". Japanese is `kanji[kana]`, Chinese `simplified[pinyin]` with dictionary tones, Portuguese is
Brazilian, and Russian has ё.

`aliases.tsv` has (language, form, lemma) for lemmas of analysers that dictionaries spell differently, and for variants
of a word in the glossary.
"""
