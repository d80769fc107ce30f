"""The part of the country that a single map shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from places3t.errors import Refusal
from places3t.indicators.counting import with_columns
from places3t.language import say
from places3t.typography import apostrophes

if TYPE_CHECKING:
    import pandas as pd

    from places3t.language import Language
    from places3t.territory import Level


class Extent(NamedTuple):
    """A region, a department, or all of the country."""

    region: str | None = None
    departement: str | None = None

    def name(self, language: Language) -> str:
        """Name it; nothing for the whole country."""
        from places3t import territory

        if self.departement:
            return territory.name("departement", self.departement, language)
        return territory.name("region", self.region, language) if self.region else ""

    def titled(self, title: str, language: Language) -> str:
        """Give a title with the name of the part."""
        who = self.name(language)
        return say("maps", "title-part", language, title=title, who=apostrophes(who)) if who else title

    def of(self, places: pd.DataFrame) -> pd.DataFrame:
        """Keep its places."""
        column, code = ("departement_code", self.departement) if self.departement else ("region_code", self.region)
        return places if code is None else places[with_columns(places, [column])[column] == code]

    def check(self) -> None:
        """Refuse a region or a department that there is not."""
        from places3t import territory

        if self.region and self.departement:
            raise Refusal("region-or-departement")
        asked = (("region", "no-region", self.region), ("departement", "no-departement", self.departement))
        for level, refusal, code in asked:
            known = territory.table(cast("Level", level))
            known = known[known["country_code"].isin(["FR", "BE"])]
            if code is not None and code not in set(known["code"]):
                names = zip(known["code"], known["name"], strict=True)
                listed = ", ".join(f"{each} {name}" for each, name in names)
                raise Refusal(refusal, **{level: code}, codes=listed)
