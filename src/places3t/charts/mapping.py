"""The parts of a map: land, points, names of cities, scale bar, legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import style
from places3t.charts.labels import Box
from places3t.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path
    from shapely import MultiPolygon, Polygon

    from places3t.charts.geography import Shapes, View
    from places3t.charts.labels import Layout
    from places3t.charts.projections import Frame
    from places3t.language import Language

OTHER, UNKNOWN = "other", ""
_LEGEND_ROW_CM = 0.5
_ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_SCALE_SHARE = 0.25


class Kind(NamedTuple):
    """How the places of one type are drawn, and what the legend calls them."""

    key: str
    label: str
    color: str
    marker: str


def keys(types: pd.Series[str], order: Sequence[str]) -> pd.Series[str]:
    """Give each place the key of its kind: its type if that is among the first, else other or unknown."""
    named = types.isin(list(order)[: len(style.PALETTE) - 1])
    return types.where(named, OTHER).where(types.notna(), UNKNOWN)


def kinds(keys: pd.Series[str], order: Sequence[str], language: Language) -> list[Kind]:
    """Give each kind of place its sign.

    Parameters
    ----------
    keys
        Kinds of the places on the map, as `keys` gives them.
    order
        Types from the most to the least important, the same for every map of a report; each has its own
        colour and shape, and all those beyond the palette have one together.
    language
        ``fr`` or ``en``.

    Returns
    -------
    list of Kind
        Those that occur, in order, with their counts in the label; one kind without type where no place has
        one; none where there is no place.
    """
    counts = keys.value_counts()
    if counts.empty:
        return []
    if set(counts.index) <= {UNKNOWN}:
        label = say("charts", "all-places", language, count=typography.number(len(keys), language))
        return [Kind(UNKNOWN, label, style.BLUE, "o")]
    signs = dict(zip(order, zip(style.PALETTE[:-1], style.MARKERS[:-1], strict=True), strict=False))
    signs |= {OTHER: (style.PALETTE[-1], style.MARKERS[-1]), UNKNOWN: (style.QUIET, "o")}
    words = {key: type_name(key, language) for key in signs}
    words |= {OTHER: say("charts", "type-other", language), UNKNOWN: say("charts", "type-unknown", language)}
    return [
        Kind(key, f"{words[key]} ({typography.number(counts[key], language)})", *sign)
        for key, sign in signs.items()
        if key in counts
    ]


def type_name(key: str, language: Language) -> str:
    """Name a type of place, with a capital; a type that is not of the vocabulary keeps its own word."""
    from places3t.schema import vocabulary

    terms = vocabulary("types").terms
    name = getattr(terms[key], language) if key in terms else key
    return name[:1].upper() + name[1:]


def land(axes: Axes, view: View, frame: Frame, color: str = style.LAND) -> None:
    """Draw the land within a frame, on the sea, and take the axes' scale from it."""
    import numpy as np

    axes.set_xlim(frame.left, frame.right)
    axes.set_ylim(frame.bottom, frame.top)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(style.SEA if view.sea else style.ABROAD)
    for spine in axes.spines.values():
        spine.set_color(style.BORDER)
        spine.set_linewidth(0.6)
    _fill(axes, view.around, frame, style.ABROAD, "#d3d1ca", 0.5)
    _fill(axes, view.land, frame, color, style.BORDER, 0.5)
    _fill(axes, np.array([view.border]), frame, "none", style.QUIET, 1.0)


def _fill(axes: Axes, shapes: Shapes, frame: Frame, color: str, edge: str, width: float) -> None:
    import shapely
    from matplotlib.collections import PathCollection

    # A little more than the frame, so that the cut itself is never drawn.
    spare = 0.02 * frame.width
    cut = shapely.clip_by_rect(shapes, frame.left - spare, frame.bottom - spare, frame.right + spare, frame.top + spare)
    paths = [path(shape) for shape in cut if not shape.is_empty]
    axes.add_collection(PathCollection(paths, facecolor=color, edgecolor=edge, linewidth=width), autolim=False)


def path(shape: Polygon | MultiPolygon) -> Path:
    """Turn a polygon with its holes, or several, into one path; the holes run the other way round."""
    import shapely
    from matplotlib.path import Path

    polygons = shapely.get_parts(shapely.orient_polygons(shape))
    rings = shapely.get_rings(polygons[shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON])
    return Path.make_compound_path(*(Path(shapely.get_coordinates(ring), closed=True) for ring in rings))


def points(axes: Axes, places: pd.DataFrame, signs: Sequence[Kind], size: float) -> None:
    """Draw the places, the most frequent kind lowest.

    Parameters
    ----------
    axes
        With the scale set.
    places
        ``[x, y, kind]``, km and the key of a kind.
    signs
        The kinds.
    size
        Diameter of a point, in points of type.
    """
    counts = places["kind"].value_counts()
    for sign in sorted(signs, key=lambda sign: -counts.get(sign.key, 0)):
        here = places[places["kind"] == sign.key]
        bigger = 1.0 if sign.marker in {"o", "s", "D"} else 1.25
        axes.plot(
            here["x"],
            here["y"],
            sign.marker,
            color=sign.color,
            markersize=size * bigger,
            markeredgecolor="white",
            markeredgewidth=0.35,
            alpha=0.85,
            linestyle="none",
            zorder=4,
        )


def scale_bar(axes: Axes, layout: Layout, cost: Callable[[Box], float], language: Language) -> Box:
    """Draw a bar of a round number of km, and give the ground that it takes.

    Parameters
    ----------
    axes
        With the scale set.
    layout
        Where it may stand.
    cost
        Says how much would be lost by standing in a corner; the lower right one is taken before its equals.
    language
        ``fr`` or ``en``.
    """
    frame, per_cm = layout.frame, layout.per_cm
    km = max(length for length in _ROUND_KM if length <= max(1.0, frame.width * _SCALE_SHARE))
    text = typography.quantity(km, "km", language)
    wide = max(km, style.width_cm(text, style.QUIETLY) * per_cm) + 0.3 * per_cm
    box = min(_corners(frame, wide, 0.55 * per_cm, 0.1 * per_cm), key=cost)
    _clear(axes, box)
    middle, level = box.middle[0], box.bottom + 0.13 * per_cm
    axes.hlines(level, middle - km / 2, middle + km / 2, color=style.INK, linewidth=1.6, zorder=7)
    axes.text(middle, level + 0.1 * per_cm, text, ha="center", fontsize=style.QUIETLY.size, zorder=7)
    return box


def _corners(frame: Frame, width: float, height: float, edge: float) -> Iterator[Box]:
    """Give the corners of a frame: lower right, lower left, upper right, upper left."""
    for bottom in (frame.bottom + edge, frame.top - edge - height):
        for left in (frame.right - edge - width, frame.left + edge):
            yield Box(left, bottom, left + width, bottom + height)


def plate(axes: Axes, layout: Layout, text: str) -> Box:
    """Write the name of a panel in its upper left corner, and give the ground that it takes."""
    frame, per_cm = layout.frame, layout.per_cm
    kind = style.Type(size=7)
    left, top = frame.left + 0.1 * per_cm, frame.top - 0.1 * per_cm
    # No wider than it must be: in a narrow box the scale then has room beside it, and none of the island is hidden.
    box = Box(left, top - 0.45 * per_cm, left + (style.width_cm(text, kind) + 0.2) * per_cm, top)
    _clear(axes, box)
    axes.text(left + 0.1 * per_cm, box.middle[1], text, va="center", fontsize=kind.size, zorder=7)
    return box


def _clear(axes: Axes, box: Box) -> None:
    from matplotlib.patches import Rectangle

    size = (box.right - box.left, box.top - box.bottom)
    axes.add_patch(Rectangle(box[:2], *size, color="white", alpha=0.85, linewidth=0, zorder=6))


class Legend(NamedTuple):
    """The kinds, set in as many rows as they need."""

    rows: tuple[tuple[Kind, ...], ...]

    @property
    def height_cm(self) -> float:
        """Room that they take."""
        return _LEGEND_ROW_CM * len(self.rows)

    def write(self, figure: Figure, top_cm: float) -> None:
        """Write them below a height."""
        for at, row in enumerate(self.rows):
            level = top_cm - _LEGEND_ROW_CM * (at + 0.6)
            left = 0.2
            for kind in row:
                axes = style.axes_cm(figure, left, level - 0.13, 0.36, 0.36)
                axes.set_axis_off()
                axes.plot(0.5, 0.5, kind.marker, color=kind.color, markersize=5.5)
                style.text_cm(figure, kind.label, left + 0.45, level, style.Type())
                left += _legend_cm(kind)


def legend(signs: Sequence[Kind]) -> Legend:
    """Set the kinds in rows of the figure's width."""
    rows: list[list[Kind]] = [[]]
    for sign in signs:
        if rows[-1] and sum(map(_legend_cm, [*rows[-1], sign])) > style.WIDTH_CM:
            rows.append([])
        rows[-1].append(sign)
    return Legend(tuple(map(tuple, rows)))


def _legend_cm(kind: Kind) -> float:
    return 0.95 + style.width_cm(kind.label, style.Type())
