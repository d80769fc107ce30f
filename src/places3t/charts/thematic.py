"""Maps of an indicator: territories in shades, circles in proportion, places counted in hexagons."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from places3t import typography
from places3t.charts import labels, mapping, style
from places3t.charts import panels as layouts
from places3t.charts.classes import Method, breaks, class_of
from places3t.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from places3t.charts.panels import Panel
    from places3t.language import Language
    from places3t.territory import Level

    Array = npt.NDArray[np.float64]
    Shapes = npt.NDArray[np.object_]

Kind = Literal["choropleth", "symbols", "hexagons"]
SHADES = ("#f2f6b4", "#cfebb3", "#9fd9b8", "#52bcc2", "#2292c0", "#225ea8", "#0c2c84")
"""ColorBrewer's YlGnBu: its steps of lightness are read in grey and with any colour blindness."""

UNKNOWN_SHADE = "#e4e2dd"
_LEGEND_CM, _SWATCH_CM = 1.15, 0.5
_LARGEST_CM = 0.85
_HEXAGON_CM = 0.2
_SIMPLER = 1 / 1500
_ALL_SHADES = len(SHADES)
_KM_DEGREE = 111.2
_LEAST_PART, _WHOLE = 0.05, 0.95


class Words(NamedTuple):
    """What stands around a map, how its figures are written, and how it is cut into classes.

    ``unit`` is what the values are; ``scale`` what they are multiplied by to be written (100 for shares).
    """

    title: str
    source: str
    language: Language
    unit: str
    scale: float = 1.0
    method: Method = "quantiles"
    classes: int = 5
    given: Sequence[float] = ()


class _Shown(NamedTuple):
    panel: Panel
    shapes: Shapes
    values: Array


def thematic_map(
    table: pd.DataFrame, kind: Kind, words: Words, *, level: Level = "departement", region: str | None = None
) -> style.Drawing:
    """Draw an indicator over France with its overseas departments in boxes, or over one region.

    Parameters
    ----------
    table
        For ``choropleth`` and ``symbols`` ``[code, name, value, ...]``, a row per territory; for ``hexagons`` a row per
        place with ``lat``, ``lon``.
    kind
        Territories in shades, circles whose area is the value, or places per 100 km² in hexagons.
    words
        Title, source, language, unit, classes.
    level
        Of the territories: ``region departement epci commune``.
    region
        Only this region; by default France.

    Returns
    -------
    Drawing
        The figure, its alternative text and the table.

    Raises
    ------
    ValueError
        If no row has a value, or there is no such region.
    """
    panels = layouts.region(region, words.language) if region else layouts.france([], words.language)
    if kind == "hexagons":
        shown = [_hexagons(panel, table, hexagon_km(panel)) for panel in panels]
    else:
        known = table[table["code"].notna() & table["value"].notna()].set_index("code")["value"] * words.scale
        shown = [_territories(panel, level, known) for panel in panels]
    values = _every([each.values for each in shown])
    if not len(values):
        msg = "no territory has a value to draw"
        raise ValueError(msg)
    bounds = breaks(values, words.method, words.classes, words.given)
    with style.look():
        figure = _draw(shown, kind, bounds, words)
    alt = say(
        "maps",
        "alt",
        words.language,
        title=words.title,
        unit=words.unit,
        low=_figure(float(bounds[0]), words.language),
        high=_figure(float(bounds[-1]), words.language),
    )
    return style.Drawing(figure, alt, table)


def hexagon_km(panel: Panel) -> float:
    """Give the side of a panel's hexagons: the same on paper in each, a round number of km."""
    km = panel.frame.width / panel.width * _HEXAGON_CM
    return round(km, 1 - math.floor(math.log10(km)) - 1)


def _every(parts: list[Array]) -> Array:
    import numpy as np

    values = np.concatenate(parts)
    return values[~np.isnan(values)]


def _territories(panel: Panel, level: Level, known: pd.Series[float]) -> _Shown:
    """Give the outlines that a panel shows, in km, with their values."""
    import numpy as np
    import shapely

    from places3t import territory

    every = territory.outlines(level)
    view, frame = panel.view, panel.frame
    west, east = (
        view.projection.lon + x / (_KM_DEGREE * math.cos(math.radians(view.projection.lat))) for x in frame[::2]
    )
    south, north = (view.projection.lat + y / _KM_DEGREE for y in frame[1::2])
    here = shapely.box(west - 1, south - 1, east + 1, north + 1)
    french = territory.table(level).query("country_code == 'FR'")["code"]
    every = every[shapely.intersects(every["geometry"].to_numpy(), here) & every["code"].isin(french)]
    shapes = shapely.transform(
        every["geometry"].to_numpy(), lambda at: np.column_stack(view.projection(at[:, 0], at[:, 1]))
    )
    # A zoom shows what lies around it too; the other panels only what they are about.
    ground = shapely.box(*frame) if panel.kind == "zoom" else view.border
    shapely.prepare(ground)
    if panel.kind == "zoom":
        seen = shapely.intersects(ground, shapes)
    else:
        # An EPCI can lie in several regions: of those the part is drawn that the map is about.
        inside = shapely.area(shapely.intersection(shapes, view.border))
        seen = inside > _LEAST_PART * shapely.area(shapes)
        shapes = np.where(inside < _WHOLE * shapely.area(shapes), shapely.intersection(shapes, view.border), shapes)
    shapes = shapes[seen]
    if shapely.coverage_is_valid(shapes):
        shapes = shapely.coverage_simplify(shapes, frame.width * _SIMPLER)
    values = np.array(every.loc[seen, "code"].map(known), np.float64)
    return _Shown(panel, shapes, values)


def _hexagons(panel: Panel, places: pd.DataFrame, side: float) -> _Shown:
    """Count places in hexagons whose sides are so many km, and divide by their area: places per 100 km²."""
    import numpy as np
    import shapely

    known = places[places["lat"].notna() & places["lon"].notna()].astype({"lat": "float64", "lon": "float64"})
    seen = panel.seen(known)
    cells, counts = np.unique(_cells(seen["x"].to_numpy(), seen["y"].to_numpy(), side), axis=0, return_counts=True)
    middles = np.column_stack((side * math.sqrt(3) * (cells[:, 0] + cells[:, 1] / 2), 1.5 * side * cells[:, 1]))
    turn = np.radians(np.arange(6) * 60 + 30)
    corners = middles[:, None, :] + side * np.stack((np.cos(turn), np.sin(turn)), axis=-1)
    area = 1.5 * math.sqrt(3) * side**2
    return _Shown(
        panel, np.asarray(shapely.polygons(corners), dtype=object), np.asarray(counts / area * 100, np.float64)
    )


def _cells(x: Array, y: Array, side: float) -> Array:
    """Give the hexagon of each point, by two of its three axes rounded so that the three sum to zero."""
    import numpy as np

    q, r = (math.sqrt(3) / 3 * x - y / 3) / side, 2 / 3 * y / side
    cube = np.column_stack((q, r, -q - r))
    near = np.round(cube)
    off = np.abs(near - cube).argmax(axis=1)
    rows = np.arange(len(near))
    near[rows, off] -= near.sum(axis=1)
    return near[:, :2]


def _draw(shown: Sequence[_Shown], kind: Kind, bounds: Array, words: Words) -> Figure:
    language = words.language
    notes = [say("maps", f"classes-{words.method}", language, count=str(len(bounds) - 1))] if kind != "symbols" else []
    foot = style.foot(*notes, say("charts", "source", language, source=words.source))
    title = style.title(words.title)
    body = max(each.panel.bottom + each.panel.height for each in shown)
    top = foot.height_cm + body + 0.15
    figure = style.blank(top + _LEGEND_CM + title.height_cm)
    for each in shown:
        panel = each.panel
        axes = style.axes_cm(figure, panel.left, foot.height_cm + panel.bottom, panel.width, panel.height)
        mapping.land(axes, panel.view, panel.frame)
        if kind == "symbols":
            _circles(axes, each, float(bounds[-1]))
        else:
            _shades(axes, each, bounds)
        _over(axes, panel, language)
    style.text_cm(figure, words.unit, 0.2, top + _LEGEND_CM - 0.3, style.Type(color=style.QUIET))
    if kind == "symbols":
        _circle_legend(figure, top, bounds, language)
    else:
        missing = any(bool((each.values != each.values).any()) for each in shown)
        _legend(figure, top, bounds, language, missing=missing)
    title.write(figure)
    foot.write(figure)
    return figure


def _over(axes: Axes, panel: Panel, language: Language) -> None:
    """Draw the borders again over the shades, and write the panel's name and scale."""
    import shapely
    from matplotlib.collections import LineCollection

    lines = [shapely.get_coordinates(part) for part in shapely.get_parts(shapely.boundary(panel.view.land))]
    axes.add_collection(LineCollection(lines, colors="#5f6368", linewidths=0.35, zorder=3), autolim=False)
    layout = labels.Layout(panel.frame, panel.width)
    taken = [mapping.plate(axes, layout, panel.view.name)] if panel.kind != "main" else []
    mapping.scale_bar(axes, layout, _cost(panel, taken), language)


def _cost(panel: Panel, taken: Sequence[labels.Box]) -> Callable[[labels.Box], float]:
    import shapely

    def cost(box: labels.Box) -> float:
        ground = float(shapely.area(shapely.intersection(panel.view.border, shapely.box(*box))))
        return 1e9 * sum(map(box.overlaps, taken)) + ground

    return cost


def _shades(axes: Axes, shown: _Shown, bounds: Array) -> None:
    import numpy as np
    from matplotlib.collections import PathCollection

    shades = _shades_of(len(bounds) - 1)
    known = ~np.isnan(shown.values)
    colors = np.full(len(shown.values), UNKNOWN_SHADE, dtype=object)
    colors[known] = [shades[at] for at in class_of(shown.values[known], bounds)]
    paths = [mapping.path(shape) for shape in shown.shapes]
    # The edge has the shade itself: else hairlines of the ground show between neighbours.
    collection = PathCollection(paths, facecolors=list(colors), edgecolors=list(colors), linewidths=0.15, zorder=2)
    axes.add_collection(collection, autolim=False)


def _shades_of(count: int) -> list[str]:
    if count == 1:
        return [SHADES[_ALL_SHADES // 2]]
    return [SHADES[round(at * (_ALL_SHADES - 1) / (count - 1))] for at in range(count)]


def _circles(axes: Axes, shown: _Shown, most: float) -> None:
    """Draw circles whose area is the value, the smaller over the larger."""
    import numpy as np
    import shapely

    some = np.flatnonzero(np.nan_to_num(shown.values) > 0)
    order = some[np.argsort(-shown.values[some], kind="stable")]
    middles = shapely.get_coordinates(shapely.point_on_surface(shown.shapes[order]))
    sizes = _points(shown.values[order], most)
    axes.scatter(
        middles[:, 0],
        middles[:, 1],
        s=sizes**2,
        color=style.BLUE,
        alpha=0.55,
        edgecolor="white",
        linewidth=0.5,
        zorder=4,
    )


def _points(values: Array, most: float) -> Array:
    """Give diameters in points of type."""
    import numpy as np

    return np.sqrt(np.asarray(values) / most) * _LARGEST_CM / style.INCH_CM * 72


def _legend(figure: Figure, base: float, bounds: Array, language: Language, *, missing: bool) -> None:
    """Write a swatch and a range for each class, the least first."""
    from matplotlib.patches import Rectangle

    shades = _shades_of(len(bounds) - 1)
    texts = [
        say(
            "maps",
            "range",
            language,
            low=_figure(float(low), language),
            high=_figure(float(high), language),
        )
        for low, high in pairwise(bounds)
    ]
    if len(bounds) == 1:
        shades, texts = _shades_of(1), [_figure(float(bounds[0]), language)]
    if missing:
        shades, texts = [*shades, UNKNOWN_SHADE], [*texts, say("maps", "no-value", language)]
    left = 0.2
    for shade, text in zip(shades, texts, strict=True):
        axes = style.axes_cm(figure, left, base + 0.15, _SWATCH_CM, 0.36)
        axes.set_axis_off()
        axes.add_patch(Rectangle((0, 0), 1, 1, facecolor=shade, edgecolor=style.BORDER, linewidth=0.6))
        style.text_cm(figure, text, left + _SWATCH_CM + 0.12, base + 0.23, style.Type(size=7.5))
        left += _SWATCH_CM + style.width_cm(text, style.Type(size=7.5)) + 0.45


def _circle_legend(figure: Figure, base: float, bounds: Array, language: Language) -> None:
    """Draw the circle of the greatest value, and of a quarter and a sixteenth of it."""
    import numpy as np

    most, left = float(bounds[-1]), 0.2
    for share in (1 / 16, 1 / 4, 1):
        size = float(_points(np.array([most * share]), most)[0])
        wide = size / 72 * style.INCH_CM + 0.1
        axes = style.axes_cm(figure, left, base, wide, _LARGEST_CM + 0.05)
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.plot(0.5, 0.5, "o", markersize=size, color=style.BLUE, alpha=0.55, markeredgecolor="white")
        text = _figure(most * share, language)
        style.text_cm(figure, text, left + wide + 0.1, base + 0.38, style.Type(size=7.5))
        left += wide + style.width_cm(text, style.Type(size=7.5)) + 0.5


def _figure(value: float, language: Language) -> str:
    """Write a bound with as few decimals as keep it within one per cent."""
    decimals = next((few for few in range(4) if abs(round(value, few) - value) <= abs(value) / 100), 4)
    return typography.number(value, language, decimals)
