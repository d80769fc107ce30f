"""The notebooks: made from the scripts beside them, and every cell runs on the sample data."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_they_are_what_the_scripts_say() -> None:
    spec = importlib.util.spec_from_file_location("write_notebooks", ROOT / "scripts" / "write_notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert [path.stem for path in NOTEBOOKS] == ["first_look", "funded_and_unfunded"]
    for path in NOTEBOOKS:
        assert module.notebook(path.with_suffix(".py").read_text("utf-8")) == path.read_text("utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.mkdtemp", lambda: str(tmp_path))
    names: dict[str, object] = {}
    printed = io.StringIO()
    cells = [each for each in json.loads(path.read_text("utf-8"))["cells"] if each["cell_type"] == "code"]
    with contextlib.redirect_stdout(printed):
        for cell in cells:
            exec(compile("".join(cell["source"]), path.name, "exec"), names)
    said = printed.getvalue()
    expected = {
        "first_look": ["# Les tiers-lieux dans les Hauts-de-France", "lieux** sont recensés"],
        # Of the made-up truth only the end of support changes anything.
        "funded_and_unfunded": ["funded_ever flatters funding", "funded not settled", "withdrawn more often"],
    }[path.stem]
    for words in expected:
        assert words in said, said[:600]
