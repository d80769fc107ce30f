"""The rows that estimators work on, with the places that they are of and those that were left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.problems import Note
    from places3t.indicators.survival.arrays import Bools, Episodes, Floats, Ints


@dataclass(frozen=True)
class SurvivalData:
    """Counting-process rows of the places that can be used, and why the others cannot.

    Attributes
    ----------
    rows
        Episodes in years since the origin. Event codes: 0 none, 1 closure, 2 … the competing ways of closing.
    place
        Position in ``places`` of each row's place.
    places
        The frame of places that the rows point into.
    start
        Day (since 1970-01-01) of each row's place's origin.
    causes
        Name of each event code from 1.
    lower, upper
        Bounds of each row's closure in years: equal for a closure known to the day, ``upper`` infinite
        without one.
    left_out
        Reason to number of places left out; the keys are notes of ``problems.toml`` with ``left_out_``
        before them.
    notes
        What must be said beside a result.
    group
        Code of each row's group, where one was asked for; ``labels`` names the codes.
    """

    rows: Episodes
    place: Ints
    places: pd.DataFrame
    start: Floats
    causes: tuple[str, ...]
    lower: Floats
    upper: Floats
    left_out: dict[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    group: Ints | None = None
    labels: tuple[str, ...] = ()

    @property
    def n_places(self) -> int:
        """How many places the rows are of."""
        return int(np.count_nonzero(np.bincount(self.place)))

    def take(self, keep: Bools | Ints) -> SurvivalData:
        """Give some of the rows."""
        return replace(
            self,
            rows=self.rows.take(keep),
            place=self.place[keep],
            start=self.start[keep],
            lower=self.lower[keep],
            upper=self.upper[keep],
            group=None if self.group is None else self.group[keep],
        )

    def without(self, reason: str, keep: Bools) -> SurvivalData:
        """Give the rows to keep, and count the places of the others under a reason."""
        gone = self.place[~keep]
        if not len(gone):
            return self
        count = len(np.unique(gone))
        return replace(self.take(keep), left_out={**self.left_out, reason: self.left_out.get(reason, 0) + count})

    def frame(self) -> pd.DataFrame:
        """Give the rows as a frame: ``place_id entry exit event cause group``, in years."""
        import pandas as pd

        names = np.array(["", *self.causes], dtype=object)
        group = None if self.group is None else np.array(self.labels, dtype=object)[self.group]
        return pd.DataFrame(
            {
                "place_id": self.places["place_id"].to_numpy()[self.place],
                "entry": self.rows.entry,
                "exit": self.rows.exit,
                "event": self.rows.event,
                "cause": pd.Series(names[self.rows.event], dtype="str"),
                "group": pd.Series(group, index=range(len(self.place)), dtype="str"),
            }
        )
