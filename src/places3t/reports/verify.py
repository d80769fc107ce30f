"""A report computed again from the store, and what differs: named by table, row and column."""

from __future__ import annotations

import csv
import difflib
import json
import tempfile
import zipfile
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from places3t.errors import Refusal
from places3t.reports.output import MANIFEST, Options, fingerprints
from places3t.reports.said import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from places3t.workspace import Workspace

_TEXTS = (".md", ".html", ".docx")
_TABLES = (".csv",)
_NAMES = ("indicator", "name", "code", "by", "group", "at")
"""Columns that tell one row of a table from another."""


class Difference(NamedTuple):
    """One thing that the report says and that the store does not give.

    Attributes
    ----------
    file
        Of the report.
    where
        The row of a table, or the line of a text; null for a whole file.
    column
        Of a table, or null.
    reported, computed
        What stands there, and what should; null where there is nothing.
    """

    file: str
    where: str | None
    column: str | None
    reported: str | None
    computed: str | None


def verify(workspace: Workspace, report: Path, templates: Path | None = None) -> list[Difference]:
    """Compute a report again and compare every file of it.

    Parameters
    ----------
    workspace
        Holds the store that the report is said to come from.
    report
        The report's folder, or a file in it.
    templates
        The folder of templates that it was written with, if it was.

    Returns
    -------
    list of Difference
        Empty where the report says exactly what the store gives.

    Raises
    ------
    Refusal
        If this is no report of this program, or it was written with templates and none are given.
    """
    folder = report if report.is_dir() else report.parent
    about = manifest(folder)
    if about["templates"] and templates is None:
        raise Refusal("report-templates", folder=str(folder))
    from places3t.reports.write import write_again

    options = Options(tuple(about["formats"]), templates, bool(about.get("public")))
    with tempfile.TemporaryDirectory(prefix="places3t-") as again:
        paths = write_again(workspace, about, Path(again), options)
        fresh = paths[0].parent
        names = [path.name for path in paths if path.name != MANIFEST]
        found = [each for name in names for each in _compare(folder / name, fresh / name)]
        found += _about(about, manifest(fresh))
    return found


def manifest(folder: Path) -> dict[str, Any]:
    """Read what a report says of itself.

    Raises
    ------
    Refusal
        If there is no such file, or it is none of this program's.
    """
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refusal("not-a-report", folder=str(folder)) from error
    if not isinstance(said, dict) or not {"report", "language", "formats", "templates"} <= said.keys():
        raise Refusal("not-a-report", folder=str(folder))
    return said


def _about(said: dict[str, Any], fresh: dict[str, Any]) -> Iterator[Difference]:
    """Compare the sources and the program's version; the files themselves are compared one by one."""
    old, new = ({each["source"]: each["sha256"] for each in one["sources"]} for one in (said, fresh))
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield Difference(MANIFEST, name, "sha256", old.get(name), new.get(name))
    if said.get("places3t") != fresh["places3t"]:
        yield Difference(MANIFEST, None, "places3t", said.get("places3t"), fresh["places3t"])


def _compare(reported: Path, computed: Path) -> Iterator[Difference]:
    if not reported.is_file():
        yield Difference(reported.name, None, None, None, fingerprints([computed])[computed.name])
    elif reported.read_bytes() == computed.read_bytes():
        return
    elif reported.suffix in _TABLES:
        yield from _tables(reported, computed)
    elif reported.suffix in _TEXTS:
        yield from _texts(reported, computed)
    else:
        marks = [fingerprints([path])[path.name] for path in (reported, computed)]
        yield Difference(reported.name, None, None, *marks)


def _tables(reported: Path, computed: Path) -> Iterator[Difference]:
    """Compare two tables cell by cell."""
    old, new = (_rows(path) for path in (reported, computed))
    empty: dict[str, str] = {}
    for number, (one, other) in enumerate(zip_longest(old, new, fillvalue=empty), start=2):
        for column in dict.fromkeys([*one, *other]):
            if one.get(column) != other.get(column):
                where = f"{number}: {_row_name(one or other)}"
                yield Difference(reported.name, where, column, one.get(column), other.get(column))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{str(name): str(value) for name, value in row.items()} for row in csv.DictReader(file)]


def _row_name(row: dict[str, str]) -> str:
    return " ".join(row[name] for name in _NAMES if row.get(name)) or " ".join(list(row.values())[:1])


def _texts(reported: Path, computed: Path) -> Iterator[Difference]:
    """Compare two texts line by line, as a reader sees them; what no reader sees is compared by its fingerprint."""
    try:
        old, new = (said(path) for path in (reported, computed))
    except (ValueError, KeyError, zipfile.BadZipFile):
        old, new = [], []
    if old == new:
        marks = [fingerprints([path])[path.name] for path in (reported, computed)]
        yield Difference(reported.name, None, None, *marks)
        return
    for tag, *spans in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        first, last, start, end = spans
        for at, (one, other) in enumerate(zip_longest(old[first:last], new[start:end]), start=first + 1):
            yield Difference(reported.name, str(at), None, one, other)
