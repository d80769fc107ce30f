"""Two groups compared, in one figure: standardised differences with their intervals, and how they last."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.charts import style
from places3t.indicators.claims import established
from places3t.indicators.feature_words import feature_words
from places3t.indicators.groups import FUNDING
from places3t.indicators.survival.words import group_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from places3t.indicators.compare import Comparison
    from places3t.language import Language

_MOST_ROWS = 16
_ROW_CM, _LINE_CM = 0.26, 0.34
_HEAD_CM, _AXIS_CM, _GAP_CM = 0.6, 0.75, 0.8
_NAME_CM, _VALUES_CM = 6.2, 3.6
_NAME = style.Type()
_CELL = style.Type(ha="right", va="center")
_LARGEST_HAZARD = 8.0

_WORDS = {
    "differences": {
        "en": "Difference, in standard deviations: {} less {}",
        "fr": "Écart, en écarts types\u00a0: {} moins {}",
    },
    "hazards": {
        "en": "Closures, times those of {} (hazard ratio)",
        "fr": "Fermetures, en fois celles du groupe\u00a0: {} (rapport des risques)",
    },
    "plain": {"en": "as they are", "fr": "tels quels"},
    "adjusted": {"en": "made alike in {}", "fr": "rendus semblables sur {}"},
    "marks": {
        "en": "Lines: 95% intervals. Filled: beyond chance (false-discovery rate 5%). Hollow: not established.",
        "fr": "Traits\u00a0: intervalles à 95\u00a0%. Plein\u00a0: au-delà du hasard (taux de fausses découvertes "
        "5\u00a0%). Creux\u00a0: non établi.",
    },
    "hidden": {
        "en": "Not shown: {} other characteristics, none with an established difference.",
        "fr": "Non montrées\u00a0: {} autres caractéristiques, sans écart établi.",
    },
    "adjusted_hazard": {"en": "{}, adjusted", "fr": "{}, ajusté"},
    "source": {"en": "Source: {}", "fr": "Source\u00a0: {}"},
    "alt": {
        "en": "{}. Characteristics that differ beyond chance, {} of {}: {}.",
        "fr": "{}. Caractéristiques qui diffèrent au-delà du hasard, {} sur {}\u00a0: {}.",
    },
    "nothing": {"en": "none", "fr": "aucune"},
}


class Words(NamedTuple):
    """What stands around the figure."""

    title: str
    source: str
    language: Language

    def say(self, key: str, *parts: object) -> str:
        """Give one of the chart's own words."""
        return _WORDS[key][self.language].format(*parts)


class _Hazard(NamedTuple):
    """One hazard ratio to draw."""

    name: str
    value: float
    low: float
    high: float

    @property
    def established(self) -> bool:
        return self.low > 1 or self.high < 1


def comparison_chart(found: Comparison, *, words: Words) -> style.Drawing:
    """Draw a comparison.

    Parameters
    ----------
    found
        What `places3t.indicators.compare.compare` gives.
    words
        Title, source and language.

    Returns
    -------
    Drawing
        The figure, its alternative text and the rows drawn, established differences first, largest first.
    """
    rows = _chosen(found)
    hazards = _hazards(found, words)
    with style.look():
        figure = _draw(found, rows, hazards, words)
    differ = established(found.table)
    names = [feature_words(name, words.language) for name in differ["feature"]]
    said = typography.enumeration(names, words.language) if names else words.say("nothing")
    tested = int(found.table["q"].notna().sum())
    return style.Drawing(figure, words.say("alt", words.title, len(names), tested, said), rows)


def _chosen(found: Comparison) -> pd.DataFrame:
    """Keep what differs, before or after, then what was adjusted for, then the largest of the rest."""
    table = found.table[found.table["standardised"].notna()]
    adjusted = (table["q_adjusted"] < 0.05) & ~table["adjusted_for"]  # noqa: PLR2004 - the rate of `established`
    rank = (table["q"] >= 0.05).where(~adjusted, other=False)  # noqa: PLR2004 - as above
    order = table.assign(_rank=rank, _size=-table["standardised"].abs()).sort_values(["_rank", "_size"], kind="stable")
    most = max(_MOST_ROWS, int((~order["_rank"]).sum()))
    return order.drop(columns=["_rank", "_size"]).head(most).reset_index(drop=True)


def _hazards(found: Comparison, words: Words) -> list[_Hazard]:
    frame = found.survival
    if frame.empty:
        return []
    rows = []
    for group in dict.fromkeys(frame["group"].dropna()):
        for indicator in ("hazard_ratio", "hazard_ratio_adjusted"):
            own = frame[(frame["indicator"] == indicator) & (frame["group"] == group)]
            for row in own.head(1).to_dict("records"):
                name = _group(str(group), words)
                name = words.say("adjusted_hazard", name) if indicator.endswith("adjusted") else name
                figures = [float(row[part]) for part in ("value", "low", "high")]
                if all(map(math.isfinite, figures)):
                    rows.append(_Hazard(name, *figures))
    return rows


def _group(name: str, words: Words) -> str:
    from places3t.indicators.words import translate

    return group_words(translate(name, words.language), words.language)


def _draw(found: Comparison, rows: pd.DataFrame, hazards: list[_Hazard], words: Words) -> Figure:
    hidden = len(found.table) - len(rows)
    foot = style.foot(
        words.say("marks"),
        words.say("hidden", hidden) if hidden else "",
        words.say("source", words.source),
    )
    title = style.title(words.title)
    names = [style.wrap(feature_words(name, words.language), _NAME_CM, _NAME) for name in rows["feature"]]
    row = _ROW_CM + _LINE_CM * max(map(len, names))
    body, below = row * len(rows), row * len(hazards) + (_HEAD_CM + _AXIS_CM + _GAP_CM if hazards else 0)
    key = 0.5 if found.adjust else 0.0
    figure = style.blank(foot.height_cm + below + _AXIS_CM + body + _HEAD_CM + key + title.height_cm)
    left, width = 0.4 + _NAME_CM, style.WIDTH_CM - 0.6 - _NAME_CM - _VALUES_CM
    base = foot.height_cm + below + _AXIS_CM
    axes = style.axes_cm(figure, left, base, width, body)
    _differences(axes, rows, adjusted=bool(found.adjust), language=words.language)
    axes.set_yticks(range(len(rows)), ["\n".join(lines) for lines in names])
    _numbers(figure, rows, words, (base, row))
    sides = [_group(name, words) for name in (found.groups.first, found.groups.second or "(all others)")]
    head = style.Type(color=style.QUIET)
    style.text_cm(figure, words.say("differences", *sides), 0.2, base + body + 0.2 + key, head)
    if found.adjust:
        _key(figure, found, words, base + body + 0.2)
    for at, side in enumerate(sides):
        kind = style.QUIETLY._replace(ha="right")
        style.text_cm(figure, side, style.WIDTH_CM - 0.2 - (1 - at) * 1.8, base + body + 0.12, kind)
    if hazards:
        _hazard_panel(figure, hazards, words, (left, foot.height_cm + _AXIS_CM, width, row))
        reference = _group("unfunded" if found.groups.by == FUNDING else sides[1], words)
        top = foot.height_cm + _AXIS_CM + row * len(hazards) + 0.2
        style.text_cm(figure, words.say("hazards", reference), 0.2, top, head)
    title.write(figure)
    foot.write(figure)
    return figure


def _key(figure: Figure, found: Comparison, words: Words, height: float) -> None:
    columns = typography.enumeration([feature_words(name, words.language) for name in found.adjust], words.language)
    left = 0.2
    for mark, color, text in (
        ("●", style.BLUE, words.say("plain")),
        ("▲", style.VERMILLION, words.say("adjusted", columns)),
    ):
        kind = style.QUIETLY._replace(color=color)
        said = f"{mark} {text}"
        style.text_cm(figure, said, left, height, kind)
        left += style.width_cm(said, kind) + 0.5


def _differences(axes: Axes, rows: pd.DataFrame, *, adjusted: bool, language: Language) -> None:
    series = [("standardised", "q", style.BLUE, "o", -0.16 if adjusted else 0.0)]
    if adjusted:
        series.append(("standardised_adjusted", "q_adjusted", style.VERMILLION, "^", 0.16))
    for name, q, color, marker, shift in series:
        for at, row in enumerate(rows.to_dict("records")):
            if math.isnan(row[name]):
                continue
            axes.hlines(at + shift, row[f"{name}_low"], row[f"{name}_high"], color=color, linewidth=1.2)
            face = color if row[q] < 0.05 else "white"  # noqa: PLR2004 - the rate of `established`
            axes.plot([row[name]], [at + shift], marker, color=color, markerfacecolor=face, markersize=4)
    axes.axvline(0, color=style.INK, linewidth=0.8)
    _frame(axes, len(rows))
    ticks = [tick for tick in axes.get_xticks() if axes.get_xlim()[0] <= tick <= axes.get_xlim()[1]]
    axes.set_xticks(ticks, [typography.number(float(tick), language, 1) for tick in ticks])


def _frame(axes: Axes, rows: int) -> None:
    axes.set_ylim(rows - 0.5, -0.5)
    axes.grid(axis="x", color=style.GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _numbers(figure: Figure, rows: pd.DataFrame, words: Words, box: tuple[float, float]) -> None:
    """Write both groups' figures beside the differences."""
    base, row = box
    top = base + row * len(rows)
    for at, each in enumerate(rows.to_dict("records")):
        for side, name in enumerate(("first", "second")):
            text = _written(each, float(each[name]), words.language)
            style.text_cm(figure, text, style.WIDTH_CM - 0.2 - (1 - side) * 1.8, top - row * (at + 0.5), _CELL)


def _written(each: Mapping[Hashable, object], value: float, language: Language) -> str:
    from places3t.indicators.features import OPENED

    if each["column"] == OPENED:
        return f"{value:.1f}" if language == "en" else f"{value:.1f}".replace(".", ",")
    if not typography.is_missing(each["value"]) or str(each["column"]).endswith("_share"):
        return typography.percent(value, language)
    return typography.number(value, language, 0 if abs(value) >= 10 else 1)  # noqa: PLR2004 - two digits are enough


def _hazard_panel(figure: Figure, hazards: list[_Hazard], words: Words, box: tuple[float, float, float, float]) -> None:
    from matplotlib.ticker import NullLocator

    left, base, width, row = box
    axes = style.axes_cm(figure, left, base, width, row * len(hazards))
    axes.set_xscale("log")
    for at, each in enumerate(hazards):
        color = style.VERMILLION if at % 2 and len(hazards) > 1 and "," in each.name else style.BLUE
        axes.hlines(at, each.low, each.high, color=color, linewidth=1.2)
        face = color if each.established else "white"
        axes.plot([each.value], [at], "^" if color != style.BLUE else "o", color=color, mfc=face, markersize=4)
        said = typography.number(each.value, words.language, 2)
        spread = typography.interval(each.low, each.high, words.language, 2)
        height = base + row * (len(hazards) - at - 0.5)
        style.text_cm(figure, f"{said} ({spread})", style.WIDTH_CM - 0.2, height, _CELL)
    axes.axvline(1, color=style.INK, linewidth=0.8)
    axes.set_yticks(range(len(hazards)), [each.name for each in hazards])
    _frame(axes, len(hazards))
    low, high = min(each.low for each in hazards), max(each.high for each in hazards)
    axes.set_xlim(min(low, 0.5) * 0.9, min(max(high, 2.0), _LARGEST_HAZARD) * 1.1)
    ticks = [tick for tick in (0.125, 0.25, 0.5, 1, 2, 4, 8) if axes.get_xlim()[0] <= tick <= axes.get_xlim()[1]]
    axes.set_xticks(ticks, [typography.number(tick, words.language, 0 if tick >= 1 else 2) for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
