"""What an indicator frame says in words, in either language.

An indicator writes its units, methods, notes and special names in English, as lines of the catalogues
``indicators`` and ``comparison``; `localise` says the whole frame in French. The line itself is the key, so a frame
that was written to a file and read back can still be translated.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, cast

from places3t import typography
from places3t.language import catalogue, say

if TYPE_CHECKING:
    import pandas as pd

    from places3t.language import Language
    from places3t.territory import Level

_CATALOGUES = ("indicators", "comparison")
_FIELD = re.compile(r"\\\{(\w+)\\\}")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*(?P<fraction>\.\d+)?")


def line(key: str, **params: str | float) -> str:
    """Fill one line of the catalogue in English; numbers are written with all their digits.

    Raises
    ------
    KeyError
        If there is no such line.

    Examples
    --------
    >>> line("note-closed", count=1512)
    'closed places, not counted: 1,512'
    """
    texts = {name: value if isinstance(value, str) else f"{value:,}" for name, value in params.items()}
    home = next((name for name in _CATALOGUES if key in catalogue(name)), _CATALOGUES[0])
    return say(home, key, "en", **texts)


def translate(text: str, language: Language) -> str:
    """Say in a language a line that `line` made; a text that is none of them stays as it is.

    Examples
    --------
    >>> translate("closed places, not counted: 1,512", "fr") == "lieux fermés, non comptés\u00a0: 1\u202f512"
    True
    """
    if language == "en":
        return text
    whole, patterns = _lines(language)
    if text in whole:
        return whole[text]
    for pattern, said in patterns:
        found = pattern.fullmatch(text)
        if found:
            return said.format(**{name: _param(value, language) for name, value in found.groupdict().items()})
    return text


def _param(text: str, language: Language) -> str:
    found = _NUMBER.fullmatch(text)
    if not found:
        said = translate(text, language)
        return typography.spaced(said, language) if said == text else said
    decimals = len(found["fraction"] or ".") - 1
    return typography.number(float(text.replace(",", "")), language, decimals)


@functools.cache
def _lines(language: Language) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    whole, patterns = {}, []
    for texts in (texts for name in _CATALOGUES for texts in catalogue(name).values()):
        pattern = _FIELD.sub(r"(?P<\1>.+)", re.escape(texts["en"]))
        if "(?P<" in pattern:
            patterns.append((re.compile(pattern), texts[language]))
        else:
            whole[texts["en"]] = texts[language]
    return whole, patterns


def localise(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Say an indicator frame in a language: names of territories, units, methods and notes.

    Parameters
    ----------
    frame
        An indicator frame, in English as the indicators give it.
    language
        ``fr`` or ``en``.

    Returns
    -------
    pandas.DataFrame
        The same rows and figures; ``attrs["notes"]`` is said too.
    """
    import pandas as pd

    said = frame.copy()
    for column in ("unit", "method"):
        texts = said[column].dropna().unique()
        said[column] = said[column].map({text: translate(text, language) for text in texts}).astype("str")
    rows = zip(said["level"], said["code"], said["name"], strict=True)
    names = [_name(level, code, name, language) for level, code, name in rows]
    said["name"] = pd.Series(names, index=said.index, dtype="str")
    said["group"] = said["group"].replace(line("no-value"), translate(line("no-value"), language))
    # Notes of survival say themselves, in either language.
    notes: list[object] = frame.attrs.get("notes", [])
    said.attrs = {
        **frame.attrs,
        "notes": [translate(note, language) if isinstance(note, str) else note for note in notes],
    }
    return said


def _name(level: str, code: object, name: str, language: Language) -> str:
    from places3t import territory

    if typography.is_missing(name):
        return name
    if typography.is_missing(code):
        return translate(name, language)
    if level not in territory.LEVELS:
        return translate(name, language) if level == "zone" else name
    known = territory.name(cast("Level", level), str(code), language)
    return name if known == code else known
