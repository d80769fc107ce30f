"""What the brief on funding is made from: the survival of the same places, asked in the ways that a critic would."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from places3t.indicators.problems import CannotCompute, Note
from places3t.reports.facts import Figure, figure

if TYPE_CHECKING:
    import pandas as pd

    from places3t.language import Language

COUNTRY = "FR"
LANDMARK = 2
"""Years after opening at which places are compared by the state that they are in."""
ORGANISATION = "legal_form"
ALL = "all"
"""The code of the one territory in question."""


@dataclass(frozen=True)
class FundingStudy:
    """The tables, and the answers of `survival` to each question of the brief.

    Attributes
    ----------
    places
        Those followed: of France, where the sources list any; otherwise all.
    funding, observations
        Spells of support, and what each survey saw.
    language
        Of method lines.
    """

    places: pd.DataFrame
    funding: pd.DataFrame
    observations: pd.DataFrame
    language: Language

    def ask(
        self, by: str | None = "funding", *, funding: pd.DataFrame | None = None, extra: bool = False
    ) -> pd.DataFrame:
        """Ask for survival; every row has the code `ALL`.

        Raises
        ------
        CannotCompute
            Where these data cannot give it.
        """
        from places3t.indicators.survival import survival

        known = ORGANISATION in self.places and self.places[ORGANISATION].notna().any()
        frame = survival(
            self.places.assign(country_code=None),
            self.funding if funding is None else funding,
            observations=self.observations,
            by=by,
            landmark=LANDMARK if extra else None,
            interact=ORGANISATION if extra and known else None,
            sensitivity=extra,
            language=self.language,
        )
        notes = frame.attrs["notes"]
        frame = frame.assign(code=ALL)
        frame.attrs["notes"] = notes
        return frame

    @functools.cached_property
    def overall(self) -> pd.DataFrame:
        """All places together."""
        return self.ask(None)

    @functools.cached_property
    def frame(self) -> pd.DataFrame:
        """By funding as it changes, with landmark, interaction and sensitivity.

        Raises
        ------
        CannotCompute
            Where these data cannot give it, or give one state only.
        """
        if self.funding.empty:
            raise CannotCompute("no_funding_table")
        frame = self.ask(extra=True)
        if frame.loc[frame["indicator"] == "closure_rate", "group"].nunique() < 2:  # noqa: PLR2004 - to compare
            group = frame.loc[frame["indicator"] == "closure_rate", "group"].iloc[0]
            raise CannotCompute("one_group", {"by": "funding", "group": str(group)})
        return frame

    @functools.cached_property
    def curves(self) -> pd.DataFrame:
        """What the survival chart shows."""
        from places3t.indicators.survival.curve import survival_curves

        return survival_curves(
            self.places, self.funding, observations=self.observations, by="funding", language=self.language
        )

    @functools.cached_property
    def naive(self) -> Note | None:
        """The naive comparison beside the honest one, or null where it cannot be had."""
        try:
            notes = self.ask("funded_ever").attrs["notes"]
        except CannotCompute:
            return None
        return next((note for note in notes if note.code == "funded_ever_biased"), None)

    def unknown_funding(self, group: str) -> tuple[int, Figure, Figure] | None:
        """Give the hazard ratio had none, or all, of the places of unknown funding been funded; null without any."""
        import pandas as pd

        unknown = ~self.places["funding_known"].fillna(False).astype(bool)
        opened = self.places.loc[unknown & self.places["opened_on"].notna()]
        if opened.empty:
            return None
        known = FundingStudy(self.places.assign(funding_known=True), self.funding, self.observations, self.language)
        added = opened[["place_id"]].assign(started_on=opened["opened_on"], kind="public")
        found = []
        for spells in (self.funding, pd.concat([self.funding, added], ignore_index=True)):
            try:
                found.append(figure(known.ask(funding=spells), "hazard_ratio", ALL, group=group))
            except CannotCompute:
                return None
        none, every = found
        return (int(unknown.sum()), none, every) if none and every else None


def chosen(places: pd.DataFrame) -> pd.DataFrame:
    """Keep the places of France where there are any: neighbours are followed by other lists."""
    if "country_code" not in places:
        return places
    here = places[places["country_code"] == COUNTRY]
    return here if len(here) else places
