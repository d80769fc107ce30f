"""How good the data are: what was found wrong in the sources, and what is missing from the places counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.counting import with_columns
from places3t.indicators.isolation import COMMUNE_POINT
from places3t.indicators.words import line
from places3t.reports.anchors import caption
from places3t.typography import Markdown, markdown_table

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from places3t.reports.parts import Study
    from places3t.reports.phrases import Phrases

_MENDED = "info"
_DISAGREE = "location-disagrees"


def of_places(say: Phrases, here: pd.DataFrame, shown: Callable[[int, str], float]) -> Markdown:
    """Say what is missing from the places counted; ``shown`` gives a count as it may be shown, by what it counts."""
    known = with_columns(here, ["lat", "lon", "coordinates_source", "main_type"])
    missing = {
        "pointless": (known["lat"].isna() | known["lon"].isna()).sum(),
        "commune": (known["coordinates_source"] == COMMUNE_POINT).sum(),
        "types": known["main_type"].isna().sum(),
    }
    counts = {name: say.number(shown(int(count), name)) for name, count in missing.items()}
    return say("quality-places", n=say.number(shown(len(here), "places")), **counts)


def of_sources(study: Study) -> list[Markdown]:
    """Say, for the whole of the sources, how many places are nowhere and how many contradict themselves."""
    unplaced = int(with_columns(study.places, ["country_code"])["country_code"].isna().sum())
    shown = study.count(unplaced, "places", "country", line("not-located"), None, None)
    disagree = int((study.findings["code"] == _DISAGREE).sum())
    return [study.say.count("quality-unplaced", shown), study.say.count("quality-disagree", disagree)]


def counts(findings: pd.DataFrame) -> pd.DataFrame:
    """Count the findings by kind.

    Returns
    -------
    pandas.DataFrame
        ``[severity, code, count]``, errors first, then the most frequent.
    """
    from places3t.findings import SEVERITIES

    rows = findings.groupby(["severity", "code"]).size().reset_index(name="count")
    rank = rows["severity"].map({name: at for at, name in enumerate(SEVERITIES)})
    order = rows.assign(rank=rank).sort_values(["rank", "count", "code"], ascending=[True, False, True])
    return order.drop(columns="rank").reset_index(drop=True)


def findings_section(say: Phrases, findings: pd.DataFrame) -> list[Markdown]:
    """Count what was found by kind, errors and warnings each on a line, mended cells together."""
    from places3t.findings import title
    from places3t.schema import vocabulary

    found = counts(findings)
    severities = vocabulary("severities").terms
    serious = found[found["severity"] != _MENDED]
    mended = int(found.loc[found["severity"] == _MENDED, "count"].sum())
    rows = [
        [getattr(severities[severity], say.language), title(code, say.language), say.number(count)]
        for severity, code, count in serious.itertuples(index=False, name=None)
    ]
    header = [say(f"column-{name}") for name in ("severity", "finding", "count")]
    table = [say("quality-findings"), caption("table-findings", say("caption-findings"))]
    blocks = [*table, markdown_table(header, rows, "llr")] if rows else [say("quality-nothing")]
    return [*blocks, say.count("quality-mended", mended)] if mended else blocks
