"""The report of one region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.charts import geography, places_map
from places3t.reports import facts
from places3t.reports.anchors import pointed
from places3t.reports.beside import TABLE, Beside
from places3t.reports.output import Options, Output, about
from places3t.reports.parts import Study
from places3t.reports.phrases import Phrases
from places3t.reports.public import suffix
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
    options: Options | None = None,
) -> list[Path]:
    """Write the report of a region: Markdown and HTML, with figures and tables beside, in a folder of its own.

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
    options
        How it is written; by default in both formats, with the project's templates.

    Returns
    -------
    list of pathlib.Path
        ``report.md`` and ``report.html`` first, then figures (PNG, SVG, CSV), tables (CSV) and the manifest
        ``report.json``. No clock time stands in any of them.

    Raises
    ------
    ValueError
        If there is no such region.
    """
    return region_report(Study(places, findings, sources, Phrases(lang)), code, out_dir, options)


def region_report(study: Study, code: str, out_dir: Path, options: Options | None = None) -> list[Path]:
    """Write the report of a region as `write_region` does, from a study that other reports share."""
    from places3t import territory

    lang = study.say.language
    part_level, inside = geography.parts_of(code)
    country = str(territory.table("region").set_index("code").loc[code, "country_code"])
    word = "province" if country == "BE" else part_level
    scope = Scope("region", code, part_level, word, inside, country, territory.name("country", country, lang))
    made_from = about("region", study.sources, code, public=study.public)
    output = Output(out_dir / f"region-{code}-{lang}{suffix(hide=study.public)}", study.say, options, made_from)
    report = TerritoryReport(study, output, scope)

    def draw_map() -> Markdown:
        words = study.map_words(study.say("map-title", where=report.where), country)
        return report.output.figure(places_map.region_map(study.on_map(report.here), code, words), "map")

    compared = facts.against_rest(study.say, report.density["region"], report.density["country"], code)
    leads = [pointed(study.say, compared, TABLE)] if compared else []
    said = [report.presence(), *leads, *report.nearness(), *report.spread_and_types()]
    frames = (report.density["region"], report.isolation["region"], report.density["country"])
    beside = Beside(study.say, frames, code, country)
    methods = [beside.method()] if beside.alike else []
    return report.write("region.md.j2", draw_map, said, methods, beside=beside.blocks(output))
