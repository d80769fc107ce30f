"""Legends of thematic maps: a swatch and a range for each class, circles of round numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import style
from places3t.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from places3t.language import Language

LARGEST_CM = 0.85
"""Diameter of the circle of the greatest value."""

_ROW_CM, _SWATCH_CM, _UNIT_CM = 0.55, 0.5, 0.55
_TEXT = style.Type(size=7.5)
_SPREAD = 100
_ROUND = (1, 2, 5)


class Swatches(NamedTuple):
    """Shades with what they stand for, in as many rows as they need."""

    rows: tuple[tuple[tuple[str, str], ...], ...]

    @property
    def height_cm(self) -> float:
        """Room that they take, with the unit above."""
        return _UNIT_CM + _ROW_CM * len(self.rows) + 0.05

    def write(self, figure: Figure, base: float) -> None:
        """Write them above a height."""
        from matplotlib.patches import Rectangle

        for at, row in enumerate(reversed(self.rows)):
            level, left = base + _ROW_CM * at + 0.1, 0.2
            for shade, text in row:
                axes = style.axes_cm(figure, left, level, _SWATCH_CM, 0.36)
                axes.set_axis_off()
                axes.add_patch(Rectangle((0, 0), 1, 1, facecolor=shade, edgecolor=style.BORDER, linewidth=0.6))
                style.text_cm(figure, text, left + _SWATCH_CM + 0.12, level + 0.08, _TEXT)
                left += _wide(text)


class Circles(NamedTuple):
    """Circles of round values, and what each stands for; ``most`` is the value of the largest circle on the map."""

    values: tuple[float, ...]
    texts: tuple[str, ...]
    most: float

    @property
    def height_cm(self) -> float:
        """Room that they take, with the unit above."""
        return _UNIT_CM + LARGEST_CM + 0.1

    def write(self, figure: Figure, base: float) -> None:
        """Write them above a height."""
        left = 0.2
        for value, text in zip(self.values, self.texts, strict=True):
            size = diameter(value, self.most)
            wide = size / 72 * style.INCH_CM + 0.1
            axes = style.axes_cm(figure, left, base + 0.05, wide, LARGEST_CM + 0.05)
            axes.set_axis_off()
            axes.set_xlim(0, 1)
            axes.set_ylim(0, 1)
            axes.plot(0.5, 0.5, "o", markersize=size, color=style.BLUE, alpha=0.55, markeredgecolor="white")
            style.text_cm(figure, text, left + wide + 0.1, base + 0.4, _TEXT)
            left += wide + style.width_cm(text, _TEXT) + 0.5


def diameter(value: float, most: float) -> float:
    """Give the diameter, in points of type, of the circle whose area is a value."""
    return math.sqrt(value / most) * LARGEST_CM / style.INCH_CM * 72


def swatches(
    shades: Sequence[str], spans: Sequence[tuple[float, float]], language: Language, *, alike: bool = True
) -> list[tuple[str, str]]:
    """Give each shade the text of its class.

    Parameters
    ----------
    shades
        One a class.
    spans
        The least and the greatest value of each class, as `places3t.charts.classes.spans` gives them.
    language
        ``fr`` or ``en``.
    alike
        Whether bounds are written with as many decimals each; those that a person gave are written as given.
    """
    written = iter(figures([end for span in spans for end in span], language, alike=alike))
    pairs = [(next(written), next(written)) for _ in spans]
    texts = [low if low == high else say("maps", "range", language, low=low, high=high) for low, high in pairs]
    return list(zip(shades, texts, strict=True))


def in_rows(entries: Sequence[tuple[str, str]]) -> Swatches:
    """Set swatches in rows of the figure's width."""
    rows: list[list[tuple[str, str]]] = [[]]
    for entry in entries:
        if rows[-1] and 0.2 + sum(_wide(text) for _, text in [*rows[-1], entry]) > style.WIDTH_CM:
            rows.append([])
        rows[-1].append(entry)
    return Swatches(tuple(map(tuple, rows)))


def circles(most: float, language: Language, *, whole: bool = False) -> Circles:
    """Choose the circles of a legend: a round number up to the greatest value, about a quarter, and a sixteenth.

    Parameters
    ----------
    most
        The greatest value, above 0.
    language
        ``fr`` or ``en``.
    whole
        Whether the values are counts, of which there is no part.

    Examples
    --------
    >>> circles(344, "en").values, circles(3, "en").values, circles(3, "en", whole=True).values
    ((20.0, 50.0, 200.0), (0.1, 0.5, 2.0), (2.0,))
    """
    values = sorted({_round_down(most / part) for part in (1, 4, 16) if not whole or most >= part})
    return Circles(tuple(values), tuple(figures(values, language)), most)


def _round_down(value: float) -> float:
    """Give the greatest of 1, 2, 5, 10, 20, 50 and so on that is not above a value."""
    power = 10.0 ** math.floor(math.log10(value))
    return max(step * power for step in _ROUND if step * power <= value)


def figures(values: Sequence[float], language: Language, *, alike: bool = True) -> list[str]:
    """Write numbers within two per cent; all with as many decimals, unless they differ a hundredfold."""
    decimals = [next((few for few in range(4) if abs(round(at, few) - at) <= abs(at) / 50), 4) for at in values]
    some = [abs(at) for at in values if at]
    if alike and some and max(some) < _SPREAD * min(some):
        decimals = [max(decimals) if at else 0 for at in values]
    return [typography.number(at, language, few) for at, few in zip(values, decimals, strict=True)]


def _wide(text: str) -> float:
    return _SWATCH_CM + style.width_cm(text, _TEXT) + 0.45
