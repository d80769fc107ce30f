"""A mapping: what the columns of one file mean, written by whoever knows the file.

It is a profile in a file of its own, so it says all that a profile can, and needs no name:

.. code-block:: toml

    kind = "places"

    [columns]
    "Nom usuel" = "name"
    etat = ["status", "closure_kind"]

    [defaults]
    status = "open"
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, get_args

from places3t import formats, schema
from places3t.errors import Refusal
from places3t.ingest.columns import KINDS, POINT, fields_of
from places3t.ingest.surveys import questions_of
from places3t.language import Language
from places3t.profiles import Profile, read_profile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from places3t.findings import Findings, Place
    from places3t.ingest.plan import Plan


def read_mapping(path: Path) -> Profile:
    """Read a mapping and check every word of it.

    Parameters
    ----------
    path
        A TOML file.

    Returns
    -------
    Profile
        Named as the file unless it names itself.

    Raises
    ------
    Refusal
        If it is missing, is not TOML, or names a kind, column, format or vocabulary that does not exist.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Refusal("no-mapping", path=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("bad-mapping", path=str(path), why=str(error)) from error
    title = dict.fromkeys(get_args(Language), path.name)
    try:
        profile = read_profile(text, {"name": path.name, "title": title})
    except tomllib.TOMLDecodeError as error:
        raise Refusal("bad-mapping", path=str(path), why=str(error)) from error
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise Refusal("bad-mapping", path=str(path), why=f"{type(error).__name__} {error}") from error
    _check(profile, path)
    return profile


def _check(profile: Profile, path: Path) -> None:
    """Refuse words that mean nothing here."""
    _known(path, "kind", [profile.kind], KINDS)
    columns = fields_of(profile.kind)
    meant = [*profile.columns.values(), *(name for names in profile.also.values() for name in names)]
    _known(path, "columns", meant, [*columns, POINT])
    _known(path, "constants", profile.constants, columns)
    _known(path, "defaults", profile.defaults, meant)
    _known(path, "extras.format", (extra.format for extra in profile.extras.values()), formats.names())
    _known(path, "vocabularies", profile.vocabularies, schema.vocabulary_names())
    for name, synonyms in profile.vocabularies.items():
        _known(path, f"vocabularies.{name}", filter(None, synonyms.values()), schema.vocabulary(name).terms)


def _known(path: Path, key: str, words: Iterable[str], known: Iterable[str]) -> None:
    possible = list(known)
    for word in words:
        if word not in possible:
            raise Refusal("mapping-words", path=str(path), what=key, got=str(word), known=", ".join(possible) or "-")


def say_missing(plan: Plan, place: Place, findings: Findings) -> None:
    """Say which headers a mapping or profile reads that the sheet does not have."""
    if plan.profile is None or plan.profile.headers:
        return  # a bundled profile knows several versions of its source
    there = {column.header for column in plan.columns}
    there |= {question for column in plan.columns if column.parts for question in questions_of(column.header)}
    for header, name in plan.profile.columns.items():
        if header not in there:
            findings.add("mapped-column-missing", place, header=header, name=name)
