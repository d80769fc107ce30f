"""How unequally a country's places are spread over its inhabitants, as the national report says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.reports import facts
from places3t.reports.anchors import caption, pointed
from places3t.typography import escape_markdown, markdown_table

if TYPE_CHECKING:
    import pandas as pd

    from places3t.reports.output import Output
    from places3t.reports.phrases import Phrases
    from places3t.typography import Markdown

TABLE = "table-concentration"
_SHARE = "top_tenth_share"
_SHOWN = (_SHARE, "gini", "theil", "theil_between", "theil_within")


def fact(say: Phrases, frame: pd.DataFrame, code: str) -> list[Markdown]:
    """Say what part of the places the best served tenth of the inhabitants have; nothing where it cannot be had."""
    found = facts.figure(frame, _SHARE, code)
    if found is None:
        return []
    share, interval = say.percent(found.estimate.value), say.percent_interval(found.estimate)
    return [pointed(say, say("concentration", share=share, interval=interval), TABLE)]


def blocks(say: Phrases, frame: pd.DataFrame, code: str, output: Output) -> list[Markdown]:
    """Give the section: what unequal means here and what chance would give, the table, its CSV."""
    title = caption(TABLE, say("caption-concentration", where=say.where(code)))
    lines = []
    for name in _SHOWN:
        found = facts.figure(frame, name, code)
        if found is not None:
            shown = (
                (say.percent(found.estimate.value), say.percent_interval(found.estimate))
                if name == _SHARE
                else (say.number(found.estimate.value, 2), say.interval(found.estimate, 2))
            )
            lines.append([say(f"concentration-{name.replace('_', '-')}"), *shown])
    if not lines:
        return [title, say("concentration-nothing")]
    header = [say(f"column-{name}") for name in ("measure", "value", "interval")]
    table = markdown_table(header, lines, "lrl")
    rows = frame[frame["code"] == code]
    # Said of each country by its name.
    country = str(rows["name"].iloc[0])
    chance = [escape_markdown(f"{note}.") for note in frame.attrs["notes"] if note.startswith(country)]
    return [say("concentration-how"), *chance, title, table, output.table(rows, "concentration")]


def methods(say: Phrases, frame: pd.DataFrame, code: str) -> list[Markdown]:
    """Give a line on each way of measuring it."""
    rows = frame[(frame["code"] == code) & frame["indicator"].isin(_SHOWN)]
    names = zip(rows["indicator"], rows["method"], strict=True)
    return [
        say("method-line", what=say(f"concentration-{name.replace('_', '-')}"), method=method) for name, method in names
    ]
