"""Where the maps of one figure stand on the paper: the main one, what is shown larger, islands in boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from places3t.charts import geography, style
from places3t.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.charts.geography import Shapes, View
    from places3t.charts.projections import Frame
    from places3t.language import Language

_SIDE_CM = 0.2
_GAP_CM = 0.25
_BODY_CM = style.WIDTH_CM - 2 * _SIDE_CM
_TALLEST_CM, _LOWEST_CM = 18.0, 9.0
_ZOOM_CM = 6.6
_STRIP_CM, _ZOOM_IN_STRIP_CM = 5.6, 5.6
PLATE_CM = 0.6
"""Height of the strip in which a zoom or a box has its name."""


class Panel(NamedTuple):
    """A map within the figure: what it shows, and where it stands (cm above the foot).

    The ``main`` panel has its name in the title, a ``zoom`` shows part of it larger, a ``box`` shows an
    island.
    """

    kind: Literal["main", "zoom", "box"]
    view: View
    left: float
    bottom: float
    width: float
    height: float

    @property
    def frame(self) -> Frame:
        """What is seen, in the shape of the panel, with room for the panel's name above."""
        if self.kind == "main":
            return self.view.frame.shaped(self.width / self.height)
        shown = self.view.frame.shaped(self.width / (self.height - PLATE_CM))
        return shown._replace(top=shown.top + PLATE_CM * shown.width / self.width)

    def with_land(self, shapes: Shapes) -> Panel:
        """Give the panel with other territories on its land, in km."""
        return self._replace(view=self.view._replace(land=shapes))

    def seen(self, places: pd.DataFrame) -> pd.DataFrame:
        """Give the places within the frame, with ``x`` and ``y`` in km."""
        x, y = self.view.projection(places["lon"], places["lat"])
        placed = places.assign(x=x, y=y)
        return placed[self.frame.holds(placed["x"], placed["y"])]


def region(code: str, language: Language) -> list[Panel]:
    """Set the map of a region; beside Île-de-France, Paris and the departments around it.

    Raises
    ------
    ValueError
        If there is no such region.
    """
    view = geography.region(code, language)
    dense = code == geography.PARIS_REGION
    room = _BODY_CM - (_ZOOM_CM + _GAP_CM if dense else 0)
    height = min(max(room * view.frame.height / view.frame.width, _LOWEST_CM), _TALLEST_CM)
    panels = [Panel("main", view, _SIDE_CM, 0, room, height)]
    if dense:
        zoom = _paris(language)
        tall = min(height, _ZOOM_CM * zoom.frame.height / zoom.frame.width + PLATE_CM)
        panels.append(Panel("zoom", zoom, _SIDE_CM + room + _GAP_CM, height - tall, _ZOOM_CM, tall))
    return panels


def departement(code: str, language: Language) -> list[Panel]:
    """Set the map of one department."""
    view = geography.departement(code, language)
    height = min(max(_BODY_CM * view.frame.height / view.frame.width, _LOWEST_CM), _TALLEST_CM)
    return [Panel("main", view, _SIDE_CM, 0, _BODY_CM, height)]


def france(
    collectivities: Sequence[str], language: Language, *, belgium: bool = False, zoom: bool = True
) -> list[Panel]:
    """Set metropolitan France, and below it Paris, the overseas departments and some overseas collectivities.

    Parameters
    ----------
    collectivities
        Codes of those that get a box too.
    language
        ``fr`` or ``en``.
    belgium
        Whether Belgium is part of the main map.
    zoom
        Whether Paris is shown larger; a map of regions needs none.
    """
    view = geography.france(language, belgium=belgium)
    above = _STRIP_CM + _GAP_CM
    height = min(_BODY_CM * view.frame.height / view.frame.width, _TALLEST_CM - above)
    main = Panel("main", view, _SIDE_CM, above, _BODY_CM, height)
    codes = [*geography.OVERSEAS, *collectivities]
    if not zoom:
        return [main, *_boxes(codes, language, _SIDE_CM)]
    paris = Panel("zoom", _paris(language), _SIDE_CM, 0, _ZOOM_IN_STRIP_CM, _STRIP_CM)
    return [main, paris, *_boxes(codes, language, _SIDE_CM + _ZOOM_IN_STRIP_CM + _GAP_CM)]


def _boxes(codes: Sequence[str], language: Language, left: float) -> list[Panel]:
    """Set overseas territories in two rows of boxes, the fewer above: Guadeloupe and its isles are the widest."""
    half = len(codes) // 2
    height = (_STRIP_CM - _GAP_CM) / 2
    panels = []
    for row, members in enumerate((codes[:half], codes[half:])):
        width = (_SIDE_CM + _BODY_CM - left - _GAP_CM * (len(members) - 1)) / len(members)
        for column, code in enumerate(members):
            view = geography.departement(code, language)
            bottom = (1 - row) * (height + _GAP_CM)
            panels.append(Panel("box", view, left + column * (width + _GAP_CM), bottom, width, height))
    return panels


def _paris(language: Language) -> View:
    return geography.departements(geography.PARIS, say("charts", "paris", language))
