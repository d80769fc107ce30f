"""Places as points: on a region, or on France with its overseas departments in boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import labels, mapping, style
from places3t.charts import panels as layouts
from places3t.indicators.counting import COLLECTIVITIES, with_columns
from places3t.indicators.isolation import COMMUNE_POINT
from places3t.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from places3t.charts.geography import View
    from places3t.charts.mapping import Kind
    from places3t.charts.panels import Panel
    from places3t.language import Language

_CITIES = 14
_NAME_COST = 1e6
_SIZES = ((150, 5.0), (400, 4.2), (1000, 3.6))
_SMALLEST = 3.0
_COLUMNS = ["place_id", "name", "main_type", "commune_code", "departement_code", "country_code", "lat", "lon"]


class Words(NamedTuple):
    """What stands around a map; ``types`` in order of importance get the same signs on every map.

    ``communes``: each point is a commune that has a place, not a place, as on a map for publication.
    """

    title: str
    source: str
    language: Language
    types: Sequence[str] = ()
    communes: bool = False


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
    return _drawing(places, layouts.region(code, words.language), words)


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
    belgium = bool(with_columns(places, ["country_code"])["country_code"].eq("BE").any())
    return _drawing(places, layouts.france(_collectivities(places), words.language, belgium=belgium), words)


def departement_map(places: pd.DataFrame, code: str, words: Words) -> style.Drawing:
    """Draw the places of one department; as `region_map`."""
    return _drawing(places, layouts.departement(code, words.language), words)


def _collectivities(places: pd.DataFrame) -> list[str]:
    """Give the overseas collectivities where there is a place."""
    found = with_columns(places, ["departement_code"])["departement_code"].astype("str")
    return sorted(found[found.str.fullmatch(COLLECTIVITIES, na=False)].unique())


def _drawing(places: pd.DataFrame, panels: Sequence[Panel], words: Words) -> style.Drawing:
    import pandas as pd

    known = with_columns(places, [*_COLUMNS, "coordinates_source"]).astype({"lat": "float64", "lon": "float64"})
    located = known[known["lat"].notna() & known["lon"].notna()].reset_index(drop=True)
    seen = [panel.seen(located) for panel in panels]
    drawn = located.loc[sorted(set(pd.concat(seen).index))]
    keys = mapping.keys(drawn["main_type"].astype("str"), words.types)
    signs = _communes(len(drawn), words) if words.communes else mapping.kinds(keys, words.types, words.language)
    seen = [part.assign(kind=keys.loc[part.index]) for part in seen]
    notes = _notes(known, located, drawn, words.language)
    if words.communes:
        notes = [say("charts", "map-communes", words.language)]
    if any(sign.key for sign in signs):
        notes.insert(0, say("charts", "map-main-type", words.language))
    with style.look():
        figure = _draw(seen, panels, words, _Around(signs, notes))
    alt = _alt(panels[0].view.name, len(drawn), signs, words)
    return style.Drawing(figure, alt, drawn[_COLUMNS].round({"lat": 5, "lon": 5}))


def _communes(count: int, words: Words) -> list[Kind]:
    """Give the one sign of a map of communes that have a place; none where it shows none."""
    if not count:
        return []
    label = say("charts", "map-commune", words.language, count=typography.number(count, words.language))
    return [mapping.Kind(mapping.UNKNOWN, label, style.BLUE, "o")]


def _alt(who: str, count: int, signs: Sequence[Kind], words: Words) -> str:
    """Say the map in words."""
    language, end = words.language, "-communes" if words.communes else ""
    if not count:
        return say("charts", f"alt-map-empty{end}", language, who=who)
    if words.communes:
        return say("charts", "alt-map-communes", language, who=who, count=typography.number(count, language))
    types = typography.enumeration([sign.label for sign in signs], language)
    return say("charts", "alt-map", language, who=who, count=typography.number(count, language), types=types)


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
    foot, title = style.foot(*around.notes, source), style.title(words.title)
    legend = mapping.legend(around.signs)
    body = max(panel.bottom + panel.height for panel in panels)
    top = foot.height_cm + body + legend.height_cm + 0.1
    figure = style.blank(top + title.height_cm)
    size = next((points for most, points in _SIZES if len(seen[0]) <= most), _SMALLEST)
    for panel, places in zip(panels, seen, strict=True):
        axes = style.axes_cm(figure, panel.left, foot.height_cm + panel.bottom, panel.width, panel.height)
        others = [other for other in panels if other is not panel]
        _panel(axes, panel, places, _Inside(around.signs, size, words, others))
    legend.write(figure, top - 0.1)
    title.write(figure)
    foot.write(figure)
    return figure


class _Inside(NamedTuple):
    signs: list[Kind]
    size: float
    words: Words
    others: list[Panel]


def _panel(axes: Axes, panel: Panel, places: pd.DataFrame, inside: _Inside) -> None:
    """Draw one map: land, points, then what is written over them, each on ground of its own."""
    layout = labels.Layout(panel.frame, panel.width)
    mapping.land(axes, panel.view, layout.frame)
    mapping.points(axes, places, inside.signs, inside.size)
    taken = []
    if panel.kind != "main":
        taken.append(mapping.plate(axes, layout, _name(panel, places, inside.words)))
    taken.append(mapping.scale_bar(axes, layout, _cost(panel.view, places, taken), inside.words.language))
    wishes = labels.areas(panel.view.land, panel.view.names, layout) if panel.view.names else []
    if panel.kind == "main":
        wishes = [*labels.cities(_with_zooms(axes, panel, inside.others), _CITIES, layout), *wishes]
    labels.write(axes, labels.arrange(wishes, places, layout, taken), layout)


def _cost(view: View, places: pd.DataFrame, taken: Sequence[labels.Box]) -> Callable[[labels.Box], float]:
    """Say what standing in a corner would hide: a name above all, then places, then land of the map."""
    import shapely

    def cost(box: labels.Box) -> float:
        names = sum(map(box.overlaps, taken))
        ground = shapely.box(*box)
        land = float(shapely.area(shapely.intersection(view.border, ground)) / shapely.area(ground))
        return _NAME_COST * names + labels.hidden(box, places, 0.0) + land / 2

    return cost


def _name(panel: Panel, places: pd.DataFrame, words: Words) -> str:
    """Name a panel, an island with its count; a zoom shows places around it that are not its own.

    Of communes there is no count: where a publication shows none of them, that is not zero.
    """
    if panel.kind == "zoom" or words.communes:
        return panel.view.name
    count = typography.number(len(places), words.language)
    return say("charts", "box", words.language, who=panel.view.name, count=count)


def _with_zooms(axes: Axes, panel: Panel, others: Sequence[Panel]) -> pd.DataFrame:
    """Mark on the main map what a zoom shows larger: the largest city in it is marked by that frame."""
    import pandas as pd
    from matplotlib.patches import Rectangle

    cities = panel.view.cities
    for zoom in (other.frame for other in others if other.kind == "zoom"):
        axes.add_patch(
            Rectangle(zoom[:2], zoom.width, zoom.height, fill=False, edgecolor=style.INK, linewidth=0.8, zorder=5)
        )
        within = zoom.holds(cities["x"], cities["y"])
        middle = {"x": (zoom.left + zoom.right) / 2, "y": (zoom.bottom + zoom.top) / 2}
        largest = cities[within].head(1).assign(**middle, reach=max(zoom.width, zoom.height) / 2)
        cities = pd.concat([largest, cities[~within]])
    return cities
