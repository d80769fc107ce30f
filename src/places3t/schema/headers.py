"""Headers: what of them counts when they are compared, and the forms to try when a survey has dressed them up."""

from __future__ import annotations

import re

from places3t.formats.texts import fold

_NUMBERING = re.compile(
    r"^\s*(?:[a-z]{0,3}\d{1,3}(?:q\d{1,4})?(?:\[\w+\])?\s*[.):°–-]|[ivx]{1,4}\s*[.)]|[a-h]\s*[.)])"
    r"(?:\s*\d{1,3}\s*[.):–-])*\s*(?=\S*[^\W\d])",
    re.IGNORECASE,
)
_UNIT = r"(?:en |in )?(?:m ?2|m²|€|euros?|eur|etp|fte|%|wgs ?84|degr[ée]s|degrees)"  # not k€, not ha: another scale
_HINT = (
    rf"{_UNIT}|\*?\s*obligatoires?|facultati(?:f|ve)|optionnel(?:le)?|required|optional|si connue?|if known"
    r"|jj/mm/aaaa|mm/aaaa|aaaa|dd/mm/yyyy|mm/yyyy|yyyy|année|year|insee|5 chiffres|oui/non|yes/no|o/n|y/n"
    r"|plusieurs (?:réponses|choix) possibles|choix multiples?|multiple choice|select all that apply"
)
_GEOPOINT = re.compile(r"_\w+_(latitude|longitude)", re.IGNORECASE)  # Kobo: one column per part of a point
_OF_YEAR = re.compile(r"\s+(?:en |in |de )?(?:19|20)\d\d$")  # "Budget 2022": the column, in the year of the survey
_ASIDE = re.compile(rf"\s*\((?:{_HINT})\)|\s+{_UNIT.replace('(?:en |in )?', '(?:en|in) ')}(?=[\s?:*]*$)", re.IGNORECASE)


def header_key(header: str) -> str:
    """Reduce a header to what matters when headers are compared: folded, with its per cent sign as a word.

    Examples
    --------
    >>> header_key("% de subventions"), header_key("NOM_TL")
    ('pour cent de subventions', 'nom tl')
    """
    return fold(header.replace("%", " pour cent "))


def header_forms(header: str) -> tuple[str, ...]:
    """List the forms of a header to try, in order: whole, without its question's number, its asides, its year.

    Only asides that say how to answer are taken off (a unit, "optional", a date's shape): ``Nom (contact)`` is not
    the name of a place.

    Examples
    --------
    >>> header_forms("3. Surface totale (en m²) *")
    ('3. Surface totale (en m²) *', 'Surface totale (en m²) *', '3. Surface totale *', 'Surface totale *')
    """
    bare = _GEOPOINT.sub(r"\1", _NUMBERING.sub("", header))
    plain = _ASIDE.sub("", bare)
    return tuple(dict.fromkeys((header, bare, _ASIDE.sub("", header), plain, _OF_YEAR.sub("", plain))))
