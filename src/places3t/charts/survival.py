"""Survival curves with bands, each labelled at its end, and the places still watched in a table under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import style
from places3t.indicators.survival.words import group_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from places3t.language import Language

_BODY_CM = 7.0
_ROW_CM = 0.42
_AXIS_CM = 1.0
_TABLE_HEAD_CM = 0.5
_LEFT_LEAST_CM, _LEFT_MOST_CM = 1.6, 4.2
_RIGHT_MOST_CM = 4.2
_LABEL_STEP = 0.06
"""Height between two labels, as a share of the axis."""

_WORDS = {
    "axis": {"en": "Share of places still open", "fr": "Part des lieux encore ouverts"},
    "years": {"en": "years", "fr": "ans"},
    "at_risk": {"en": "Places watched", "fr": "Lieux suivis"},
    "band": {
        "en": "Bands: 95% intervals. A curve ends where fewer than five places are watched.",
        "fr": "Bandes\u00a0: intervalles à 95\u00a0%. Une courbe s’arrête quand moins de cinq lieux sont suivis.",
    },
    "source": {"en": "Source: {}", "fr": "Source\u00a0: {}"},
    "alt": {"en": "Survival curves. {}. {}", "fr": "Courbes de survie. {}. {}"},
    "ends": {"en": "{} {} at {} years", "fr": "{} {} à {} ans"},
}


class Words(NamedTuple):
    """What stands around the curves."""

    title: str
    source: str
    language: Language

    def say(self, key: str, *parts: str) -> str:
        """Give one of the chart's own words."""
        return _WORDS[key][self.language].format(*parts)


class _Line(NamedTuple):
    """One group: its steps, its numbers at risk, its look and its name."""

    steps: pd.DataFrame
    risk: pd.DataFrame
    color: str
    name: str


def survival_chart(frame: pd.DataFrame, *, words: Words) -> style.Drawing:
    """Draw survival curves.

    Parameters
    ----------
    frame
        What `survival_curves` gives.
    words
        Title, source and language.

    Returns
    -------
    Drawing
        The figure, its alternative text and the rows drawn.

    Raises
    ------
    ValueError
        If the frame has no curve, or more than the palette has colours.
    """
    lines = _lines(frame, words.language)
    if not 1 <= len(lines) <= len(style.PALETTE):
        msg = f"{len(lines)} curves: between 1 and {len(style.PALETTE)} can be told apart"
        raise ValueError(msg)
    with style.look():
        figure = _draw(lines, words)
    return style.Drawing(figure, _alt(lines, words), frame)


def _lines(frame: pd.DataFrame, language: Language) -> list[_Line]:
    groups = frame["group"].fillna("")
    found = []
    for at, group in enumerate(dict.fromkeys(groups)):
        rows = frame[groups == group]
        steps, risk = (rows[rows["indicator"] == name] for name in ("survival_rate", "at_risk"))
        name = typography.one_line(group_words(group, language))
        found.append(_Line(steps, risk, style.PALETTE[at % len(style.PALETTE)], name))
    return found


def _draw(lines: list[_Line], words: Words) -> Figure:
    foot = style.foot(words.say("band"), words.say("source", words.source))
    title = style.title(words.title)
    labels = [(line, _short(line.name, _RIGHT_MOST_CM, style.Type(weight="bold"))) for line in lines]
    widest = max(style.width_cm(text, style.Type(weight="bold")) for _, text in labels)
    names = [_short(line.name, _LEFT_MOST_CM, style.Type()) for line in lines]
    left = max(_LEFT_LEAST_CM, 0.6 + max(style.width_cm(name, style.Type()) for name in names))
    table = _TABLE_HEAD_CM + _ROW_CM * len(lines)
    base = foot.height_cm + table + _AXIS_CM
    figure = style.blank(base + _BODY_CM + 0.6 + title.height_cm)
    width = style.WIDTH_CM - left - widest - 0.6
    axes = style.axes_cm(figure, left, base, width, _BODY_CM)
    end = max(float(line.risk["at"].max()) for line in lines)
    end = max(end, *(float(line.steps["at"].max()) for line in lines))
    _curves(axes, lines, end, words.language)
    _end_labels(figure, axes, labels, (left, base, width, end))
    _table(figure, lines, names, words, (left, base, width, end))
    title.write(figure)
    style.text_cm(figure, words.say("axis"), 0.2, base + _BODY_CM + 0.3, style.QUIETLY)
    foot.write(figure)
    return figure


def _short(text: str, room_cm: float, kind: style.Type) -> str:
    """Cut a text that is wider than its room, with an ellipsis."""
    while len(text) > 1 and style.width_cm(text, kind) > room_cm:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    return text


def _curves(axes: Axes, lines: list[_Line], end: float, language: Language) -> None:
    from matplotlib.ticker import FuncFormatter

    for line in lines:
        at, value = line.steps["at"], line.steps["value"]
        axes.fill_between(
            at, line.steps["low"], line.steps["high"], step="post", color=line.color, alpha=0.15, linewidth=0
        )
        axes.step(at, value, where="post", color=line.color, linewidth=1.5)
    axes.set_xlim(0, end)
    axes.set_ylim(0, 1)
    axes.set_xticks(list(lines[0].risk["at"]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda years, _: _years(years, language)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: typography.percent(share, language)))
    axes.grid(axis="y", color=style.GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _years(value: float, language: Language) -> str:
    return typography.number(value, language, 0 if float(value).is_integer() else 2)


def _end_labels(
    figure: Figure, axes: Axes, labels: list[tuple[_Line, str]], box: tuple[float, float, float, float]
) -> None:
    """Write each name where its curve ends, pushed apart where ends are close."""
    left, base, width, end = box
    ends = sorted(labels, key=lambda pair: float(pair[0].steps["value"].iloc[-1]))
    floor = -1.0
    heights = []
    for line, _ in ends:
        floor = max(float(line.steps["value"].iloc[-1]), floor + _LABEL_STEP)
        heights.append(floor)
    over = max(0.0, floor - 1)
    for (line, text), height in zip(ends, heights, strict=True):
        kind = style.Type(weight="bold", color=line.color, va="center")
        style.text_cm(figure, text, left + width + 0.2, base + (height - over) * _BODY_CM, kind)
        last = line.steps.iloc[-1]
        axes.plot(
            [float(last["at"]), end], [float(last["value"]), height - over], color=line.color, linewidth=0.5, alpha=0.6
        )


def _table(
    figure: Figure, lines: list[_Line], names: list[str], words: Words, box: tuple[float, float, float, float]
) -> None:
    """Write the numbers at risk under the axis, each under its year."""
    left, base, width, end = box
    top = base - _AXIS_CM
    style.text_cm(figure, words.say("years"), left + width + 0.2, base - 0.38, style.QUIETLY)
    style.text_cm(figure, words.say("at_risk"), 0.2, top + 0.1, style.QUIETLY)
    for row, (line, name) in enumerate(zip(lines, names, strict=True)):
        height = top - _TABLE_HEAD_CM + 0.1 - _ROW_CM * row
        style.text_cm(figure, name, 0.2, height, style.Type(color=line.color))
        for at, count in zip(line.risk["at"], line.risk["value"], strict=True):
            kind = style.Type(ha="center")
            text = typography.number(int(count), words.language)
            style.text_cm(figure, text, left + width * float(at) / end, height, kind)


def _alt(lines: list[_Line], words: Words) -> str:
    """Say the curves: each group's survival where its curve ends."""
    said = []
    for line in lines:
        last = line.steps.iloc[-1]
        share = typography.percent(float(last["value"]), words.language)
        said.append(words.say("ends", line.name, share, typography.number(float(last["at"]), words.language, 1)))
    return words.say("alt", words.title, "; ".join(said) if words.language == "en" else "\u202f; ".join(said)) + "."
