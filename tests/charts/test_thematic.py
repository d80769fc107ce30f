"""Maps of indicators and curves: classes, layout, both languages, islands."""

import numpy as np
import pandas as pd
import pytest
import shapely

from places3t import territory
from places3t.charts import curves, thematic
from places3t.charts.classes import breaks, class_of
from places3t.language import LANGUAGES


def test_classes_by_hand() -> None:
    values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert breaks(values, "quantiles", 2).tolist() == [1, 5.5, 10]
    assert breaks(values, "given", 0, [3, 20]).tolist() == [1, 3, 10]
    assert class_of([1, 3, 3.1, 10], np.array([1.0, 3.0, 10.0])).tolist() == [0, 0, 1, 1]
    assert breaks([7, 7], "quantiles", 5).tolist() == [7]


def test_natural_breaks_have_the_least_spread() -> None:
    # Three heaps: no other cut can be better.
    values = [1, 1.1, 1.2, 5, 5.1, 9, 9.5, 9.6]
    assert breaks(values, "jenks", 3).tolist() == [1, 1.2, 5.1, 9.6]


def test_hexagons_tile_the_plane() -> None:
    chance = np.random.default_rng(3)
    x, y = chance.uniform(-100, 100, (2, 500))
    cells = thematic._cells(x, y, 7.0)
    middles = np.column_stack((7 * np.sqrt(3) * (cells[:, 0] + cells[:, 1] / 2), 10.5 * cells[:, 1]))
    assert np.hypot(x - middles[:, 0], y - middles[:, 1]).max() <= 7


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["choropleth", "symbols", "hexagons"])
def test_nothing_is_cut_and_no_text_stands_on_another(language, kind, layout, texts_of) -> None:
    communes = territory.communes().query("country_code == 'FR'").sample(300, random_state=1)
    known = territory.table("departement").query("country_code == 'FR'")
    table = known.assign(value=np.linspace(0, 12.3, len(known)))[["code", "name", "value"]]
    words = thematic.Words("Titre", "source", language, "unité")
    drawing = thematic.thematic_map(communes if kind == "hexagons" else table, kind, words)
    layout(drawing.figure)
    written = texts_of(drawing.figure)
    assert {"La Réunion", "Guadeloupe", "Martinique", "Guyane", "Mayotte"} <= set(written)
    assert "Titre" in drawing.alt


def test_a_territory_keeps_its_value_and_shade() -> None:
    known = territory.table("region").query("country_code == 'FR'")
    shown = thematic._territories(
        thematic.layouts.france([], "fr")[0], "region", known.assign(value=1.5).set_index("code")["value"]
    )
    assert len(shown.shapes) == 13
    assert np.isfinite(shown.values).all()
    # Square kilometres on the map are those of the ground, within what the projection allows.
    assert float(shapely.area(shown.shapes).sum()) == pytest.approx(549_000, rel=0.02)


@pytest.mark.parametrize("language", LANGUAGES)
def test_curves_have_room(language, layout) -> None:
    table = pd.DataFrame({"name": "France", "group": None, "gini": 0.5, "population_share": [0, 0.5, 1]})
    words = curves.Words("Titre", "source", language, "habitants", "lieux")
    layout(curves.lorenz_chart(table.assign(places_share=[0, 0.1, 1]), words).figure)
    km = pd.DataFrame({"group": ["a", "a", "b"], "km": [0.0, 12.0, np.inf]})
    drawing = curves.distances_chart(km, words)
    layout(drawing.figure)
    with pytest.raises(ValueError, match="0 curves"):
        curves.distances_chart(km.iloc[:0], words)
