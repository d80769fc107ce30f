"""The tables of the brief on funding, and what its data lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import Estimate, wilson
from places3t.reports.facts import Figure, figure
from places3t.reports.funding_facts import FUNDED, WITHDRAWN
from places3t.reports.funding_study import ALL, LANDMARK, ORGANISATION
from places3t.typography import HIDDEN, MISSING, apostrophes, markdown_table

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.problems import Note
    from places3t.reports.phrases import Phrases
    from places3t.typography import Markdown

_COLUMNS = {ORGANISATION: "legal_forms", "main_type": "types"}
"""Columns by which it is said who is funded, with the vocabulary of their words."""
_STATES = ("unfunded", FUNDED, WITHDRAWN)
_BETWEEN = " × "
_SHOWN = ["group", "n", "value", "low", "high"]


def who(say: Phrases, places: pd.DataFrame) -> pd.DataFrame:
    """Count the places funded at some time, in all and by each column of `_COLUMNS`, as an indicator frame."""
    known = places[places["funding_known"].fillna(False).astype(bool)]
    parts: list[tuple[str | None, pd.Series]] = [(None, known.assign(_all="")["_all"])]
    parts += [(column, known[column]) for column in _COLUMNS if column in known and known[column].notna().any()]
    rows = []
    for by, values in parts:
        funded = known["funded_ever"].fillna(False).astype(bool).groupby(values, dropna=False).agg(["sum", "size"])
        low, high = wilson(funded["sum"], funded["size"])
        for at, (group, hits, n) in enumerate(funded.itertuples(name=None)):
            rows.append(
                {
                    "indicator": "funded_share",
                    "by": by,
                    "group": str(group) if by and isinstance(group, str) else None,
                    "value": hits / n,
                    "low": low[at],
                    "high": high[at],
                    "n": n,
                    "unit": "share",
                    "method": str(say("who-method")),
                }
            )
    return indicator_frame(rows)


def who_table(say: Phrases, frame: pd.DataFrame, by: str) -> Markdown:
    """Set who is funded by one column, the most frequent first and the unknown last."""
    rows = frame[frame["by"] == by]
    rows = rows.assign(unknown=rows["group"].isna()).sort_values(
        ["unknown", "n"], ascending=[True, False], kind="stable"
    )
    header = [say(f"column-{name}") for name in (by, "known", "funded", "share", "interval")]
    lines = [
        [
            word(say, by, group),
            say.number(value if value == HIDDEN else n),
            say.number(value if value == HIDDEN else round(value * n)),
            say.percent(value),
            say.percent_interval(Estimate(value, low, high)),
        ]
        for group, n, value, low, high in rows[_SHOWN].itertuples(index=False, name=None)
    ]
    return markdown_table(header, lines, "lrrrl")


def word(say: Phrases, column: str, group: object) -> str:
    """Name a value of a column as a reader says it."""
    from places3t.schema import vocabulary

    if not isinstance(group, str):
        return say("unknown-group")
    terms = vocabulary(_COLUMNS[column]).terms
    return apostrophes(getattr(terms[group], say.language) if group in terms else group)


def states_table(say: Phrases, frame: pd.DataFrame, overall: pd.DataFrame) -> Markdown:
    """Set each state's follow-up, rate and hazard ratio, then the follow-up and rate of all places together."""
    header = [say(f"column-{name}") for name in ("state", "followed", "years", "closures", "rate", "interval", "ratio")]
    lines = []
    for group in (*_STATES, None):
        names = ("places", "place_years", "closures", "closure_rate", "hazard_ratio")
        rows = overall if group is None else frame
        found = {name: figure(rows, name, ALL, group=group) for name in names}
        rate = found["closure_rate"]
        if rate is None:
            continue
        counts = [each.estimate.value if (each := found[name]) else None for name in names[:3]]
        line = [str(say(f"state-{group or ALL}")), *(say.number(count) for count in counts)]
        line += [say.number(rate.estimate.value, 1), say.interval(rate.estimate, 1)]
        lines.append([*line, *_ratio_cells(say, found["hazard_ratio"], reference=group == _STATES[0])])
    return markdown_table([*header, say("column-interval")], lines, "lrrrrlrl")


def _ratio_cells(say: Phrases, found: Figure | None, *, reference: bool) -> list[str]:
    if found is None:
        return [say("reference") if reference else MISSING, MISSING]
    return [say.number(found.estimate.value, 2), say.interval(found.estimate, 2)]


def ways(say: Phrases, frame: pd.DataFrame, note: Note | None) -> pd.DataFrame:
    """Put the ways of comparing funded places with the others side by side, as an indicator frame."""
    found = {
        "honest": figure(frame, "hazard_ratio", ALL, group=FUNDED),
        "landmark": figure(frame, "landmark_hazard_ratio", ALL, group=FUNDED),
        "naive": None,
    }
    methods = frame.drop_duplicates("indicator").set_index("indicator")["method"].to_dict()
    said = {"honest": methods.get("hazard_ratio"), "landmark": methods.get("landmark_hazard_ratio")}
    if note is not None:
        ends = (float(str(note.params[f"naive{end}"])) for end in ("", "_low", "_high"))
        found["naive"] = Figure(Estimate(*ends), 0)
        said["naive"] = say("way-method")
    return indicator_frame(
        {
            "indicator": "hazard_ratio",
            "group": say(f"way-{way}", years=say.number(LANDMARK)) if way == "landmark" else say(f"way-{way}"),
            **each.estimate._asdict(),
            "n": each.n or None,
            "unit": "ratio",
            "method": said[way],
        }
        for way, each in found.items()
        if each
    )


def ways_table(say: Phrases, frame: pd.DataFrame) -> Markdown:
    """Set what `ways` gives."""
    header = [say(f"column-{name}") for name in ("way", "ratio", "interval")]
    columns = (frame[name] for name in ("group", "value", "low", "high"))
    lines = [
        [way, say.number(value, 2), say.interval(Estimate(value, low, high), 2)]
        for way, value, low, high in zip(*columns, strict=True)
    ]
    return markdown_table(header, lines, "lrl")


def within_table(say: Phrases, frame: pd.DataFrame) -> Markdown | None:
    """Set the hazard ratio within each organisation; null where there is none."""
    rows = frame[frame["indicator"] == "hazard_ratio_within"]
    if rows.empty:
        return None
    header = [say(f"column-{name}") for name in (ORGANISATION, "state", "followed", "ratio", "interval")]
    lines = []
    for group, n, value, low, high in rows[_SHOWN].itertuples(index=False, name=None):
        state, _, form = str(group).partition(_BETWEEN)
        estimate = Estimate(value, low, high)
        name = word(say, ORGANISATION, form)
        lines.append([name, str(say(f"state-{state}")), say.number(n), say.number(value, 2), say.interval(estimate, 2)])
    return markdown_table(header, lines, "llrrl")


def collect(say: Phrases, places: pd.DataFrame, funding: pd.DataFrame, observations: pd.DataFrame) -> list[Markdown]:
    """Name what is missing most, with how many places lack it."""
    closed = places["status"] == "closed"
    waves = observations.groupby("place_id")["wave"].nunique()
    seen = places["place_id"].map(waves).fillna(0)
    counts = {
        "opened": _missing(places, "opened_on").sum(),
        "closed": (closed & _missing(places, "closed_on")).sum(),
        "once": (seen <= 1).sum(),
        "funding": (~places["funding_known"].fillna(False).astype(bool)).sum(),
        "ended": _missing(funding, "ended_on").sum(),
        "linked": _missing(funding, "place_id").sum(),
        "form": _missing(places, ORGANISATION).sum(),
        "staff": (_missing(places, "staff_fte") & _missing(places, "has_facilitator")).sum(),
    }
    said = [say.count(f"collect-{name}", int(count)) for name, count in counts.items() if count]
    return [*said, say("collect-applied")]


def _missing(frame: pd.DataFrame, column: str) -> pd.Series[bool]:
    import pandas as pd

    return (
        frame[column].isna() if column in frame else pd.Series(np.full(len(frame), fill_value=True), index=frame.index)
    )
