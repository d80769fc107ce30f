"""One ingested sheet as the store keeps it: its records, cleaned and located, and the account of how they came in.

The tables of a workspace are made anew from all staged sheets at each run. So a corrected file replaces what it said
before, the order in which files came in does not matter, and the same files give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from places3t import __version__, schema
from places3t.formats.texts import fold

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    import pyarrow as pa

    from places3t.workspace import Workspace

FOLDER = "ingested"
_ROW = "_row"


@dataclass(frozen=True, slots=True)
class Account:
    """How the rows of one sheet came in: what the table ``sources`` and the metadata of every table say of it.

    ``read = kept + merged + rejected``: kept rows made a place (or a spell, or a contribution), merged ones added to
    one that another row had made, rejected ones are findings. Of the rows that are not rejected, ``linked`` ones speak
    of a place that another sheet speaks of too, ``doubtful`` ones perhaps do, ``unlinked`` ones do not.
    """

    source: str
    sheet: str | None
    sha256: str
    encoding: str | None
    separator: str | None
    kind: str
    profile: str | None
    publisher: str | None
    licence: str | None
    wave: str | None
    header_row: int | None
    read: int
    rejected: int
    kept: int = 0
    merged: int = 0
    exhaustive: bool = False
    people: int = 0
    linked: int | None = None
    doubtful: int | None = None
    unlinked: int | None = None
    located: dict[str, int] | None = None
    mended: dict[str, int] | None = None

    @property
    def key(self) -> str:
        """The name under which the sheet is staged: told from others by file and sheet, not by content."""
        words = "-".join(fold(f"{self.source} {self.sheet or ''}").split())[:60]
        digest = hashlib.sha256(f"{self.source}\0{self.sheet or ''}".encode()).hexdigest()[:8]
        return f"{words}-{digest}"


@dataclass(frozen=True, slots=True)
class Staged:
    """A sheet's records, with their row numbers as the index, its account and its findings."""

    account: Account
    records: pd.DataFrame
    findings: pd.DataFrame

    def with_counts(self, kept: int, merged: int, links: tuple[int, int, int] | None = None) -> Staged:
        """Give the same sheet with its account completed; ``links`` are linked, doubtful and unlinked rows."""
        linked, doubtful, unlinked = links or (None, None, None)
        account = replace(self.account, kept=kept, merged=merged, linked=linked, doubtful=doubtful, unlinked=unlinked)
        return replace(self, account=account)


def to_tables(staged: Staged) -> dict[str, pa.Table]:
    """Give the tables that keep a staged sheet: its records and its findings."""
    records = staged.records.reset_index(names=_ROW)
    table = arrow_table(records, schema.table(staged.account.kind).arrow_schema())
    about = json.dumps(vars_of(staged.account) | {"version": __version__}, ensure_ascii=False, sort_keys=True)
    return {
        f"{FOLDER}/{staged.account.key}": table.replace_schema_metadata({"places3t": about}),
        f"{FOLDER}/findings/{staged.account.key}": arrow_table(
            staged.findings, schema.table("findings").arrow_schema()
        ).replace_schema_metadata(None),
    }


def read_all(workspace: Workspace, without: Collection[str] = ()) -> list[Staged]:
    """Read every staged sheet of a workspace, by key, but for those of some files."""
    from places3t import findings

    sheets = []
    for name in workspace.tables(FOLDER):
        about: dict[str, Any] = workspace.about(name)
        about.pop("version")
        account = Account(**about)
        if account.source not in without:
            found = workspace.read(f"{FOLDER}/findings/{account.key}").to_pandas()
            sheets.append(Staged(account, _frame(workspace.read(name)), findings.typed(found)))
    return sheets


def vars_of(account: Account) -> dict[str, Any]:
    """Give an account as a dict, in the order of its fields."""
    return {name: getattr(account, name) for name in Account.__dataclass_fields__}


def arrow_table(frame: pd.DataFrame, known: pa.Schema) -> pa.Table:
    """Turn a frame into an Arrow table: known columns with their types, others with the type they have.

    Lists stay lists of strings, dates are days, text is text; a column of nothing but nulls is text.
    """
    import pyarrow as pa

    fields = []
    for name in frame.columns:
        if name in known.names:
            fields.append(known.field(name).with_nullable(True))
        else:
            inferred = pa.Array.from_pandas(frame[name]).type
            text = pa.types.is_null(inferred) or pa.types.is_large_string(inferred)
            fields.append(pa.field(str(name), pa.string() if text else inferred))
    return pa.Table.from_pandas(frame, schema=pa.schema(fields), preserve_index=False)


def _frame(table: pa.Table) -> pd.DataFrame:
    return cast("pd.DataFrame", table.to_pandas(date_as_object=False)).set_index(_ROW).rename_axis("row")
