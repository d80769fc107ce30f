"""The made-up sample: a workspace that shows what the program does, without anybody's data."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from places3t.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from places3t.ingest import Ingested
    from places3t.language import Language
    from places3t.workspace import Workspace

_REGION = "32"
"""The region that is reported: Hauts-de-France, whose places have neighbours in Belgium."""

# When each survey was made, and that the funding list holds everybody: what the files themselves do not say.
_WAVES = {
    "recensement_2018.xlsx": "2018-03-15",
    "recensement_2021.csv": "2021-04-01",
    "recensement_2023.ods": "2023-06-01",
}
_EXHAUSTIVE = ("financements.csv",)
_PUBLISHER = "Données inventées · made-up data (places3t)"
_LICENCE = "MIT"


def _settings(files: Iterable[Path]) -> str:
    """Say in the workspace's settings what the sample's files do not say themselves: above all, that it is made up."""
    lines = []
    for name in sorted(path.name for path in files):
        lines += ["", f'[files."{name}"]', f'publisher = "{_PUBLISHER}"', f'licence = "{_LICENCE}"']
        lines += [f'wave = "{_WAVES[name]}"'] if name in _WAVES else []
        lines += ["exhaustive = true"] if name in _EXHAUSTIVE else []
    return "\n".join(lines) + "\n"


def sample_folder() -> Path:
    """Find the sample: inside the installed package, or in the repository that an editable install points to.

    Raises
    ------
    FileNotFoundError
        If it is in neither, as in a copy of the package without its data.
    """
    package = Path(str(resources.files("places3t")))
    for folder in (package / "demo_data", package.parents[1] / "data" / "raw" / "demo"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the sample data is not part of this installation")


def make_demo(folder: Path, progress: Callable[[str], None] | None = None) -> tuple[Workspace, Ingested]:
    """Make a workspace of the sample: its files in ``data/raw``, its settings, its tables.

    Parameters
    ----------
    folder
        A folder that does not exist yet, or is empty.
    progress
        Called with the name of each file before it is read.

    Raises
    ------
    Refusal
        If the folder holds anything.
    """
    from places3t.ingest import ingest_files
    from places3t.ingest.raw import raw_files
    from places3t.workspace import SETTINGS, Workspace

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal("demo-exists", folder=str(folder))
    workspace = Workspace(folder)
    workspace.create()
    shutil.copytree(sample_folder(), workspace.raw, dirs_exist_ok=True)
    files = raw_files(workspace.raw)
    with (folder / SETTINGS).open("a", encoding="utf-8") as settings:
        settings.write(_settings(files))
    return workspace, ingest_files(files, workspace, progress=progress)


def write_demo_reports(workspace: Workspace, progress: Callable[[str], None] | None = None) -> list[Path]:
    """Write the sample's reports in French and in English: the nation, a region, funding, the workshop.

    Returns
    -------
    list of Path
        The Markdown files; the HTML files stand beside them.
    """
    from places3t.reports.write import write_brief, write_report, write_themes

    languages: tuple[Language, ...] = ("fr", "en")
    pages = []
    for language in languages:
        for code in (None, _REGION):
            if progress:
                progress(f"{code or 'national'} ({language})")
            pages.append(write_report(workspace, code, language)[0])
        if progress:
            progress(f"funding ({language})")
        pages.append(write_brief(workspace, language)[0])
        if progress:
            progress(f"workshop ({language})")
        pages.append(write_themes(workspace, language)[0])
    return pages
