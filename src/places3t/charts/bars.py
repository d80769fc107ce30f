"""Horizontal bars of an indicator by territory, with intervals, values and counts in columns beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import style
from places3t.language import say

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from places3t.language import Language

_ROW_CM, _LINE_CM = 0.22, 0.34
_HEAD_CM = 1.3
_AXIS_CM = 0.55
_VALUE_CM = 1.5
_COUNT_CM = 1.4
_GAP_CM = 0.3
_LONGEST_NAME_CM = 6.0
_OFF_SCALE = 1.6
"""An interval may reach this far beyond the longest bar before it is cut and marked with an arrow."""

_NAME = style.Type()
_CELL = style.Type(ha="right", va="center")


class Reference(NamedTuple):
    """A figure to hold the bars against, such as the nation's."""

    name: str
    value: float


class Words(NamedTuple):
    """What stands around the bars, and how their figures are written; ``axis`` where it is none of the known."""

    title: str
    source: str
    language: Language
    decimals: int = 1
    axis: str = ""

    def figure(self, value: float) -> str:
        """Write a value."""
        return typography.number(value, self.language, self.decimals)

    def reference(self, reference: Reference) -> str:
        """Name the reference line."""
        value = self.figure(reference.value)
        return say("charts", "reference", self.language, who=reference.name, value=value)


def bars(frame: pd.DataFrame, *, indicator: str, words: Words, reference: Reference | None = None) -> style.Drawing:
    """Draw one indicator of one level of territories, highest first.

    Parameters
    ----------
    frame
        An indicator frame, said in the language of the figure; rows of other indicators and rows without a
        code are not drawn.
    indicator
        Which one.
    words
        Title, source, language and decimals.
    reference
        A line across the bars.

    Returns
    -------
    Drawing
        The figure, its alternative text and the rows drawn.

    Raises
    ------
    ValueError
        If the frame has no row to draw.
    """
    rows = frame[(frame["indicator"] == indicator) & frame["code"].notna() & frame["value"].notna()]
    # Figures that a publication hides are the least of numbers: they come last, by name, and have a mark for a bar.
    rows = rows.sort_values(["value", "name"], ascending=[False, True], kind="stable", ignore_index=True)
    if not (rows["value"] > typography.HIDDEN).any():
        msg = f"no row of {indicator} to draw"
        raise ValueError(msg)
    axis = words.axis or say("charts", f"bars-{indicator}", words.language)
    with style.look():
        figure = _draw(rows, reference, words, axis)
    return style.Drawing(figure, _alt(rows, reference, words, axis), rows)


def _draw(rows: pd.DataFrame, reference: Reference | None, words: Words, axis: str) -> Figure:
    limit = _limit(rows, reference)
    key = "interval-cut" if float(rows["high"].max()) > limit else "interval"
    key = key if rows["high"].notna().any() else "no-interval"
    source = say("charts", "source", words.language, source=words.source)
    out = (rows["value"] == typography.HIDDEN).any()
    notes = [say("charts", "hidden", words.language, mark=typography.MARK)] if out else []
    foot = style.foot(say("charts", key, words.language), *notes, source)
    names = [style.wrap(typography.apostrophes(name), _LONGEST_NAME_CM, _NAME) for name in rows["name"]]
    left = 0.5 + max(style.width_cm(part, _NAME) for lines in names for part in lines)
    row = _ROW_CM + _LINE_CM * max(map(len, names))
    base, body, title = foot.height_cm + _AXIS_CM, row * len(rows), style.title(words.title)
    figure = style.blank(base + body + _HEAD_CM + title.height_cm)
    shown = rows[rows["value"] > typography.HIDDEN]
    axes = style.axes_cm(figure, left, base, style.WIDTH_CM - left - _VALUE_CM - _COUNT_CM - _GAP_CM, body)
    _bars(axes, shown, limit)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), ["\n".join(lines) for lines in names])
    _scale(axes, limit, words.language)
    _columns(figure, rows, words, (base, row))
    if reference:
        _reference(axes, reference.value, words.reference(reference))
    title.write(figure)
    style.text_cm(figure, axis, 0.2, base + body + _HEAD_CM - 0.1, style.Type(color=style.QUIET))
    foot.write(figure)
    return figure


def _limit(rows: pd.DataFrame, reference: Reference | None) -> float:
    longest = max(float(rows["value"].max()), reference.value if reference else 0.0)
    farthest = max(float(rows["high"].fillna(0).max()), longest * 1.05)
    # Where nothing was counted there is no bar to measure by: the interval alone sets the scale.
    return min(farthest, longest * _OFF_SCALE) if longest else farthest


def _bars(axes: Axes, rows: pd.DataFrame, limit: float) -> None:
    places = list(range(len(rows)))
    axes.barh(places, rows["value"], height=0.62, color=style.BLUE, alpha=0.35, linewidth=0)
    axes.hlines(places, rows["low"], rows["high"].clip(upper=limit), color=style.BLUE, linewidth=1.4)
    axes.plot(rows["value"], places, "o", color=style.BLUE, markersize=3.2, clip_on=False)
    cut = rows.index[rows["high"] > limit]
    axes.plot([limit] * len(cut), cut, ">", color=style.BLUE, markersize=4.5, clip_on=False)
    axes.set_xlim(0, limit)
    axes.set_axisbelow(True)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)


def _columns(figure: Figure, rows: pd.DataFrame, words: Words, rows_cm: tuple[float, float]) -> None:
    """Write the values and the counts in two columns right of the bars, whose foot and height are given."""
    base, row = rows_cm
    top = base + row * len(rows)
    counts = style.WIDTH_CM - 0.2
    values = counts - _COUNT_CM
    head = say("charts", "column-places", words.language)
    some = rows["n"].notna().any()
    if some:
        style.text_cm(figure, head, counts, top + 0.12, style.QUIETLY._replace(ha="right"))
    for at, (value, n) in enumerate(zip(rows["value"], rows["n"], strict=True)):
        line = top - row * (at + 0.5)
        style.text_cm(figure, words.figure(value), values, line, _CELL._replace(weight="bold"))
        count = value if value == typography.HIDDEN else n
        if some:
            style.text_cm(figure, typography.number(count, words.language), counts, line, _CELL)


def _reference(axes: Axes, value: float, label: str) -> None:
    axes.axvline(value, color=style.VERMILLION, linewidth=1, linestyle=(0, (4, 2)))
    left = value < axes.get_xlim()[1] / 2
    axes.annotate(
        label,
        (value, 1),
        xycoords=("data", "axes fraction"),
        xytext=(-2 if left else 2, 3),
        textcoords="offset points",
        ha="left" if left else "right",
        color=style.VERMILLION,
        fontsize=7.5,
    )


def _scale(axes: Axes, limit: float, language: Language) -> None:
    from matplotlib.ticker import MaxNLocator

    ticks = [tick for tick in MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(0, limit) if 0 <= tick <= limit]
    decimals = max(0, -math.floor(math.log10(ticks[1]))) if len(ticks) > 1 else 0
    axes.set_xticks(ticks, [typography.number(tick, language, decimals) for tick in ticks])
    axes.grid(axis="x", color=style.GRID, linewidth=0.7)


def _alt(rows: pd.DataFrame, reference: Reference | None, words: Words, axis: str) -> str:
    """Say the extremes and the reference in words."""
    shown = rows[rows["value"] > typography.HIDDEN]
    first, last = (
        say(
            "charts",
            "alt-bar" if not typography.is_missing(row["high"]) else "alt-bar-plain",
            words.language,
            who=row["name"],
            value=words.figure(row["value"]),
            interval=typography.interval(row["low"], row["high"], words.language, words.decimals),
            count=typography.number(row["n"], words.language),
        )
        for row in (shown.iloc[0], shown.iloc[-1])
    )
    key = "alt-bars" if len(shown) > 1 else "alt-bars-one"
    said = say("charts", key, words.language, title=words.title, axis=axis, first=first, last=last)
    return f"{said} {words.reference(reference)}." if reference else said
