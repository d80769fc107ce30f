"""Maps: islands present, nothing cut, no name over another, the counts of the legend those of the places."""

import pandas as pd
import pytest

from places3t.charts.places_map import Words, france_map, region_map

HOSTILE = "<img src=x onerror=alert(1)> | **bold** =cmd()"


def places() -> pd.DataFrame:
    rows = [
        ("a", "coworking", 44.84, -0.58, "33", "FR"),
        ("b", "fablab", 44.85, -0.57, "33", "FR"),
        ("c", "solidarity_garage", 46.58, 0.34, "86", "FR"),
        (HOSTILE, None, 45.83, 1.26, "87", "FR"),
        ("e", "coworking", -20.9, 55.5, "974", "FR"),
        ("f", "coworking", 50.61, 3.39, "BE-WHT", "BE"),
        ("g", "coworking", None, None, "33", "FR"),
        ("h", "coworking", -22.27, 166.44, "988", "FR"),
        ("i", "coworking", 10.0, 10.0, "33", "FR"),
    ]
    columns = ["name", "main_type", "lat", "lon", "departement_code", "country_code"]
    return pd.DataFrame(rows, columns=columns).assign(coordinates_source=["commune", *["file"] * 8])


def words(language: str) -> Words:
    return Words("Les tiers-lieux", "CGET", language, ["coworking", "fablab"])


@pytest.mark.parametrize("code", ["75", "11", "94", "04", "03", "BE-WAL", "988"])
def test_regions_are_legible(code: str, layout, texts_of) -> None:
    drawing = region_map(places(), code, words("fr"))
    layout(drawing.figure)
    assert any("km" in text for text in texts_of(drawing.figure))


def test_a_region_says_what_is_on_it(texts_of) -> None:
    drawing = region_map(places(), "75", words("fr"))
    written = texts_of(drawing.figure)
    assert {"Espace de coworking (1)", "Fablab (1)", "Autres types (1)", "Type non précisé (1)"} <= set(written)
    assert {"Bordeaux", "Limoges", "Gironde", "Haute-Vienne"} <= set(written)
    assert "Sans coordonnées, donc absents de la carte\u00a0: 1." in written
    assert "Point hors de la carte\u00a0: 4." in written
    assert "Placés au centre de leur commune, faute d’adresse\u00a0: 1." in written
    assert drawing.table["name"].tolist() == ["a", "b", "c", HOSTILE]
    assert drawing.alt == (
        "Carte\u00a0: Nouvelle-Aquitaine. Lieux en points\u00a0: 4 "
        "(Espace de coworking (1), Fablab (1), Autres types (1) et Type non précisé (1))."
    )


def test_france_has_its_islands_and_neighbours(layout, texts_of) -> None:
    drawing = france_map(places(), words("en"))
    layout(drawing.figure)
    written = texts_of(drawing.figure)
    for island in ("Guadeloupe (0)", "Martinique (0)", "Guyane (0)", "La Réunion (1)", "Mayotte (0)"):
        assert any(island in text for text in written), island
    assert any(text.startswith(("Nouvelle-Calédonie", "New Caledonia")) for text in written)
    assert drawing.table["name"].tolist() == ["a", "b", "c", HOSTILE, "e", "f", "h"]
    assert "Point outside the map: 1." in written


def test_an_empty_region(layout) -> None:
    drawing = region_map(places()[:0], "06", words("fr"))
    layout(drawing.figure)
    assert drawing.alt == "Carte\u00a0: Mayotte. Aucun lieu n’y figure."


def test_places_without_types(texts_of) -> None:
    drawing = region_map(places().drop(columns="main_type"), "75", words("en"))
    assert "Place (4)" in texts_of(drawing.figure)


def test_no_such_region() -> None:
    with pytest.raises(ValueError, match="no region 'XX'"):
        region_map(places(), "XX", words("fr"))
