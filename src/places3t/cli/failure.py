"""What a user reads when something cannot be done."""

from __future__ import annotations

import sys

from places3t.cli.session import current
from places3t.errors import Refusal
from places3t.language import catalogue, say


def explain(error: Exception, *, debug: bool) -> int:
    """Say an error as a sentence on standard error, and give the exit code.

    Parameters
    ----------
    error
        A refusal, an indicator that the data cannot give, or anything that nobody foresaw.
    debug
        Print the traceback of the latter.
    """
    from places3t.indicators.problems import CannotCompute

    language = current().language
    if isinstance(error, CannotCompute):
        sys.stderr.write(error.sentence(language) + "\n")
        return 1
    if isinstance(error, Refusal):
        sys.stderr.write(error.sentence(language) + "\n")
        return int(catalogue("refusals")[error.code]["exit"])
    if debug:
        raise error
    sys.stderr.write(say("refusals", "unforeseen", language, what=f"{type(error).__name__}: {error}") + "\n")
    return 1
