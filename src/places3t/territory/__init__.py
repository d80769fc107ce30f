"""The bundled reference: communes, former communes, EPCI, departments, regions, countries and their outlines.

Every function is cached and gives the same frame each time; callers must not change it.
"""

from places3t.territory.locate import locate_points
from places3t.territory.names import communes_named, normalise_name
from places3t.territory.shapes import outlines
from places3t.territory.store import sources
from places3t.territory.tables import (
    LEVELS,
    Lang,
    Level,
    communes,
    former_communes,
    name,
    postal_codes,
    table,
)

__all__ = [
    "LEVELS",
    "Lang",
    "Level",
    "communes",
    "communes_named",
    "former_communes",
    "locate_points",
    "name",
    "normalise_name",
    "outlines",
    "postal_codes",
    "sources",
    "table",
]
