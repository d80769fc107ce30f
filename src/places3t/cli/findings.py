"""Findings for a person at the terminal: where, what was there, what was expected, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from places3t import findings
from places3t.cli.say import text
from places3t.cli.session import current
from places3t.typography import number

if TYPE_CHECKING:
    import pandas as pd

_SHOWN_OF_A_KIND = 5
_MARGIN = 9


def print_findings(found: pd.DataFrame, hidden: int = 0) -> None:
    """Print findings, worst first, the first few of each kind; the rest is counted.

    Parameters
    ----------
    found
        Findings with their sentences said in the session's language.
    hidden
        How many others there are, less grave, that were not asked for.
    """
    language = current().language
    if found.empty:
        typer.echo(text("no-findings"))
    for (severity, code), group in found.groupby(["severity", "code"], sort=False):
        title = findings.title(str(code), language)
        grade = text(f"severity-{severity}")
        typer.echo(f"{grade:<{_MARGIN - 1}} {code} · {title} · {number(len(group), language)}")
        for _, finding in group.head(_SHOWN_OF_A_KIND).iterrows():
            _print_one(finding)
        if len(group) > _SHOWN_OF_A_KIND:
            _line("", text("more-of-a-kind", count=number(len(group) - _SHOWN_OF_A_KIND, language)))
        typer.echo("")
    if hidden:
        typer.echo(text("hidden-findings", count=number(hidden, language)))


def _print_one(finding: pd.Series) -> None:
    import pandas as pd

    where = [str(finding["source"])]
    where += [str(finding["sheet"])] if pd.notna(finding["sheet"]) else []
    where += [text("row", row=finding["row"])] if pd.notna(finding["row"]) else []
    where += [str(finding["column"])] if pd.notna(finding["column"]) else []
    _line("", ", ".join(where))
    if pd.notna(finding["got"]):
        _line(text("got"), str(finding["got"]))
    _line(text("expected"), str(finding["expected"]))
    _line(text("mend"), str(finding["hint"]))


def _line(label: str, what: str) -> None:
    typer.echo(f"  {label:<{_MARGIN}}{what}" if label else f"  {what}")
