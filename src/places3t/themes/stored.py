"""The codings that ``places3t themes code`` wrote: which codebook gave them, and whether they still hold.

They stand in the table ``codings`` beside those made by hand, with the coder ``codebook``. The table's metadata keep
the codebook whole, so that anybody can tell what was coded with what, and code again.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from places3t import __version__
from places3t.themes.codebook import CODER
from places3t.workspace import metadata

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from places3t.workspace import Workspace

TABLE = "codings"
_KEY = "codebook"
_COLUMNS = ["contribution_id", "theme", "coder", "evidence"]


class Stored(NamedTuple):
    """The codebook of the stored codings.

    Attributes
    ----------
    name
        Its file; empty for the bundled one.
    text
        The codebook itself, as TOML.
    contributions
        Fingerprint of the contributions that were coded.
    points
        SHA-256 of the points that weighed its words; empty where it has none.
    version
        Of the program that coded them.
    """

    name: str
    text: str
    contributions: str
    points: str = ""
    version: str = __version__


def stored(workspace: Workspace) -> Stored | None:
    """Give the codebook of the stored codings, or null where none are stored."""
    if TABLE not in workspace.tables():
        return None
    about = metadata(workspace.read(TABLE)).get(_KEY)
    return None if about is None else Stored(**{name: about[name] for name in Stored._fields if name in about})


def fingerprint(contributions: pd.DataFrame) -> str:
    """Give the SHA-256 of what a codebook reads of contributions: identifiers, titles and texts, in any order."""
    from places3t.themes.coding import whole_texts

    pairs = sorted(zip(contributions["contribution_id"], whole_texts(contributions), strict=True))
    digest = hashlib.sha256()
    for pair in pairs:
        digest.update("\0".join((*map(str, pair), "")).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def store(workspace: Workspace, found: pd.DataFrame, codebook: Stored) -> None:
    """Write the codebook's codings into the table ``codings``; those made by hand stay as they are.

    The workspace must be locked. The same codings give the same bytes.

    Parameters
    ----------
    workspace
        With a table ``codings``, even an empty one.
    found
        ``contribution_id theme coder evidence``.
    codebook
        What gave them.
    """
    table = workspace.read(TABLE)
    about = metadata(table) | {_KEY: _about(codebook)}
    workspace.write({TABLE: _joined(table, found, about)})


def carried(workspace: Workspace, table: pa.Table, contributions: pd.Series) -> pa.Table:
    """Carry the stored codings over to a table ``codings`` that an ingest made anew.

    Those of contributions that are no more are dropped. Where nothing is stored the table stays as it is.
    """
    known = stored(workspace)
    if known is None:
        return table
    old = workspace.read(TABLE).to_pandas()
    found = old.loc[old["coder"].eq(CODER) & old["contribution_id"].isin(contributions), _COLUMNS]
    return _joined(
        table, found[["contribution_id", "theme", "coder", "evidence"]], metadata(table) | {_KEY: _about(known)}
    )


def _about(codebook: Stored) -> dict[str, Any]:
    return codebook._asdict() | {"sha256": hashlib.sha256(codebook.text.encode()).hexdigest()}


def _joined(table: pa.Table, found: pd.DataFrame, about: dict[str, Any]) -> pa.Table:
    """Put codings by a codebook after those by hand, in the table's own columns."""
    import pyarrow as pa
    import pyarrow.compute as pc

    by_hand = table.filter(pc.fill_null(pc.not_equal(table["coder"], CODER), fill_value=True))
    ordered = found.reindex(columns=table.column_names)
    rows = pa.Table.from_pandas(ordered, schema=table.schema.remove_metadata(), preserve_index=False)
    joined = pa.concat_tables([by_hand.replace_schema_metadata(None), rows]).combine_chunks()
    return joined.replace_schema_metadata({"places3t": json.dumps(about, ensure_ascii=False, sort_keys=True)})
