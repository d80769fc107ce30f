"""What people said: one row a contribution, told from others by an identifier, its author by a pseudonym."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from places3t.formats.texts import fold
from places3t.ingest.fold import where
from places3t.ingest.questionnaire import coder_of, themes_of
from places3t.typography import is_missing

if TYPE_CHECKING:
    import pandas as pd

    from places3t.findings import Findings
    from places3t.ingest.staging import Staged
    from places3t.profiles.rules import Parent
    from places3t.workspace import Workspace

KEY = ".authors.key"
"""In ``data/processed``: what turns authors into pseudonyms. Without it nobody can tell who a pseudonym was."""
_KEY_BYTES = 32
_PSEUDONYM = re.compile(r"a-[0-9a-f]{12}")
_LAST_TWO = re.compile(r"/([\w-]+)/(\d+)/?(?:[?#].*)?$")


def table(rows: pd.DataFrame, findings: Findings) -> pd.DataFrame:
    """Give the table of contributions.

    A contribution without an identifier is known by its file, sheet and row. Whatever is not a pseudonym is dropped
    from the authors.

    Parameters
    ----------
    rows
        Stacked records of contributions.
    findings
        Takes identifiers that stand twice.
    """
    author = rows["author"].where(rows["author"].str.fullmatch(_PSEUDONYM).fillna(False).astype("bool"))
    own = rows["_source"] + ":" + rows["_sheet"].fillna("") + ":" + rows["_row"].astype("str")
    said = rows.assign(
        author=author, contribution_id=rows["contribution_id"].fillna(own.str.replace("::", ":", regex=False))
    )
    for at in said.index[said["contribution_id"].duplicated()]:
        findings.add("same-contribution-twice", where(said, at), str(said.loc[at, "contribution_id"]))
    return said


def with_coders(codings: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Add the themes that stand in columns of the contributions, one column a coder (``theme_coder1``, ``Thème A``).

    Parameters
    ----------
    codings
        Stacked records of tables of codings.
    said
        The contributions, whose columns keep these themes too.
    """
    import pandas as pd

    parts = [codings]
    for name in said.columns:
        coder = coder_of(str(name))
        if coder is None:
            continue
        # Columns are named in small letters; one letter is how a coder is called.
        given = said.loc[said[name].notna(), ["contribution_id", name, "_source", "_sheet", "_row"]]
        themes = given[name].astype("str").map(themes_of)
        long = given.assign(theme=themes, coder=coder.upper() if len(coder) == 1 else coder).explode("theme")
        parts.append(long.drop(columns=name).dropna(subset="theme"))
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else codings


def author_key(workspace: Workspace | None, *, make: bool) -> bytes:
    """Give the key of a workspace's pseudonyms.

    Parameters
    ----------
    workspace
        Its folder; null where there is none.
    make
        Write a new key where there is none; otherwise a new one is used for this run and forgotten.
    """
    path = workspace.processed / KEY if workspace else None
    if path and path.is_file():
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    key = secrets.token_bytes(_KEY_BYTES)
    if path and make:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(key.hex() + "\n", encoding="ascii")
    return key


def with_pseudonyms(staged: Staged, key: bytes) -> Staged:
    """Put a pseudonym in the place of each author: the same for one author in all files of a workspace.

    A keyed digest (HMAC-SHA-256, RFC 2104), so that nobody without the key can try names until one fits.
    """
    if "author" not in staged.records:
        return staged
    authors = staged.records["author"]
    names = {str(each): _pseudonym(str(each), key) for each in authors.dropna().unique()}
    hidden = authors.map(lambda each: None if is_missing(each) else names[str(each)]).astype("str")
    return replace(staged, records=staged.records.assign(author=hidden))


def _pseudonym(author: str, key: bytes) -> str:
    return f"a-{hmac.new(key, (fold(author) or author).encode(), hashlib.sha256).hexdigest()[:12]}"


def with_parents(frame: pd.DataFrame, parent: Parent | None) -> pd.DataFrame:
    """Say which contribution each one answers.

    Parameters
    ----------
    frame
        Cleaned records of contributions.
    parent
        How the source says it.

    Returns
    -------
    pandas.DataFrame
        With ``parent_id``, what the whole thread answers, and ``in_reply_to``, the comment that this one answers where
        it answers one.
    """
    import pandas as pd

    if parent is None:
        return frame
    none = pd.Series(None, index=frame.index, dtype="str")
    kinds, numbers, roots = (
        frame.get(_column(header), none) if header else none for header in (parent.type, parent.id, parent.root)
    )
    direct = kinds.map(dict(parent.namespaces)).astype("str") + "-" + numbers.astype("str")
    found = roots.str.extract(_LAST_TWO, expand=True)
    thread = found[0].map(dict(parent.namespaces)).astype("str") + "-" + found[1].astype("str")
    top = thread.fillna(direct)
    return frame.assign(parent_id=top, in_reply_to=direct.where(direct.ne(top)))


def _column(header: str) -> str:
    """Give the name of the column that a header becomes where the profile maps it to no field."""
    return "_".join(fold(header).split())
