"""Bars: what is drawn, in which order, and that nothing is cut or covered."""

import pandas as pd
import pytest

from places3t.charts import bars
from places3t.charts.bars import Reference, Words
from places3t.indicators.frame import indicator_frame

NAMES = [
    "Gironde",
    "Creuse",
    "CA CIVIS (Communauté Intercommunale des Villes Solidaires)",
    "Pyrénées-Atlantiques",
    "Lot",
]


def frame(values: list[float], highs: list[float]) -> pd.DataFrame:
    rows = [
        {
            "indicator": "places_per_100k",
            "level": "departement",
            "code": f"{at:02}",
            "name": NAMES[at],
            "value": value,
            "low": value / 2,
            "high": high,
            "n": at * 1000,
        }
        for at, (value, high) in enumerate(zip(values, highs, strict=True))
    ]
    extra = [{"indicator": "places", "code": "99", "value": 1e9}, {"indicator": "places_per_100k", "value": 1e9}]
    return indicator_frame([*rows, *extra])


FRANCE = Reference("France", 2.25)


def draw(rows: pd.DataFrame, language: str = "fr", reference: Reference | None = FRANCE):
    words = Words("Densité des tiers-lieux en Provence-Alpes-Côte d’Azur, par intercommunalité", "CGET", language)
    return bars.bars(rows, indicator="places_per_100k", words=words, reference=reference)


def test_highest_first_with_values_and_counts(layout, texts_of) -> None:
    drawing = draw(frame([5.1, 7.8, 0.4, 2.0, 2.0], [6.3, 14.8, 1.0, 3.0, 3.1]))
    assert drawing.table["name"].tolist() == ["Creuse", "Gironde", "Lot", "Pyrénées-Atlantiques", NAMES[2]]
    layout(drawing.figure)
    written = texts_of(drawing.figure)
    assert {"7,8", "5,1", "0,4", "4\u202f000", "France\u00a0: 2,3", "Lieux pour 100\u202f000 habitants"} <= set(written)
    assert any("flèche" in text for text in written)
    assert drawing.alt.startswith("Graphique en barres. Densité")
    assert "Creuse 7,8 (de 3,9 à 14,8\u202f; lieux\u00a0: 1\u202f000)" in drawing.alt
    assert drawing.alt.endswith("France\u00a0: 2,3.")


def test_english_without_a_reference(layout, texts_of) -> None:
    drawing = draw(frame([1.0], [1.2]), "en", None)
    layout(drawing.figure)
    written = texts_of(drawing.figure)
    assert "Places per 100,000 inhabitants" in written
    assert not any("arrow" in text for text in written)
    assert "France" not in drawing.alt


def test_nothing_counted(layout, texts_of) -> None:
    drawing = draw(frame([0, 0], [3.7, 5.0]), reference=None)
    layout(drawing.figure)
    assert texts_of(drawing.figure).count("0,0") >= 2


def test_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no row of places_per_100k"):
        draw(frame([], []))


def test_what_has_no_interval_and_no_count_says_neither(texts_of) -> None:
    rows = (
        frame([2.0, 1.0], [3.0, 2.0]).assign(low=None, high=None, n=None).astype({"low": "float64", "high": "float64"})
    )
    drawing = draw(rows)
    written = texts_of(drawing.figure)
    assert not any("95" in text for text in written)
    assert "lieux" not in written
    assert "–" not in written
    assert "()" not in drawing.alt
    assert "–" not in drawing.alt
