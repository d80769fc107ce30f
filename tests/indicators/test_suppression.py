"""Hidden cells cannot be got back: by subtraction, and by everything that the sums allow."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.disclosure import enter, masked, tie
from places3t.indicators.ledger import Ledger
from places3t.indicators.profile import profile
from places3t.indicators.suppression import Sum, protect, recoverable, too_few


def public(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Hide in frames published together what must be."""
    ledger = Ledger()
    for frame in frames.values():
        enter(ledger, frame)
    for level in frames:
        tie(ledger, level)
    assert not ledger.recovered()
    return {level: masked(frame, ledger) for level, frame in frames.items()}


def table(counts: list[list[int]]) -> tuple[np.ndarray, list[Sum]]:
    """Lay out a table with its totals: cells row by row, each row's total last, the totals of columns last."""
    inner = np.array(counts)
    full = np.vstack([np.column_stack([inner, inner.sum(axis=1)]), [*inner.sum(axis=0), inner.sum()]])
    rows, columns = full.shape
    at = np.arange(full.size).reshape(full.shape)
    sums = [Sum(int(at[row, -1]), tuple(int(cell) for cell in at[row, :-1])) for row in range(rows)]
    sums += [Sum(int(at[-1, column]), tuple(int(cell) for cell in at[:-1, column])) for column in range(columns)]
    return full.ravel().astype(float), sums


def solutions(values: np.ndarray, sums: list[Sum], hidden: np.ndarray) -> list[set[float]]:
    """List what each hidden cell may be, trying every whole number above zero: an attack that knows no programming."""
    cells = np.flatnonzero(hidden)
    most = int(values.max())
    found: list[set[float]] = [set() for _ in cells]
    for guess in itertools.product(range(1, most + 1), repeat=len(cells)):
        full = values.copy()
        full[cells] = guess
        if all(full[each.total] == full[list(each.parts)].sum() for each in sums):
            for at, value in enumerate(guess):
                found[at].add(value)
    return found


def subtracted(values: np.ndarray, sums: list[Sum], hidden: np.ndarray) -> set[int]:
    """Subtract, again and again, wherever one cell of a sum is missing."""
    known: np.ndarray = ~hidden
    got: set[int] = set()
    while True:
        lone = [[cell for cell in each.cells if not known[cell]] for each in sums]
        new = {cells[0] for cells in lone if len(cells) == 1}
        if not new:
            return got
        got |= new
        known = known | np.isin(np.arange(len(values)), list(new))


def test_one_small_cell_is_got_back_from_an_unprotected_table_and_not_from_a_protected_one() -> None:
    values, sums = table([[1, 5], [6, 4]])
    assert subtracted(values, sums, too_few(values)) == {0}
    hidden = protect(values, sums, too_few(values))
    assert hidden[0]
    assert subtracted(values, sums, hidden) == set()
    assert all(len(found) > 1 for found in solutions(values, sums, hidden))


@pytest.mark.parametrize("seed", range(12))
def test_no_table_gives_a_hidden_cell_back(seed: int) -> None:
    counts = np.random.default_rng(seed).poisson(3, size=(5, 4)).tolist()
    values, sums = table(counts)
    first = too_few(values)
    hidden = protect(values, sums, first)
    assert hidden[first].all()
    assert not hidden[values == 0].any()
    assert not subtracted(values, sums, hidden) & set(np.flatnonzero(first))


def test_two_hidden_ones_that_add_up_to_two_are_not_left_alone() -> None:
    # 1 + 1 = 2 hides nothing from whoever knows that a hidden cell is not zero.
    values, sums = table([[1, 1, 7], [1, 1, 9], [8, 8, 8]])
    hidden = protect(values, sums, too_few(values))
    assert hidden.sum() > 4
    assert not recoverable(values, sums, hidden, too_few(values))


def test_nothing_small_hides_nothing() -> None:
    values, sums = table([[3, 5], [6, 0]])
    assert not protect(values, sums, too_few(values)).any()


def places() -> pd.DataFrame:
    """Regions 11 (departments 75, 77) and 53 (29, 35), with one scop in 77 and one in 35."""
    rows = [("11", "75", "association")] * 6 + [("11", "75", "scop")] * 4 + [("11", "77", "association")] * 5
    rows += [("11", "77", "scop")] + [("53", "29", "association")] * 7 + [("53", "29", "scop")] * 3
    rows += [("53", "35", "association")] * 4 + [("53", "35", "scop")]
    frame = pd.DataFrame(rows, columns=["region_code", "departement_code", "legal_form"])
    return frame.assign(status="open", country_code="FR", place_id=[f"p{at}" for at in range(len(frame))])


def test_a_report_of_two_levels_hides_in_both_what_one_would_give_back() -> None:
    frames = {level: profile(places(), by="legal_form", level=level) for level in ("region", "departement")}
    safe = public(frames)
    rows = pd.concat(safe.values())
    counts = rows[rows["indicator"] == "count"]
    cell = counts.set_index(["code", "group"])["value"]
    assert np.isnan(cell["77", "scop"])
    assert np.isnan(cell["35", "scop"])
    for department, other, region in (("77", "75", "11"), ("35", "29", "53")):
        # From the region's total less the other department, and from the base less the associations.
        assert np.isnan(cell[region, "scop"] - cell[other, "scop"])
        assert np.isnan(cell[department, "association"])
    hidden = rows[rows["method"].str.startswith("hidden")]
    assert hidden[["value", "low", "high", "n"]].isna().all().all()
    assert set(hidden["indicator"]) == {"count", "share"}


def test_shares_are_hidden_with_their_counts() -> None:
    frames = {"departement": profile(places(), by="legal_form", level="departement")}
    rows = public(frames)["departement"]
    wide = rows.pivot_table(index=["code", "group"], columns="indicator", values="value", dropna=False)
    assert (wide["count"].isna() == wide["share"].isna()).all()
    assert wide["count"].isna().any()
