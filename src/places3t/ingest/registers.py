"""Plain numbers (1, 2, 3…) of several files: one register's, or those of publishers who know nothing of each other.

A number with letters (``TL-0343``) or with the namespace of its profile names one place wherever it stands. Plain ones
name a place within their register: the files of one profile or mapping, and the waves of one file, which have its name
but for the date and mostly its columns. Those of a second register get its file's name before them, so that no two
places become one because both stand first in their list.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from places3t.findings import Findings, Place
from places3t.formats.texts import fold
from places3t.ingest.placed import COLUMNS as LOCATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.ingest.staging import Staged

_DATED = re.compile(r"(?<!\d)(19|20)\d\d([-_. ]?\d\d){0,2}(?!\d)|\b(wave|vague|version|v)[-_ ]?\d+", re.IGNORECASE)
_ALIKE = 0.5
"""Share of the columns of the narrower of two files that the other must have, to be a wave of it."""


def plain_numbers(ids: pd.Series) -> pd.Series[bool]:
    """Tell which identifiers are numbers and no more."""
    return ids.str.fullmatch(r"\d+").fillna(value=False).astype("bool")


def separate(census: pd.DataFrame, staged: Sequence[Staged], findings: Findings) -> pd.Series:
    """Give the identifiers of stacked censuses, the plain numbers of a second register told from those of the first.

    Parameters
    ----------
    census
        What `places3t.ingest.fold.stack` gives.
    staged
        The sheets that it was made of.
    findings
        Takes each file whose numbers are not those of another one.

    Returns
    -------
    pandas.Series
        As ``census["place_id"]``. Nothing changes where the registers have no number in common.
    """
    import pandas as pd

    ids = census["place_id"]
    if census["_source"].nunique() <= 1:
        return ids
    plain = plain_numbers(ids)
    sources = list(dict.fromkeys(census.loc[plain, "_source"]))
    family = _families(sources, staged)
    registers = list(dict.fromkeys(family[source] for source in sources))
    numbers = {each: set(ids[plain & census["_source"].map(family).eq(each)]) for each in registers}
    changed = ids.copy()
    prefixes: set[str] = set()
    for at, register in enumerate(registers):
        rival = next((each for each in registers[:at] if numbers[each] & numbers[register]), None)
        if rival is None:
            continue
        named = ("-".join(fold(text).split()) for text in (PurePath(register).stem, register))
        prefix = next((name for name in named if name and name not in prefixes), f"register-{at}")
        prefixes.add(prefix)
        mine = plain & census["_source"].map(family).eq(register)
        changed = changed.mask(mine, prefix + "-" + ids)
        for source in dict.fromkeys(census.loc[mine, "_source"]):
            findings.add("numbers-of-two-registers", Place(source), other=rival, prefix=prefix)
    return pd.Series(changed, index=census.index, dtype="str")


def _families(sources: Sequence[str], staged: Sequence[Staged]) -> dict[str, str]:
    """Name the register of each file by the first of its files."""
    profiles: dict[str, set[str]] = {}
    columns: dict[str, set[str]] = {}
    for each in staged:
        source = each.account.source
        profiles.setdefault(source, set()).update({each.account.profile} if each.account.profile else ())
        columns.setdefault(source, set()).update(set(map(str, each.records.columns)) - set(LOCATION))
    family: dict[str, str] = {}
    for source in sources:
        like = (
            known
            for known in dict.fromkeys(family.values())
            if profiles[source] & profiles[known]
            or (_stem(source) == _stem(known) and _mostly_one(columns[source], columns[known]))
        )
        family[source] = next(like, source)
    return family


def _stem(source: str) -> str:
    """Give the name of a file without its date, wave and ending."""
    return fold(_DATED.sub(" ", PurePath(source).stem.replace("_", " ")))


def _mostly_one(one: set[str], two: set[str]) -> bool:
    return len(one & two) >= _ALIKE * min(len(one), len(two))
