"""Which language to speak, and the sentences to say in it."""

from __future__ import annotations

import functools
import os
import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
_NUMBER_OF = re.compile(r"\{(\w+)\|([^|{}]*)\|([^|{}]*)\}")


def system_language() -> Language:
    """Give the language of the system: French where it says so, English otherwise.

    Returns
    -------
    str
        ``fr`` or ``en``, from ``LC_ALL``, ``LC_MESSAGES``, ``LANG``, or the system's locale (Windows).
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return _closest(value)
    import locale

    return _closest(locale.getlocale()[0] or "")


def _closest(name: str) -> Language:
    return "fr" if name.lower().startswith("fr") else "en"


@functools.cache
def catalogue(name: str) -> dict[str, dict[str, str]]:
    """Load one catalogue of sentences of the package.

    Parameters
    ----------
    name
        The file's name without ``.toml``, in ``places3t/messages``.

    Returns
    -------
    dict
        Key to a table with at least ``fr`` and ``en``.
    """
    text = (resources.files("places3t") / "messages" / f"{name}.toml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, str]]", tomllib.loads(text))


def say(name: str, key: str, language: Language, **params: object) -> str:
    """Fill one sentence of a catalogue.

    Parameters
    ----------
    name, key
        The catalogue and the sentence in it.
    language
        ``fr`` or ``en``.
    **params
        What stands between braces in the sentence, as `fill` takes it.

    Raises
    ------
    KeyError
        If there is no such sentence, or a parameter of it is not given.

    Examples
    --------
    >>> say("cli", "people", "en", count=1)
    '1 cell with contacts or names dropped'
    """
    return fill(catalogue(name)[key][language], language, params)


def fill(sentence: str, language: Language, params: Mapping[str, object]) -> str:
    """Put parameters in the place of what stands between braces.

    ``{count|cell|cells}`` is one of the two words, as the number ``count`` asks: French says none as it says one,
    English as it says several.

    Raises
    ------
    KeyError
        If a parameter of the sentence is not given.

    Examples
    --------
    >>> fill("{count} {count|cell|cells}", "en", {"count": 1})
    '1 cell'
    """
    return _NUMBER_OF.sub(lambda word: _agreed(word, language, params), sentence).format_map(params)


def _agreed(word: re.Match[str], language: Language, params: Mapping[str, object]) -> str:
    """Choose the word that agrees with a number; one written with a separator of thousands is plural."""
    from places3t.typography import is_singular

    written = str(params[word[1]])
    return word[2] if written.isdecimal() and is_singular(int(written), language) else word[3]
