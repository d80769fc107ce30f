"""What an indicator cannot say, and why: a code and what its sentence needs, said in French or in English.

The same codes serve a refusal (`CannotCompute`, nothing can be given) and a note beside a result (part of
it can be given): ``frame.attrs["notes"]`` is a list of `Note`. The sentences stand in ``problems.toml``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple, cast

from places3t.typography import enumeration, is_singular, number, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from places3t.language import Language

_SLOT = re.compile(r"\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}")
_LARGE = 100.0
_SMALL = 0.01


class Note(NamedTuple):
    """Something to say beside a result: the code of a sentence and what it needs."""

    code: str
    params: Mapping[str, object] = {}

    def sentence(self, language: Language) -> str:
        """Say it in a language."""
        return problem_sentence(self.code, self.params, language)

    def __str__(self) -> str:
        """Say it in English."""
        return self.sentence("en")


class CannotCompute(Exception):  # noqa: N818 - a refusal that explains itself is an answer, not an error
    """An indicator that these data cannot give.

    Parameters
    ----------
    code
        Key of a sentence in ``problems.toml``.
    params
        What stands between braces in the sentence: texts, numbers, or sequences of texts.
    """

    def __init__(self, code: str, params: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = dict(params or {})

    def sentence(self, language: Language) -> str:
        """Say it in a language."""
        return problem_sentence(self.code, self.params, language)

    def __str__(self) -> str:
        """Say it in English, for a notebook's traceback."""
        return self.sentence("en")


@functools.cache
def problem_sentences() -> dict[str, dict[str, str]]:
    """Load the sentences: code to a table with ``fr`` and ``en``."""
    text = (resources.files("places3t.indicators") / "problems.toml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, str]]", tomllib.loads(text))


def problem_sentence(code: str, params: Mapping[str, object], language: Language) -> str:
    """Say one problem.

    Parameters
    ----------
    code
        Key in ``problems.toml``.
    params
        What the sentence needs. A whole number is grouped by thousands, another has two decimals (none
        above 100), a sequence is enumerated, a null is a dash. ``{n|place|places}`` writes the number and
        the word that agrees.
    language
        ``fr`` or ``en``.

    Raises
    ------
    KeyError
        If there is no such sentence, or a parameter of it is not given.

    Examples
    --------
    >>> problem_sentence("left_out_planned", {"places": 12}, "en")
    '12 places are left out: only planned.'
    """
    return fill(problem_sentences()[code][language], params, language)


def fill(template: str, params: Mapping[str, object], language: Language) -> str:
    """Fill the slots of a sentence, as `problem_sentence` says."""

    def slot_text(slot: re.Match[str]) -> str:
        name, singular, plural = slot.group(1, 2, 3)
        value = params[name]
        if singular is None:
            return _written(value, language)
        # A figure that a publication hides is a mark, of which nobody knows whether it is one.
        one = not isinstance(value, str) and is_singular(cast("float", value), language)
        return f"{_written(value, language)} {singular if one else plural}"

    return _SLOT.sub(slot_text, template)


def _written(value: object, language: Language) -> str:
    if isinstance(value, bool | str) or value is None:
        return one_line(value)
    if isinstance(value, int):
        return number(value, language)
    if isinstance(value, Note):
        return value.sentence(language).rstrip(".")
    if isinstance(value, float):
        return number(value, language, 0 if abs(value) >= _LARGE else 4 if 0 < abs(value) < _SMALL else 2)
    if isinstance(value, list | tuple):
        return enumeration([_written(item, language) for item in value], language)
    return one_line(value)
