"""The mix of resources as a triangle: public money, market, reciprocity; each place a point, each group its mean."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import style
from places3t.indicators.economy import MIX, whole_mix
from places3t.indicators.suppression import FEWEST
from places3t.indicators.survey import design_of, mean
from places3t.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from places3t.language import Language

_SIDE_CM, _LEFT_CM, _TOP_CM, _FOOT_CM = 9.4, 1.2, 1.0, 1.2
_HEIGHT = math.sqrt(3) / 2
_STEPS = (0.25, 0.5, 0.75)
_RIGHT_CM = _LEFT_CM + _SIDE_CM + 0.7
_LINE_CM = 0.42
_CORNERS = ((0.0, 0.0), (1.0, 0.0), (0.5, _HEIGHT))
"""Where a place lives on public money alone, on the market alone, on reciprocity alone."""


class Words(NamedTuple):
    """What stands around the triangle; ``points`` whether each place is drawn."""

    title: str
    source: str
    language: Language
    points: bool = True


class _Mean(NamedTuple):
    """A group's mean mix, with its places."""

    name: str
    n: int
    shares: tuple[float, float, float]
    color: str
    marker: str


def mix_chart(places: pd.DataFrame, words: Words) -> style.Drawing:
    """Draw the mix of resources.

    Parameters
    ----------
    places
        ``group public_share market_share reciprocity_share``, a row a place; places whose shares do not add up to one
        are left out and counted in a note; at most seven groups.
    words
        Title, source, language; whether places are drawn, or the means alone.

    Returns
    -------
    Drawing
        The figure, its alternative text, and as table ``kind group n`` with the shares and the bounds of the means.

    Raises
    ------
    ValueError
        If no place has a whole mix.
    """
    whole = places[whole_mix(places)]
    if whole.empty:
        msg = "no place has a whole mix"
        raise ValueError(msg)
    asked = int(places[list(MIX)].notna().any(axis=1).sum())
    means = [_of_group(str(name), rows, at) for at, (name, rows) in enumerate(whole.groupby("group", sort=True))]
    with style.look():
        left_out = asked - len(whole)
        # A publication gives no count of one or two.
        figure = _draw(whole, means, words, left_out if words.points or left_out >= FEWEST else 0)
    parts = typography.enumeration([_sentence(each, words.language) for each in means], words.language)
    alt = say("charts", "alt-mix", words.language, title=words.title, groups=parts)
    return style.Drawing(figure, alt, _table(whole, words))


def _of_group(name: str, rows: pd.DataFrame, at: int) -> _Mean:
    first, second, third = (float(rows[share].mean()) for share in MIX)
    return _Mean(name, len(rows), (first, second, third), style.PALETTE[at], style.MARKERS[at])


def _table(whole: pd.DataFrame, words: Words) -> pd.DataFrame:
    import pandas as pd

    lines: list[dict[str, object]] = []
    for name, rows in whole.groupby("group", sort=True):
        line: dict[str, object] = {"kind": "mean", "group": name, "n": len(rows)}
        for share in MIX:
            found = mean(rows[share], design_of(len(rows)))
            line |= {share: found.value, f"{share}_low": found.low, f"{share}_high": found.high}
        lines.append(line)
    table = pd.DataFrame(lines)
    if not words.points:
        return table
    each = whole[["group", *MIX]].assign(kind="place", n=1)
    return pd.concat([table, each.reindex(columns=table.columns)], ignore_index=True)


def _sentence(each: _Mean, language: Language) -> str:
    shares = dict(zip(("public", "market", "reciprocity"), each.shares, strict=True))
    said = {name: typography.percent(value, language) for name, value in shares.items()}
    return say("charts", "mix-mean", language, who=each.name, n=typography.number(each.n, language), **said)


def _draw(whole: pd.DataFrame, means: Sequence[_Mean], words: Words, left_out: int) -> Figure:
    language = words.language
    count = typography.number(left_out, language)
    notes = [say("charts", "mix-left-out", language, count=count)] if left_out else []
    notes.insert(0, say("charts", "mix-points" if words.points else "mix-no-points", language))
    foot = style.foot(*notes, say("charts", "source", language, source=words.source))
    title = style.title(words.title)
    body = _SIDE_CM * _HEIGHT
    figure = style.blank(foot.height_cm + _FOOT_CM + body + _TOP_CM + title.height_cm)
    base = foot.height_cm + _FOOT_CM
    axes = style.axes_cm(figure, _LEFT_CM, base, _SIDE_CM, body)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, _HEIGHT)
    axes.set_axis_off()
    _grid(axes, language)
    if words.points:
        _points(axes, whole, means)
    for each in means:
        x, y = _at(each.shares)
        axes.plot(x, y, each.marker, color=each.color, markersize=9, markeredgecolor="white", zorder=6, clip_on=False)
    _corners(figure, base, language)
    _legend(figure, base + body, means, language)
    title.write(figure)
    foot.write(figure)
    return figure


def _at(shares: Sequence[float]) -> tuple[float, float]:
    """Give where a mix lies: the mean of the corners, weighted by the shares."""
    total = sum(shares)
    x, y = (sum(share * corner[axis] for share, corner in zip(shares, _CORNERS, strict=True)) for axis in (0, 1))
    return x / total, y / total


def _grid(axes: Axes, language: Language) -> None:
    """Draw the triangle, and lines on which one resource is a quarter, a half, three quarters."""
    corners = [*_CORNERS, _CORNERS[0]]
    axes.plot(*zip(*corners, strict=True), color=style.BORDER, linewidth=1, clip_on=False)
    for share in _STEPS:
        for one in range(3):
            ends = []
            for other in (each for each in range(3) if each != one):
                mix = [0.0, 0.0, 0.0]
                mix[one], mix[other] = share, 1 - share
                ends.append(_at(mix))
            axes.plot(*zip(*ends, strict=True), color=style.GRID, linewidth=0.7, zorder=1)
        _tick(axes, (1 - share, share, 0), (0, -3), ("center", "top"), share, language)
        _tick(axes, (0, 1 - share, share), (4, 0), ("left", "center"), share, language)
        _tick(axes, (share, 0, 1 - share), (-4, 0), ("right", "center"), share, language)


def _tick(
    axes: Axes,
    mix: tuple[float, float, float],
    offset: tuple[int, int],
    side: tuple[str, str],
    share: float,
    language: Language,
) -> None:
    axes.annotate(
        typography.percent(share, language),
        _at(mix),
        xytext=offset,
        textcoords="offset points",
        ha=side[0],
        va=side[1],
        fontsize=6.5,
        color=style.QUIET,
        annotation_clip=False,
    )


def _points(axes: Axes, whole: pd.DataFrame, means: Sequence[_Mean]) -> None:
    """Draw the places, those of one mix as one larger point."""
    for each in means:
        rows = whole[whole["group"].astype("str") == each.name]
        spots = rows[list(MIX)].round(2).value_counts().reset_index()
        x, y = zip(*(_at(mix) for mix in spots[list(MIX)].itertuples(index=False, name=None)), strict=True)
        axes.scatter(
            x,
            y,
            s=7 * spots["count"],
            marker=each.marker,
            color=each.color,
            alpha=0.35,
            linewidth=0,
            zorder=3,
            clip_on=False,
        )


def _corners(figure: Figure, base: float, language: Language) -> None:
    names = [say("charts", f"mix-{name}", language) for name in ("public", "market", "reciprocity")]
    kind = style.Type(size=8, weight="bold")
    below = base - 0.85
    style.text_cm(figure, names[0], 0.2, below, kind)
    style.text_cm(figure, names[1], _LEFT_CM + _SIDE_CM, below, kind._replace(ha="center"))
    top = base + _SIDE_CM * _HEIGHT + 0.2
    style.text_cm(figure, names[2], _LEFT_CM + _SIDE_CM / 2, top, kind._replace(ha="center"))


def _legend(figure: Figure, top: float, means: Sequence[_Mean], language: Language) -> None:
    """Write each group beside its sign: its name, its places, its mean mix."""
    at = top - 0.4
    kind = style.Type(size=8)
    room = style.WIDTH_CM - _RIGHT_CM - 0.7
    for each in means:
        axes = style.axes_cm(figure, _RIGHT_CM, at - 0.1, 0.4, 0.4)
        axes.set_axis_off()
        axes.plot(0.5, 0.5, each.marker, color=each.color, markersize=7)
        for part in style.wrap(_sentence(each, language), room, kind):
            style.text_cm(figure, part, _RIGHT_CM + 0.6, at, kind)
            at -= _LINE_CM
        at -= 0.25
