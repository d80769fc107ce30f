"""Cells that contradict each other: said where, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from places3t.findings import Findings, Place
from places3t.ingest import Options
from places3t.ingest.consistency import check_consistency
from places3t.ingest.pipeline import stage_files

if TYPE_CHECKING:
    from pathlib import Path

PLACE = Place("census.csv", "Sheet")


def checked(rows: dict[str, list[float | None]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    findings = Findings()
    frame = pd.DataFrame(rows, dtype="float64")
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return check_consistency(frame, PLACE, findings), findings.frame()


def test_shares_of_130_percent_are_set_aside_and_said_with_their_row() -> None:
    frame, found = checked({"public_share": [0.5, 0.9], "market_share": [0.4, 0.3], "reciprocity_share": [0.1, 0.1]})
    assert found[["code", "row", "got", "severity"]].to_numpy().tolist() == [["shares-not-whole", 3, "130 %", "error"]]
    assert frame.loc[3].isna().all()
    assert frame.loc[2].tolist() == [0.5, 0.4, 0.1]


@pytest.mark.parametrize("shares", [[0.5, 0.4, None], [0.33, 0.33, 0.33], [0.5, None, None], [None, None, None]])
def test_a_mix_with_a_gap_or_rounded_is_kept(shares: list[float | None]) -> None:
    frame, found = checked(
        {
            name: [share]
            for name, share in zip(("public_share", "market_share", "reciprocity_share"), shares, strict=True)
        }
    )
    assert found.empty
    assert frame.notna().sum().sum() == sum(share is not None for share in shares)


def test_a_sheet_of_budgets_in_thousands_is_multiplied_as_one_finding_says() -> None:
    frame, found = checked({"budget_eur": [120, 80, 45, 60, 90, 70], "staff_fte": [3, 2, 1, 1, 2, 0]})
    assert found["code"].tolist() == ["budget-in-thousands"]
    assert frame["budget_eur"].tolist() == [120_000, 80_000, 45_000, 60_000, 90_000, 70_000]
    assert "5" in found["expected"].iloc[0]


def test_one_budget_in_thousands_among_others_is_set_aside() -> None:
    frame, found = checked({"budget_eur": [120_000, 80, 45_000, 60_000], "staff_fte": [3, 2, 1, 1]})
    assert found[["code", "row", "column", "got"]].to_numpy().tolist() == [["budget-too-small", 3, "budget_eur", "80"]]
    assert frame["budget_eur"].isna().tolist() == [False, True, False, False]


def test_a_place_without_staff_may_have_a_small_budget() -> None:
    frame, found = checked({"budget_eur": [500.0], "staff_fte": [0.0]})
    assert found.empty
    assert frame["budget_eur"].tolist() == [500.0]


def test_a_file_is_checked_on_its_way_in(tmp_path: Path) -> None:
    census = tmp_path / "census.csv"
    census.write_text(
        "id;nom;commune;code postal;public_share;market_share;members_count\n"
        "1;L'Établi;Nantes;44000;90 %;40 %;12\n2;Le Phare;Brest;29200;50 %;50 %;-4\n",
        encoding="utf-8",
    )
    (staged,), _ = stage_files([census], Options(), None, None)
    found = staged.findings.set_index("code")
    assert found.loc["shares-not-whole", ["row", "got"]].tolist() == [2, "130 %"]
    assert found.loc["out-of-range", ["row", "column"]].tolist() == [3, "members_count"]
    assert staged.records["public_share"].isna().tolist() == [True, False]
    assert staged.records["members_count"].isna().tolist() == [False, True]
