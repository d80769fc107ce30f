from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from places3t import workspace as module
from places3t.errors import Refusal
from places3t.workspace import Workspace, find, metadata

if TYPE_CHECKING:
    from pathlib import Path

TABLE = pa.table({"place_id": ["a", "b"]}).replace_schema_metadata({"places3t": json.dumps({"version": "9"})})
OTHER = pa.table({"place_id": ["c"]})


def digests(workspace: Workspace) -> dict[str, str]:
    files = workspace.processed.rglob("*.parquet")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_workspace_is_found_from_a_folder_below(workspace: Workspace) -> None:
    below = workspace.root / "notebooks" / "deep"
    below.mkdir(parents=True)
    assert find(below) == workspace


def test_no_workspace_around_a_folder(tmp_path: Path) -> None:
    assert find(tmp_path) is None


def test_making_it_again_keeps_the_settings(workspace: Workspace) -> None:
    settings = workspace.root / module.SETTINGS
    settings.write_text("# mine\n", encoding="utf-8")
    workspace.create()
    assert settings.read_text(encoding="utf-8") == "# mine\n"


def test_a_table_comes_back_with_its_metadata(workspace: Workspace) -> None:
    workspace.write({"places": TABLE})
    assert workspace.read("places").to_pydict() == {"place_id": ["a", "b"]}
    assert metadata(workspace.read("places")) == {"version": "9"}
    assert workspace.tables() == ["places"]


def test_rows_and_metadata_are_told_without_reading_the_table(workspace: Workspace) -> None:
    workspace.write({"places": TABLE, "funding": OTHER})
    assert (workspace.count("places"), workspace.about("places")) == (2, {"version": "9"})
    assert (workspace.count("funding"), workspace.about("funding")) == (1, {})
    workspace.table_path("places").write_bytes(b"PAR1 no more")
    for ask in (workspace.count, workspace.about):
        with pytest.raises(Refusal) as refused:
            ask("places")
        assert refused.value.code == "unreadable-table"


def test_the_same_table_gives_the_same_bytes(workspace: Workspace) -> None:
    workspace.write({"places": TABLE})
    first = digests(workspace)
    workspace.write({"places": TABLE})
    assert digests(workspace) == first


def test_tables_of_a_folder_are_apart(workspace: Workspace) -> None:
    workspace.write({"places": TABLE, "ingested/x": OTHER})
    assert workspace.tables() == ["places"]
    assert workspace.tables("ingested") == ["ingested/x"]


def test_a_table_is_removed_with_the_write(workspace: Workspace) -> None:
    workspace.write({"places": TABLE, "ingested/x": OTHER})
    workspace.write({"places": OTHER}, remove=["ingested/x"])
    assert workspace.tables("ingested") == []
    assert workspace.read("places").num_rows == 1


def test_a_write_cut_off_before_the_journal_leaves_the_store(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.write({"places": TABLE, "sources": TABLE})
    before = digests(workspace)

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(json, "dump", power_cut)
    with pytest.raises(KeyboardInterrupt):
        workspace.write({"places": OTHER, "sources": OTHER})
    monkeypatch.undo()
    with workspace.lock():
        pass
    assert digests(workspace) == before
    assert not list(workspace.processed.rglob("*.new"))


def test_a_write_cut_off_after_the_journal_is_ended_by_the_next_run(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.write({"places": TABLE, "sources": TABLE})
    monkeypatch.setattr(Workspace, "_finish", lambda _: None)
    workspace.write({"places": OTHER, "sources": OTHER})
    monkeypatch.undo()
    assert workspace.read("places").num_rows == 2
    with workspace.lock():
        assert workspace.read("places").num_rows == 1
        assert workspace.read("sources").num_rows == 1


def test_a_journal_cut_off_while_it_is_written_leaves_the_store(workspace: Workspace) -> None:
    workspace.write({"places": TABLE})
    (workspace.processed / "places.parquet.new").write_bytes(b"half")
    (workspace.processed / "commit.json").write_text('{"write": ["pla', encoding="utf-8")
    with workspace.lock():
        assert workspace.read("places").num_rows == 2
    assert not (workspace.processed / "commit.json").exists()


def test_two_runs_are_kept_apart(workspace: Workspace) -> None:
    with workspace.lock(), pytest.raises(Refusal) as refused, workspace.lock():
        pass
    assert refused.value.code == "locked"


def test_a_damaged_table_is_named(workspace: Workspace) -> None:
    workspace.table_path("places").write_bytes(b"not parquet")
    with pytest.raises(Refusal) as refused:
        workspace.read("places")
    assert "places" in str(refused.value)


def test_an_absent_table_says_what_to_do(workspace: Workspace) -> None:
    with pytest.raises(Refusal) as refused:
        workspace.read("places")
    assert "places3t ingest" in refused.value.sentence("en")
