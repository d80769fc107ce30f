"""The command line: each verb parses, calls one library function, prints.

Nothing heavy is imported here: ``places3t --help`` loads typer and no more.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import NoReturn

# Options that may stand anywhere on the line, before the verb or after it.
_ANYWHERE = {"--debug": 0, "--quiet": 0, "-q": 0, "--lang": 1, "--workspace": 1, "-w": 1}


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the program and exit: 0 fine, 1 the data has errors, 2 wrong use.

    No traceback reaches a user: a refusal is a sentence, and so is a failure that nobody foresaw, unless
    ``--debug`` asks for the traceback.
    """
    words = sys.argv[1:] if arguments is None else arguments
    sys.exit(_run(_global_first(words)))


def program() -> NoReturn:
    """Run the program as a process of its own: the command ``places3t`` and ``python -m places3t``.

    All is written and closed by then, so the process ends at once. Arrow's threads would otherwise be torn down after
    the interpreter, which on a busy machine now and then aborts ("terminate called without an active exception") a
    run that has done all its work.
    """
    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    with contextlib.suppress(OSError, ValueError):
        # A reader that went away (`places3t … | head`) is no failure.
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _global_first(words: list[str]) -> list[str]:
    """Move the options that may stand anywhere to the front, where typer looks for them."""
    first: list[str] = []
    rest: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if word == "--":
            rest += [word, *queue]
            break
        name, joined, _ = word.partition("=")
        if name not in _ANYWHERE:
            rest.append(word)
            continue
        first.append(word)
        if _ANYWHERE[name] and not joined and queue:
            first.append(queue.pop(0))
    return first + rest


def _run(words: list[str]) -> int:
    from places3t.cli.app import app

    try:
        app(args=words, prog_name="places3t")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence, whatever went wrong
        from places3t.cli.failure import explain

        return explain(error, debug="--debug" in words)
    return 0
