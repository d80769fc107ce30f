"""An indicator frame for a person at the terminal: a territory a line, an indicator a column, then the methods."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import typer

from places3t.cli.output import as_columns
from places3t.cli.say import tell, text
from places3t.cli.session import current
from places3t.language import say
from places3t.typography import MARK, MISSING, NBSP, interval, is_missing, number, percent, percent_interval

if TYPE_CHECKING:
    import pandas as pd

    from places3t.language import Language

_HUNDRED = 100
_FEW = 8
_METHODS_SHOWN = 2
_MOST_DECIMALS = 8
_LEAST_P = 0.001
THEME = "theme"
"""The level of frames whose lines are themes; `places3t.indicators.themes.LEVEL`, which is heavier to import."""


def print_indicators(frame: pd.DataFrame) -> None:
    """Print an indicator frame: each value with its interval, and below how it was computed and what was left out.

    A line is a territory and group, a column an indicator; the other way round where there are more indicators than
    lines, so that a survival table fits a screen.
    """
    from places3t.indicators.words import localise

    language = current().language
    said = localise(frame, language)
    # Groups of several columns stand in a table each: a "yes" of one is not the "yes" of another.
    keys = [said["by"], said["level"], said["group"].isna()] if said["by"].nunique() > 1 else [said["by"].isna()]
    if "tables" in said.attrs:
        # A family that gives more than a screen is wide says which indicators stand together.
        keys = [said["indicator"].map(said.attrs["tables"])]
    blocks = [block for _, block in said.groupby(keys, sort=False, dropna=False)]
    for at, block in enumerate(blocks):
        title = block["by"].iloc[0]
        if len(blocks) > 1:
            typer.echo(("\n" if at else "") + ("" if is_missing(title) else f"{title}\n"), nl=False)
        _print_block(block, language, said.attrs.get("first"))
    _print_list(text("notes"), [_sentence(note, language) for note in said.attrs.get("notes", [])])
    # One line says the method for each distance, two the sources of a figure.
    pairs = said.drop_duplicates(["indicator", "method"])
    pairs = pairs[pairs["at"].isna() | ~pairs.duplicated(["indicator", "at"])]
    pairs = pairs.groupby("indicator", sort=False).head(_METHODS_SHOWN)
    pairs = pairs.assign(indicator=[_heading(*pair) for pair in zip(pairs["level"], pairs["indicator"], strict=True)])
    by_method = pairs.groupby("method", sort=False)["indicator"].unique()
    colon = f"{NBSP}:" if language == "fr" else ":"
    _print_list(text("methods"), [f"{', '.join(names)}{colon} {method}" for method, names in by_method.items()])


def _print_block(said: pd.DataFrame, language: Language, first: int | None) -> None:
    header, rows = _lines(said, language)
    if first is not None and len(rows) > first:
        tell("first-lines", shown=first, total=len(rows))
        rows = rows[:first]
    left = 2 if said["by"].notna().any() else 1
    if len(header) - left > max(len(rows), _FEW):
        header, rows = _transposed(header, rows, left)
        left = 1
    typer.echo(as_columns(header, rows, left=left), nl=False)


def _transposed(header: list[str], rows: list[list[str]], left: int) -> tuple[list[str], list[list[str]]]:
    """Turn a table: a line an indicator, a column a territory and group."""
    who = [" · ".join(part for part in row[:left] if part != MISSING) for row in rows]
    lines = [[name, *cells] for name, *cells in zip(header[left:], *(row[left:] for row in rows), strict=True)]
    return ["", *who], [line for line in lines if any(cell != MISSING for cell in line[1:])]


def _sentence(note: object, language: Language) -> str:
    from places3t.indicators.problems import Note

    return note.sentence(language) if isinstance(note, Note) else str(note)


def _print_list(title: str, lines: list[str]) -> None:
    if lines and not current().quiet:
        typer.echo(f"\n{title}", err=True)
        for each in lines:
            typer.echo(f"  {each}", err=True)


def _lines(frame: pd.DataFrame, language: Language) -> tuple[list[str], list[list[str]]]:
    """Arrange a frame: one line for each territory and group, in the frame's order."""
    grouped = bool(frame["by"].notna().any())
    columns = list(dict.fromkeys(zip(frame["indicator"], frame["at"].fillna(-1), strict=True)))
    level = str(frame["level"].iloc[0])
    header = [_first_heading(frame["level"]), *([text("label-group")] if grouped else []), text("label-n")]
    header += [_heading(level, name) if at < 0 else f"{name} {at:g}" for name, at in columns]
    lines = []
    for (code, name, group), rows in frame.groupby(["code", "name", "group"], sort=False, dropna=False):
        cells = dict(zip(zip(rows["indicator"], rows["at"].fillna(-1), strict=True), rows.itertuples(), strict=True))
        who = str(name) if is_missing(code) or level == THEME or str(name) == str(code) else f"{name} ({code})"
        first = [who, *([MISSING if is_missing(group) else str(group)] if grouped else [])]
        counts = rows["n"].dropna()
        # A theme has a count for each indicator, and the table shows the first one's; a territory has one for all.
        of = None if counts.empty else int(counts.iloc[0] if level == THEME else counts.max())
        count = _nobody(rows) if of is None else number(of, language)
        lines.append([*first, count, *(_cell(cells.get(column), language) for column in columns)])
    return header, lines


def _first_heading(levels: pd.Series) -> str:
    """Say what the lines of a table are: territories, themes, or the values of a column."""
    from places3t import territory

    names = levels.dropna().unique()
    if len(names) == 1 and names[0] == THEME:
        return text("label-theme")
    known = len(names) != 1 or names[0] in (*territory.LEVELS, "zone")
    return text("label-territory") if known else str(names[0])


def _heading(level: str, indicator: str) -> str:
    """Name an indicator of themes in the user's language; the others are called as in every table and file."""
    return say("themes", f"head-{indicator}", current().language) if level == THEME else indicator


def _nobody(rows: pd.DataFrame) -> str:
    """Write the count of a line without any: a mark where it is hidden."""
    from places3t.indicators.disclosure import is_hidden

    return MARK if rows["method"].map(is_hidden).any() else MISSING


def _cell(row: object, language: Language) -> str:
    """Write a value and its interval; a share as a percentage."""
    from places3t.indicators.disclosure import is_hidden

    value = getattr(row, "value", None)
    if is_hidden(getattr(row, "method", None)):
        return MARK
    if is_missing(value) or value is None:
        return MISSING
    low, high = getattr(row, "low", None), getattr(row, "high", None)
    if str(getattr(row, "unit", "")) in {"probability", "probabilité"}:
        least = value < _LEAST_P
        return f"< {number(_LEAST_P, language, 3)}" if least else number(value, language, 3)
    if str(getattr(row, "unit", "")) in {"share", "part"}:
        few = max(1, _decimals(value * _HUNDRED))
        said, bounds = percent(value, language, few), percent_interval(low, high, language, few)
    else:
        few = max(2, _decimals(value))
        decimals = 0 if value >= _HUNDRED or float(value).is_integer() else few
        # Bounds of hundreds and more have no use for decimals, as their value.
        said = number(value, language, decimals)
        bounds = interval(low, high, language, 0 if value >= _HUNDRED else few)
    return said if bounds == MISSING else f"{said} ({bounds})"


def _decimals(value: float) -> int:
    """Give the decimals that two digits of a small figure need, so that none but 0 is written as 0."""
    return min(_MOST_DECIMALS, 1 - math.floor(math.log10(abs(value)))) if 0 < abs(value) < 1 else 0
