"""What the text of a row and its point say of where it is, weighed against each other.

The text (code, name, postal code, address) and the point each lead to a commune of today. Where they do not agree, the
side with more independent evidence is taken: for the text its name, its code and its postal code, less one where the
code is that of a commune with another name than the one written, and less one where the postal code is of another
department; for the point itself and the postal code; for both the department that the row states. On a tie the text is
taken, since people know which town they are in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.ingest.communes import Reading, Text, full_name, in_departement, index

if TYPE_CHECKING:
    from collections.abc import Mapping


class Said(NamedTuple):
    """A finding of a row: its code, the column, what the cell holds, and what the sentence needs."""

    code: str
    column: str
    got: str | None
    params: Mapping[str, str] = {}


class Statement(NamedTuple):
    """The commune that a text says, null where it says none or several, and what is wrong with the text."""

    commune: str | None
    said: tuple[Said, ...] = ()


def stated(text: Text, reading: Reading, point: str | None, *, needed: bool) -> Statement:
    """Give the commune that a text says, with the point's help where the text fits several.

    Parameters
    ----------
    text, reading
        What the row writes, and what communes that leads to.
    point
        The commune of the row's point, null where it has none.
    needed
        Whether a text that fits several communes is worth a finding.
    """
    said = _of_code(text, reading)
    fits = {reading.by_code, reading.by_name} - {None} or set(reading.candidates) or set(reading.from_postal)
    if point in fits:
        return Statement(point, said)
    if reading.by_code and reading.by_name and reading.by_code != reading.by_name:
        kept, contradiction = _code_or_name(text, reading)
        return Statement(kept, (*said, contradiction))
    if len(fits) == 1:
        return Statement(next(iter(fits)), said)
    if fits and point is None and reading.candidates and needed:
        several = Said("several-communes", "commune_name", text.name, {"count": str(len(fits))})
        return Statement(None, (*said, several))
    return Statement(None, said)


def _of_code(text: Text, reading: Reading) -> tuple[Said, ...]:
    if text.code is not None and reading.by_code is None:
        return (Said("unknown-commune-code", "commune_code", text.code),)
    if reading.former and reading.by_code and text.code != reading.by_code:
        return (Said("former-commune", "commune_code", text.code, {"today": full_name(reading.by_code)}),)
    return ()


def _code_or_name(text: Text, reading: Reading) -> tuple[str | None, Said]:
    """Choose between a code and a name that contradict each other: the postal code decides, else the name."""
    by_code = reading.by_code in reading.from_postal and reading.by_name not in reading.from_postal
    kept = reading.by_code if by_code else reading.by_name
    names = {
        "code_commune": full_name(reading.by_code),
        "name_commune": full_name(reading.by_name),
        "kept": full_name(kept),
    }
    return kept, Said("code-and-name-disagree", "commune_code", text.code, names)


def text_wins(text: Text, reading: Reading, commune: str, point: str) -> bool:
    """Tell whether the commune of the text has as much evidence for it as that of the point."""
    return _weight(text, reading, commune) >= _weight_of_point(text, reading, point)


def _weight(text: Text, reading: Reading, commune: str) -> int:
    named = commune == reading.by_name or commune in reading.candidates
    coded = commune == reading.by_code
    misnamed = coded and bool(text.name) and not named
    posted = commune in reading.from_postal
    departement = index().departement[commune]
    elsewhere = bool(text.postal) and not posted and not in_departement(text.postal or "", departement)
    return named + coded + posted - misnamed - elsewhere + (text.departement == departement)


def _weight_of_point(text: Text, reading: Reading, point: str) -> int:
    departement = index().departement[point]
    posted = point in reading.from_postal or bool(text.postal and in_departement(text.postal, departement))
    return 1 + posted + (text.departement == departement)


def same_belgian_province(point: str, commune: str) -> bool:
    """Tell whether a point's commune is a guess within the right province: Belgian communes have no outline here."""
    both = {index().departement[point], index().departement[commune]}
    return index().country[point] == "BE" and len(both) == 1


def departement_of(text: Text, reading: Reading) -> str | None:
    """Give the department that a text tells where it tells no commune: written, or of all communes it may mean."""
    if text.departement:
        return text.departement
    possible = {index().departement[each] for each in reading.from_postal or reading.candidates}
    return possible.pop() if len(possible) == 1 else None
