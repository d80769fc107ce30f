"""What the things compared are called, in French and English, from the schema's titles and vocabularies."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from places3t.indicators.features import IS
from places3t.typography import spaced

if TYPE_CHECKING:
    from places3t.language import Language


_OWN = {
    "commune_population": {"fr": "Population de la commune", "en": "Population of the commune"},
    "departement_density": {
        "fr": "Lieux pour 100\u202f000 habitants du département",
        "en": "Places per 100,000 inhabitants of the department",
    },
    "nearest_km": {
        "fr": "Distance à l’autre lieu le plus proche (km)",
        "en": "Distance to the nearest other place (km)",
    },
    "types_count": {"fr": "Nombre de types du lieu", "en": "Types of the place"},
    "types_diversity": {"fr": "Nombre efficace de types du groupe", "en": "Effective number of types of the group"},
    "region_code": {"fr": "Région", "en": "Region"},
}
"""What is no column of the schema, or is not compared by its code."""


def feature_words(name: str, language: Language) -> str:
    """Say a feature, ``legal_form=association`` as "Legal form: association".

    Examples
    --------
    >>> feature_words("legal_form=association", "en")
    'Legal form: association'
    >>> feature_words("surface_m2", "fr")
    'Surface (m²)'
    """
    column, _, value = name.partition(IS)
    title, vocabulary = _titles().get(column, ({}, None))
    said = _OWN.get(column, title).get(language, column)
    if not value:
        return said
    colon = {"fr": "\u00a0: ", "en": ": "}[language]
    if column == "region_code":
        from places3t import territory

        return f"{said}{colon}{territory.name('region', value, language)}"
    return f"{said}{colon}{_value(value, vocabulary, language)}"


def _value(value: str, vocabulary: str | None, language: Language) -> str:
    if value == "yes":
        return {"fr": "oui", "en": "yes"}[language]
    if vocabulary is None:
        return spaced(value, language)
    from places3t.schema.words import vocabulary as words

    term = words(vocabulary).terms.get(value)
    return spaced(getattr(term, language) if term else value, language)


@functools.cache
def _titles() -> dict[str, tuple[dict[str, str], str | None]]:
    import json
    from importlib import resources

    fields = json.loads((resources.files("places3t.schema") / "places.json").read_text(encoding="utf-8"))["fields"]
    return {each["name"]: (each["places3t"]["title"], each["places3t"].get("vocabulary")) for each in fields}
