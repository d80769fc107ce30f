"""The figure of a comparison: what it draws, what it says, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from places3t.charts.compare import Words, comparison_chart
from places3t.indicators.compare import Comparison, compare

if TYPE_CHECKING:
    from places3t.language import Language


@pytest.fixture(scope="module")
def found() -> Comparison:
    draws = np.random.default_rng(3)
    funded = draws.random(200) < 0.5
    frame = pd.DataFrame({"place_id": np.arange(200).astype(str), "status": "open", "funded_ever": funded})
    frame["surface_m2"] = draws.lognormal(5, 0.5, 200) * np.where(funded, 2, 1)
    return compare(frame.assign(access=draws.choice(["open", "members"], 200)))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Funding. Characteristics that differ beyond chance, 1 of 2: Floor area (m²)."),
        ("fr", "Funding. Caractéristiques qui diffèrent au-delà du hasard, 1 sur 2\u00a0: Surface (m²)."),
    ],
)
def test_the_alternative_text_says_what_differs(found: Comparison, language: Language, said: str) -> None:
    drawing = comparison_chart(found, words=Words("Funding", "made up", language))
    assert drawing.alt == said
    assert drawing.table["feature"].tolist()[0] == "surface_m2"
    texts = {text.get_text() for text in drawing.figure.texts}
    assert {"en": "Difference, in standard deviations: funded less unfunded"}.get(
        language, "Écart, en écarts types\u00a0: soutenu moins non soutenu"
    ) in texts


def test_no_text_leaves_the_figure(found: Comparison) -> None:
    drawing = comparison_chart(found, words=Words("Funding", "made up", "fr"))
    box = drawing.figure.bbox
    for text in drawing.figure.texts:
        own = text.get_window_extent()
        assert box.x0 <= own.x0
        assert own.x1 <= box.x1
