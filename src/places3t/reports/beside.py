"""A region beside its country and the regions that resemble it: the sentences, and the table that they stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import Estimate, poisson_exact
from places3t.reports import facts
from places3t.reports.anchors import caption
from places3t.reports.similar import FARTHEST, MOST, RURAL, similar, traits
from places3t.typography import MISSING, Markdown, apostrophes, escape_markdown, markdown_table

if TYPE_CHECKING:
    import pandas as pd

    from places3t.reports.output import Output
    from places3t.reports.phrases import Phrases
    from places3t.reports.similar import Similar

TABLE = "table-beside"
_SHOWN = ("places", "population", "places_per_100k", "nearest_km_median")


class Pool(NamedTuple):
    """Several regions taken together.

    Attributes
    ----------
    name
        What they are called.
    places, inhabitants
        Their sums.
    """

    name: str
    places: int
    inhabitants: float

    @property
    def rate(self) -> Estimate:
        """Places per 100,000 inhabitants, with the exact Poisson interval."""
        low, high = (float(bound) for bound in poisson_exact(self.places))
        return Estimate(*(each / self.inhabitants * facts.PER for each in (float(self.places), low, high)))


class Beside:
    """A region, its country, and what resembles it.

    Parameters
    ----------
    say
        The sentences.
    frames
        Density and isolation of all regions, then density of countries, said in the language.
    code, country
        Of the region.
    """

    def __init__(
        self, say: Phrases, frames: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame], code: str, country: str
    ) -> None:
        self.say, self.code, self.country = say, code, country
        self.density, self.isolation, self.nation = frames
        self.alike: Similar | None = similar(code, country)

    def blocks(self, output: Output) -> list[Markdown]:
        """Give the section: sentences, then the table with its CSV."""
        say = self.say
        places = facts.figure(self.density, "places", self.code)
        if places and places.hidden:
            return [say("beside-hidden")]
        rest = facts.against_rest(say, self.density, self.nation, self.code)
        said = [*([Markdown(f"{facts.presence(say, self.density, self.code)} {rest}")] if rest else []), self._alike()]
        title = caption(TABLE, say("caption-beside"))
        if self.alike is None:
            return [title, *said]
        return [*said, title, self._table(), output.table(self._frame(), "beside")]

    def method(self) -> Markdown:
        """Say by which rule regions are similar."""
        say = self.say
        limit = say.number(FARTHEST, 1)
        return say("method-similar", rural=say.number(RURAL), most=say.number(MOST), limit=limit)

    def _alike(self) -> Markdown:
        """Name the regions that resemble this one, and hold it against them taken together."""
        say, found = self.say, self.alike
        if found is None:
            return say("similar-unknown")
        if not found.codes:
            nearest = self._name(found.nearest)
            shown = {"distance": say.number(found.distance, 1), "limit": say.number(FARTHEST, 1)}
            return say("similar-alone", nearest=nearest, **shown)
        named = say.count("similar-list", len(found.codes), list=say.enumerate(map(self._name, found.codes)))
        here, pool = self._of(self.code), self._pool(found.codes, "")
        if here is None or pool is None:
            return named
        shown = {"where": say.where(self.code), "rate": say.number(pool.rate.value, 1)}
        if here.places == 0:
            expected = say.number(pool.rate.value / facts.PER * here.inhabitants, 1)
            return Markdown(f"{named} {say('similar-none', expected=expected, **shown)}")
        verdict = facts.compare((here.places, pool.places), (here.inhabitants, pool.inhabitants))
        shown |= {"ratio": say.number(verdict.ratio.value, 1), "interval": say.interval(verdict.ratio, 1)}
        return Markdown(f"{named} {say(f'similar-{verdict.verdict}', **shown)}")

    def _name(self, code: str) -> str:
        from places3t import territory

        return apostrophes(territory.name("region", code, self.say.language))

    def _of(self, code: str) -> Pool | None:
        places, people = (facts.figure(self.density, name, code) for name in ("places", "population"))
        if not places or not people or places.hidden:
            return None
        return Pool(self._name(code), int(places.n), people.estimate.value)

    def _pool(self, codes: tuple[str, ...], name: str) -> Pool | None:
        parts = [part for part in map(self._of, codes) if part]
        # A sum without a region that a publication hides would give it away beside the others.
        if not parts or any(found.hidden for code in codes if (found := facts.figure(self.density, "places", code))):
            return None
        return Pool(name, sum(part.places for part in parts), sum(part.inhabitants for part in parts))

    def _pools(self) -> list[Pool]:
        """Give the similar regions together, and the rest of the country."""
        say = self.say
        others = tuple(code for code in traits(self.country).index if code != self.code)
        alike = self._pool(self.alike.codes if self.alike else (), say("similar-together"))
        rest = say.rest(self.country)
        return [pool for pool in (alike, self._pool(others, rest[:1].upper() + rest[1:])) if pool]

    def _table(self) -> Markdown:
        say = self.say
        names = ("region", "inhabitants-km2", "population", "rural", "places", "per-100k", "interval", "median")
        known = traits(self.country).to_dict("index")
        lines = []
        for code in (self.code, *(self.alike.codes if self.alike else ())):
            place = self._of(code)
            median = facts.figure(self.isolation, "nearest_km_median", code)
            if place is None:
                continue
            trait = [say.number(known[code]["inhabitants_per_km2"]), say.number(place.inhabitants)]
            trait.append(say.percent(known[code]["rural_share"]))
            distance = say.distance(median.estimate.value) if median else MISSING
            lines.append(self._line(place, trait, distance, bold=code == self.code))
        lines += [self._line(pool, [MISSING, say.number(pool.inhabitants), MISSING], MISSING) for pool in self._pools()]
        return markdown_table([say(f"column-{name}") for name in names], lines, "lrrrrrlr")

    def _line(self, pool: Pool, trait: list[str], distance: str, *, bold: bool = False) -> list[str]:
        say = self.say
        cells = [pool.name, *trait, say.number(pool.places), say.number(pool.rate.value, 1)]
        cells += [say.interval(pool.rate, 1), distance]
        if not bold:
            return cells
        return [cell if cell == MISSING else Markdown(f"**{escape_markdown(cell)}**") for cell in cells]

    def _frame(self) -> pd.DataFrame:
        """Give the rows that the table shows, those of regions taken together too, which have no code."""
        import pandas as pd

        codes = [self.code, *(self.alike.codes if self.alike else ())]
        rows = pd.concat([self.density, self.isolation], ignore_index=True)
        rows = rows[rows["code"].isin(codes) & rows["level"].eq("region") & rows["indicator"].isin(_SHOWN)]
        first = rows.drop_duplicates("indicator").set_index("indicator")
        units, methods = first["unit"], first["method"]
        sums: list[dict[str, object]] = []
        for pool in self._pools():
            values = {"places": pool.places, "population": pool.inhabitants, "places_per_100k": pool.rate.value}
            for indicator, value in values.items():
                bounds = dict(zip(("low", "high"), pool.rate[1:], strict=True))
                sums.append(
                    {
                        "indicator": indicator,
                        "level": "region",
                        "name": pool.name,
                        "value": value,
                        **(bounds if indicator == "places_per_100k" else {}),
                        "n": pool.places,
                        "unit": units[indicator],
                        "method": methods[indicator],
                    }
                )
        return pd.concat([rows, indicator_frame(sums)], ignore_index=True)
