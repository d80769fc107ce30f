"""Small files that once broke ingest, or could: a clear refusal or a correct result, and every row accounted for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from places3t.errors import Refusal
from places3t.ingest import Options, check_files
from places3t.ingest.pipeline import stage_files

FOLDER = Path(__file__).parents[1] / "broken"
INDEX: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "index.toml").read_text(encoding="utf-8"))


def test_every_file_is_in_the_index() -> None:
    files = {path.name for path in FOLDER.iterdir() if not path.name.startswith(".")}
    assert files == {*INDEX, "index.toml"}


@pytest.mark.parametrize("name", INDEX)
def test_a_clear_refusal_or_a_correct_result(name: str) -> None:
    expected = INDEX[name]
    if "refusal" in expected:
        with pytest.raises(Refusal) as refused:
            check_files([FOLDER / name])
        assert refused.value.code == expected["refusal"]
        assert name in refused.value.sentence("fr")
        return
    done = check_files([FOLDER / name])
    (account,) = done.accounts
    assert [account.read, account.kept, account.merged, account.rejected] == expected["rows"]
    assert account.read == account.kept + account.merged + account.rejected
    assert set(expected.get("findings", ())) <= set(done.findings["code"])
    if "names" in expected:
        (staged,), _ = stage_files([FOLDER / name], Options(), None, None)
        assert staged.records["name"].tolist() == expected["names"]
