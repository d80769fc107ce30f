"""What the tests of figures share."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox


def texts(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with the ground it takes."""
    from matplotlib.text import Text

    from places3t.charts import style

    with style.look():
        figure.canvas.draw()
        drawn: list[Text] = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
        return [(text.get_text(), text.get_window_extent()) for text in drawn]


def check_layout(figure: Figure) -> None:
    """Nothing is cut off, and no text stands on another."""
    found = texts(figure)
    width, height = figure.canvas.get_width_height()
    for text, box in found:
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= width, text
        assert box.y1 <= height, text
    for (one, here), (other, there) in itertools.combinations(found, 2):
        # Half a dot of contact is not an overlap.
        assert not here.padded(-0.5).overlaps(there.padded(-0.5)), f"{one!r} over {other!r}"


@pytest.fixture
def layout():
    """The checks above, for modules that cannot import this one."""
    return check_layout


@pytest.fixture
def texts_of():
    """The texts of a figure."""
    return lambda figure: [text for text, _ in texts(figure)]
