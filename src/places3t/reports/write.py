"""From a workspace to a report: the tables read, the report chosen, the files written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from places3t.errors import Refusal
from places3t.tables import read_places, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from places3t.language import Language
    from places3t.reports.output import Options
    from places3t.workspace import Workspace


def write_report(
    workspace: Workspace,
    code: str | None,
    language: Language,
    out: Path | None = None,
    options: Options | None = None,
) -> list[Path]:
    """Write the report of a region, or of the nation where no code is given.

    Parameters
    ----------
    workspace
        Holds the places, the findings and the sources.
    code
        A region's code, as ``75`` or ``BE-WAL``.
    language
        ``fr`` or ``en``.
    out
        The folder that the report's own folder is made in; by default ``reports`` of the workspace.
    options
        How it is written; by default in both formats, with the project's templates.

    Returns
    -------
    list of Path
        The report first, then figures and tables.

    Raises
    ------
    Refusal
        If the store holds no place, or there is no such region.
    """
    from places3t import territory
    from places3t.reports.regions import study_of

    study = study_of(workspace, language, public=bool(options and options.public))
    folder = out or workspace.reports
    folder.mkdir(parents=True, exist_ok=True)
    if code is None:
        from places3t.reports.national import national_report

        return national_report(study, folder, options)
    regions = territory.table("region")
    known = regions[regions["country_code"].isin(["FR", "BE"])]
    if code not in set(known["code"]):
        names = zip(known["code"], known["name"], strict=True)
        raise Refusal("no-region", region=code, codes=", ".join(f"{each} {name}" for each, name in names))
    from places3t.reports.region import region_report

    return region_report(study, code, folder, options)


def write_brief(
    workspace: Workspace, language: Language, out: Path | None = None, options: Options | None = None
) -> list[Path]:
    """Write the brief on funding, as `write_report`; a store without funding gives a report that says what it lacks."""
    from places3t.reports.funding import Tables, write_funding

    places = read_places(workspace)
    tables = [read_table(workspace, name) for name in ("funding", "observations", "sources", "findings")]
    folder = out or workspace.reports
    folder.mkdir(parents=True, exist_ok=True)
    return write_funding(Tables(places, *tables), out_dir=folder, lang=language, options=options)


def write_themes(
    workspace: Workspace, language: Language, out: Path | None = None, options: Options | None = None
) -> list[Path]:
    """Write the report of workshops and consultations, as `write_report`.

    Raises
    ------
    Refusal
        If the store holds no contribution.
    """
    from places3t.reports.workshop import write_workshop
    from places3t.themes.study import read_workshop

    said = read_workshop(workspace)
    contributions, sources = read_table(workspace, "contributions"), read_table(workspace, "sources")
    folder = out or workspace.reports
    folder.mkdir(parents=True, exist_ok=True)
    return write_workshop(said, contributions, sources, out_dir=folder, lang=language, options=options)


def write_again(workspace: Workspace, said: Mapping[str, Any], out: Path, options: Options) -> list[Path]:
    """Write the report that a manifest names, in a folder.

    Raises
    ------
    Refusal
        If the manifest names no report that can be computed again.
    """
    from places3t.reports.regions import regions_page, study_of

    report, language = said["report"], said["language"]
    if report in {"national", "region"}:
        return write_report(workspace, said["code"], language, out, options)
    if report == "funding":
        return write_brief(workspace, language, out, options)
    if report == "workshop":
        return write_themes(workspace, language, out, options)
    if report == "regions":
        return regions_page(study_of(workspace, language, public=options.public), out, options)
    raise Refusal("not-a-report", folder=str(report))
