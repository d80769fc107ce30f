"""The report of a territory and its parts: a region and its departments, a country and its regions."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, NamedTuple

from places3t.charts import bars
from places3t.indicators.counting import territory_codes as codes_of
from places3t.indicators.words import line
from places3t.reports import facts, limits, parts, quality, tables
from places3t.reports.anchors import caption, pointed
from places3t.typography import HIDDEN, Markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pandas as pd

    from places3t.charts.style import Drawing
    from places3t.reports.output import Output

LIMITS_KM = parts.LIMITS_KM
NO_VALUE = line("no-value")
TERRITORIES, TYPES, ISOLATION = "table-territories", "table-types", "table-isolation"


class Scope(NamedTuple):
    """What a report is about.

    Attributes
    ----------
    level, code
        The territory.
    part_level, part_word, inside
        The level of its parts, what it is called (a Belgian department is a province), and their codes.
    country, country_name
        Its country, itself when the territory is one.
    """

    level: str
    code: str
    part_level: str
    part_word: str
    inside: Sequence[str]
    country: str
    country_name: str

    @property
    def is_country(self) -> bool:
        """Whether there is no larger territory to compare with."""
        return self.level == "country"

    def shown(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows of the territories that the report shows: a region's code may be a department's too."""
        codes = {"country": [self.country], self.level: [self.code], self.part_level: self.inside}
        wanted = [frame["level"].eq(level) & frame["code"].isin(known) for level, known in codes.items()]
        return frame[functools.reduce(operator.or_, wanted)]


class TerritoryReport:
    """The frames of one territory, and the sections made from them.

    Attributes
    ----------
    density, isolation
        Frames by level, said in the report's language.
    types
        Profiles of types by level.
    here
        The places counted in the territory.
    """

    def __init__(self, study: parts.Study, output: Output, scope: Scope) -> None:
        self.study, self.say, self.output, self.scope = study, study.say, output, scope
        self.where = self.say.where(scope.code)
        levels = dict.fromkeys([scope.part_level, scope.level, "country"])
        self.density = {level: study.density(level) for level in levels}
        self.isolation = {level: study.isolation(level) for level in levels}
        self.types = {level: study.types(level) for level in dict.fromkeys([scope.level, "country"])}
        counted, column = study.counted(), f"{scope.level}_code"
        self.here = counted[counted[column] == scope.code] if column in counted else counted[:0]

    @property
    def part_density(self) -> pd.DataFrame:
        """Density of the territory's parts."""
        frame = self.density[self.scope.part_level]
        return frame[frame["code"].isin(self.scope.inside)]

    def presence(self) -> Markdown:
        """Say how many places there are."""
        said = facts.presence(self.say, self.density[self.scope.level], self.scope.code)
        return pointed(self.say, said, TERRITORIES)

    def nearness(self) -> list[Markdown]:
        """Say how far the places are from one another, beside the nation's."""
        scope = self.scope
        if self.here.empty:
            return []
        median = facts.figure(self.isolation["country"], "nearest_km_median", scope.country)
        nation = None if scope.is_country or median is None else (scope.country_name, median.estimate.value)
        said = facts.nearness(self.say, self.isolation[scope.level], scope.code, LIMITS_KM, nation)
        return [pointed(self.say, said, ISOLATION)]

    def spread_and_types(self) -> list[Markdown]:
        """Say where most of the places are, and what they are."""
        scope = self.scope
        types = facts.types(self.say, self.types[scope.level], scope.code, self._count(len(self.here)))
        spread = facts.spread(self.say, self.part_density, scope.part_word)[:1]
        said = [pointed(self.say, each, TERRITORIES) for each in spread]
        return [*said, *([pointed(self.say, types, TYPES)] if types else [])]

    def write(
        self,
        template: str,
        draw_map: Callable[[], Markdown],
        said: Sequence[Markdown],
        methods: Sequence[Markdown],
        **more: object,
    ) -> list[Path]:
        """Write every file of the report.

        Parameters
        ----------
        template
            Its name.
        draw_map
            Draws the map and gives the Markdown that shows it.
        said
            The facts that come first.
        methods
            Lines on method that only this report has.
        **more
            What only this template takes.
        """
        say, study, scope = self.say, self.study, self.scope
        frames = [*self.density.values(), *self.isolation.values(), *self.types.values()]
        return self.output.write(
            template,
            title=say("title", where=self.where),
            subtitle=parts.subtitle(study),
            facts=said,
            map=draw_map(),
            heading_density=say("heading-density", level=say(f"level-{scope.part_word}")),
            **self._density_section(),
            types=self._types_section(),
            isolation=self._isolation_section(),
            quality=[quality.of_places(say, self.here, self._count), *quality.of_sources(study)],
            findings=quality.findings_section(say, study.findings),
            limits=[*parts.limits(study, scope.part_level, scope.country), *limits.of_findings(say, study.findings)],
            methods=[*parts.methods(study, [scope.shown(frame) for frame in frames]), *methods],
            notes=parts.notes(frames),
            **parts.about(study, self._commands()),
            **more,
        )

    def _count(self, n: int, kind: str = "places") -> float:
        """Give a count of the territory's places as it may be shown; ``types``: those whose type is not known."""
        group = ("types", NO_VALUE) if kind == "types" else (None, None)
        return self.study.count(n, "count" if kind == "types" else kind, self.scope.level, self.scope.code, *group)

    def _density_section(self) -> dict[str, Markdown]:
        """Draw and tabulate the density of the parts."""
        say, scope, rows = self.say, self.scope, self.part_density
        drawn = say("nothing-to-draw")
        if len(self.here):
            figures = self._bars(rows)
            drawn = self.output.figure(figures, "density") if figures else say("bars-hidden")
        unplaced = len(self.here) - int(codes_of(self.here, scope.part_level).isin(scope.inside).sum())
        lines = self._lines(self.density)
        none = facts.spread(say, rows, scope.part_word)[1:]
        table = tables.density_table(say, scope.part_word, lines, unplaced)
        return {
            "bars": drawn,
            "density": Markdown("\n\n".join([*none, self._caption(TERRITORIES), table])),
            "density_link": self.output.table(self._table(self.density), "territories"),
        }

    def _caption(self, name: str) -> Markdown:
        """Title a table of the territory's parts."""
        level = self.say(f"level-{self.scope.part_word}")
        return caption(name, self.say(f"caption-{name.removeprefix('table-')}", where=self.where, level=level))

    def _bars(self, rows: pd.DataFrame) -> Drawing | None:
        """Draw the density by inhabitants, or by area where the reference has no populations (Belgian regions).

        Null where a publication hides all of it.
        """
        say, scope = self.say, self.scope
        indicator, decimals = ("places_per_100k", 1)
        if not (rows["indicator"] == indicator).any():
            indicator, decimals = "places_per_100km2", 2
        if not (rows.loc[rows["indicator"] == indicator, "value"] > HIDDEN).any():
            return None
        nation = facts.figure(self.density["country"], indicator, scope.country)
        line = bars.Reference(scope.country_name, nation.estimate.value) if nation else None
        title = say("bars-title", where=self.where, level=say(f"level-{scope.part_word}"))
        words = self.study.bars_words(title, scope.country, indicator)._replace(decimals=decimals)
        return bars.bars(rows, indicator=indicator, words=words, reference=line)

    def _types_section(self) -> Markdown:
        """Tabulate the types, with what their shares are shares of."""
        say, scope, here = self.say, self.scope, self.types[self.scope.level]
        known = here[(here["indicator"] == "share") & (here["code"] == scope.code)]
        title = self._caption(TYPES)
        if self.here.empty or known.empty:
            return Markdown(f"{title}\n\n{say('no-place' if self.here.empty else 'no-types')}")
        nation = None if scope.is_country else (self.types["country"], scope.country, scope.country_name)
        table = tables.types_table(say, here, scope.code, nation)
        bases = known["n"].dropna()
        base = f"{say.count('types-base', int(bases.iloc[0]))} " if len(bases) else ""
        return Markdown(f"{title}\n\n{table}\n\n{base}{self.output.table(self._table(self.types), 'types')}")

    def _isolation_section(self) -> Markdown:
        """Tabulate the distances of the parts."""
        say, scope = self.say, self.scope
        title = self._caption(ISOLATION)
        if self.here.empty:
            return Markdown(f"{title}\n\n{say('no-place')}")
        if facts.figure(self.isolation[scope.level], "nearest_km_median", scope.code) is None:
            return Markdown(f"{title}\n\n{say('nothing-measured')}")
        table = tables.isolation_table(say, scope.part_word, self._lines(self.isolation), LIMITS_KM)
        return Markdown(f"{title}\n\n{table}\n\n{self.output.table(self._table(self.isolation), 'isolation')}")

    def _lines(self, frames: dict[str, pd.DataFrame]) -> list[tables.Rows]:
        scope = self.scope
        rows = [
            tables.Rows(frames[scope.part_level], scope.inside),
            tables.Rows(frames[scope.level], [scope.code], bold=True),
        ]
        return rows if scope.is_country else [*rows, tables.Rows(frames["country"], [scope.country], bold=True)]

    def _table(self, frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
        import pandas as pd

        return pd.concat([self.scope.shown(frame) for frame in frames.values()], ignore_index=True)

    def _commands(self) -> list[str]:
        scope, lang = self.scope, f"--lang {self.say.language}"
        what = "national" if scope.is_country else f"region {scope.code}"
        families = [f"places3t indicators {family} --level {scope.part_level}" for family in ("density", "isolation")]
        return [f"places3t report {what} {lang}", *(f"{command} {lang}" for command in families)]
