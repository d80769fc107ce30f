"""From staged sheets to the tables of the store: rows that speak of one place become one place.

Rows are taken in the order of their wave, then of their source's name, so that the latest survey has the last word on
each column and the result does not depend on the order in which the files came in.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, cast

from places3t import schema
from places3t.findings import Findings, Place
from places3t.formats.texts import fold
from places3t.ingest.columns import WAVE
from places3t.territory import normalise_name
from places3t.typography import is_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from places3t.ingest.staging import Staged

_LOCATION = ("commune_code", "commune_name", "departement_code", "country_code")

# Columns that say where a row comes from; they lead every stacked frame. No header becomes a name with a first ``_``.
_ORIGIN = {"_source": "str", "_sheet": "str", "_row": "int64", "_seen_on": "datetime64[s]"}


def stack(staged: Sequence[Staged], kind: str) -> pd.DataFrame:
    """Put the records of one kind under each other, in the order of their waves.

    Returns
    -------
    pandas.DataFrame
        Columns ``_source _sheet _row _seen_on`` (the wave's day, or the middle of its month or year), all fields of the
        kind's table and of a place's location, null where no sheet has them, then the other columns of the sheets.
    """
    import pandas as pd

    parts, dated = [], False
    for each in sorted((each for each in staged if each.account.kind == kind), key=_order):
        origin: dict[str, Any] = {
            "_source": each.account.source,
            "_sheet": each.account.sheet,
            "_row": each.records.index,
            "_seen_on": wave_date(each.account.wave),
        }
        records = each.records.reset_index(drop=True)
        if kind == "places" and WAVE in records:
            # A census of several waves dates its rows itself; a row without a date is of the sheet's wave.
            origin["_seen_on"] = records[WAVE].fillna(origin["_seen_on"]) if origin["_seen_on"] else records[WAVE]
            records = records.drop(columns=WAVE)
            dated = True
        parts.append(pd.concat([pd.DataFrame(origin, index=records.index), records], axis=1))
    stacked = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if dated:
        stacked = stacked.sort_values("_seen_on", kind="stable", na_position="first", ignore_index=True)
    types = _ORIGIN | dict.fromkeys(("name", *_LOCATION), "str") | dtypes(kind)
    there = stacked.astype({name: dtype for name, dtype in types.items() if name in stacked})
    others = {name: there[name] for name in there.columns if name not in types}
    absent = {dtype: _nulls(dtype, there.index) for name, dtype in types.items() if name not in there}
    known = {name: there[name] if name in there else absent[dtype] for name, dtype in types.items()}
    return pd.DataFrame(known | others, index=there.index)


def _nulls(dtype: str, index: pd.Index) -> pd.Series:
    """Give a column of nothing, made of one null: a hundred thousand of them would be looked at one by one."""
    import numpy as np
    import pandas as pd

    stored: Any = dtype  # the stubs know no dtype that is only known at run time
    one: Any = pd.Series(index=index[:1], dtype=stored).array
    nothing: pd.Series = pd.Series(one.take(np.zeros(len(index), dtype=np.intp)), index=index)
    return nothing


def dtypes(table: str) -> dict[str, str]:
    """Give the pandas dtypes of a table's fields, the geometry left out: it is made when the table is written."""
    kinds = {"string": "str", "date": "datetime64[s]", "number": "float64", "integer": "Int64", "boolean": "boolean"}
    fields = schema.table(table).fields
    return {field.name: kinds.get(field.type, "object") for field in fields if field.type != "geojson"}


def wave_date(wave: str | None) -> pd.Timestamp | None:
    """Give the day that stands for a wave: the day itself, or the middle of the month or year."""
    import pandas as pd

    from places3t import formats
    from places3t.formats.dates import PartialDate

    if wave is None:
        return None
    read = formats.get("partial_date", None).parse(wave).value
    return pd.Timestamp(read.middle) if isinstance(read, PartialDate) else None


def _order(staged: Staged) -> tuple[str, str, str]:
    return (staged.account.wave or "", staged.account.source, staged.account.sheet or "")


def identify(rows: pd.DataFrame, findings: Findings) -> pd.Series:
    """Give each row of a census the identifier of its place.

    A row with an identifier keeps it. One without is the place that bears its name in its commune, where there is
    only one such and the same sheet does not list it already; otherwise it is a place of its own, with an identifier
    made from its name and commune, which is the same each time.

    Parameters
    ----------
    rows
        What `stack` gives, with ``name``, ``commune_code`` and, where known, ``place_id``.
    findings
        Takes rows that say the same place twice in one sheet.

    Returns
    -------
    pandas.Series
        Identifiers, indexed as ``rows``.
    """
    given = rows["place_id"]
    sheet = on_sheet(rows)
    ids = given if given.notna().all() else given.fillna(_without_identifier(rows, given, sheet))
    _say_twice(rows, ids, sheet, findings)
    return ids.astype("str")


def on_sheet(rows: pd.DataFrame) -> pd.Series[int]:
    """Give one number to the rows that cannot be of one place: those of one file, sheet and wave."""
    return rows.groupby(["_source", "_sheet", "_seen_on"], dropna=False, sort=False).ngroup()


def _without_identifier(rows: pd.DataFrame, given: pd.Series, sheet: pd.Series) -> pd.Series:
    """Find or make the identifiers of rows that have none."""
    import pandas as pd

    key = _keys(rows)
    known = pd.DataFrame({"key": key, "id": given})[given.notna() & key.notna()].drop_duplicates()
    single = known.drop_duplicates("key", keep=False).set_index("key")["id"]
    bare = given.isna()
    found = key[bare].map(single).astype("str")
    listed = set(zip(sheet[~bare].to_numpy(), given[~bare].to_numpy(), strict=True))
    taken = [pair in listed for pair in zip(sheet[bare].to_numpy(), found.to_numpy(), strict=True)]
    found = found.mask(pd.Series(taken, index=found.index, dtype="bool"))
    return found.fillna(_made(key, sheet, found.index[found.isna()]))


def _keys(rows: pd.DataFrame) -> pd.Series:
    """Give what tells a place without an identifier: its folded name and its commune, as a code or as written."""
    return (folded(rows["name"], fold) + "\0" + _communes(rows)).astype("str")


def _communes(rows: pd.DataFrame) -> pd.Series:
    # Nearly every row has a code: only the others' names are read.
    written = folded(rows["commune_name"].where(rows["commune_code"].isna()), normalise_name)
    return rows["commune_code"].fillna(written).fillna(rows["departement_code"]).fillna("")


def folded(texts: pd.Series, how: Callable[[str], str]) -> pd.Series:
    """Fold each distinct text once."""
    return texts.map({text: how(text) for text in texts.dropna().unique()}).astype("str")


def _made(key: pd.Series, sheet: pd.Series, wanted: pd.Index) -> pd.Series:
    """Make identifiers; homonyms of one commune within one sheet are told apart by their order in it."""
    ordinal = key[wanted].groupby([sheet[wanted], key[wanted]], dropna=False).cumcount()
    text = key[wanted].fillna("") + "\0" + ordinal.astype("str")
    made = {each: f"p-{hashlib.sha256(each.encode()).hexdigest()[:10]}" for each in text.unique()}
    return text.map(made).astype("str")


def _say_twice(rows: pd.DataFrame, ids: pd.Series, sheet: pd.Series[int], findings: Findings) -> None:
    import pandas as pd

    if ids.is_unique:
        return
    both = pd.DataFrame({"sheet": sheet, "id": ids})
    first = rows["_row"].groupby([both["sheet"], both["id"]]).transform("min")
    for at in rows.index[both.duplicated()]:
        findings.add("same-place-twice", where(rows, at, "place_id"), str(ids[at]), first=str(first[at]))


def where(rows: pd.DataFrame, at: int, column: str | None = None) -> Place:
    """Say where in its source a stacked row stands."""
    sheet, row = rows.at[at, "_sheet"], cast("int", rows.at[at, "_row"])
    return Place(str(rows.at[at, "_source"]), None if is_missing(sheet) else str(sheet), int(row), column)


def fold_places(rows: pd.DataFrame) -> pd.DataFrame:
    """Make one row a place: each column's last known value, and when the place was seen.

    Parameters
    ----------
    rows
        What `stack` gives, with ``place_id`` complete.

    Returns
    -------
    pandas.DataFrame
        One row a place, in the order of first sight, with ``first_seen_on``, ``last_seen_on`` and ``observed_from``
        (as its source says, else the first wave that saw it open).
    """
    import pandas as pd

    rows = rows.assign(status=rows["status"].fillna("unknown"))
    values = rows.drop(columns=list(_ORIGIN))
    # A wave that does not know the status must not undo what an earlier one knew.
    values["status"] = values["status"].mask(values["status"].eq("unknown"))
    codes, ids = pd.factorize(rows["place_id"])  # numbers, in the order of first sight, are grouped faster than texts
    values = values.drop(columns="place_id")
    alone = len(ids) == len(rows)
    places = values.reset_index(drop=True) if alone else values.groupby(codes).last()
    places.insert(0, "place_id", pd.Series(ids, dtype="str"))
    places["status"] = places["status"].fillna("unknown")
    seen = rows["_seen_on"].groupby(codes)
    opened = rows["_seen_on"].where(rows["status"].eq("open")).groupby(codes).min()
    places["first_seen_on"], places["last_seen_on"] = seen.min(), seen.max()
    # A source may say since when it watches (a register that has been kept since 2010): then it need not be inferred.
    places["observed_from"] = places["observed_from"].fillna(opened)
    places["main_type"] = places["types"].map(lambda types: types[0], na_action="ignore").astype("str")
    return places


def with_origin(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a table of the store from stacked rows: where each comes from as ``file file_sheet file_row``, last."""
    origin = {"_source": "file", "_sheet": "file_sheet", "_row": "file_row"}
    rest = [name for name in rows.columns if name not in _ORIGIN]
    return rows[[*rest, *origin]].rename(columns=origin)


def observations(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the table of who was seen when: ``place_id wave status source sheet row``."""
    # Chosen before they are renamed: a census may have a column ``source`` of its own.
    seen = rows[["place_id", "_seen_on", "status", "_source", "_sheet", "_row"]]
    seen = seen.assign(status=seen["status"].fillna("unknown"))
    return seen.rename(columns={"_seen_on": "wave", "_source": "source", "_sheet": "sheet", "_row": "row"})
