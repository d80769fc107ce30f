"""Maps of indicators and curves: classes, layout, both languages, islands."""

import doctest

import numpy as np
import pandas as pd
import pytest
import shapely

from places3t import territory
from places3t.charts import curves, legends, panels, shapes, thematic
from places3t.charts.classes import breaks, class_of, spans
from places3t.language import LANGUAGES


def test_classes_by_hand() -> None:
    values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert breaks(values, "quantiles", 2).tolist() == [1, 5.5, 10]
    assert breaks(values, "given", 0, [3, 20]).tolist() == [1, 3, 10]
    assert class_of([1, 3, 3.1, 10], np.array([1.0, 3.0, 10.0])).tolist() == [0, 0, 1, 1]
    assert breaks([7, 7], "quantiles", 5).tolist() == [7]


def test_a_value_that_would_fill_a_class_has_one() -> None:
    # Eight communes in ten have no place: quantiles of all would be 0, 0, 0 and 0.
    values = [*[0] * 16, 1, 2, 3, 4]
    bounds = breaks(values, "quantiles", 5)
    assert bounds.tolist() == [0, 0, 1, 2, 3, 4]
    assert class_of([0, 1, 2, 4], bounds).tolist() == [0, 1, 2, 4]
    assert spans(values, bounds, "quantiles") == [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]
    assert breaks([0, 0, 0, 9], "given", 0, [0]).tolist() == [0, 0, 9]


def test_no_class_is_left_without_a_value() -> None:
    values = [0, 1, 1, 1, 1, 1, 10, 11]
    bounds = breaks(values, "quantiles", 5)
    assert np.bincount(class_of(values, bounds), minlength=len(bounds) - 1).min() > 0


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([0, 0.354, 1.3, 2.671], ["0", "0.35", "1.30", "2.67"]),
        ([0.024, 0.1, 664], ["0.024", "0.1", "664"]),
        ([0, 1, 214], ["0", "1", "214"]),
    ],
)
def test_bounds_are_written_alike(values: list[float], written: list[str]) -> None:
    assert legends.figures(values, "en") == written


def test_a_long_legend_takes_two_rows() -> None:
    entries = legends.swatches(list(thematic.SHADES), [(at * 1000, at * 1000 + 999) for at in range(7)], "fr")
    rows = legends.in_rows([*entries, ("#ffffff", "sans valeur")]).rows
    assert len(rows) == 2
    assert sum(map(len, rows)) == 8
    assert rows[1][-1] == ("#ffffff", "sans valeur")


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(legends).failed == 0


def test_natural_breaks_have_the_least_spread() -> None:
    # Three heaps: no other cut can be better.
    values = [1, 1.1, 1.2, 5, 5.1, 9, 9.5, 9.6]
    assert breaks(values, "jenks", 3).tolist() == [1, 1.2, 5.1, 9.6]


def test_hexagons_tile_the_plane() -> None:
    chance = np.random.default_rng(3)
    x, y = chance.uniform(-100, 100, (2, 500))
    cells = shapes.cells(x, y, 7.0)
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
    values = known.assign(value=1.5).set_index("code")["value"]
    shown = shapes.territories(panels.france([], "fr")[0], "region", values)
    assert len(shown.shapes) == 13
    assert np.isfinite(shown.values).all()
    # Square kilometres on the map are those of the ground, within what the projection allows.
    assert float(shapely.area(shown.shapes).sum()) == pytest.approx(549_000, rel=0.02)


@pytest.mark.parametrize(("level", "region", "departement"), [("commune", None, "29"), ("epci", "53", None)])
def test_a_part_has_its_territories_and_cities(level, region, departement, layout, texts_of) -> None:
    communes = territory.communes()
    inside = communes["departement_code"] == departement if departement else communes["region_code"] == region
    codes = communes.loc[inside, f"{level}_code"].dropna().unique()
    table = pd.DataFrame({"code": codes, "value": np.arange(len(codes)) % 7, "n": 1})
    words = thematic.Words("Titre", "source", "fr", "unité")
    drawing = thematic.thematic_map(table, "choropleth", words, level=level, region=region, departement=departement)
    layout(drawing.figure)
    assert "Brest" in texts_of(drawing.figure)
    panel = thematic.panels_of(table, "choropleth", "fr", level=level, region=region, departement=departement)[0]
    shown = shapes.territories(panel, level, table.set_index("code")["value"].astype("float64"))
    assert shown.codes == set(codes)
    # Ouessant, Sein and Bréhat belong to no EPCI.
    assert shown.gaps == (level == "epci")


def test_belgium_is_there_where_a_place_is(texts_of) -> None:
    known = territory.table("departement").query("country_code in ['FR', 'BE']")
    table = known.assign(value=0.0, n=0)[["code", "value", "n"]]
    some = table.assign(value=table["value"].mask(table["code"].isin(["BE-WHT", "59"]), 1.0))
    panels_of = {
        name: thematic.panels_of(rows, "choropleth", "fr")[0].view.departements
        for name, rows in (("none", table), ("some", some))
    }
    assert "BE-WHT" not in panels_of["none"]
    assert "BE-WHT" in panels_of["some"]
    words = thematic.Words("Titre", "source", "fr", "unité")
    commune = pd.DataFrame({"code": ["BE-57081", "59350"], "value": [1.0, 2.0], "n": [1, 2]})
    drawing = thematic.thematic_map(commune, "symbols", words, level="commune")
    assert "Lieux dans aucun territoire de cette carte\u00a0: 1." in texts_of(drawing.figure)


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
