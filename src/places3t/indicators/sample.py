"""The places that an estimate rests on, with their weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.counting import counted, territories, territory_codes, unplaced_names
from places3t.indicators.problems import CannotCompute
from places3t.indicators.survey import Design, design_of
from places3t.indicators.weights import rake
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.indicators.problems import Note
    from places3t.indicators.survey import Estimated

    Flags = npt.NDArray[np.bool_]
    Weights = str | pd.DataFrame

EVERYWHERE = {"level": "all", "code": None, "name": line("all-places")}
"""First columns of a row about all the places together, wherever they are."""


class Sample(NamedTuple):
    """Places that count, how they stand for others, and what must be said of them."""

    places: pd.DataFrame
    design: Design
    notes: list[str | Note]

    def domains(self, level: str) -> Iterator[tuple[dict[str, object], Flags]]:
        """Give each territory that has places, as the first columns of a row, and which places are in it."""
        import pandas as pd

        from places3t.typography import is_missing

        codes = territory_codes(self.places, level)
        names = codes.map(territories(self.places, level).set_index("code")["name"])
        keys = pd.DataFrame({"code": codes, "name": names.fillna(unplaced_names(self.places))})
        for (code, name), rows in keys.groupby(["code", "name"], dropna=False):
            inside = keys.index.isin(rows.index)
            yield {"level": level, "code": None if is_missing(code) else code, "name": name}, inside


def sample_of(places: pd.DataFrame, weights: Weights | None = None, statuses: Collection[str] = ("open",)) -> Sample:
    """Keep the places that count and give them their weights.

    Parameters
    ----------
    places
        One row per place.
    weights
        A column of weights, or a table of margins to rake the counted places to; none: each counts once.
    statuses
        Which places count.

    Raises
    ------
    CannotCompute
        ``unknown_column``, ``weights_column``, or why the margins cannot be met (`rake`).
    """
    import numpy as np
    import pandas as pd

    kept, said = counted(places, statuses)
    notes: list[str | Note] = list(said)
    if weights is None:
        return Sample(kept, design_of(len(kept)), notes)
    if isinstance(weights, str):
        if weights not in kept:
            raise CannotCompute("unknown_column", {"column": weights, "try": [str(name) for name in kept]})
        given = np.asarray(pd.to_numeric(kept[weights], errors="coerce"), dtype=np.float64)
        wrong = int((~(np.isfinite(given) & (given > 0))).sum())
        if wrong:
            raise CannotCompute("weights_column", {"column": weights, "places": wrong})
        notes.append(_weights_note(design_of(len(kept), given)))
        return Sample(kept, design_of(len(kept), given), notes)
    raked = rake(kept, weights)
    notes += [*raked.notes, _weights_note(raked.design(), raked.response_rate)]
    return Sample(kept[raked.weights.notna()].reset_index(drop=True), raked.design(), notes)


def _weights_note(design: Design, response: float | None = None) -> str:
    from places3t.indicators.survey import kish

    effect, effective = kish(design.weights)
    words = {"effect": f"{effect:.2f}", "effective": f"{effective:.0f}"}
    if response is None:
        return line("note-weights", **words)
    return line("note-weights-raked", response=f"{100 * response:.1f}", **words)


def row(found: Estimated, unit: str, method: str, **columns: object) -> dict[str, object]:
    """Give a row of an indicator frame, marked in its method where it is unreliable.

    Parameters
    ----------
    found
        The estimate.
    unit, method
        Keys of the catalogue's lines; the method may be a line already.
    **columns
        The row's other columns.
    """
    said = line(method) if method.startswith("method-") else method
    if found.unreliable:
        said = line("unreliable", method=said)
    figures = {"value": found.value, "low": found.low, "high": found.high, "n": found.n}
    return {**columns, **figures, "unit": line(unit), "method": said}
