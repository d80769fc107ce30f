"""Curves over the unit square or over kilometres: the Lorenz curve, and how far the nearest other place is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import style
from places3t.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from places3t.language import Language

    Line = tuple[str, npt.ArrayLike, npt.ArrayLike]

_BODY_CM, _AXIS_CM, _LEFT_CM = 9.0, 1.1, 1.6
_ROW_CM = 0.5
_TICKS_KM = (0.1, 1, 10, 100)


class Words(NamedTuple):
    """What stands around the curves."""

    title: str
    source: str
    language: Language
    x: str
    y: str


def lorenz_chart(curves: pd.DataFrame, words: Words) -> style.Drawing:
    """Draw Lorenz curves against the line of evenness.

    Parameters
    ----------
    curves
        As `places3t.indicators.concentration.lorenz_curve` gives them, at most seven curves.
    words
        What stands around them.

    Returns
    -------
    Drawing
        The figure, its alternative text and the curves.

    Raises
    ------
    ValueError
        If there is no curve, or more than can be told apart.
    """
    language = words.language
    lines: list[Line] = []
    for (name, group, gini), rows in curves.groupby(["name", "group", "gini"], sort=False, dropna=False):
        who = str(name) if typography.is_missing(group) else f"{name}, {group}"
        label = say("maps", "lorenz-label", language, who=who, gini=typography.number(float(str(gini)), language, 2))
        lines.append((label, rows["population_share"], rows["places_share"]))

    def dress(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=style.QUIET, linewidth=0.9, linestyle=(0, (4, 2)))
        even = say("maps", "lorenz-even", language)
        axes.text(0.48, 0.5, even, ha="right", va="bottom", fontsize=7, color=style.QUIET)
        shares = [0, 0.25, 0.5, 0.75, 1]
        axes.set_xlim(0, 1)
        axes.set_xticks(shares, [typography.percent(share, language) for share in shares])

    with style.look():
        figure = _draw(lines, words, dress)
    return style.Drawing(figure, _alt("lorenz-alt", lines, words), curves)


def distances_chart(distances: pd.DataFrame, words: Words) -> style.Drawing:
    """Draw which share of the places has its nearest other place within how many km, on a scale of powers of ten.

    Parameters
    ----------
    distances
        ``[group, km]``, a row per place, at most seven groups; distances below 100 m are drawn at 100 m.
    words
        What stands around them.

    Returns
    -------
    Drawing
        The figure, its alternative text and the distances.

    Raises
    ------
    ValueError
        If there is no distance, or more groups than can be told apart.
    """
    import numpy as np

    language = words.language
    lines: list[Line] = []
    for group, rows in distances.groupby("group", sort=True):
        km = np.sort(rows["km"].to_numpy("float64"))
        middle = typography.number(float(np.median(km)), language, 1)
        label = say("maps", "distances-label", language, who=str(group), km=middle)
        lines.append((label, np.maximum(km, _TICKS_KM[0]), np.arange(1, len(km) + 1) / len(km)))

    def dress(axes: Axes) -> None:
        axes.set_xscale("log")
        axes.set_xlim(_TICKS_KM[0], max(float(distances["km"].replace(np.inf, np.nan).max()) * 1.05, 1.0))
        axes.set_xticks([])
        axes.set_xticks([], minor=True)
        ticks = [tick for tick in _TICKS_KM if tick <= axes.get_xlim()[1]]
        named = [typography.number(tick, language, 1 if tick < 1 else 0) for tick in ticks]
        axes.set_xticks(ticks, [f"≤ {named[0]}", *named[1:]])

    with style.look():
        figure = _draw(lines, words, dress)
    return style.Drawing(figure, _alt("distances-alt", lines, words), distances)


def _alt(key: str, lines: Sequence[Line], words: Words) -> str:
    said = typography.enumeration([label for label, _, _ in lines], words.language)
    return say("maps", key, words.language, title=words.title, curves=said)


def _draw(lines: Sequence[Line], words: Words, dress: Callable[[Axes], None]) -> Figure:
    if not 1 <= len(lines) <= len(style.PALETTE):
        msg = f"{len(lines)} curves: between 1 and {len(style.PALETTE)} can be told apart"
        raise ValueError(msg)
    language = words.language
    foot = style.foot(say("charts", "source", language, source=words.source))
    title = style.title(words.title)
    base = foot.height_cm + _AXIS_CM
    top = base + _BODY_CM
    legend = _ROW_CM * len(lines)
    figure = style.blank(top + 0.6 + legend + title.height_cm)
    axes = style.axes_cm(figure, _LEFT_CM, base, style.WIDTH_CM - _LEFT_CM - 0.6, _BODY_CM)
    for at, (label, x, y) in enumerate(lines):
        axes.plot(x, y, color=style.PALETTE[at], linewidth=1.6)
        level = top + 0.5 + legend - _ROW_CM * (at + 0.6)
        mark = style.axes_cm(figure, 0.2, level, 0.7, 0.2)
        mark.set_axis_off()
        mark.axhline(0.5, color=style.PALETTE[at], linewidth=2)
        style.text_cm(figure, label, 1.1, level, style.Type())
    dress(axes)
    axes.set_ylim(0, 1)
    axes.tick_params(axis="x", pad=7)
    shares = [0, 0.25, 0.5, 0.75, 1]
    axes.set_yticks(shares, [typography.percent(share, language) for share in shares])
    axes.grid(color=style.GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    style.text_cm(figure, words.y, 0.2, top + 0.25, style.QUIETLY)
    style.text_cm(figure, words.x, style.WIDTH_CM - 0.6, foot.height_cm + 0.15, style.QUIETLY._replace(ha="right"))
    title.write(figure)
    foot.write(figure)
    return figure
