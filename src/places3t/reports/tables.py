"""Tables of a report, from indicator frames said in its language."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts.mapping import type_name
from places3t.indicators.intervals import Estimate
from places3t.reports.facts import figure
from places3t.typography import MISSING, Markdown, apostrophes, escape_markdown, markdown_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.reports.phrases import Phrases


_LEAST = 0.01


class Rows(NamedTuple):
    """Some rows of an indicator frame, set in bold where they sum up the others."""

    frame: pd.DataFrame
    codes: Sequence[str]
    bold: bool = False

    def named(self) -> list[tuple[str, str]]:
        """Give code and name, in order of the name as a dictionary has it; sums keep their order."""
        names = self.frame.drop_duplicates("code").set_index("code")["name"]
        pairs = [(code, str(names[code])) for code in self.codes if code in names.index]
        return pairs if self.bold else sorted(pairs, key=lambda pair: _plain(pair[1]))


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def density_table(say: Phrases, level: str, parts: Sequence[Rows], unplaced: int = 0) -> Markdown:
    """Set counts, populations and rates: a line for each territory, then the sums.

    Parameters
    ----------
    say
        The sentences.
    level
        What the first column is called.
    parts
        The rows, in order.
    unplaced
        Places of the whole that are in none of its parts.
    """
    header = [
        say(f"column-{name}") for name in (level, "places", "population", "per-100k", "interval", "area", "per-100km2")
    ]
    first, *sums = [
        [_bold(_density_cells(say, rows.frame, *pair), rows.bold) for pair in rows.named()] for rows in parts
    ]
    nowhere = [[say("no-territory"), say.number(unplaced), *[MISSING] * 5]] if unplaced else []
    return markdown_table(header, [*first, *nowhere, *(line for lines in sums for line in lines)], "lrrrlrr")


def counts_table(say: Phrases, level: str, rows: Rows) -> Markdown:
    """Set counts alone: a line for each territory."""
    lines = []
    for code, name in rows.named():
        places = figure(rows.frame, "places", code)
        lines.append([apostrophes(name), say.number(places.n if places else 0)])
    return markdown_table([say(f"column-{level}"), say("column-places")], lines, "lr")


def _density_cells(say: Phrases, frame: pd.DataFrame, code: str, name: str) -> list[str]:
    indicators = ("places", "population", "places_per_100k", "area_km2", "places_per_100km2")
    found = {indicator: figure(frame, indicator, code) for indicator in indicators}
    values = {indicator: each.estimate.value if each else None for indicator, each in found.items()}
    rate = found["places_per_100k"]
    return [
        apostrophes(name),
        say.number(values["places"]),
        say.number(values["population"]),
        say.number(values["places_per_100k"], 1),
        say.interval(rate.estimate, 1) if rate else MISSING,
        say.number(values["area_km2"]),
        _small(say, values["places_per_100km2"]),
    ]


def _small(say: Phrases, value: float | None) -> str:
    """Write a rate that may be very small: what two decimals cannot show is not written as nothing."""
    if value is not None and 0 < value < _LEAST:
        return f"< {say.number(_LEAST, 2)}"
    return say.number(value, 2)


def isolation_table(say: Phrases, level: str, parts: Sequence[Rows], limits: Sequence[float]) -> Markdown:
    """Set distances to the nearest place: a line for each territory with places, then the sums."""
    kilometres = [typography.quantity(limit, "km", say.language) for limit in limits]
    header = [say(f"column-{name}") for name in (level, "measured", "median", "interval", "p90")]
    header += [say("column-isolated", km=km) for km in kilometres]
    lines = [
        _bold(_isolation_cells(say, rows.frame, pair, limits), rows.bold) for rows in parts for pair in rows.named()
    ]
    return markdown_table(header, lines, "lrrlr" + "r" * len(limits))


def _isolation_cells(
    say: Phrases, frame: pd.DataFrame, territory: tuple[str, str], limits: Sequence[float]
) -> list[str]:
    code, name = territory
    median, p90 = (figure(frame, indicator, code) for indicator in ("nearest_km_median", "nearest_km_p90"))
    shares = [figure(frame, "isolated_share", code, at=limit) for limit in limits]
    return [
        apostrophes(name),
        say.number(median.n if median else 0),
        say.distance(median.estimate.value) if median else MISSING,
        say.distance_interval(median.estimate) if median else MISSING,
        say.distance(p90.estimate.value) if p90 else MISSING,
        *(say.percent(share.estimate.value) if share else MISSING for share in shares),
    ]


def types_table(say: Phrases, here: pd.DataFrame, code: str, nation: tuple[pd.DataFrame, str, str] | None) -> Markdown:
    """Set how many places have each type, beside the nation's shares.

    Parameters
    ----------
    say
        The sentences.
    here
        Profile of types at the level of the territory.
    code
        The territory's code.
    nation
        Profile at the level of countries, the country's code and name; null where the territory is the
        country.
    """
    rows = here[(here["indicator"] == "count") & (here["code"] == code)]
    header = [say("column-type"), say("column-places"), say("column-share"), say("column-interval")]
    lines = []
    for group, value in zip(rows["group"], rows["value"], strict=True):
        share = figure(here, "share", code, group=group)
        estimate = share.estimate if share else Estimate(float("nan"), float("nan"), float("nan"))
        # Only the row that counts unknown types has no share.
        name = type_name(group, say.language) if share else say("types-unknown")
        line = [name, say.number(value), say.percent(estimate.value), say.percent_interval(estimate)]
        if nation:
            there = figure(nation[0], "share", nation[1], group=group)
            line.append(say.percent(there.estimate.value if there else (0.0 if share else None)))
        lines.append(line)
    align = "lrrl" + ("r" if nation else "")
    return markdown_table([*header, nation[2]] if nation else header, lines, align)


def _bold(cells: list[str], bold: bool) -> list[str]:
    return [Markdown(f"**{escape_markdown(cell)}**") if cell != MISSING else cell for cell in cells] if bold else cells
