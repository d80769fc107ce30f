"""What was raised against what was proposed: a line a theme, a column for issues, solutions and the rest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import style
from places3t.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from places3t.language import Language

_LINE_CM, _PAD_CM = 0.34, 0.2
_NAME_CM = 5.9
_EDGE_CM = 0.2
_WIDEST_CELL_CM = 2.4
_HEADING_LINE_CM = 0.3
_BESIDE_CM = 0.25
"""Room between headings, so that two of them do not read as one."""

_PALEST, _DARKEST = 0.10, 0.62
"""How much of its colour a cell of one contribution has, and the fullest one: dark figures stay readable on both."""

_NAME = style.Type(size=7.6, va="center")


class Column(NamedTuple):
    """One column of the matrix.

    Attributes
    ----------
    title
        Its heading.
    counts
        Contributions by theme's key.
    colour
        Of its cells; columns of one colour share one scale.
    calls
        Whether a figure above zero is what the reader should see: it is set in bold.
    """

    title: str
    counts: pd.Series[int]
    colour: str
    calls: bool = False


class Words(NamedTuple):
    """What stands around the figure."""

    title: str
    source: str
    note: str
    language: Language


def matrix(names: pd.Series[str], columns: Sequence[Column], words: Words) -> style.Drawing:
    """Draw the themes, those with most in the first column first; each cell is shaded and says its count.

    Parameters
    ----------
    names
        Name of each theme, indexed by key.
    columns
        From left to right, at most seven.
    words
        Title, source, a line that says how to read it, language.

    Returns
    -------
    Drawing
        The figure, its alternative text, and the table ``theme name`` with a column under each heading.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    import pandas as pd

    titles = [column.title for column in columns]
    table = pd.DataFrame({"name": names} | {column.title: column.counts for column in columns}).loc[names.index]
    table = table.fillna(dict.fromkeys(titles, 0)).astype(dict.fromkeys(titles, "int64"))
    table = table[table[titles].gt(0).any(axis=1)].rename_axis("theme").reset_index()
    if table.empty:
        msg = "no theme to draw"
        raise ValueError(msg)
    order = [*titles, "name"]
    table = table.sort_values(order, ascending=[*[False] * len(titles), True], ignore_index=True)
    with style.look():
        figure = _draw(table, columns, words)
    return style.Drawing(figure, _alt(table, titles, words), table)


def _draw(table: pd.DataFrame, columns: Sequence[Column], words: Words) -> Figure:
    source = say("charts", "source", words.language, source=words.source)
    foot, title = style.foot(words.note, source), style.title(words.title)
    named = [style.wrap(name, _NAME_CM, _NAME) for name in table["name"]]
    heights = [_LINE_CM * len(lines) + _PAD_CM for lines in named]
    room = style.WIDTH_CM - 3 * _EDGE_CM - _NAME_CM
    wide = min(_WIDEST_CELL_CM, room / len(columns))
    kind, headings = _headings([column.title for column in columns], wide)
    head = _HEADING_LINE_CM * max(map(len, headings)) + 0.25
    figure = style.blank(foot.height_cm + sum(heights) + head + title.height_cm)
    top = foot.height_cm + sum(heights)
    for at, (column, lines) in enumerate(zip(columns, headings, strict=True)):
        left = 2 * _EDGE_CM + _NAME_CM + wide * at
        for up, line in enumerate(reversed(lines)):
            style.text_cm(figure, line, left + wide / 2, top + 0.15 + _HEADING_LINE_CM * up, kind)
        _column(figure, table[column.title], column, (left, top, wide), heights, words.language, _most(column, columns))
    for lines, bottom, height in zip(named, _bottoms(top, heights), heights, strict=True):
        for up, line in enumerate(reversed(lines)):
            middle = bottom + height / 2 + _LINE_CM * (up - (len(lines) - 1) / 2)
            style.text_cm(figure, line, _EDGE_CM, middle, _NAME)
    title.write(figure)
    foot.write(figure)
    return figure


def _headings(titles: Sequence[str], wide: float) -> tuple[style.Type, list[list[str]]]:
    """Break the headings to the width of a cell, in the largest type whose words all fit."""
    for size in (7.6, 7.0, 6.4, 5.8, 5.2):
        kind = style.Type(size=size, weight="bold", ha="center")
        if all(style.width_cm(word, kind) < wide - 0.06 for title in titles for word in title.split(" ")):
            break
    return kind, [style.wrap(title, wide - _BESIDE_CM, kind) for title in titles]


def _most(column: Column, columns: Sequence[Column]) -> int:
    """Give the largest count of all columns of one colour."""
    of_colour = (each.counts for each in columns if each.colour == column.colour and len(each.counts))
    return max((int(counts.max()) for counts in of_colour), default=0)


def _bottoms(top: float, heights: Sequence[float]) -> list[float]:
    return [top - sum(heights[: at + 1]) for at in range(len(heights))]


def _column(
    figure: Figure,
    counts: pd.Series[int],
    column: Column,
    where: tuple[float, float, float],
    heights: Sequence[float],
    language: Language,
    most: int,
) -> None:
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    left, top, wide = where
    across, up = (float(side) * style.INCH_CM for side in figure.get_size_inches())
    for value, bottom, height in zip(counts, _bottoms(top, heights), heights, strict=True):
        if value:
            part = _PALEST + (_DARKEST - _PALEST) * math.sqrt((value - 1) / max(most - 1, 1))
            shade = tuple(1 - part * (1 - channel) for channel in to_rgb(column.colour))
            corner = ((left + 0.03) / across, (bottom + 0.03) / up)
            size = ((wide - 0.06) / across, (height - 0.06) / up)
            figure.add_artist(Rectangle(corner, *size, facecolor=shade, linewidth=0, transform=figure.transFigure))
        kind = style.Type(
            size=7.6,
            weight="bold" if column.calls and value else "normal",
            color=style.INK if value else style.QUIET,
            ha="center",
            va="center",
        )
        style.text_cm(figure, typography.number(value, language), left + wide / 2, bottom + height / 2, kind)


def _alt(table: pd.DataFrame, titles: Sequence[str], words: Words) -> str:
    space = typography.NBSP if words.language == "fr" else ""
    semicolon = "\u202f; " if words.language == "fr" else "; "
    lines = [
        f"{row['name']} ({', '.join(str(row[title]) for title in titles)})" for row in table.head(5).to_dict("records")
    ]
    return f"{words.title}. {', '.join(titles)}{space}: {semicolon.join(lines)}."
