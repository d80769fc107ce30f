"""The report of France, its regions and what the sources list beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.charts import places_map
from places3t.indicators.counting import COLLECTIVITIES, with_columns
from places3t.indicators.words import line
from places3t.reports import concentration, tables
from places3t.reports.anchors import caption
from places3t.reports.output import Options, Output, about
from places3t.reports.parts import Study
from places3t.reports.phrases import Phrases
from places3t.reports.public import ABROAD, suffix
from places3t.reports.territory import Scope, TerritoryReport
from places3t.typography import Markdown

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from places3t.language import Language

COUNTRY = "FR"


def write_national(
    places: pd.DataFrame,
    findings: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    out_dir: Path,
    lang: Language,
    options: Options | None = None,
) -> list[Path]:
    """Write the report of France: Markdown and HTML, with figures and tables beside, in a folder of its own.

    The 18 regions have a line each, and so has any overseas collectivity where there is a place. Places in
    other countries count in no region and no rate of France: a section of its own counts them by country.

    Parameters
    ----------
    places, findings, sources
        Tables of the workspace.
    out_dir
        Where the folder ``national-LANG`` is made.
    lang
        ``fr`` or ``en``.
    options
        How it is written; by default in both formats, with the project's templates.

    Returns
    -------
    list of pathlib.Path
        ``report.md`` and ``report.html`` first, then figures (PNG, SVG, CSV), tables (CSV) and the manifest
        ``report.json``. No clock time stands in any of them.
    """
    return national_report(Study(places, findings, sources, Phrases(lang)), out_dir, options)


def national_report(study: Study, out_dir: Path, options: Options | None = None) -> list[Path]:
    """Write the report of France as `write_national` does, from a study that other reports share."""
    from places3t import territory

    lang = study.say.language
    name = territory.name("country", COUNTRY, lang)
    scope = Scope("country", COUNTRY, "region", "region", _regions(study), COUNTRY, name)
    output = Output(
        out_dir / f"national-{lang}{suffix(hide=study.public)}",
        study.say,
        options,
        about("national", study.sources, public=study.public),
    )
    report = TerritoryReport(study, output, scope)
    country = with_columns(study.counted(), ["country_code"])["country_code"]
    abroad = study.counted()[country.notna() & (country != COUNTRY)]

    def draw_map() -> Markdown:
        import pandas as pd

        words = study.map_words(study.say("map-title", where=report.where), COUNTRY)
        shown = pd.concat([report.here, abroad], ignore_index=True)
        drawn = report.output.figure(places_map.france_map(study.on_map(shown), words), "map")
        return Markdown(f"{drawn}\n\n{study.say('abroad-map')}") if len(abroad) else drawn

    unequal = study.concentration()
    said = [report.presence(), *report.nearness(), *report.spread_and_types()]
    said[1:1] = concentration.fact(study.say, unequal, COUNTRY)
    elsewhere = [study.say.count("abroad", study.count(len(abroad), *ABROAD)), *_abroad_table(report, abroad)]
    nowhere = study.count(int(country.isna().sum()), "places", "country", line("not-located"), None, None)
    elsewhere.append(study.say.count("abroad-nowhere", nowhere))
    shared = concentration.blocks(study.say, unequal, COUNTRY, output)
    methods = concentration.methods(study.say, unequal, COUNTRY)
    return report.write("national.md.j2", draw_map, said, methods, elsewhere=elsewhere, concentration=shared)


def _regions(study: Study) -> list[str]:
    """Give the regions of France, and the overseas collectivities that have a place."""
    from places3t import territory

    known = territory.table("region")
    french = known.loc[known["country_code"] == COUNTRY, "code"]
    used = with_columns(study.counted(), ["region_code"])["region_code"]
    return list(french[~french.str.fullmatch(COLLECTIVITIES) | french.isin(used)])


def _abroad_table(report: TerritoryReport, abroad: pd.DataFrame) -> list[Markdown]:
    """Tabulate the places in other countries; nothing where there are none."""
    if abroad.empty:
        return []
    say, codes = report.say, sorted(abroad["country_code"].unique())
    table = tables.counts_table(say, "country", tables.Rows(report.density["country"], codes))
    return [say("abroad-table", table=Markdown(f"{caption('table-abroad', say('caption-abroad'))}\n\n{table}"))]
