"""Write the pages of the documentation that are made from the code: every command's help, every kind of cell."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

from places3t.formats.document import page as formats_page

DOCS = Path(__file__).parents[1] / "docs"


def verbs() -> list[list[str]]:
    """List the words of every verb, as the program registers them; those of a group come after it."""
    from places3t.cli.app import app

    words = [[command.name or ""] for command in app.registered_commands]
    for group in app.registered_groups:
        inner = group.typer_instance
        # A group says its name where it is added, or carries its own.
        named = group.name if isinstance(group.name, str) else inner.info.name if inner else ""
        name = str(named or "")
        words.append([name])
        for command in inner.registered_commands if inner else []:
            own = command.name or getattr(command.callback, "__name__", "").replace("_", "-")
            words.append([name, own])
    return words


def commands_page() -> str:
    """Give the help of the program and of each of its verbs, as Markdown."""
    parts = ["# Commands\n", "Made from the program's own help by `make docs`.\n"]
    for words in ([], *verbs()):
        parts += [f"## {' '.join(['places3t', *words])}\n", f"```\n{_help(words)}```\n"]
    return "\n".join(parts)


def _help(words: list[str]) -> str:
    from places3t.cli import main

    # A fixed width, so that the page does not depend on the terminal that it is written from.
    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = "100"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        main([*words, "--help"])
    lines = [line.rstrip() for line in printed.getvalue().splitlines()]
    return "\n".join(lines).strip() + "\n"


PAGES = {"commands.md": commands_page, "formats.md": formats_page}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
