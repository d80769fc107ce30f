"""Names on a map, none over another, each where it hides the fewest places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.charts import style
from places3t.typography import apostrophes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from shapely import MultiPolygon, Polygon

    from places3t.charts.projections import Frame

CITY = style.Type(size=7.5)
AREA = style.Type(size=7, color=style.QUIET)
_HEIGHT_CM = 0.3
_OFFSET_CM = 0.13
_MARK_CM = 0.08
_APART_CM = 1.5
_EDGE_CM = 0.08
_GRID = 9
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a name may stand against its city, best first: right, left, above, below, then the corners."""


class Box(NamedTuple):
    """A rectangle, km."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def overlaps(self, other: Box) -> bool:
        """Say whether two rectangles share any ground."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def within(self, frame: Frame, edge: float) -> bool:
        """Say whether the rectangle lies in a frame, and so far from its edge."""
        across = frame.left + edge <= self.left and self.right <= frame.right - edge
        return across and frame.bottom + edge <= self.bottom and self.top <= frame.top - edge


class Layout(NamedTuple):
    """Where names may stand: a frame and its width on paper."""

    frame: Frame
    width_cm: float

    @property
    def per_cm(self) -> float:
        """Kilometres in a centimetre."""
        return self.frame.width / self.width_cm

    def around(self, x: float, y: float, text: str, kind: style.Type) -> Box:
        """Give the ground of a text that is centred on a point."""
        return centred(x, y, style.width_cm(text, kind) * self.per_cm / 2, _HEIGHT_CM * self.per_cm / 2)


class Wish(NamedTuple):
    """A name that wants ground: the rectangles it may take, best first, and the ground of its own mark."""

    name: str
    kind: style.Type
    boxes: Sequence[Box]
    mark: Box | None = None


class Label(NamedTuple):
    """A wish that was granted."""

    wish: Wish
    box: Box


def centred(x: float, y: float, half_width: float, half_height: float) -> Box:
    """Give the rectangle around a point."""
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def cities(known: pd.DataFrame, most: int, layout: Layout) -> list[Wish]:
    """Wish for the names of the largest cities, with room between them.

    Parameters
    ----------
    known
        ``[name, x, y, reach]``, largest first; ``reach`` is half the width of what marks the city, 0 for a
        dot.
    most
        How many names.
    layout
        Where they may stand.
    """
    inside = known[layout.frame.holds(known["x"], known["y"])]
    return [
        Wish(name, CITY, [_beside(layout, name, (x, y), reach, side) for side in _SIDES], _mark(layout, x, y, reach))
        for name, x, y, reach in _apart(inside, _APART_CM * layout.per_cm, most)
    ]


def _apart(known: pd.DataFrame, least: float, most: int) -> list[tuple[str, float, float, float]]:
    """Keep the largest cities that stand at least so far from a larger one."""
    kept: list[tuple[str, float, float, float]] = []
    for name, x, y, reach in zip(known["name"], known["x"], known["y"], known["reach"], strict=True):
        if len(kept) == most:
            break
        if all((x - there[1]) ** 2 + (y - there[2]) ** 2 >= least**2 for there in kept):
            kept.append((name, x, y, reach))
    return kept


def _beside(layout: Layout, name: str, city: tuple[float, float], reach: float, side: tuple[int, int]) -> Box:
    text = layout.around(*city, name, CITY)
    gap = _OFFSET_CM * layout.per_cm + reach
    right = side[0] * ((text.right - text.left) / 2 + gap)
    up = side[1] * ((text.top - text.bottom) / 2 + gap)
    return Box(text.left + right, text.bottom + up, text.right + right, text.top + up)


def _mark(layout: Layout, x: float, y: float, reach: float) -> Box:
    half = max(reach, _MARK_CM * layout.per_cm)
    return centred(x, y, half, half)


def areas(shapes: Iterable[Polygon | MultiPolygon], names: Iterable[str], layout: Layout) -> list[Wish]:
    """Wish for the names of territories, each within its outline, nearest to its middle first."""
    return [Wish(name, AREA, _inside(shape, name, layout)) for shape, name in zip(shapes, names, strict=True)]


def _inside(shape: Polygon | MultiPolygon, name: str, layout: Layout) -> list[Box]:
    import numpy as np
    import shapely

    middle = shapely.centroid(shape)
    left, bottom, right, top = shape.bounds
    across, up = np.meshgrid(np.linspace(left, right, _GRID), np.linspace(bottom, top, _GRID))
    boxes = [layout.around(float(x), float(y), name, AREA) for x, y in zip(across.flat, up.flat, strict=True)]
    ground = shapely.box(*np.array(boxes).T)
    far = shapely.distance(middle, shapely.centroid(ground))
    whole = shapely.contains(shape, ground)
    return [boxes[at] for at in np.argsort(far, kind="stable") if whole[at]]


def arrange(wishes: Sequence[Wish], places: pd.DataFrame, layout: Layout, taken: Sequence[Box] = ()) -> list[Label]:
    """Find ground for names, in their order; a name without free ground is left out.

    Parameters
    ----------
    wishes
        The names.
    places
        ``[x, y]`` of the points that are better not hidden.
    layout
        Where names may stand.
    taken
        Ground that no name may cover.
    """
    labels: list[Label] = []
    edge = _EDGE_CM * layout.per_cm
    for wish in wishes:
        marks = [other.mark for other in wishes if other.mark and other is not wish]
        blocked = [*taken, *marks, *(label.box for label in labels)]
        free = [box for box in wish.boxes if box.within(layout.frame, edge) and not any(map(box.overlaps, blocked))]
        if free:
            labels.append(Label(wish, min(free, key=lambda box: hidden(box, places, edge))))
    return labels


def hidden(box: Box, places: pd.DataFrame, margin: float) -> int:
    """Count the points that a rectangle would cover, or come nearer to than a margin."""
    across = places["x"].between(box.left - margin, box.right + margin)
    return int((across & places["y"].between(box.bottom - margin, box.top + margin)).sum())


def write(axes: Axes, labels: Iterable[Label], layout: Layout) -> None:
    """Write names, with a halo so that lines below do not cross them, and a dot for each city without a mark."""
    from matplotlib.patheffects import AbstractPathEffect, withStroke

    halo: list[AbstractPathEffect] = [withStroke(linewidth=2.2, foreground="white", alpha=0.9)]
    dot = 2 * _MARK_CM * layout.per_cm * 1.001
    for wish, box in labels:
        if wish.mark and wish.mark.right - wish.mark.left <= dot:
            axes.plot(*wish.mark.middle, "s", color="white", markersize=3.4, markeredgewidth=0, zorder=5)
            axes.plot(*wish.mark.middle, "s", color=style.INK, markersize=2.2, markeredgewidth=0, zorder=5)
        text = axes.text(
            *box.middle,
            apostrophes(wish.name),
            ha="center",
            va="center",
            fontsize=wish.kind.size,
            color=wish.kind.color,
            zorder=6,
        )
        text.set_path_effects(halo)
