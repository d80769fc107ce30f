"""Reports for the public, attacked: nobody gets a count of one or two places back from what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from places3t.demo import make_demo
from places3t.indicators import ledger
from places3t.reports.output import Options
from places3t.reports.verify import verify
from places3t.reports.write import write_brief, write_report, write_themes
from places3t.typography import MARK

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.workspace import Workspace

REGION = "32"
TOTALS = {"Places", "Places measured", "Funding known", "Funded at some time", "Closures"}
OPTIONS = Options(("md",), public=True)


class Cell(NamedTuple):
    """A count in a table of a report: which report, table, column and row."""

    report: str
    table: int
    column: str
    row: str


def numbers(text: str) -> float | None:
    """Read a cell: its number; null where it is hidden."""
    plain = text.replace("*", "").replace(",", "").strip()
    return None if plain == MARK else float(plain) if re.fullmatch(r"[\d.]+", plain) else 0.0


def tables(text: str) -> list[list[list[str]]]:
    """Read the tables of a Markdown text: lines of cells, the header first."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", text + "\n", flags=re.MULTILINE)
    lines = [[re.split(r"(?<!\\)\|", line)[1:-1] for line in block.splitlines()] for block in blocks]
    return [[[cell.strip() for cell in line] for at, line in enumerate(block) if at != 1] for block in lines]


class Attack:
    """What a reader finds in the tables of some reports, and what adds up in them."""

    def __init__(self, folders: list[Path]) -> None:
        self.cells: dict[Cell, float | None] = {}
        self.sums: list[tuple[Cell | float, list[Cell]]] = []
        for folder in folders:
            text = (folder / "report.md").read_text(encoding="utf-8")
            for at, (header, *lines) in enumerate(tables(text)):
                for column in (each for each in header if each in TOTALS):
                    self._column(folder.name, at, column, [(line[0], line[header.index(column)]) for line in lines])

    def _column(self, report: str, table: int, column: str, lines: list[tuple[str, str]]) -> None:
        named = {Cell(report, table, column, row): numbers(text) for row, text in lines}
        self.cells |= named
        whole = [cell for cell in named if cell.row.startswith("**") or cell.row == "all together"]
        parts = [cell for cell in named if cell not in whole]
        if whole and not (column == "Places" and "unfunded" in column):
            self.sums.append((whole[0], parts))
        if column in {"Funding known", "Funded at some time"}:
            # Both tables of who is funded are of the same places.
            for other in [each for each in self.cells if each.report == report and each.column == column]:
                if other.table < table:
                    same = [each for each in self.cells if each[:3] == other[:3]]
                    if None not in [self.cells[each] for each in same]:
                        self.sums.append((sum(self.cells[each] or 0 for each in same), parts))

    def _value(self, cell: Cell | float) -> float:
        value = self.cells[cell] if isinstance(cell, Cell) else cell
        return value or 0.0

    def bounds(self, hidden: Cell) -> tuple[float, float]:
        """Find the least and the most that a hidden cell can be, knowing that a hidden one is not nothing."""
        unknown = [cell for cell, value in self.cells.items() if value is None]
        at = {cell: place for place, cell in enumerate(unknown)}
        rows, right = [], []
        for total, parts in self.sums:
            row, known = np.zeros(len(unknown)), 0.0
            for cell, sign in [*((part, 1.0) for part in parts), (total, -1.0)]:
                if isinstance(cell, Cell) and cell in at:
                    row[at[cell]] += sign
                else:
                    known += sign * self._value(cell)
            if row.any():
                rows.append(row)
                right.append(-known)
        goal = np.zeros(len(unknown))
        goal[at[hidden]] = 1.0
        low, high = (linprog(way * goal, A_eq=rows, b_eq=right, bounds=(1, None)) for way in (1, -1))
        return float(low.fun or 0), -float(high.fun or 0) if high.status == 0 else np.inf

    def got_back(self) -> list[Cell]:
        """List the hidden cells of which only one value is left."""
        hidden = [cell for cell, value in self.cells.items() if value is None]
        return [cell for cell in hidden if np.subtract(*self.bounds(cell)[::-1]) < 1 - 1e-6]


def territory_sums(attack: Attack) -> None:
    """A table of places by state counts a place in each state that it passes through: it does not add up."""
    states = {cell[:3] for cell in attack.cells if cell.row == "all together" and cell.column == "Places"}
    attack.sums = [each for each in attack.sums if each[1][0][:3] not in states]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The sample, ingested."""
    return make_demo(tmp_path_factory.mktemp("public") / "study")[0]


def write(study: Workspace, out: Path, options: Options) -> list[Path]:
    """Write the reports that a body would publish together; give their folders."""
    made = [write_report(study, code, "en", out, options) for code in (None, REGION)]
    made += [write_brief(study, "en", out, options), write_themes(study, "en", out, options)]
    return [paths[0].parent for paths in made]


@pytest.fixture(scope="module")
def published(study: Workspace, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The public reports."""
    return write(study, tmp_path_factory.mktemp("reports"), OPTIONS)


def test_no_hidden_count_can_be_computed_from_what_the_reports_show(published: list[Path]) -> None:
    attack = Attack(published)
    territory_sums(attack)
    hidden = [cell for cell, value in attack.cells.items() if value is None]
    assert len(hidden) > 10
    assert attack.got_back() == []


def test_without_what_is_hidden_besides_the_attack_succeeds(
    study: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "protect", lambda _, __, first, **___: np.array(first, dtype=np.bool_))
    folder = write_brief(study, "en", tmp_path, OPTIONS)[0].parent
    nation = write_report(study, None, "en", tmp_path, OPTIONS)[0].parent
    attack = Attack([folder, nation])
    territory_sums(attack)
    assert attack.got_back()


def test_no_table_shows_a_count_of_one_or_two(published: list[Path]) -> None:
    attack = Attack(published)
    assert not [cell for cell, value in attack.cells.items() if value in {1.0, 2.0} and cell.row != "Unknown"]


@pytest.mark.parametrize("name", ["territories", "isolation", "types", "density"])
def test_what_a_table_hides_its_csv_hides(published: list[Path], name: str) -> None:
    for folder in published[:2]:
        frame = pd.read_csv(folder / f"{name}.csv", encoding="utf-8-sig")
        out = frame["method"].str.startswith("hidden")
        assert frame.loc[out, ["value", "low", "high", "n"]].isna().all(axis=None)
        counts = frame.loc[frame["indicator"].isin(["places", "count"]) & ~out & (frame["group"] != "(not filled in)")]
        assert not counts["value"].isin([1.0, 2.0]).any()
        shares = frame[frame["indicator"].isin(["isolated_share", "share"]) & ~out]
        hits = (shares["value"] * shares["n"]).round()
        assert not hits.isin([1.0, 2.0]).any()
        # What a rate says of a count that is hidden is hidden with it.
        small = set(frame.loc[out & frame["indicator"].eq("places"), "code"])
        rates = frame[frame["code"].isin(small) & frame["indicator"].str.contains("per_100|share_of|quotient")]
        assert rates["value"].isna().all()


def test_one_place_abroad_is_not_got_back_from_shares_of_all_places(study: Workspace) -> None:
    from places3t.reports.parts import Study
    from places3t.reports.phrases import Phrases
    from places3t.tables import read_places, read_table

    places = read_places(study)
    abroad = places["country_code"].ne("FR") & places["status"].eq("open")
    one = places[~abroad | places.index.isin(places.index[abroad][:1])]
    findings, sources = (read_table(study, name) for name in ("findings", "sources"))
    made = Study(one, findings, sources, Phrases("en"), public=True)
    frame = made.density("region")
    shares = frame[frame["indicator"] == "share_of_places"]
    # A share and its count give all the places, and all less those of France the one abroad.
    assert shares["method"].str.startswith("hidden").all()
    france = made.density("country").query("code == 'FR' and indicator == 'places'")
    assert np.isfinite(france["value"]).all()


def test_a_public_map_names_no_place_and_shows_none_where_the_count_is_hidden(published: list[Path]) -> None:
    folder = published[1]
    points = pd.read_csv(folder / "map.csv", encoding="utf-8-sig", dtype={"departement_code": "str"})
    assert points[["place_id", "name", "main_type"]].isna().all(axis=None)
    assert points["commune_code"].is_unique
    frame = pd.read_csv(folder / "territories.csv", encoding="utf-8-sig", dtype={"code": "str"})
    out = frame["method"].str.startswith("hidden") & frame["indicator"].eq("places")
    assert len(frame.loc[out])
    assert not set(points["departement_code"]) & set(frame.loc[out, "code"])


def test_the_mark_is_explained_and_the_report_is_verified_as_public(study: Workspace, published: list[Path]) -> None:
    for folder in published[:3]:
        text = (folder / "report.md").read_text(encoding="utf-8")
        assert f"{MARK}: hidden for publication" in text
        assert "--public" in text
        assert folder.name.endswith("-public")
    assert verify(study, published[2]) == []


def test_a_public_workshop_has_no_group_of_one_or_two_and_says_nobody(published: list[Path]) -> None:
    text = (published[3] / "report.md").read_text(encoding="utf-8")
    for header, *lines in tables(text):
        counts = [numbers(line[1]) for line in lines if header[1] == "contributions"]
        assert not {1.0, 2.0} & set(counts)
    assert "by-author_type" not in text
    assert "(project holder" not in text
