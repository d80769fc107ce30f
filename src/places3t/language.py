"""Which language to speak, and the sentences to say in it."""

from __future__ import annotations

import functools
import os
import tomllib
from importlib import resources
from typing import Literal, cast

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


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
        What stands between braces in the sentence.

    Raises
    ------
    KeyError
        If there is no such sentence, or a parameter of it is not given.
    """
    return catalogue(name)[key][language].format(**params)
