"""Analysers that split text into tokens: one file for each language or group of languages, and their word lists."""
