"""GeoJSON feature collections as tables: one row a feature, one column a property, two for the point."""

from __future__ import annotations

import json
import math
from typing import Any

from places3t.errors import Refusal
from places3t.ingest.sheets import Sheet, cell_text

LATITUDE, LONGITUDE = "geometry.latitude", "geometry.longitude"


def read_features(features: list[Any], name: str) -> Sheet:
    """Read the features of a collection.

    Parameters
    ----------
    features
        What the collection holds under ``features``.
    name
        The file's name, for messages.

    Returns
    -------
    Sheet
        The header is row 0, feature 1 is row 1. The point of a feature stands in `LATITUDE` and `LONGITUDE`; of a
        line or an area, the middle of its bounding box.

    Raises
    ------
    Refusal
        If there is none.
    """
    if not features:
        raise Refusal("empty-file", source=name)
    rows = [_row(feature) for feature in features]
    header = list(dict.fromkeys(key for row in rows for key in row))
    return Sheet(None, [header, *([row.get(key, "") for key in header] for row in rows)], first_row=0, header_at=0)


def _row(feature: Any) -> dict[str, str]:
    feature = feature if isinstance(feature, dict) else {}
    properties = feature.get("properties") or {}
    row = {str(key): _text(value) for key, value in properties.items()}
    point = _middle(feature.get("geometry"))
    if point:
        row[LATITUDE], row[LONGITUDE] = repr(point[1]), repr(point[0])
    return row


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else cell_text(value)


def _middle(geometry: Any) -> tuple[float, float] | None:
    """Give the longitude and latitude of a point, or the middle of the bounding box of another shape."""
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    pairs = list(_pairs(coordinates))
    if not pairs:
        return None
    x, y = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return (min(x) + max(x)) / 2, (min(y) + max(y)) / 2


def _pairs(coordinates: Any) -> list[tuple[float, float]]:
    if not isinstance(coordinates, list) or not coordinates:
        return []
    if all(isinstance(each, int | float) for each in coordinates):
        x, y = (*coordinates, math.nan)[:2]
        return [(float(x), float(y))] if math.isfinite(x) and math.isfinite(y) else []
    return [pair for each in coordinates for pair in _pairs(each)]
