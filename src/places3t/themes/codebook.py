"""The codebook: a TOML file of themes that a researcher reads, edits and cites."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING, Any

from places3t.errors import Refusal
from places3t.themes.languages import CODED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from places3t.language import Language

CODER = "codebook"
"""Who gave a theme that the codebook found; any other coder is a person."""

LISTS = ("stems", "alone", "weak", "lacking", "except")
_DECIDING = ("stems", "lacking", "except")
_POINTS, _NO_POINTS = "bundled", "none"
_TEXTS = ("name", "definition")
_FIELDS = {"group", "denied", *(f"{name}_{language}" for name in (*LISTS, *_TEXTS, "examples") for language in CODED)}


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: what it is called, what it means, and the words that give it.

    Attributes
    ----------
    key
        How tables call it.
    group
        Key of its group.
    names, definitions
        By language.
    words
        By language and list (``stems alone weak lacking except``): expressions, see the head of ``codebook.toml``.
    denied
        Whether a word that is denied does not count.
    examples
        By language, for whoever codes by hand.
    """

    key: str
    group: str
    names: Mapping[str, str]
    definitions: Mapping[str, str]
    words: Mapping[tuple[str, str], tuple[str, ...]]
    denied: bool
    examples: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Themes in order, and the names of their groups by key and language.

    Attributes
    ----------
    points
        Whether the bundled table of points weighs what its lists give.
    own
        Theme and expression: those that give or exclude a theme and that the bundled codebook does not have.
    """

    themes: Mapping[str, Theme]
    groups: Mapping[str, Mapping[str, str]]
    points: bool = False
    own: frozenset[tuple[str, str]] = frozenset()

    def name(self, key: str, language: Language) -> str:
        """Give the name of a theme; a theme that the codebook does not have is called by its key."""
        return self.themes[key].names[language] if key in self.themes else key


@functools.cache
def default_text() -> str:
    """Give the bundled codebook as it stands in its file."""
    return (resources.files("places3t.themes") / "codebook.toml").read_text(encoding="utf-8")


@functools.cache
def default_codebook() -> Codebook:
    """Give the bundled codebook."""
    return _parsed(default_text(), "codebook.toml")


def read_codebook(path: Path) -> Codebook:
    """Read a codebook that somebody edited.

    Raises
    ------
    Refusal
        If the file cannot be read or is no codebook: the sentence says what is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("codebook", path=str(path), what=str(error)) from error
    return parse_codebook(text, str(path))


def parse_codebook(text: str, path: str) -> Codebook:
    """Make a codebook of a TOML text.

    Parameters
    ----------
    text
        See ``codebook.toml``.
    path
        What the refusal calls it.

    Raises
    ------
    Refusal
        If it is not TOML, has no theme, or a theme has an unknown field, no name or no such group, or if its points are
        not the bundled ones.
    """
    read = _parsed(text, path)
    return replace(read, own=_deciding(read) - _deciding(default_codebook())) if read.points else read


def _deciding(codebook: Codebook) -> frozenset[tuple[str, str]]:
    """Give the expressions that give or exclude a theme, each with its theme."""
    return frozenset(
        (theme.key, text)
        for theme in codebook.themes.values()
        for (_, kind), words in theme.words.items()
        if kind in _DECIDING
        for text in words
    )


@functools.lru_cache(maxsize=4)
def _parsed(text: str, path: str) -> Codebook:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("codebook", path=path, what=str(error)) from error
    groups, themes, points = read.get("groups", {}), read.get("themes", {}), read.get("points", _NO_POINTS)
    if points not in (_POINTS, _NO_POINTS):
        raise Refusal("codebook", path=path, what=f'points = "{points}": "{_POINTS}" or "{_NO_POINTS}" ?')
    if not themes:
        raise Refusal("codebook", path=path, what="[themes] ?")
    for key, theme in themes.items():
        wrong = sorted(set(theme) - _FIELDS) or [name for name in ("name_fr", "name_en") if not theme.get(name)]
        if wrong or theme.get("group") not in groups:
            raise Refusal("codebook", path=path, what=f"[themes.{key}] {', '.join(wrong) or 'group'} ?")
    made = {key: _theme(key, theme) for key, theme in themes.items()}
    return Codebook(made, groups, points == _POINTS)


def _theme(key: str, read: Mapping[str, Any]) -> Theme:
    return Theme(
        key,
        read["group"],
        {language: read[f"name_{language}"] for language in CODED},
        {language: read.get(f"definition_{language}", "") for language in CODED},
        {(language, name): tuple(read.get(f"{name}_{language}", ())) for language in CODED for name in LISTS},
        bool(read.get("denied", False)),
        {language: tuple(read.get(f"examples_{language}", ())) for language in CODED},
    )
