"""The core glossary: the concepts that songs need most, in ten languages, written for this project.

One tab-separated file a theme, one line a concept: `concept` (an English word, with a sense in brackets where the
word has several), `pos` (NOUN VERB ADJ ADV INTJ), then en es fr de it pt ru ja ko zh. A cell holds dictionary forms;
synonyms are parted by " / ", the commonest first. Nouns of languages with gender end in m, f, n, mf (both), pl (plural
only), "m pl" or "f pl". Japanese is `kanji[kana]`, Chinese `simplified[pinyin]` with the dictionary's tones, Portuguese
as in Brazil, Russian with its ё.

`aliases.tsv` says (language, form, lemma) where analysers name a word otherwise than dictionaries do, and which
variants of a word mean the same as one that is held.
"""
