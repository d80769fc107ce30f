"""What the values of a contribution's columns are called, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from places3t.language import Language
    from places3t.territory import Level

_VOCABULARIES = {"phase": "phases", "kind": "contribution_kinds", "author_type": "participants"}
_ARROW = " → "


def value_name(column: str, value: str, language: Language) -> str:
    """Name a value: a phase, a kind, a participant or a territory by its words, anything else as it stands.

    Examples
    --------
    >>> value_name("phase", "diagnosis", "fr"), value_name("kind", "issue", "fr"), value_name("session", "Lille", "fr")
    ('diagnostic', 'enjeu', 'Lille')
    """
    from places3t import territory
    from places3t.schema import vocabulary

    if _ARROW in value:
        return _ARROW.join(value_name(column, part, language) for part in value.split(_ARROW))
    if column in _VOCABULARIES:
        terms = vocabulary(_VOCABULARIES[column]).terms
        return str(getattr(terms[value], language)) if value in terms else value
    level = column.removesuffix("_code")
    if level != column and level in territory.LEVELS:
        return territory.name(cast("Level", level), value, language)
    return value
