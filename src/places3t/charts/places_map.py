"""Places as points: on a region, or on France with its overseas departments in boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import geography, mapping, style
from places3t.charts.labels import Box, Layout, label_cities
from places3t.indicators.counting import with_columns
from places3t.indicators.isolation import COMMUNE_POINT
from places3t.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from places3t.charts.geography import Frame, View
    from places3t.charts.mapping import Kind
    from places3t.language import Language

_HEAD_CM = 1.05
_SIDE_CM = 0.2
_GAP_CM = 0.25
_BODY_CM = style.WIDTH_CM - 2 * _SIDE_CM
_TALLEST_CM, _LOWEST_CM = 18.0, 9.0
_ZOOM_CM = 6.6
_STRIP_CM, _BOX_CM = 5.4, 3.4
_CITIES, _ZOOM_CITIES = 14, 5
_SIZES = ((150, 5.0), (400, 4.2), (1000, 3.6))
_SMALLEST = 3.0
_COLUMNS = ["place_id", "name", "main_type", "commune_code", "departement_code", "country_code", "lat", "lon"]


class Words(NamedTuple):
    """What stands around a map; ``types`` in order of importance get the same signs on every map."""

    title: str
    source: str
    language: Language
    types: Sequence[str] = ()


class Panel(NamedTuple):
    """A map within the figure: what it shows, where it stands (cm above the foot), how many cities it names.

    ``boxed`` panels bear their name; the main one has its in the title.
    """

    view: View
    left: float
    bottom: float
    width: float
    height: float
    cities: int = 0
    boxed: bool = True

    @property
    def frame(self) -> Frame:
        """What is seen, in the shape of the panel."""
        return self.view.frame.shaped(self.width / self.height)

    def seen(self, places: pd.DataFrame) -> pd.DataFrame:
        """Give the places within the frame, with ``x`` and ``y`` in km."""
        x, y = self.view.projection(places["lon"], places["lat"])
        placed = places.assign(x=x, y=y)
        return placed[self.frame.holds(placed["x"], placed["y"])]


def region_map(places: pd.DataFrame, code: str, words: Words) -> style.Drawing:
    """Draw a region's places over its departments, or over its EPCI where it is a single department.

    Parameters
    ----------
    places
        One row per place of the region, with ``lat``, ``lon`` (degrees), ``main_type``.
    code
        The region's code. Île-de-France gets a second panel, on Paris and the departments around it.
    words
        Title, source, language, types.

    Returns
    -------
    Drawing
        The figure, its alternative text, and the places drawn.

    Raises
    ------
    ValueError
        If there is no such region.
    """
    view = geography.region(code, words.language)
    dense = code == geography.PARIS_REGION
    room = _BODY_CM - (_ZOOM_CM + _GAP_CM if dense else 0)
    height = min(max(room * view.frame.height / view.frame.width, _LOWEST_CM), _TALLEST_CM)
    panels = [Panel(view, _SIDE_CM, 0, room, height, _CITIES, boxed=False)]
    if dense:
        zoom = _paris(words.language)
        panels.append(Panel(zoom, _SIDE_CM + room + _GAP_CM, 0, _ZOOM_CM, height, _ZOOM_CITIES))
    return _drawing(places, panels, words)


def france_map(places: pd.DataFrame, words: Words) -> style.Drawing:
    """Draw the places of France and of its neighbours, with Paris and the overseas departments in boxes.

    Parameters
    ----------
    places
        One row per place, with ``lat``, ``lon`` (degrees), ``main_type``.
    words
        Title, source, language, types.

    Returns
    -------
    Drawing
        The figure, its alternative text, and the places drawn.
    """
    view = geography.france(words.language)
    above = _STRIP_CM + _GAP_CM
    height = min(_BODY_CM * view.frame.height / view.frame.width, _TALLEST_CM - above)
    zoom = _BODY_CM - 3 * (_BOX_CM + _GAP_CM)
    panels = [
        Panel(view, _SIDE_CM, above, _BODY_CM, height, _CITIES, boxed=False),
        Panel(_paris(words.language), _SIDE_CM, 0, zoom, _STRIP_CM, _ZOOM_CITIES),
    ]
    low = (_STRIP_CM - _GAP_CM) / 2
    for at, code in enumerate(geography.OVERSEAS):
        row, column = divmod(at, 3)
        left = _SIDE_CM + zoom + _GAP_CM + column * (_BOX_CM + _GAP_CM)
        box = geography.departement(code, words.language)
        panels.append(Panel(box, left, (1 - row) * (low + _GAP_CM), _BOX_CM, low))
    return _drawing(places, panels, words)


def _paris(language: Language) -> View:
    return geography.departements(geography.PARIS, say("charts", "paris", language))


def _drawing(places: pd.DataFrame, panels: Sequence[Panel], words: Words) -> style.Drawing:
    import pandas as pd

    known = with_columns(places, [*_COLUMNS, "coordinates_source"]).astype({"lat": "float64", "lon": "float64"})
    located = known[known["lat"].notna() & known["lon"].notna()].reset_index(drop=True)
    seen = [panel.seen(located) for panel in panels]
    drawn = located.loc[sorted(set(pd.concat(seen).index))]
    keys = mapping.keys(drawn["main_type"].astype("str"), words.types)
    signs = mapping.kinds(keys, words.types, words.language)
    seen = [part.assign(kind=keys.loc[part.index]) for part in seen]
    notes = _notes(known, located, drawn, words.language)
    with style.look():
        figure = _draw(seen, panels, words, _Around(signs, notes))
    count = typography.number(len(drawn), words.language)
    labels = typography.enumeration([sign.label for sign in signs], words.language)
    alt = say("charts", "alt-map", words.language, who=panels[0].view.name, count=count, types=labels)
    return style.Drawing(figure, alt, drawn[_COLUMNS].round({"lat": 5, "lon": 5}))


def _notes(places: pd.DataFrame, located: pd.DataFrame, drawn: pd.DataFrame, language: Language) -> list[str]:
    """Say which places are not on the map, or not where they really are."""
    counts = {
        "map-no-point": len(places) - len(located),
        "map-outside": len(located) - len(drawn),
        "map-commune-point": int((drawn["coordinates_source"] == COMMUNE_POINT).sum()),
    }
    return [
        say("charts", key, language, count=typography.number(count, language)) for key, count in counts.items() if count
    ]


class _Around(NamedTuple):
    signs: list[Kind]
    notes: list[str]


def _draw(seen: Sequence[pd.DataFrame], panels: Sequence[Panel], words: Words, around: _Around) -> Figure:
    source = say("charts", "source", words.language, source=words.source)
    foot = style.foot(*around.notes, source)
    legend = mapping.legend(around.signs)
    body = max(panel.bottom + panel.height for panel in panels)
    top = foot.height_cm + body + legend.height_cm + 0.1
    figure = style.blank(top + _HEAD_CM)
    size = next((points for most, points in _SIZES if len(seen[0]) <= most), _SMALLEST)
    for panel, places in zip(panels, seen, strict=True):
        axes = style.axes_cm(figure, panel.left, foot.height_cm + panel.bottom, panel.width, panel.height)
        others = [other for other in panels if other is not panel]
        _panel(axes, panel, places, _Inside(around.signs, size, words.language, others))
    legend.write(figure, top - 0.1)
    style.text_cm(figure, words.title, _SIDE_CM, top + _HEAD_CM - 0.6, style.TITLE)
    foot.write(figure)
    return figure


class _Inside(NamedTuple):
    signs: list[Kind]
    size: float
    language: Language
    others: list[Panel]


def _panel(axes: Axes, panel: Panel, places: pd.DataFrame, inside: _Inside) -> None:
    """Draw one map: land, points, then what is written over them, each on ground of its own."""
    frame, width = panel.frame, panel.width
    mapping.land(axes, panel.view, frame)
    mapping.points(axes, places, inside.signs, inside.size)
    taken = [mapping.scale_bar(axes, frame, width, inside.language)]
    if panel.boxed:
        count = typography.number(len(places), inside.language)
        label = say("charts", "box", inside.language, who=panel.view.name, count=count)
        taken.append(mapping.plate(axes, frame, width, label))
    else:
        taken += _zoomed(axes, panel, inside.others)
    layout = Layout(frame, width, panel.cities, tuple(taken))
    label_cities(axes, panel.view.cities, places, layout)


def _zoomed(axes: Axes, panel: Panel, others: Sequence[Panel]) -> list[Box]:
    """Mark on the main map what another panel of the same projection shows larger."""
    from matplotlib.patches import Rectangle

    zooms = [other.frame for other in others if other.view.projection == panel.view.projection]
    for zoom in zooms:
        corner = (zoom.left, zoom.bottom)
        axes.add_patch(
            Rectangle(corner, zoom.width, zoom.height, fill=False, edgecolor=style.INK, linewidth=0.8, zorder=5)
        )
    return [Box(*zoom) for zoom in zooms]
