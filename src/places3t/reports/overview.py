"""The page of all regions: how many, where most and fewest, which differ from the rest of their country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.charts import bars
from places3t.indicators.counting import COLLECTIVITIES
from places3t.indicators.intervals import Estimate
from places3t.reports import facts, parts, tables
from places3t.reports import limits as limit_lines
from places3t.reports.anchors import caption, pointed
from places3t.typography import MISSING, Markdown, apostrophes, escape_markdown, markdown_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from places3t.reports.output import Output

TABLE = "table-regions"
COUNTRY = "FR"
_RATE = "places_per_100k"
_NAMED = 4


class Overview:
    """The regions of the country that most of the reported ones are in, and the reported ones of others.

    Parameters
    ----------
    study
        What reports of territories share.
    output
        Where figure and table go.
    codes
        The regions that have places.

    Attributes
    ----------
    shown
        The rows behind the table: density of regions, then of the country.
    """

    def __init__(self, study: parts.Study, output: Output, codes: Sequence[str]) -> None:
        import pandas as pd

        from places3t import territory

        self.study, self.say, self.output = study, study.say, output
        known = territory.table("region").set_index("code")["country_code"]
        found = known.reindex(list(codes)).dropna().value_counts()
        self.country = str(found.index[0]) if len(found) else COUNTRY
        inside = known.index[known.eq(self.country) & ~known.index.str.fullmatch(COLLECTIVITIES)]
        self.inside, self.codes = list(inside), sorted({*inside, *codes} if len(codes) else ())
        regions, nation = study.density("region"), study.density("country")
        parted = (regions[regions["code"].isin(self.codes)], nation[nation["code"] == self.country])
        self.regions, self.nation = parted
        self.shown = pd.concat(parted, ignore_index=True)

    def facts(self) -> list[Markdown]:
        """Say five facts, each with its interval and the way to the table."""
        say = self.say
        if not self.codes:
            return [say("no-place")]
        rows = self.regions[self.regions["indicator"].eq(_RATE) & self.regions["code"].isin(self.inside)]
        # What a publication hides is below any rate.
        rates = rows[rows["value"] >= 0].sort_values(["value", "name"], ascending=[False, True], kind="stable")
        found = [facts.presence(say, self.nation, self.country)]
        for key, each in (("regions-most", rates.head(1)), ("regions-fewest", rates.tail(1))):
            for row in each.to_dict("records"):
                estimate = Estimate(row["value"], row["low"], row["high"])
                shown = {"rate": say.number(estimate.value, 1), "interval": say.interval(estimate, 1)}
                found.append(say.count(key, int(row["n"]), who=apostrophes(str(row["name"])), **shown))
        found += self._settled(list(zip(rates["code"], rates["name"], strict=True)))
        return [pointed(say, each, TABLE) for each in found]

    def _settled(self, regions: list[tuple[str, str]]) -> list[Markdown]:
        """Name the regions that differ from the rest of the country, the most different first."""
        say = self.say
        held = [
            (name, found.compared())
            for code, name in regions
            if (found := facts.held_against_rest(self.regions, self.nation, code, self.country))
        ]
        if not held:
            return []
        said = []
        for verdict, ranked in (("more", held), ("fewer", held[::-1])):
            items = [
                say(
                    "regions-item",
                    who=apostrophes(name),
                    ratio=say.number(found.ratio.value, 1),
                    interval=say.interval(found.ratio, 1),
                )
                for name, found in ranked
                if found.verdict == verdict
            ]
            others = len(items) - _NAMED
            named = items if others <= 0 else [*items[:_NAMED], say.count("regions-others", others)]
            rest = say.rest(self.country)
            said.append(say.count(f"regions-{verdict}", len(items), rest=rest, list=say.enumerate(named)))
        return said

    def table(self, links: Mapping[str, str]) -> Markdown:
        """Set a line for each region, its name leading to its report where it has one, then the country."""
        say = self.say
        header = [say(f"column-{name}") for name in ("region", "places", "population", "per-100k", "interval")]
        rows = [*tables.Rows(self.regions, self.codes).named()]
        lines = [self._line(code, name, links.get(code)) for code, name in rows]
        if not lines:
            return Markdown(f"{caption(TABLE, say('caption-regions'))}\n\n{say('no-place')}")
        lines += [
            [
                cell if cell == MISSING else Markdown(f"**{escape_markdown(cell)}**")
                for cell in self._line(code, name, None)
            ]
            for code, name in tables.Rows(self.nation, [self.country]).named()
        ]
        table = markdown_table(header, lines, "lrrrl")
        link = self.output.table(self.shown, "regions")
        return Markdown(f"{caption(TABLE, say('caption-regions'))}\n\n{table}\n\n{link}")

    def _line(self, code: str, name: str, link: str | None) -> list[str]:
        say = self.say
        found = {indicator: facts.figure(self.shown, indicator, code) for indicator in ("places", "population", _RATE)}
        places, people, rate = found.values()
        shown = escape_markdown(apostrophes(name))
        return [
            Markdown(f"[{shown}]({link})") if link else shown,
            say.number(places.n if places else 0),
            say.number(people.estimate.value if people else None),
            say.number(rate.estimate.value if rate else None, 1),
            say.interval(rate.estimate, 1) if rate else MISSING,
        ]

    def figure(self) -> Markdown:
        """Draw the density of the country's regions; say what it takes where their populations are not known."""
        from places3t import territory

        say, rows = self.say, self.regions[self.regions["code"].isin(self.inside)]
        if not self.codes:
            return say("nothing-to-draw")
        if not (rows["indicator"] == _RATE).any():
            return say("presence-unknown")
        there = facts.figure(self.nation, _RATE, self.country)
        name = territory.name("country", self.country, say.language)
        line = bars.Reference(name, there.estimate.value) if there else None
        title = say("bars-title", where=say.where(self.country), level=say("level-region"))
        words = self.study.bars_words(title, self.country, _RATE)
        return self.output.figure(bars.bars(rows, indicator=_RATE, words=words, reference=line), "density")

    def limits(self) -> list[Markdown]:
        """Say what the figures do not say."""
        fired = limit_lines.of_findings(self.say, self.study.findings)
        return [*parts.limits(self.study, "region", self.country), *fired]
