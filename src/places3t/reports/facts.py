"""What the figures say, in sentences that are never stronger than their intervals."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from places3t import typography
from places3t.charts.mapping import type_name
from places3t.indicators.intervals import Estimate, rate_ratio, wilson

if TYPE_CHECKING:
    import pandas as pd

    from places3t.reports.phrases import Phrases
    from places3t.typography import Markdown

Verdict = Literal["more", "fewer", "similar", "unsettled"]

SIMILAR = (0.8, 1.25)
"""Two rates are about the same when the whole interval of their ratio lies here."""

FEWEST_FOR_MEDIAN = 6
"""With fewer values, no two of them bound the median at 95 % (2 x 0.5^5 is more than 0.05)."""

PER = 100_000
_NAMED = 3


class Figure(NamedTuple):
    """A value with its interval, and how many places are behind it."""

    estimate: Estimate
    n: float

    @property
    def hidden(self) -> bool:
        """Whether a publication hides it; then it is written as a mark."""
        return self.n == typography.HIDDEN


class Compared(NamedTuple):
    """What a comparison allows to say, and the ratio that it stands on."""

    verdict: Verdict
    ratio: Estimate


def figure(
    frame: pd.DataFrame, indicator: str, code: str, *, at: float | None = None, group: str | None = None
) -> Figure | None:
    """Look up one figure of an indicator frame; null where the frame has none."""
    rows = frame[(frame["indicator"] == indicator) & (frame["code"] == code)]
    rows = rows if at is None else rows[rows["at"] == at]
    rows = rows if group is None else rows[rows["group"] == group]
    if rows.empty:
        return None
    row = rows.iloc[0]
    if row["value"] == typography.HIDDEN:
        return Figure(Estimate(*[typography.HIDDEN] * 3), typography.HIDDEN)
    count = 0 if typography.is_missing(row["n"]) else int(row["n"])
    return Figure(Estimate(float(row["value"]), float(row["low"]), float(row["high"])), count)


def compare(events: tuple[float, float], exposures: tuple[float, float]) -> Compared:
    """Say what the exact interval of a ratio of two rates supports.

    Parameters
    ----------
    events
        Counts of two separate sets of places.
    exposures
        What each is counted over.

    Returns
    -------
    Compared
        ``more`` or ``fewer`` when the interval leaves 1 out, ``similar`` when all of it lies within
        `SIMILAR`, else ``unsettled``.
    """
    return settled(rate_ratio(events, exposures))


def settled(ratio: Estimate) -> Compared:
    """Say what the interval of any ratio supports, as `compare`.

    Examples
    --------
    >>> [settled(Estimate(*each)).verdict for each in ((2, 1.1, 3), (0.5, 0.3, 0.9), (1, 0.9, 1.1), (1.5, 0.9, 2))]
    ['more', 'fewer', 'similar', 'unsettled']
    """
    low, high = SIMILAR
    if ratio.low > 1:
        return Compared("more", ratio)
    if ratio.high < 1:
        return Compared("fewer", ratio)
    return Compared("similar" if low <= ratio.low and ratio.high <= high else "unsettled", ratio)


def presence(say: Phrases, frame: pd.DataFrame, code: str) -> Markdown:
    """Say how many places there are, and how many per inhabitant."""
    places = figure(frame, "places", code)
    rate = figure(frame, "places_per_100k", code)
    n = places.n if places else 0
    if places and places.hidden:
        return say("presence-hidden", where=say.where(code))
    if rate is None:
        return say.count("presence-no-rate", n, where=say.where(code))
    shown = {"rate": say.number(rate.estimate.value, 1), "interval": say.interval(rate.estimate, 1)}
    return say.count("presence", n, where=say.where(code), **shown)


class Held(NamedTuple):
    """A region and the rest of its country: places and inhabitants of each."""

    places: float
    inhabitants: float
    others: float
    there: float

    def compared(self) -> Compared:
        """Compare the two densities."""
        return compare((self.places, self.others), (self.inhabitants, self.there))


def held_against_rest(here: pd.DataFrame, nation: pd.DataFrame, code: str, country: str) -> Held | None:
    """Count a region and the rest of its country; null where a count or a population is not known, or not shown.

    Parameters
    ----------
    here, nation
        Density at the level of regions and of countries.
    code, country
        The region's, and its country's.
    """
    populations = [figure(frame, "population", key) for frame, key in ((here, code), (nation, country))]
    counts = [figure(frame, "places", key) for frame, key in ((here, code), (nation, country))]
    if None in populations or None in counts or any(found.hidden for found in counts if found):
        return None
    inhabitants, all_inhabitants = (found.estimate.value for found in populations if found)
    places, all_places = (found.n for found in counts if found)
    held = Held(places, inhabitants, all_places - places, all_inhabitants - inhabitants)
    return held if held.others >= 1 and held.there > 0 else None


def against_rest(say: Phrases, here: pd.DataFrame, nation: pd.DataFrame, code: str) -> Markdown | None:
    """Compare a region's density with that of the rest of its country; null where it cannot be had.

    Parameters
    ----------
    say
        The sentences.
    here, nation
        Density at the level of regions and of countries.
    code
        The region's code.
    """
    from places3t import territory

    regions = territory.table("region").set_index("code")
    country = str(regions.loc[code, "country_code"])
    held = held_against_rest(here, nation, code, country)
    if held is None:
        return None
    rate = held.others / held.there
    said = {"rest": say.rest(country), "rate": say.number(rate * PER, 1)}
    if held.places == 0:
        return say("compare-none", **said, expected=say.number(rate * held.inhabitants, 1))
    found = held.compared()
    return say(
        f"compare-{found.verdict}",
        **said,
        ratio=say.number(found.ratio.value, 1),
        interval=say.interval(found.ratio, 1),
    )


def nearness(
    say: Phrases, frame: pd.DataFrame, code: str, limits: tuple[float, float], nation: tuple[str, float] | None = None
) -> Markdown:
    """Say how far the places are from one another, where there are enough of them.

    Parameters
    ----------
    say
        The sentences.
    frame
        Isolation at the level of the territory.
    code
        The territory's code.
    limits
        The two distances (km) beyond which a place is isolated.
    nation
        A name and a median distance (km) to hold this one against.
    """
    median = figure(frame, "nearest_km_median", code)
    n = median.n if median else 0
    if median and median.hidden:
        return say("nearness-hidden")
    if median is None or n < FEWEST_FOR_MEDIAN or not math.isfinite(median.estimate.high):
        return say.count("nearness-few", n)
    shares = [figure(frame, "isolated_share", code, at=limit) for limit in limits]
    params: dict[str, str] = {
        "median": say.distance(median.estimate.value),
        "interval": say.distance_interval(median.estimate),
    }
    if nation is not None:
        params |= {"nation": nation[0], "there": say.distance(nation[1])}
    end = "-nation" if nation is None else ""
    if any(found.hidden for found in shares if found):
        return say(f"nearness-median{end}", **params)
    near, far = (found.estimate for found in shares if found)
    params |= {
        "near": say.percent(near.value),
        "near_interval": say.percent_interval(near),
        "far": say.percent(far.value),
        "far_interval": say.percent_interval(far),
        "near_km": typography.quantity(limits[0], "km", say.language),
        "far_km": typography.quantity(limits[1], "km", say.language),
    }
    return say(f"nearness{end}", **params)


def spread(say: Phrases, frame: pd.DataFrame, level: str) -> list[Markdown]:
    """Name the territories that have the most places, and those that have none.

    Parameters
    ----------
    say
        The sentences.
    frame
        Density of the parts of a territory, said in the language.
    level
        Their level.
    """
    rows = frame[(frame["indicator"] == "places") & frame["code"].notna()]
    hidden = rows["value"] == typography.HIDDEN
    if hidden.any():
        # Shares of a total would give away what is hidden of it.
        none = list(rows.loc[rows["value"] == 0, "name"])
        return [say("spread-hidden"), *([say("spread-none", list=say.enumerate(none))] if none else [])]
    rows = rows.sort_values(["value", "name"], ascending=[False, True], kind="stable")
    total = rows["value"].sum()
    if not total or len(rows) < 2:  # noqa: PLR2004 - one part is the whole
        return []
    top = rows[rows["value"] > 0].head(_NAMED)
    lows, highs = wilson(top["value"], [total] * len(top))
    items = [
        say(
            "spread-item",
            who=name,
            n=say.number(value),
            share=say.percent(value / total),
            interval=say.percent_interval(Estimate(value / total, low, high)),
        )
        for name, value, low, high in zip(top["name"], top["value"], lows, highs, strict=True)
    ]
    none = list(rows.loc[rows["value"] == 0, "name"])
    said = [say("spread", level=say(f"level-{level}"), list=say.enumerate(items))]
    return [*said, say("spread-none", list=say.enumerate(none))] if none else said


def types(say: Phrases, frame: pd.DataFrame, code: str, total: float) -> Markdown | None:
    """Name the most frequent types, among the places whose type is known.

    Parameters
    ----------
    say
        The sentences.
    frame
        Profile of types at the level of the territory.
    code
        The territory's code.
    total
        All its places.
    """
    rows = frame[(frame["indicator"] == "share") & (frame["code"] == code)]
    shown = rows[rows["value"] != typography.HIDDEN]
    if total == 0:
        return None
    if shown.empty and len(rows):
        return say("kinds-hidden")
    rows = shown.head(_NAMED)
    items = [
        say(
            "kinds-item",
            who=type_name(group, say.language).lower(),
            share=say.percent(value),
            interval=say.percent_interval(Estimate(value, low, high)),
        )
        for group, value, low, high in zip(rows["group"], rows["value"], rows["low"], rows["high"], strict=True)
    ]
    known = int(rows["n"].iloc[0]) if len(rows) else 0
    return say.count("kinds", known, total=say.number(total), list=say.enumerate(items))
