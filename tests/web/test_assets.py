"""Static files are published once a build, and taken away by nobody but a server that starts."""

from pathlib import Path

from canary.web import assets


def test_publish_and_keep(tmp_path: Path) -> None:
    old = assets.publish("older", tmp_path)
    new = assets.publish("newer", tmp_path)
    assert (old / "css" / "base.css.br").is_file()
    assert (new / "css" / "base.css.gz").is_file()
    (new / "mark").touch()
    assert assets.publish("newer", tmp_path) == new
    assert (new / "mark").exists()
    assert sorted(path.name for path in (tmp_path / "static").iterdir()) == ["newer", "older"]
    assets.keep_only("newer", tmp_path)
    assert [path.name for path in (tmp_path / "static").iterdir()] == ["newer"]
