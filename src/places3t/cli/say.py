"""Messages to standard error, in the session's language."""

from __future__ import annotations

import typer

from places3t.cli.session import current
from places3t.language import say


def text(key: str, **params: object) -> str:
    """Give a sentence of the catalogue ``cli`` in the session's language."""
    return say("cli", key, current().language, **params)


def tell(key: str, **params: object) -> None:
    """Print a message to standard error, unless the session is quiet."""
    if not current().quiet:
        typer.echo(text(key, **params), err=True)
