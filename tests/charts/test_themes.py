from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from places3t.charts import style
from places3t.charts.style import save
from places3t.charts.themes import Column, Words, matrix

if TYPE_CHECKING:
    from pathlib import Path

NAMES = pd.Series(
    {
        "a": "Manque d’argent $1",
        "b": "Un thème au nom plus long que tous ceux du livre de codes qui est fourni, et de loin",
        "c": "Rien",
    }
)
WORDS = Words("Ce qui a été soulevé", "atelier.csv", "Une contribution peut en avoir plusieurs.", "fr")
ISSUES = Column("Enjeux", pd.Series({"b": 3, "a": 1}), style.VERMILLION)
LEFT = Column("sans réponse", pd.Series({"b": 2}), style.VERMILLION, calls=True)
SOLUTIONS = Column("Solutions", pd.Series({"a": 1200}), style.BLUE)
SEVEN = [ISSUES, LEFT, SOLUTIONS] + [
    Column(name, pd.Series({"a": 4}), style.QUIET)
    for name in ("bonnes pratiques", "commentaires", "contributions", "concepts")
]


def test_it_draws_what_there_is_the_same_in_every_run(tmp_path: Path) -> None:
    drawing = matrix(NAMES, [ISSUES, LEFT, SOLUTIONS], WORDS)
    assert drawing.table["theme"].tolist() == ["b", "a"]
    assert drawing.table[["Enjeux", "sans réponse", "Solutions"]].to_numpy().tolist() == [[3, 2, 0], [1, 0, 1200]]
    assert "Ce qui a été soulevé" in drawing.alt
    first = [path.read_bytes() for path in save(drawing, tmp_path / "one")]
    assert [path.read_bytes() for path in save(drawing, tmp_path / "two")] == first


def test_each_cell_says_its_count_and_is_shaded_where_there_is_one() -> None:
    figure = matrix(NAMES, [ISSUES, LEFT, SOLUTIONS], WORDS).figure
    said = [text.get_text() for text in figure.texts]
    assert sorted(text for text in said if text.replace("\u202f", "").isdigit()) == [
        "0",
        "0",
        "1",
        "1\u202f200",
        "2",
        "3",
    ]
    assert len([each for each in figure.artists if isinstance(each, Rectangle)]) == 4
    bold = [text.get_text() for text in figure.texts if text.get_fontweight() == "bold"]
    assert [text for text in bold if text.isdigit()] == ["2"]


@pytest.mark.parametrize("columns", [[ISSUES], [ISSUES, LEFT, SOLUTIONS], SEVEN])
def test_no_text_is_cut_or_runs_into_another(columns: list[Column]) -> None:
    figure = matrix(NAMES, columns, WORDS).figure
    width, height = figure.canvas.get_width_height()
    boxes = [text.get_window_extent() for text in figure.texts if text.get_text()]
    assert min(min(box.x0, box.y0) for box in boxes) >= 0
    assert max(box.x1 for box in boxes) <= width
    assert max(box.y1 for box in boxes) <= height
    assert not any(one.overlaps(two) for at, one in enumerate(boxes) for two in boxes[:at])


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(ValueError, match="no theme"):
        matrix(NAMES, [Column("x", pd.Series(dtype="int64"), style.BLUE)], WORDS)
