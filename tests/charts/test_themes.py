from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from places3t.charts.style import save
from places3t.charts.themes import Side, Words, opposed

if TYPE_CHECKING:
    from pathlib import Path

NAMES = pd.Series(
    {"a": "Manque d’argent $1", "b": "Un thème au nom aussi long que les thèmes peuvent l’être", "c": "Rien"}
)
WORDS = Words("Ce qui a été soulevé", "atelier.csv", "Une contribution peut en avoir plusieurs.", "fr")


def test_it_draws_what_there_is_the_same_in_every_run(tmp_path: Path) -> None:
    drawing = opposed(
        NAMES, Side("Enjeux", pd.Series({"b": 3, "a": 1})), Side("Solutions", pd.Series({"a": 1200})), WORDS
    )
    assert drawing.table["theme"].tolist() == ["b", "a"]
    assert drawing.table[["Enjeux", "Solutions"]].to_numpy().tolist() == [[3, 0], [1, 1200]]
    assert "Ce qui a été soulevé" in drawing.alt
    first = [path.read_bytes() for path in save(drawing, tmp_path / "one")]
    assert [path.read_bytes() for path in save(drawing, tmp_path / "two")] == first


def test_no_text_is_cut_or_runs_into_another() -> None:
    figure = opposed(NAMES, Side("Enjeux", pd.Series({"b": 30})), Side("Solutions", pd.Series({"b": 30})), WORDS).figure
    width, height = figure.canvas.get_width_height()
    boxes = [text.get_window_extent() for text in figure.texts if text.get_text()]
    assert min(min(box.x0, box.y0) for box in boxes) >= 0
    assert max(box.x1 for box in boxes) <= width
    assert max(box.y1 for box in boxes) <= height
    assert not any(one.overlaps(two) for at, one in enumerate(boxes) for two in boxes[:at])


def test_nothing_to_draw_is_said() -> None:
    none = Side("x", pd.Series(dtype="int64"))
    with pytest.raises(ValueError, match="no theme"):
        opposed(NAMES, none, none, WORDS)
