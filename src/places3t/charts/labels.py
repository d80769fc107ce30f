"""Names of cities on a map, none over another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.charts import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.patheffects import AbstractPathEffect

    from places3t.charts.geography import Frame

_KIND = style.Type(size=7.5)
_HEIGHT_CM = 0.3
_OFFSET_CM = 0.1
_APART_CM = 1.5
_EDGE_CM = 0.08
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a name may stand against its city, best first: right, left, above, below, then the corners."""


class Box(NamedTuple):
    """A rectangle, km."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Say whether two rectangles share any ground."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )


class Label(NamedTuple):
    """A name, its city and the ground that it covers."""

    name: str
    x: float
    y: float
    box: Box


class Layout(NamedTuple):
    """Where names may stand: a frame, its width on paper, how many at most, and the ground already taken."""

    frame: Frame
    width_cm: float
    most: int
    taken: tuple[Box, ...] = ()


def label_cities(axes: Axes, cities: pd.DataFrame, places: pd.DataFrame, layout: Layout) -> list[Label]:
    """Name the largest cities, with room between them, where they hide the fewest places.

    Parameters
    ----------
    axes
        With the scale set.
    cities
        ``[name, x, y]``, largest first.
    places
        ``[x, y]`` of the points already drawn.
    layout
        Where names may stand.

    Returns
    -------
    list of Label
        The names written.
    """
    from matplotlib.patheffects import withStroke

    labels = arrange(cities, places, layout)
    halo: list[AbstractPathEffect] = [withStroke(linewidth=2.2, foreground="white", alpha=0.9)]
    for label in labels:
        axes.plot(label.x, label.y, "s", color=style.INK, markersize=2.2, markeredgewidth=0, zorder=5)
        middle = ((label.box.left + label.box.right) / 2, (label.box.bottom + label.box.top) / 2)
        text = axes.text(*middle, label.name, ha="center", va="center", fontsize=_KIND.size, zorder=6)
        text.set_path_effects(halo)
    return labels


def arrange(cities: pd.DataFrame, places: pd.DataFrame, layout: Layout) -> list[Label]:
    """Find ground for the names; a city without free ground goes unnamed."""
    per_cm = layout.frame.width / layout.width_cm
    picked = _apart(cities[layout.frame.holds(cities["x"], cities["y"])], _APART_CM * per_cm, layout.most)
    marks = [_around(x, y, 0.08 * per_cm) for x, y in zip(picked["x"], picked["y"], strict=True)]
    labels: list[Label] = []
    for at, (name, x, y) in enumerate(zip(picked["name"], picked["x"], picked["y"], strict=True)):
        taken = [*layout.taken, *(label.box for label in labels), *marks[:at], *marks[at + 1 :]]
        boxes = [_beside(name, x, y, side, per_cm) for side in _SIDES]
        free = [box for box in boxes if _fits(box, layout.frame, per_cm) and not any(map(box.overlaps, taken))]
        if free:
            labels.append(Label(name, x, y, min(free, key=lambda box: _hidden(box, places))))
    return labels


def _apart(cities: pd.DataFrame, least: float, most: int) -> pd.DataFrame:
    """Keep the largest cities that stand at least so far from a larger one."""
    kept: list[int] = []
    for at in range(len(cities)):
        x, y = cities["x"].iloc[at], cities["y"].iloc[at]
        near = ((cities["x"].iloc[kept] - x) ** 2 + (cities["y"].iloc[kept] - y) ** 2) < least**2
        if not near.any():
            kept.append(at)
        if len(kept) == most:
            break
    return cities.iloc[kept]


def _around(x: float, y: float, half: float) -> Box:
    return Box(x - half, y - half, x + half, y + half)


def _beside(name: str, x: float, y: float, side: tuple[int, int], per_cm: float) -> Box:
    width, height = style.width_cm(name, _KIND) * per_cm, _HEIGHT_CM * per_cm
    right, up = side
    gap = _OFFSET_CM * per_cm
    middle = x + right * (width / 2 + gap), y + up * (height / 2 + gap)
    return Box(middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2)


def _fits(box: Box, frame: Frame, per_cm: float) -> bool:
    edge = _EDGE_CM * per_cm
    return (
        box.left >= frame.left + edge
        and box.right <= frame.right - edge
        and box.bottom >= frame.bottom + edge
        and box.top <= frame.top - edge
    )


def _hidden(box: Box, places: pd.DataFrame) -> int:
    inside = places["x"].between(box.left, box.right) & places["y"].between(box.bottom, box.top)
    return int(inside.sum())
