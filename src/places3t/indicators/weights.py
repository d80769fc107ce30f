"""Weights that make the places that answered stand for all: raking to known margins."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.survey import Design, kish

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Array = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

MOST_ROUNDS = 1000
TOLERANCE = 1e-10
MOST_APART = 0.01
"""Totals of two margins may differ by this much (rounding); the first one's total then holds."""


@dataclass(frozen=True)
class Raked:
    """Places with weights.

    Attributes
    ----------
    weights
        Indexed as the places; null for places that a margin does not place.
    margins
        Each margin's cells, of the places that have a weight.
    table
        ``margin value target sample weighted``: how the sample stood and stands to each margin.
    population, respondents
        What the margins add up to, and how many places stand for it.
    rounds
        Rounds until the margins were met.
    notes
        What was done to get there.
    """

    weights: pd.Series[float]
    margins: tuple[Ints, ...]
    table: pd.DataFrame
    population: float
    respondents: int
    rounds: int
    notes: tuple[Note, ...]

    @property
    def response_rate(self) -> float:
        """Respondents among all the places that the margins count."""
        return self.respondents / self.population

    @property
    def design_effect(self) -> float:
        """By how much unequal weights multiply the variance (Kish)."""
        return kish(self.weights.dropna())[0]

    @property
    def effective_n(self) -> float:
        """How many answers of equal weight would say as much."""
        return kish(self.weights.dropna())[1]

    def design(self) -> Design:
        """Give the design of the places that have a weight, in their order."""
        import numpy as np

        return Design(np.asarray(self.weights.dropna(), dtype=np.float64), self.margins, weighted=True)


class _Margin(NamedTuple):
    """One margin: each place's cell, -1 where unknown, the cells' names and targets."""

    name: str
    cells: Ints
    values: list[str]
    targets: Array


def rake(
    places: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    start: pd.Series[float] | None = None,
    trim: float | None = None,
) -> Raked:
    """Weight places so that their totals meet known margins.

    Parameters
    ----------
    places
        One row per place that answered.
    targets
        ``margin value target``: a column of ``places``, one of its values, how many places have it in all.
    start
        Weights to start from, one per place; equal by default.
    trim
        No weight above this many times the mean weight, if the margins can still be met.

    Returns
    -------
    Raked
        A place whose value is unknown on a margin gets no weight, as if it had not answered.

    Raises
    ------
    CannotCompute
        ``margin_columns`` the table lacks a column; ``margin_unknown_column``, ``margin_bad_target``,
        ``margin_several_values`` (places have several in one column, which no raking can meet),
        ``margin_value_missing`` (places have a value that the margin does not count), ``margin_value_unanswered``
        (nobody answered for a value), ``margins_disagree`` (their totals differ by more than 1 %),
        ``weights_do_not_converge``, with the cell that is farthest off; ``weights_column``, where ``start`` holds no
        weight.

    Notes
    -----
    Iterative proportional fitting: Deming W. E., Stephan F. F. (1940), On a least squares adjustment of a sampled
    frequency table when the expected marginal totals are known, Annals of Mathematical Statistics 11, 427-444.

    Examples
    --------
    >>> import pandas as pd
    >>> places = pd.DataFrame({"kind": ["town", "town", "village"]})
    >>> targets = pd.DataFrame({"margin": ["kind"] * 2, "value": ["town", "village"], "target": [10, 10]})
    >>> rake(places, targets).weights.tolist()
    [5.0, 5.0, 10.0]
    """
    import numpy as np
    import pandas as pd

    margins, notes = _margins(places, targets)
    kept = np.logical_and.reduce([margin.cells >= 0 for margin in margins])
    if not kept.all():
        notes.append(Note("weights_left_out", {"places": int((~kept).sum())}))
    margins = [margin._replace(cells=margin.cells[kept]) for margin in margins]
    for margin in margins:
        _answered(margin)
    weights, rounds = _fit(np.ones(int(kept.sum())) if start is None else _started(start, kept), margins, trim)
    table = _table(margins, weights)
    full = pd.Series(np.nan, index=places.index)
    full[kept] = weights
    if trim is not None:
        notes.append(Note("weights_trimmed", {"times": float(trim)}))
    population = float(margins[0].targets.sum())
    if population < len(weights):
        notes.append(Note("margins_fewer_than_answers", {"population": population, "places": len(weights)}))
    cells = tuple(margin.cells for margin in margins)
    return Raked(full, cells, table, population, len(weights), rounds, tuple(notes))


def _margins(places: pd.DataFrame, targets: pd.DataFrame) -> tuple[list[_Margin], list[Note]]:
    absent = [name for name in ("margin", "value", "target") if name not in targets]
    if absent or targets.empty:
        raise CannotCompute("margin_columns", {"columns": absent or ["target"]})
    found = [_margin(places, str(name), rows) for name, rows in targets.groupby("margin", sort=False)]
    total = float(found[0].targets.sum())
    notes: list[Note] = []
    scaled = []
    for margin in found:
        own = float(margin.targets.sum())
        sides = {"margin": margin.name, "total": own, "first": found[0].name, "first_total": total}
        if abs(own / total - 1) > MOST_APART:
            raise CannotCompute("margins_disagree", sides)
        if not math.isclose(own, total, rel_tol=1e-9):
            notes.append(Note("margins_rescaled", sides))
        scaled.append(margin._replace(targets=margin.targets * (total / own)))
    return scaled, notes


def _margin(places: pd.DataFrame, name: str, rows: pd.DataFrame) -> _Margin:
    import numpy as np
    import pandas as pd

    if name not in places:
        raise CannotCompute("margin_unknown_column", {"margin": name, "columns": [str(each) for each in places]})
    # "1 600" as a French spreadsheet writes it, with any space.
    goal = pd.to_numeric(rows["target"].astype("str").str.replace(r"\s", "", regex=True), errors="coerce")
    values = rows["value"].astype("str").tolist()
    if places[name].map(pd.api.types.is_list_like).any():
        raise CannotCompute("margin_several_values", {"margin": name})
    goals = goal.to_numpy(dtype=np.float64, na_value=np.nan)
    wrong = [value for value, number in zip(values, goals, strict=True) if not (np.isfinite(number) and number > 0)]
    if wrong or len(set(values)) < len(values):
        raise CannotCompute("margin_bad_target", {"margin": name, "values": wrong or sorted(set(values))})
    said = places[name].astype("str")
    cells = np.asarray(pd.Index(values).get_indexer(pd.Index(said)), dtype=np.int64)
    outside = sorted(set(said[(cells < 0) & places[name].notna().to_numpy()]))
    if outside:
        raise CannotCompute("margin_value_missing", {"margin": name, "values": outside[:10]})
    return _Margin(name, cells, values, goals)


def _started(start: pd.Series[float], kept: npt.NDArray[np.bool_]) -> Array:
    """Give the weights to start from, of the places that are kept."""
    import numpy as np
    import pandas as pd

    given = pd.to_numeric(start, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)[kept]
    wrong = int((~(np.isfinite(given) & (given > 0))).sum())
    if wrong:
        raise CannotCompute("weights_column", {"column": str(start.name), "places": wrong})
    return given


def _answered(margin: _Margin) -> None:
    import numpy as np

    counts = np.bincount(margin.cells, minlength=len(margin.values))
    silent = [value for value, count in zip(margin.values, counts, strict=True) if count == 0]
    if silent:
        raise CannotCompute("margin_value_unanswered", {"margin": margin.name, "values": silent})


def _fit(base: Array, margins: list[_Margin], trim: float | None) -> tuple[Array, int]:
    import numpy as np

    total = float(margins[0].targets.sum())
    weights = base * (total / base.sum())
    most = math.inf if trim is None else trim * total / len(base)
    for rounds in range(1, MOST_ROUNDS + 1):
        for margin in margins:
            weights = weights * (margin.targets / np.bincount(margin.cells, weights))[margin.cells]
        weights = np.minimum(weights, most)
        if _gap(weights, margins)[0] < TOLERANCE:
            return weights, rounds
    _, name, value, reached, target = _gap(weights, margins)
    raise CannotCompute(
        "weights_do_not_converge",
        {"rounds": MOST_ROUNDS, "margin": name, "value": value, "reached": reached, "target": target},
    )


def _gap(weights: Array, margins: list[_Margin]) -> tuple[float, str, str, float, float]:
    """Give the largest relative gap to a target, and where it is."""
    import numpy as np

    worst = (-1.0, "", "", 0.0, 0.0)
    for margin in margins:
        reached = np.bincount(margin.cells, weights, minlength=len(margin.values))
        gaps = np.abs(reached / margin.targets - 1)
        at = int(gaps.argmax())
        if gaps[at] > worst[0]:
            worst = (float(gaps[at]), margin.name, margin.values[at], float(reached[at]), float(margin.targets[at]))
    return worst


def _table(margins: list[_Margin], weights: Array) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    parts = [
        pd.DataFrame(
            {
                "margin": margin.name,
                "value": margin.values,
                "target": margin.targets,
                "sample": np.bincount(margin.cells, minlength=len(margin.values)),
                "weighted": np.bincount(margin.cells, weights, minlength=len(margin.values)),
            }
        )
        for margin in margins
    ]
    return pd.concat(parts, ignore_index=True)
