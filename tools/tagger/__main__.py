"""Trains the models of word classes (for authors).

    python -m tools.tagger FOLDER            writes canary/vocab/languages/models/
    python -m tools.tagger FOLDER --check 5  measures on five folds of unseen sentences, and writes nothing

FOLDER has files such as es.jsonl.gz; see `tools/tagger/corpus.py` for their form.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from canary.vocab.analyse import untagged
from canary.vocab.languages import classes, tagger
from tools.tagger import corpus, training

MODELS = Path(tagger.__file__).resolve().parent / "models"


def main(arguments: list[str] | None = None) -> None:
    """Train or check the models of a folder's languages. Raises SystemExit with a sentence if that can't be done."""
    parser = argparse.ArgumentParser(prog="python -m tools.tagger", description="Train the models of word classes.")
    parser.add_argument("folder", type=Path, help="folder of sentences: es.jsonl.gz, …")
    parser.add_argument("languages", nargs="*", help="codes of languages, if not all of the folder: es fr …")
    parser.add_argument("--into", type=Path, default=MODELS, help="folder for the models")
    parser.add_argument("--check", type=int, default=0, metavar="FOLDS", help="only measure, on unseen sentences")
    asked = parser.parse_args(arguments)
    if asked.check == 1 or asked.check < 0:
        raise SystemExit("Give --check at least 2 folds.")
    for path in _paths(asked.folder, asked.languages):
        language = training.language_of(path)
        try:
            sentences = corpus.read(path, language)
        except (OSError, EOFError, ValueError) as error:
            raise SystemExit(f"{path} can't be read: {error}") from error
        if asked.check:
            print(_checked(sentences, language, asked.check), flush=True)
        else:
            asked.into.mkdir(parents=True, exist_ok=True)
            target = asked.into / f"{language}.crf"
            training.train(sentences, language, target)
            print(f"{target}: {target.stat().st_size / 1e6:.2f} MB from {len(sentences)} sentences", flush=True)


def _paths(folder: Path, languages: list[str]) -> list[Path]:
    found = {training.language_of(path): path for path in sorted(folder.glob("*.jsonl.gz"))}
    found.pop("", None)
    missing = [code for code in languages if code not in found]
    if missing or not found:
        raise SystemExit(
            f"{folder} has no sentences for {', '.join(missing) or 'any language'}: name files es.jsonl.gz."
        )
    return [path for code, path in found.items() if not languages or code in languages]


def _checked(sentences: list[corpus.Sentence], language: str, folds: int) -> str:
    """Return a line with the shares of right classes and lemmas by rules alone, and by models on unseen sentences."""
    count = 0
    rules, models = [0, 0], [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "model.crf"
        for fold in range(folds):
            training.train([s for n, s in enumerate(sentences) if n % folds != fold], language, target)
            tagger.load(language, target.read_bytes())
            unseen = sentences[fold::folds]
            plain = [untagged(sentence.text, language) for sentence in unseen]
            seen, *before = training.right(unseen, plain)
            _, *after = training.right(unseen, [classes.classed(found, language) for found in plain])
            count += seen
            rules = [a + b for a, b in zip(rules, before, strict=True)]
            models = [a + b for a, b in zip(models, after, strict=True)]
    shares = [f"{share / max(count, 1):.4f}" for share in (*rules, *models)]
    return (
        f"{language}: {count} content words; class {shares[0]} by rules, {shares[2]} by models; "
        f"lemma {shares[1]} and {shares[3]}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
