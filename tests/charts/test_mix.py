"""The triangle of resources: who is in it, where the means lie, what a publication leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from places3t.charts import style
from places3t.charts.mix import Words, mix_chart

if TYPE_CHECKING:
    from pathlib import Path

WORDS = Words("What the places live on", "a made-up list", "en")


def places() -> pd.DataFrame:
    """Four places of one group, three of another; one whose shares add up to 130 %, one with a share unknown."""
    rows: list[tuple[str, float, float | None, float]] = [
        ("a", 1.0, 0.0, 0.0),
        ("a", 0.5, 0.5, 0.0),
        ("a", 0.5, 0.25, 0.25),
        ("a", 0.0, 0.25, 0.75),
    ]
    rows += [("b", 0.2, 0.8, 0.0)] * 3 + [("b", 0.8, 0.4, 0.1), ("b", 0.5, None, 0.5)]
    return pd.DataFrame(rows, columns=["group", "public_share", "market_share", "reciprocity_share"])


def test_the_means_are_of_the_places_whose_shares_add_up() -> None:
    drawing = mix_chart(places(), words=WORDS)
    means = drawing.table[drawing.table["kind"] == "mean"].set_index("group")
    assert dict(zip(means.index, means["n"], strict=True)) == {"a": 4, "b": 3}
    assert [float(means[name].iloc[0]) for name in ("public_share", "market_share", "reciprocity_share")] == [
        0.5,
        0.25,
        0.25,
    ]
    assert "a, mean of 4 places: 50% public, 25% market, 25% reciprocity" in drawing.alt
    texts = " ".join(text.get_text() for text in drawing.figure.texts)
    assert "do not add up to 100%, or one is unknown: 2." in texts


def test_french_says_it_in_french() -> None:
    drawing = mix_chart(places(), Words("De quoi vivent les lieux", "une liste", "fr"))
    assert "moyenne de 4 lieux" in drawing.alt


def test_a_publication_draws_no_place(tmp_path: Path) -> None:
    drawing = mix_chart(places(), WORDS._replace(points=False))
    assert set(drawing.table["kind"]) == {"mean"}
    assert not drawing.figure.axes[0].collections
    assert "unknown: 2" not in " ".join(text.get_text() for text in drawing.figure.texts)
    paths = style.save(drawing, tmp_path / "mix")
    assert [path.suffix for path in paths] == [".png", ".svg", ".csv"]


def test_nobody_with_a_whole_mix_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        mix_chart(places().tail(1), WORDS)
