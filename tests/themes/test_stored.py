"""Codings that ``themes code`` stores: used until it runs again, kept through ingests, never over those by hand."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.parquet as pq
import pytest

from places3t.themes.study import read_workshop
from places3t.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTES = "id;texte\n1;Pas d'argent pour le loyer.\n2;Le dernier bus part à 17 h.\n3;Les normes changent.\n"
HAND = "contribution;thème;codeur\n3;attractiveness;A\n"
OWN = """
[groups.x]
fr = 'x'
en = 'x'
[themes.bus]
group = 'x'
name_fr = 'Le bus'
name_en = 'The bus'
stems_fr = ['bus']
"""


@pytest.fixture
def study(tmp_path: Path, run: Callable) -> Path:
    (tmp_path / "notes.csv").write_text(NOTES, encoding="utf-8")
    (tmp_path / "hand.csv").write_text(HAND, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(OWN, encoding="utf-8")
    assert run("ingest", "notes.csv", "hand.csv", folder=tmp_path)[0] == 0
    return tmp_path


def table(study: Path) -> Path:
    return study / "data" / "processed" / "codings.parquet"


def given(study: Path) -> set[tuple[str, str, str]]:
    return set(pd.read_parquet(table(study))[["contribution_id", "theme", "coder"]].itertuples(index=False, name=None))


def counted(run: Callable, study: Path, *words: str) -> tuple[set[str], str]:
    _, out, err = run("indicators", "themes", "--format", "csv", *words, folder=study)
    frame = pd.read_csv(io.StringIO(out))
    return set(frame.loc[frame["indicator"] == "count", "code"]), "".join(frame["method"].unique()) + err


def test_without_stored_codings_the_bundled_codebook_speaks_and_the_method_says_so(study: Path, run: Callable) -> None:
    themes, method = counted(run, study)
    assert {"lack_of_money", "infrastructure_and_access", "attractiveness"} <= themes
    assert "the bundled one" in method
    assert "applied now" in method


def test_a_dry_run_writes_nothing(study: Path, run: Callable) -> None:
    before = table(study).read_bytes()
    code, out, _ = run("themes", "code", "--dry-run", "--codebook", "mine.toml", folder=study)
    assert code == 0
    assert set(pd.read_csv(io.StringIO(out))["theme"]) == {"bus", "attractiveness"}
    assert table(study).read_bytes() == before


def test_what_is_stored_is_used_and_said(study: Path, run: Callable) -> None:
    code, out, err = run("themes", "code", "--codebook", "mine.toml", folder=study)
    assert (code, out) == (0, "")
    assert "codings stored: 1 by the codebook, beside 1 made by hand" in err
    assert given(study) == {("3", "attractiveness", "A"), ("2", "bus", "codebook")}
    themes, method = counted(run, study)
    assert themes == {"bus", "attractiveness"}
    assert "mine.toml, codings stored" in method
    run("export", "codings", "--out", "codings.csv", folder=study)
    assert "bus" in (study / "codings.csv").read_text(encoding="utf-8-sig")
    # Another codebook on the line leaves the store as it is.
    assert run("themes", "missed", "--codebook", "mine.toml", folder=study)[0] == 0
    about = json.loads(pq.read_schema(table(study)).metadata[b"places3t"])
    assert about["codebook"]["text"] == OWN
    assert {each["source"] for each in about["sources"]} == {"notes.csv", "hand.csv"}


def test_twice_changes_nothing_and_an_ingest_keeps_it(study: Path, run: Callable) -> None:
    run("themes", "code", "--codebook", "mine.toml", folder=study)
    first = table(study).read_bytes()
    run("themes", "code", "--codebook", "mine.toml", folder=study)
    assert table(study).read_bytes() == first
    run("ingest", "notes.csv", "hand.csv", folder=study)
    assert table(study).read_bytes() == first


def test_a_contribution_that_comes_later_is_coded_by_the_stored_codebook(study: Path, run: Callable) -> None:
    run("themes", "code", "--codebook", "mine.toml", folder=study)
    (study / "notes.csv").write_text(NOTES.replace("1;Pas", "4;Un bus le soir.\n1;Pas"), encoding="utf-8")
    run("ingest", "notes.csv", folder=study)
    said = read_workshop(Workspace(study))
    assert set(said.themes["contribution_id"]) == {"2", "3", "4"}
    assert "themes code" in counted(run, study, "--only", "contribution_id=4")[1]
    # A contribution that is no more takes its codings along.
    (study / "notes.csv").write_text(NOTES.replace("2;Le dernier bus part à 17 h.\n", ""), encoding="utf-8")
    run("ingest", "notes.csv", folder=study)
    assert given(study) == {("3", "attractiveness", "A")}


def test_codings_by_hand_win_over_those_that_are_stored(study: Path, run: Callable) -> None:
    run("themes", "code", "--codebook", "mine.toml", folder=study)
    (study / "more.csv").write_text("contribution;thème;codeur\n2;norms;B\n", encoding="utf-8")
    run("ingest", "more.csv", folder=study)
    said = read_workshop(Workspace(study))
    assert set(said.themes.itertuples(index=False, name=None)) == {("3", "attractiveness", True), ("2", "norms", True)}
    assert ("2", "bus", "codebook") in given(study)


def test_a_codebook_edited_since_is_said(study: Path, run: Callable) -> None:
    own = study / "codebook.toml"
    own.write_text(OWN, encoding="utf-8")
    run("themes", "code", folder=study)
    assert "has changed" not in run("indicators", "themes", folder=study)[2]
    own.write_text(OWN.replace("['bus']", "['normes']"), encoding="utf-8")
    themes, _ = counted(run, study)
    assert themes == {"bus", "attractiveness"}
    assert "has changed since the codings were stored" in run("indicators", "themes", folder=study)[2]
    run("themes", "code", folder=study)
    assert ("3", "bus", "codebook") in given(study)


def test_points_that_changed_since_are_said(study: Path, run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    run("themes", "code", folder=study)
    assert "has changed" not in run("indicators", "themes", folder=study)[2]
    monkeypatch.setattr("places3t.themes.points.digest", lambda: "other")
    assert "has changed since the codings were stored" in run("indicators", "themes", folder=study)[2]
