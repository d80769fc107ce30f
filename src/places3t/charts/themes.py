"""What was raised against what was proposed: a line a theme, issues to the left, solutions to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import style
from places3t.language import say

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from places3t.language import Language

_ROW_CM = 0.56
_HEAD_CM = 1.1
_NAME_CM = 6.2
_NUMBER_CM = 0.8


class Side(NamedTuple):
    """One side of the figure: its heading, and the counts by theme."""

    title: str
    counts: pd.Series[int]


class Words(NamedTuple):
    """What stands around the figure."""

    title: str
    source: str
    note: str
    language: Language


def opposed(names: pd.Series[str], left: Side, right: Side, words: Words) -> style.Drawing:
    """Draw the themes, those with most on the left side first.

    Parameters
    ----------
    names
        Name of each theme, indexed by key.
    left, right
        Counts by key; a theme without any is drawn as nothing and written 0.
    words
        Title, source, a line that says how to read it, language.

    Returns
    -------
    Drawing
        The figure, its alternative text, and the table ``theme name left right`` under the sides' titles.

    Raises
    ------
    ValueError
        If neither side has anything to draw.
    """
    import pandas as pd

    table = pd.DataFrame({"name": names, "left": left.counts, "right": right.counts}).loc[names.index]
    table = table.fillna({"left": 0, "right": 0}).astype({"left": "int64", "right": "int64"})
    table = table[(table["left"] > 0) | (table["right"] > 0)].rename_axis("theme").reset_index()
    if table.empty:
        msg = "no theme to draw"
        raise ValueError(msg)
    table = table.sort_values(["left", "right", "name"], ascending=[False, False, True], ignore_index=True)
    with style.look():
        figure = _draw(table, left.title, right.title, words)
    said = table.rename(columns={"left": left.title, "right": right.title})
    return style.Drawing(figure, _alt(table, left.title, right.title, words), said)


def _draw(table: pd.DataFrame, left: str, right: str, words: Words) -> Figure:
    source = say("charts", "source", words.language, source=words.source)
    foot, title = style.foot(words.note, source), style.title(words.title)
    body = _ROW_CM * len(table)
    figure = style.blank(foot.height_cm + body + _HEAD_CM + title.height_cm)
    wide = (style.WIDTH_CM - _NAME_CM - 2 * _NUMBER_CM - 0.4) / 2
    middle = 0.2 + _NUMBER_CM + wide
    most = float(table[["left", "right"]].to_numpy().max())
    sides = ((_NUMBER_CM + 0.2, "left", style.VERMILLION), (middle + _NAME_CM, "right", style.BLUE))
    for start, name, colour in sides:
        _bars(style.axes_cm(figure, start, foot.height_cm, wide, body), table[name], colour, most, name == "left")
    for at, row in enumerate(table.itertuples(index=False)):
        line = foot.height_cm + body - _ROW_CM * (at + 0.5)
        style.text_cm(
            figure, str(row.name), middle + _NAME_CM / 2, line, style.Type(size=7.6, ha="center", va="center")
        )
        for start, name, _ in sides:
            _number(figure, int(getattr(row, name)), line, (start, wide, most, name == "left"), words.language)
    top = foot.height_cm + body + 0.25
    style.text_cm(figure, left, middle, top, style.Type(weight="bold", color=style.VERMILLION, ha="right"))
    style.text_cm(figure, right, middle + _NAME_CM, top, style.Type(weight="bold", color=style.BLUE))
    title.write(figure)
    foot.write(figure)
    return figure


def _bars(axes: Axes, values: pd.Series[int], colour: str, most: float, leftwards: bool) -> None:
    axes.barh(range(len(values)), values, height=0.62, color=colour, alpha=0.75, linewidth=0)
    axes.set_ylim(len(values) - 0.5, -0.5)
    axes.set_xlim((most, 0) if leftwards else (0, most))
    axes.axis("off")


def _number(
    figure: Figure, value: int, line: float, side: tuple[float, float, float, bool], language: Language
) -> None:
    """Write a count beyond the end of its bar; a count of nothing is quiet."""
    start, wide, most, leftwards = side
    length = wide * value / most
    at = start + wide - length - 0.12 if leftwards else start + length + 0.12
    kind = style.Type(
        size=7.6, ha="right" if leftwards else "left", va="center", color=style.INK if value else style.QUIET
    )
    style.text_cm(figure, typography.number(value, language), at, line, kind)


def _alt(table: pd.DataFrame, left: str, right: str, words: Words) -> str:
    lines = [f"{row.name} ({row.left}, {row.right})" for row in table.head(5).itertuples(index=False)]
    return f"{words.title}. {left}, {right}{typography.NBSP if words.language == 'fr' else ''}: {'; '.join(lines)}."
