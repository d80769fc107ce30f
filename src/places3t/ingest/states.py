"""What became of each place, as its sheet's name and its source's own words say it.

Whoever keeps a workbook moves a row to the sheet ``Dead`` and leaves the cell that said *existing*: the sheet is what
was decided last, and wins; a finding names both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from places3t import schema
from places3t.findings import Findings, Place
from places3t.formats.texts import fold
from places3t.profiles.rules import EXCLUDED, Rules
from places3t.typography import is_missing

if TYPE_CHECKING:
    import pandas as pd

_DOUBT = re.compile(r"\s*\(?\?+\)?\s*$")
_EXCLUDING = frozenset(
    map(fold, ("exclus", "exclu", "exclues", "excluded", "pas un tiers lieu", "pas des tiers lieux"))
)
"""Names of sheets for what a list does not count."""


class State(NamedTuple):
    """A status, how a place closed where that is known, and whether the source doubts it."""

    status: str | None
    closure_kind: str | None = None
    doubtful: bool = False


def with_states(
    frame: pd.DataFrame, sheet: str | None, rules: Rules, place: Place, findings: Findings
) -> tuple[pd.DataFrame, int]:
    """Give each record the status that its sheet and its own words tell, and leave out what the source excludes.

    Parameters
    ----------
    frame
        Cleaned records of places, indexed by row.
    sheet
        The sheet's name.
    rules
        Of the source's profile.
    place, findings
        Where this is, and what takes the findings.

    Returns
    -------
    tuple
        The records that stay, with ``status`` and ``closure_kind``, and how many were rejected.
    """
    import pandas as pd

    of_sheet = _of_sheet(sheet, rules)
    headers = {"_".join(fold(header).split()): header for header in rules.state_headers}
    told = next((name for name in headers if name in frame), None)
    if of_sheet is None and told is None:
        return frame, 0
    texts = frame[told] if told else pd.Series(None, index=frame.index, dtype="str")
    own = frame.get("status", pd.Series(None, index=frame.index, dtype="str"))
    states = {}
    for row, text, written in zip(frame.index, texts, own, strict=True):
        state = _read(None if is_missing(text) else str(text), rules)
        if state.status is None and not is_missing(written):
            state = State(str(written))
        where = Place(place.source, place.sheet, int(row), headers.get(told or "", "status"))
        states[row] = _settled(state, of_sheet, None if is_missing(text) else str(text), where, findings)
    status = pd.Series({row: state.status for row, state in states.items()}, dtype="str")
    kind = pd.Series({row: state.closure_kind for row, state in states.items()}, dtype="str")
    known = frame.get("closure_kind", pd.Series(None, index=frame.index, dtype="str"))
    frame = frame.assign(status=status, closure_kind=known.fillna(kind))
    out = status.eq(EXCLUDED)
    return frame[~out], int(out.sum())


def _of_sheet(sheet: str | None, rules: Rules) -> str | None:
    """Give the status that a sheet's name says: as the profile knows, else as a word of the vocabulary."""
    if sheet is None:
        return None
    if sheet in rules.sheet_status:
        return rules.sheet_status[sheet]
    if fold(sheet) in _EXCLUDING:
        return EXCLUDED
    return schema.vocabulary("statuses").match(sheet)


def _read(text: str | None, rules: Rules) -> State:
    """Read what a source writes of a place's fate: its own words first, then those of the vocabularies."""
    if text is None:
        return State(None)
    sure = _DOUBT.sub("", text) or text
    own = {fold(words): said for words, said in rules.states.items()}
    if said := own.get(fold(sure)):
        status, _, kind = said.partition("/")
        return State(status, kind or None, sure != text)
    status_read = schema.vocabulary("statuses").match(sure)
    kind_read = schema.vocabulary("closure_kinds").match(sure) if status_read == "closed" else None
    return State(status_read, kind_read, sure != text and status_read is not None)


def _settled(state: State, of_sheet: str | None, text: str | None, where: Place, findings: Findings) -> State:
    """Choose between what the row says and what its sheet says, and say what was decided."""
    if EXCLUDED in (state.status, of_sheet):
        findings.add("excluded-by-source", where, text or where.sheet)
        return State(EXCLUDED)
    if text is not None and state.status is None:
        findings.add("status-in-words", where, text, kept=of_sheet or "unknown")
    if state.doubtful:
        findings.add("uncertain-value", where, text)
    if of_sheet is None or of_sheet == state.status:
        return state
    if state.status is None:
        return State(of_sheet)
    findings.add("status-disagrees", where, text or state.status, kept=of_sheet, sheet=where.sheet or "")
    # A project on the sheet of the closed never opened.
    gave_up = of_sheet == "closed" and state.status == "planned"
    return State(of_sheet, "never_opened" if gave_up else None)
