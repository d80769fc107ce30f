"""Maps of an indicator: territories in shades, circles in proportion, places counted in hexagons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from places3t import typography
from places3t.charts import labels, legends, mapping, style
from places3t.charts import panels as layouts
from places3t.charts.classes import Method, breaks, class_of, spans
from places3t.charts.shapes import Shown, hexagon_km, hexagons, territories
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

Kind = Literal["choropleth", "symbols", "hexagons"]
SHADES = ("#f2f6b4", "#cfebb3", "#9fd9b8", "#52bcc2", "#2292c0", "#225ea8", "#0c2c84")
"""ColorBrewer's YlGnBu: its steps of lightness are read in grey and with any colour blindness."""

UNKNOWN_SHADE = "#d9d6d0"
_ALL_SHADES = len(SHADES)
_EDGES = ((200, 0.5), (1600, 0.25), (5000, 0.12))
"""Widths of the white lines between territories, by how many a panel has; among more, lines would hide the shades."""

_CITIES = 8


class Words(NamedTuple):
    """What stands around a map, how its figures are written, and how it is cut into classes.

    ``unit`` is what the values are; ``scale`` what they are multiplied by to be written (100 for shares); ``notes`` are
    written above the source.
    """

    title: str
    source: str
    language: Language
    unit: str
    scale: float = 1.0
    method: Method = "quantiles"
    classes: int = 5
    given: Sequence[float] = ()
    notes: Sequence[str] = ()


class _Cut(NamedTuple):
    """Values of all panels, and the bounds of their classes."""

    values: Array
    bounds: Array


def thematic_map(
    table: pd.DataFrame,
    kind: Kind,
    words: Words,
    *,
    level: Level = "departement",
    region: str | None = None,
    departement: str | None = None,
) -> style.Drawing:
    """Draw an indicator over France with its overseas departments in boxes, or over one region or department.

    Parameters
    ----------
    table
        For ``choropleth`` and ``symbols`` ``[code, name, value, ...]``, a row per territory; for ``hexagons`` a row per
        place with ``lat``, ``lon``. Belgium is on the map of France where a territory of it has a value other than 0.
    kind
        Territories in shades, circles whose area is the value, or places per 100 km² in hexagons.
    words
        Title, source, language, unit, classes.
    level
        Of the territories: ``region departement epci commune``.
    region, departement
        Only this region or department; by default France.

    Returns
    -------
    Drawing
        The figure, its alternative text and the table.

    Raises
    ------
    ValueError
        If no territory of the map has a value, or there is no such region.
    """
    panels = panels_of(table, kind, words.language, level=level, region=region, departement=departement)
    if kind == "hexagons":
        shown = [hexagons(panel, table, hexagon_km(panel)) for panel in panels]
    else:
        known = table[table["code"].notna() & table["value"].notna()].set_index("code")["value"] * words.scale
        shown = [territories(panel, level, known) for panel in panels]
        words = words._replace(notes=_elsewhere(table, shown, words.language) if region is departement is None else ())
    values = _every([each.values for each in shown])
    if not len(values) or (kind == "symbols" and not values.max() > 0):
        msg = "no territory has a value to draw"
        raise ValueError(msg)
    cut = _Cut(values, breaks(values, words.method, words.classes, words.given))
    # A map of regions has their borders alone: those of departments would say that departments were measured.
    if level == "region" and kind != "hexagons":
        shown = [each._replace(panel=each.panel.with_land(each.shapes)) for each in shown]
    with style.look():
        figure = _draw(shown, kind, cut, words)
    low, high = legends.figures([float(cut.bounds[0]), float(cut.bounds[-1])], words.language)
    alt = say("maps", "alt", words.language, title=words.title, unit=words.unit, low=low, high=high)
    return style.Drawing(figure, alt, table)


def panels_of(
    table: pd.DataFrame,
    kind: Kind,
    language: Language,
    *,
    level: Level = "departement",
    region: str | None = None,
    departement: str | None = None,
) -> list[Panel]:
    """Give the panels of a thematic map; parameters as for `thematic_map`."""
    if departement is not None:
        return layouts.departement(departement, language)
    if region is not None:
        return layouts.region(region, language)
    if kind == "hexagons":
        belgium = "country_code" in table and bool(table["country_code"].eq("BE").any())
        return layouts.france([], language, belgium=belgium)
    # The outlines of Belgium end at its provinces.
    some = table["code"].astype("str").str.startswith("BE-", na=False) & table["value"].gt(0)
    belgium = level in {"region", "departement"} and bool(some.any())
    return layouts.france([], language, belgium=belgium, zoom=level != "region")


def _elsewhere(table: pd.DataFrame, shown: Sequence[Shown], language: Language) -> tuple[str, ...]:
    """Say how many places lie in territories without an outline, as Belgian communes, or in none."""
    if "n" not in table:
        return ()
    drawn = set().union(*(each.codes for each in shown))
    lost = int(table.loc[~table["code"].isin(drawn), "n"].fillna(0).sum())
    return (say("maps", "elsewhere", language, count=typography.number(lost, language)),) if lost else ()


def _every(parts: list[Array]) -> Array:
    import numpy as np

    values = np.concatenate(parts)
    return values[~np.isnan(values)]


def _draw(shown: Sequence[Shown], kind: Kind, cut: _Cut, words: Words) -> Figure:
    language = words.language
    notes = [*([] if kind == "symbols" else _notes(cut, words)), *words.notes]
    foot = style.foot(*notes, say("charts", "source", language, source=words.source))
    title = style.title(words.title)
    legend = _legend(shown, kind, cut, words)
    body = max(each.panel.bottom + each.panel.height for each in shown)
    top = foot.height_cm + body + 0.1
    figure = style.blank(top + legend.height_cm + title.height_cm)
    for each in shown:
        panel = each.panel
        axes = style.axes_cm(figure, panel.left, foot.height_cm + panel.bottom, panel.width, panel.height)
        mapping.land(axes, panel.view, panel.frame, UNKNOWN_SHADE if kind == "choropleth" else style.LAND)
        if kind == "symbols":
            _circles(axes, each, float(cut.bounds[-1]))
        else:
            _shades(axes, each, cut.bounds)
        _over(axes, panel, language, names=len(shown) == 1)
    style.text_cm(figure, words.unit, 0.2, top + legend.height_cm - 0.3, style.Type(color=style.QUIET))
    legend.write(figure, top)
    title.write(figure)
    foot.write(figure)
    return figure


def _notes(cut: _Cut, words: Words) -> list[str]:
    """Say how the values were cut, and which one is a class of its own."""
    language = words.language
    count = len(spans(cut.values, cut.bounds, words.method))
    notes = [say("maps", f"classes-{words.method}", language, count=str(count))]
    if len(cut.bounds) > 2 and cut.bounds[0] == cut.bounds[1]:  # noqa: PLR2004 - a class and another
        least = typography.number(int((cut.values == cut.bounds[0]).sum()), language)
        value = legends.figures([float(cut.bounds[0])], language)[0]
        notes.append(say("maps", "classes-alone", language, value=value, count=least))
    return [" ".join(notes)]


def _legend(shown: Sequence[Shown], kind: Kind, cut: _Cut, words: Words) -> legends.Swatches | legends.Circles:
    if kind == "symbols":
        whole = bool((cut.values % 1 == 0).all())
        return legends.circles(float(cut.bounds[-1]), words.language, whole=whole)
    ranges = spans(cut.values, cut.bounds, words.method)
    entries = legends.swatches(_shades_of(len(ranges)), ranges, words.language, alike=words.method != "given")
    if kind == "choropleth" and any(each.gaps or bool((each.values != each.values).any()) for each in shown):
        entries.append((UNKNOWN_SHADE, say("maps", "no-value", words.language)))
    return legends.in_rows(entries)


def _over(axes: Axes, panel: Panel, language: Language, *, names: bool) -> None:
    """Draw the borders again over the shades, and write the panel's name and scale, and the largest cities."""
    import pandas as pd
    import shapely
    from matplotlib.collections import LineCollection

    lines = [shapely.get_coordinates(part) for part in shapely.get_parts(shapely.boundary(panel.view.land))]
    axes.add_collection(LineCollection(lines, colors="#5f6368", linewidths=0.35, zorder=3), autolim=False)
    layout = labels.Layout(panel.frame, panel.width)
    taken = [mapping.plate(axes, layout, panel.view.name)] if panel.kind != "main" else []
    taken.append(mapping.scale_bar(axes, layout, _cost(panel, taken), language))
    if names:
        wishes = labels.cities(panel.view.cities, _CITIES, layout)
        nowhere = pd.DataFrame({"x": [], "y": []}, dtype="float64")
        labels.write(axes, labels.arrange(wishes, nowhere, layout, taken), layout)


def _cost(panel: Panel, taken: Sequence[labels.Box]) -> Callable[[labels.Box], float]:
    import shapely

    def cost(box: labels.Box) -> float:
        ground = float(shapely.area(shapely.intersection(panel.view.border, shapely.box(*box))))
        return 1e9 * sum(map(box.overlaps, taken)) + ground

    return cost


def _shades(axes: Axes, shown: Shown, bounds: Array) -> None:
    import numpy as np
    import shapely
    from matplotlib.collections import PathCollection

    classes = max(1, len(bounds) - 1)
    shades = _shades_of(classes)
    known = ~np.isnan(shown.values)
    colors = np.full(len(shown.values), UNKNOWN_SHADE, dtype=object)
    colors[known] = [shades[at] for at in class_of(shown.values[known], bounds)]
    width = next((width for most, width in _EDGES if len(shown.shapes) <= most), None)
    shapes = shown.shapes
    if width is None:
        # Lines between so many would hide the shades: those of one shade are one shape.
        merged = {color: shapely.coverage_union_all(shapes[colors == color]) for color in dict.fromkeys(colors)}
        shapes, colors, width = np.array(list(merged.values())), np.array(list(merged)), 0.0
    paths = [mapping.path(shape) for shape in shapes]
    collection = PathCollection(paths, facecolors=list(colors), edgecolors="white", linewidths=width, zorder=2)
    axes.add_collection(collection, autolim=False)


def _shades_of(count: int) -> list[str]:
    if count == 1:
        return [SHADES[_ALL_SHADES // 2]]
    return [SHADES[round(at * (_ALL_SHADES - 1) / (count - 1))] for at in range(count)]


def _circles(axes: Axes, shown: Shown, most: float) -> None:
    """Draw circles whose area is the value, the smaller over the larger."""
    import numpy as np
    import shapely

    some = np.flatnonzero(np.nan_to_num(shown.values) > 0)
    order = some[np.argsort(-shown.values[some], kind="stable")]
    middles = shapely.get_coordinates(shapely.point_on_surface(shown.shapes[order]))
    sizes = np.array([legends.diameter(value, most) for value in shown.values[order]])
    # A zoom shows only those neighbours whose circles it shows whole, clear of its name.
    if shown.panel.kind == "zoom":
        per_cm = shown.panel.frame.width / shown.panel.width
        left, bottom, right, top = shown.panel.frame
        reach = sizes / 72 * style.INCH_CM / 2 * per_cm
        across = (middles[:, 0] - reach > left) & (middles[:, 0] + reach < right)
        whole = across & (middles[:, 1] - reach > bottom) & (middles[:, 1] + reach < top - layouts.PLATE_CM * per_cm)
        middles, sizes = middles[whole], sizes[whole]
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
