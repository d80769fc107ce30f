"""The reports of all regions that have places, written side by side, and the page that leads to them."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TYPE_CHECKING

from places3t.indicators.counting import with_columns
from places3t.reports import overview, parts
from places3t.reports.output import Options, Output, about
from places3t.reports.parts import Study
from places3t.reports.phrases import Phrases
from places3t.reports.public import suffix
from places3t.reports.region import region_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from places3t.language import Language
    from places3t.workspace import Workspace

_COUNTRIES = ("FR", "BE")
_studies: dict[Path, Study] = {}
"""The study of a worker process: read once, so that the nation's figures are computed once and not per report."""


def study_of(workspace: Workspace, language: Language, *, public: bool = False) -> Study:
    """Read the tables that reports of territories are made from."""
    from places3t.reference.store import read_reference
    from places3t.tables import read_places, read_table

    findings, sources = (read_table(workspace, name) for name in ("findings", "sources"))
    reference = read_reference(workspace)
    return Study(read_places(workspace), findings, sources, Phrases(language), public, reference)


def regions_with_places(study: Study) -> list[str]:
    """Give the codes of the regions that have places, in order."""
    from places3t import territory

    regions = territory.table("region")
    known = regions.loc[regions["country_code"].isin(_COUNTRIES), "code"]
    used = set(with_columns(study.counted(), ["region_code"])["region_code"].dropna())
    return sorted(code for code in known if code in used)


def write_regions(
    workspace: Workspace,
    language: Language,
    out: Path | None = None,
    options: Options | None = None,
    *,
    progress: Callable[[str], None] | None = None,
    workers: int | None = None,
) -> list[Path]:
    """Write the report of every region that has places, and a page that leads to them.

    Parameters
    ----------
    workspace, language, out, options
        As `write_report`.
    progress
        Called with a region's code when its report is written.
    workers
        Processes; by default one for each processor.

    Returns
    -------
    list of pathlib.Path
        The page that leads to the reports, then the first file of each, in order of the codes. What each report
        holds does not depend on the number of processes.
    """
    folder = out or workspace.reports
    folder.mkdir(parents=True, exist_ok=True)
    study = study_of(workspace, language, public=bool(options and options.public))
    codes = regions_with_places(study)
    count = min(workers or os.cpu_count() or 1, len(codes))
    if count <= 1:
        done = {}
        for code in codes:
            done[code] = region_report(study, code, folder, options)[0]
            if progress:
                progress(code)
    else:
        done = _side_by_side(workspace, study, codes, folder, options, progress, count)
    page = regions_page(study, folder, options)[0]
    return [page, *(done[code] for code in codes)]


def _side_by_side(
    workspace: Workspace,
    study: Study,
    codes: list[str],
    folder: Path,
    options: Options | None,
    progress: Callable[[str], None] | None,
    count: int,
) -> dict[str, Path]:
    # A fresh process each: a fork would copy the threads of Arrow and of the numeric libraries in an unknown state.
    context = multiprocessing.get_context("spawn")
    done = {}
    with ProcessPoolExecutor(
        count, mp_context=context, initializer=_begin, initargs=(workspace, study.say.language, study.public)
    ) as pool:
        tasks = {pool.submit(_one, workspace, code, folder, options): code for code in codes}
        for task in as_completed(tasks):
            done[tasks[task]] = task.result()
            if progress:
                progress(tasks[task])
    return done


def _begin(workspace: Workspace, language: Language, public: bool) -> None:
    _studies[workspace.root] = study_of(workspace, language, public=public)


def _one(workspace: Workspace, code: str, folder: Path, options: Options | None) -> Path:
    return region_report(_studies[workspace.root], code, folder, options)[0]


def regions_page(study: Study, out_dir: Path, options: Options | None = None) -> list[Path]:
    """Write the page that leads to the reports of the regions, in the folder ``regions-LANG``."""
    say, codes, end = study.say, regions_with_places(study), suffix(hide=study.public)
    made_from = about("regions", study.sources, public=study.public)
    output = Output(out_dir / f"regions-{say.language}{end}", say, options, made_from)
    page = overview.Overview(study, output, codes)
    kind = "html" if "html" in output.options.formats else "md"
    links = {code: f"../region-{code}-{say.language}{end}/report.{kind}" for code in codes}
    return output.write(
        "regions.md.j2",
        title=say("regions-title"),
        subtitle=parts.subtitle(study),
        facts=page.facts(),
        regions=page.table(links),
        figure=page.figure(),
        limits=page.limits(),
        methods=parts.methods(study, [page.shown]),
        notes=parts.notes([study.density("region")]),
        **parts.about(study, [f"places3t report regions --lang {say.language}"]),
    )
