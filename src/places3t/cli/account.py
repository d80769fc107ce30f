"""The account of an ingest, sheet by sheet: rows, places located, cells mended, people left out, what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from places3t import findings
from places3t.cli.say import text
from places3t.cli.session import current
from places3t.language import say
from places3t.typography import enumeration, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from places3t.ingest import Ingested
    from places3t.ingest.staging import Account

_MENDED_SHOWN = 4
_WIDTH = 12


def print_ingested(
    done: Ingested, files: Sequence[Path] = (), *, written: bool = True, made: str | None = None
) -> None:
    """Print what a run did; to standard error, since the result of an ingest is the store.

    Parameters
    ----------
    done
        What it did.
    files
        The files that the user named, none for all of ``data/raw``: what to check is named in the same way.
    written
        Whether the store was changed.
    made
        The folder that became a workspace in this run.
    """
    if current().quiet:
        return
    if made:
        _line(text("workspace-made", folder=made))
    for account in done.accounts:
        _print_sheet(account)
    for out in done.left_out:
        rows = number(out.rows, current().language)
        params = {"source": out.source, "sheet": out.sheet or "", "rows": rows, "other": out.other}
        _line(say("sheets", out.reason, current().language, **params))
    if written:
        _row("store", " · ".join(_sizes(done)))
    else:
        _row("store", text("nothing-written"))
    _print_findings(done, files)


def _print_sheet(account: Account) -> None:
    language = current().language
    parts = [account.source]
    if account.sheet:
        parts.append(text("sheet", sheet=account.sheet))
    known = {"profile": account.profile} if account.profile else {}
    parts.append(text("recognised" if known else f"read-as-{account.kind}", **known))
    if account.wave:
        parts.append(text("wave", wave=account.wave))
    _line(" · ".join(parts))
    count = {name: number(getattr(account, name), language) for name in ("read", "kept", "merged", "rejected")}
    _row("rows", text("rows", **count))
    if account.located and account.kind == "places" and (located := _located(account.located)):
        _row("located", located)
    if linked := links_of(account.kind, account.linked, account.doubtful, account.unlinked):
        _line(f"  {say('links', 'label', language).ljust(_WIDTH)}{linked}")
    if account.mended and (mended := _mended(account.mended)):
        _row("mended", mended)
    if account.people:
        _row("people", text("people", count=number(account.people, language)))


def links_of(kind: str, linked: int | None, doubtful: int | None, unlinked: int | None) -> str:
    """Say how many rows of a sheet were linked; nothing where there was nothing to link them to."""
    if linked is None or doubtful is None or unlinked is None or (kind == "places" and not linked and not doubtful):
        return ""
    language = current().language
    counts = {"linked": linked, "doubtful": doubtful, "unlinked": unlinked}
    return say("links", kind, language, **{name: number(count, language) for name, count in counts.items()})


def _located(counts: dict[str, int]) -> str:
    language = current().language
    parts = [
        text(f"located-{name}", count=number(counts[name], language))
        for name in ("by_point", "by_text", "not_located", "disagree")
        if counts.get(name)
    ]
    return " · ".join(parts)


def _mended(mended: dict[str, int]) -> str:
    language = current().language
    mended = {code: count for code, count in mended.items() if findings.severity(code) == "info"}
    if not mended:
        return ""
    named = [f"{findings.title(code, language)} ({number(count, language)})" for code, count in mended.items()]
    rest = sum(list(mended.values())[_MENDED_SHOWN:])
    shown = named[:_MENDED_SHOWN] + ([text("others", count=number(rest, language))] if rest else [])
    total = number(sum(mended.values()), language)
    return text("mended", count=total, what=enumeration(shown, language))


def _sizes(done: Ingested) -> list[str]:
    language = current().language
    sizes = []
    for name, after in done.after.items():
        gained = after - done.before.get(name, 0)
        if name in {"findings", "sources"} or not after:
            continue
        sign = "+" if gained > 0 else "-"
        change = f"{sign}{number(abs(gained), language)}" if gained else text("unchanged")
        sizes.append(f"{name} {number(after, language)} ({change})")
    return sizes


def _print_findings(done: Ingested, files: Sequence[Path]) -> None:
    language = current().language
    counts = done.findings["severity"].value_counts()
    errors, warnings = int(counts.get("error", 0)), int(counts.get("warning", 0))
    if errors or warnings:
        command = " ".join(["places3t check", *(_quoted(str(path)) for path in files)])
        what = text("look-at", errors=number(errors, language), warnings=number(warnings, language), command=command)
        _row("look at", what)


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _row(key: str, value: str) -> None:
    _line(f"  {text('label-' + key.replace(' ', '-')).ljust(_WIDTH)}{value}")


def _line(line: str) -> None:
    typer.echo(line, err=True)
