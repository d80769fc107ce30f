"""``links.csv``: the pairs that a person must decide, and what was decided.

The file stands in the workspace's folder, so that it opens in any spreadsheet program. A person writes ``same`` or
``different`` in its first column; every later run reads that back and does so. Pairs that are no longer in doubt leave
the file, unless they were decided: a decision stays, even while the file that it is about is away.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from places3t.errors import Refusal
from places3t.findings import Findings, Place
from places3t.formats.texts import fold
from places3t.typography import spreadsheet_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "links.csv"
COLUMNS = (
    *("decision", "kind", "score", "km"),
    *("name_a", "commune_a", "where_a"),
    *("name_b", "commune_b", "where_b"),
    *("id_a", "id_b"),
)
_SAME = frozenset(map(fold, ("same", "s", "même", "meme", "identique", "oui", "yes", "o", "y", "1", "x")))
_DIFFERENT = frozenset(map(fold, ("different", "d", "différent", "différents", "autre", "non", "no", "n", "0")))
Key = tuple[str, str, str]
"""Kind of the pair (``place`` or ``funding``) and the identifiers of its two sides."""


class Line(NamedTuple):
    """One pair of the file, all as texts, in the order of `COLUMNS`."""

    decision: str
    kind: str
    score: str
    km: str
    name_a: str
    commune_a: str
    where_a: str
    name_b: str
    commune_b: str
    where_b: str
    id_a: str
    id_b: str

    @property
    def key(self) -> Key:
        """What tells the pair from others."""
        return self.kind, self.id_a, self.id_b


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided, and the lines of the file as they are.

    Attributes
    ----------
    said
        Pair to whether it is one place.
    lines
        Every line with a decision, by pair, read or not.
    unread
        Number of the line in the file, and the decision that means nothing, for findings.
    """

    said: dict[Key, bool] = field(default_factory=dict)
    lines: dict[Key, Line] = field(default_factory=dict)
    unread: tuple[tuple[int, str], ...] = ()

    def say_unread(self, findings: Findings) -> None:
        """Add a finding for each decision that means nothing."""
        for number, text in self.unread:
            findings.add("link-not-read", Place(FILE, None, number, "decision"), text)


def read_decisions(folder: Path) -> Decisions:
    """Read the decisions of a workspace.

    Raises
    ------
    Refusal
        If the file is there and has not the columns of this program.
    """
    said: dict[Key, bool] = {}
    lines: dict[Key, Line] = {}
    unread = []
    for number, line in enumerate(read_lines(folder), start=2):
        word = fold(line.decision)
        if not word:
            continue
        lines[line.key] = line
        if word in _SAME | _DIFFERENT:
            said[line.key] = word in _SAME
        else:
            unread.append((number, line.decision))
    return Decisions(said, lines, tuple(unread))


def read_lines(folder: Path) -> list[Line]:
    """Read the pairs of a workspace, decided or not; none where there is no file.

    Spreadsheet programs save the file again with ``;`` or tabs, and in Windows-1252: all are read.

    Raises
    ------
    Refusal
        If the file is there and has not the columns of this program.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    if not {"decision", "kind", "id_a", "id_b"} <= set(rows.fieldnames or ()):
        raise Refusal("bad-links", path=str(path), columns=", ".join(COLUMNS))
    return [Line(*(_bare((row.get(name) or "").strip()) for name in COLUMNS)) for row in rows]


def _bare(text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from computing a text."""
    return text[1:] if text.startswith("'") and spreadsheet_text(text[1:]) == text else text


def as_csv(lines: Iterable[Line], decisions: Decisions) -> bytes:
    """Write the pairs in doubt together with those that were decided, in the order of their identifiers."""
    everything = {line.key: line for line in lines} | {}
    for key, line in decisions.lines.items():
        everything[key] = everything.get(key, line)._replace(decision=line.decision)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for _, line in sorted(everything.items()):
        writer.writerow([spreadsheet_text(each) for each in line])
    return ("\ufeff" + out.getvalue()).encode()


def write_lines(folder: Path, lines: list[Line], decisions: Decisions) -> None:
    """Write the file if it says anything new; there is none where nothing is or was in doubt.

    Raises
    ------
    Refusal
        If it cannot be replaced: a spreadsheet program holds it open.
    """
    path = folder / FILE
    if not lines and not decisions.lines and not path.is_file():
        return
    content = as_csv(lines, decisions)
    if path.is_file() and path.read_bytes() == content:
        return
    new = path.with_suffix(".csv.new")
    try:
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise Refusal("links-held", path=str(path), why=error.strerror or str(error)) from error
