"""The report of one region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.charts import geography, places_map
from places3t.reports import facts
from places3t.reports.output import Output
from places3t.reports.parts import Study
from places3t.reports.phrases import Phrases
from places3t.reports.territory import Scope, TerritoryReport

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from places3t.language import Language
    from places3t.typography import Markdown


def write_region(
    places: pd.DataFrame,
    findings: pd.DataFrame,
    sources: pd.DataFrame,
    code: str,
    *,
    out_dir: Path,
    lang: Language,
) -> list[Path]:
    """Write the report of a region: Markdown, with figures and tables beside, in a folder of its own.

    Parameters
    ----------
    places, findings, sources
        Tables of the workspace; all the places, because the nation is compared and neighbours lie anywhere.
    code
        The region's code, as ``75`` or ``BE-WAL``.
    out_dir
        Where the folder ``region-CODE-LANG`` is made.
    lang
        ``fr`` or ``en``.

    Returns
    -------
    list of pathlib.Path
        ``report.md`` first, then figures (PNG, SVG, CSV) and tables (CSV). No clock time stands in any of
        them.

    Raises
    ------
    ValueError
        If there is no such region.
    """
    from places3t import territory

    part_level, inside = geography.parts_of(code)
    country = str(territory.table("region").set_index("code").loc[code, "country_code"])
    word = "province" if country == "BE" else part_level
    scope = Scope("region", code, part_level, word, inside, country, territory.name("country", country, lang))
    study = Study(places, findings, sources, Phrases(lang))
    report = TerritoryReport(study, Output(out_dir / f"region-{code}-{lang}", study.say), scope)

    def draw_map() -> Markdown:
        words = study.map_words(study.say("map-title", where=report.where), country)
        return report.output.figure(places_map.region_map(report.here, code, words), "map")

    compared = facts.against_rest(study.say, report.density["region"], report.density["country"], code)
    said = [report.presence(), *([compared] if compared else []), *report.nearness(), *report.spread_and_types()]
    return report.write("region.md.j2", draw_map, said)
