"""Kinds of cell: one small file each, which says what it reads and proves it with its own examples."""

from __future__ import annotations

from places3t.formats import (
    amount,
    choice,
    choices,
    commune_code,
    coordinates,
    decimal,
    departement_code,
    email,
    employment_zone_code,
    epci_code,
    identifier,
    integer,
    latitude,
    longitude,
    name_list,
    partial_date,
    postal_code,
    region_code,
    share,
    text,
    url,
    yes_no,
)
from places3t.formats.base import Fault, Format, Parsed

_MODULES = (
    text,
    identifier,
    name_list,
    choice,
    choices,
    yes_no,
    partial_date,
    integer,
    decimal,
    share,
    amount,
    commune_code,
    departement_code,
    region_code,
    epci_code,
    employment_zone_code,
    postal_code,
    latitude,
    longitude,
    coordinates,
    url,
    email,
)
_FORMATS: dict[str, Format] = {module.FORMAT.name: module.FORMAT for module in _MODULES}

__all__ = ["Fault", "Format", "Parsed", "get", "names"]


def names() -> tuple[str, ...]:
    """List the formats, from the plainest to the most particular.

    Examples
    --------
    >>> names()[:3]
    ('text', 'identifier', 'name_list')
    """
    return tuple(_FORMATS)


def get(name: str, vocabulary: str | None = None) -> Format:
    """Find a format by its name.

    Parameters
    ----------
    name
        One of `names`.
    vocabulary
        For ``choice`` and ``choices``: which list of words, one of `places3t.schema.vocabulary_names`.

    Raises
    ------
    KeyError
        If there is no such format or vocabulary.

    Examples
    --------
    >>> get("commune_code").parse("1004").value
    '01004'
    >>> get("choices", "types").parse("Fablab ; coworking").value
    ['fablab', 'coworking']
    """
    if name not in _FORMATS:
        raise KeyError(f"no format {name!r}: one of {', '.join(_FORMATS)}")  # noqa: EM102 - one line says it
    if vocabulary is not None and name == "choice":
        return choice.for_vocabulary(vocabulary)
    if vocabulary is not None and name == "choices":
        return choices.for_vocabulary(vocabulary)
    return _FORMATS[name]
