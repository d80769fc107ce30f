"""The state of a workspace for a person at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from places3t.cli.account import links_of
from places3t.cli.say import text
from places3t.cli.session import current
from places3t.ingest.decisions import FILE, read_lines
from places3t.language import say
from places3t.typography import enumeration, number

if TYPE_CHECKING:
    from places3t.status import State

_WIDTH = 14


def print_status(state: State, root: str) -> None:
    """Print the state: tables, waves, sources, findings, and what is missing for which family."""
    typer.echo(root)
    _row("tables", _counted(state.tables) or text("no-tables"))
    for wave in state.waves:
        places = text("places-seen", count=_number(wave.places))
        _row("wave", f"{wave.wave or text('no-wave')} · {places} · {_statuses(wave.statuses)}")
    for source in state.sources:
        sheet = f" · {text('sheet', sheet=source['sheet'])}" if source["sheet"] else ""
        counts = {name: _number(source[name]) for name in ("read", "kept", "merged", "rejected")}
        _row("source", f"{source['source']}{sheet} · {text('rows', **counts)}")
        links = (source.get(name) for name in ("linked", "doubtful", "unlinked"))
        if linked := links_of(str(source["kind"]), *(None if each is None else int(each) for each in links)):
            typer.echo(f"  {say('links', 'label', current().language):<{_WIDTH}}{linked}")
    doubtful = sum(1 for line in read_lines(Path(root)) if not line.decision)
    if doubtful:
        params = {"count": _number(doubtful), "path": str(Path(root) / FILE)}
        typer.echo(f"  {'':<{_WIDTH}}{say('links', 'decide', current().language, **params)}")
    if state.located:
        located = (text(f"located-{level}", count=_number(count)) for level, count in state.located.items())
        _row("located", " · ".join(located))
    _row("findings", _severities(state.findings))
    _print_needs(state)


def _print_needs(state: State) -> None:
    if not state.tables.get("places"):
        return
    lacking = {need.family for need in state.needs}
    from places3t.status import NEEDS

    answered = [text(f"family-{family}") for family in NEEDS if family not in lacking]
    if answered:
        _row("can-answer", enumeration(answered, current().language))
    for need in state.needs:
        wanted = [text("or").join(question) for question in need.missing]
        _row("cannot-answer", text("needs", family=text(f"family-{need.family}"), columns="; ".join(wanted)))


def _counted(counts: dict[str, int]) -> str:
    return " · ".join(f"{name} {_number(count)}" for name, count in counts.items())


def _statuses(counts: dict[str, int]) -> str:
    return ", ".join(f"{_number(count)} {text('status-' + status)}" for status, count in counts.items())


def _severities(counts: dict[str, int]) -> str:
    return ", ".join(f"{_number(counts.get(name, 0))} {text('count-' + name)}" for name in ("error", "warning", "info"))


def _number(count: int) -> str:
    return number(count, current().language)


def _row(key: str, value: str) -> None:
    typer.echo(f"  {text('label-' + key):<{_WIDTH}}{value}")
