"""What the brief on funding is made from: the survival of the same places, asked in the ways that a critic would."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from places3t.indicators.disclosure import enter, key, marked, masked
from places3t.indicators.ledger import Ledger
from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.suppression import FEWEST
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
    public
        Whether what it gives is for publication, without what must be hidden.
    """

    places: pd.DataFrame
    funding: pd.DataFrame
    observations: pd.DataFrame
    language: Language
    public: bool = False

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
        return self.shown(self._overall)

    @functools.cached_property
    def frame(self) -> pd.DataFrame:
        """By funding as it changes, with landmark, interaction and sensitivity.

        Raises
        ------
        CannotCompute
            Where these data cannot give it, or give one state only.
        """
        return self.shown(self._frame)

    def shown(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Give a frame as it may be shown."""
        return marked(masked(frame, self.ledger)) if self.public else frame

    @functools.cached_property
    def ledger(self) -> Ledger:
        """Say which counts a publication hides: closures by state add up to all, funded and others to those known."""
        ledger = Ledger()
        for frame in (self._overall, self._frame, self.funded):
            enter(ledger, frame)
        every = key("closures", self._overall.to_dict("records")[0])
        ledger.add_up(every, [each for each in ledger.listed() if each[0] == "closures" and each != every])
        for kind in ("hits", "misses", "asked"):
            cells = [each for each in ledger.listed() if each[0] == kind]
            total = next((each for each in cells if each[3] is None), None)
            for by in {each[3] for each in cells} - {None}:
                ledger.add_up(total, [each for each in cells if each[3] == by])
        return ledger

    @functools.cached_property
    def funded(self) -> pd.DataFrame:
        """Count the places funded at some time."""
        from places3t.reports.funding_tables import who
        from places3t.reports.phrases import Phrases

        return who(Phrases(self.language, "funding"), self.places)

    @functools.cached_property
    def _overall(self) -> pd.DataFrame:
        return self.ask(None)

    @functools.cached_property
    def _frame(self) -> pd.DataFrame:
        """Give the frame as it is.

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

        curves = survival_curves(
            self.places,
            self.funding,
            observations=self.observations,
            by="funding",
            language=self.language,
            closures=FEWEST if self.public else 1,
        )
        if not self.public:
            return curves
        ledger = Ledger()
        enter(ledger, curves)
        return masked(curves, ledger).dropna(subset=["value"])

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
