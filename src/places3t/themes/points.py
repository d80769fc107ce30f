"""Points that words give for and against themes: how a codebook weighs what no list of words can hold.

Nearly every word says a little of what a note is about, and a little of what it is not. ``points.csv`` says how much:
a row a word, or two words that stand side by side, and a column a theme, in tenths of log-odds. A note's points for a
theme are those of its words, those of the row ``(start)``, and those of ``(listed)`` where the codebook's lists give
it. They were learnt from labelled notes by logistic regression, see ``scripts/learn_points.py``; a sum of ``s`` says
that such a note has the theme with probability ``1 / (1 + exp(-s / 10))``.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
from dataclasses import dataclass
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING

from places3t.themes.languages import CODED, little_words
from places3t.themes.lexicon import BREAKS, COMMA, ELIDED, stem_of
from places3t.themes.texts import level, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

START, LISTED = "(start)", "(listed)"
_FILE = "points.csv"
TENTHS = 10


Spots = dict[int, tuple[int, ...]]
"""The words of the table, and those side by side, in a text: rows, each with the places of its tokens."""


def stems(found: Sequence[str], language: str) -> list[tuple[int, str]]:
    """Give the stems of tokens with their places, little articles left out; an empty stem ends a clause.

    Examples
    --------
    >>> stems(["pas", "de", "clefs", ".", "fini"], "fr")
    [(0, 'pas'), (2, 'clef'), (3, ''), (4, 'fin')]
    """
    stem = _stem_or_end(language)
    return [(at, known) for at, token in enumerate(found) if (known := stem(token)) is not None]


def singles_and_pairs(found: Sequence[str], language: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give what can have points in a text, with the places of its tokens: each stem, and two side by side in a clause.

    Examples
    --------
    >>> list(singles_and_pairs(["pas", "de", "clefs", ".", "fini"], "fr"))
    [('pas', (0,)), ('clef', (2,)), ('pas clef', (0, 2)), ('fin', (4,))]
    """
    before, place = "", -1
    for at, stem in stems(found, language):
        if stem:
            yield stem, (at,)
            if before:
                yield f"{before} {stem}", (place, at)
        before, place = stem, at


@functools.cache
def _stem_or_end(language: str) -> Callable[[str], str | None]:
    """Give a function from a token to its stem, empty for what ends a clause, null for little articles."""
    stem, light = stem_of(language), frozenset(little_words(language)["light"])

    @functools.cache
    def known(token: str) -> str | None:
        if token in BREAKS or token == COMMA:
            return ""
        word = ELIDED.get(token, token)
        return None if word in light else stem(word)

    return known


@dataclass(frozen=True)
class Points:
    """The table of points, made ready.

    Attributes
    ----------
    themes
        Keys, in the order of the columns.
    rows
        By language: a stem, or two parted by a space, to its row.
    weights
        Rows by themes: what a word adds to the log-odds of each.
    start, listed
        By language: what every note has, and what the codebook's lists add where they give the theme.
    """

    themes: tuple[str, ...]
    rows: Mapping[str, Mapping[str, int]]
    weights: npt.NDArray[np.float32]
    start: Mapping[str, npt.NDArray[np.float32]]
    listed: Mapping[str, npt.NDArray[np.float32]]

    def of(self, themes: Iterable[str]) -> Points:
        """Keep the columns of some themes."""
        kept = set(themes)
        columns = [at for at, key in enumerate(self.themes) if key in kept]
        start, listed = ({each: row[columns] for each, row in rows.items()} for rows in (self.start, self.listed))
        return Points(tuple(self.themes[at] for at in columns), self.rows, self.weights[:, columns], start, listed)

    def spots(self, found: Sequence[str], language: str, offset: int = 0) -> Spots:
        """Give the words that have points, each once, with the places of its tokens, counted from ``offset``."""
        known = self.rows[language]
        seen: Spots = {}
        for words, places in singles_and_pairs(found, language):
            if (row := known.get(words)) is not None and row not in seen:
                seen[row] = tuple(offset + at for at in places)
        return seen

    def sums(self, spots: Sequence[Spots]) -> npt.NDArray[np.float32]:
        """Add up the points of texts.

        Returns
        -------
        array
            Texts by themes, without ``start`` and ``listed``.
        """
        import numpy as np
        from scipy import sparse

        ends = np.cumsum([0, *map(len, spots)])
        rows = np.fromiter(chain.from_iterable(spots), dtype=np.intp, count=int(ends[-1]))
        found = sparse.csr_matrix((np.ones(len(rows), np.float32), rows, ends), shape=(len(spots), len(self.weights)))
        return found @ self.weights


@functools.cache
def default_points() -> Points:
    """Give the bundled points."""
    return read_points(_bundled())


@functools.cache
def digest() -> str:
    """Give the SHA-256 of the bundled points."""
    return hashlib.sha256(_bundled().encode()).hexdigest()


def _bundled() -> str:
    return (resources.files("places3t.themes") / _FILE).read_text(encoding="utf-8")


def read_points(text: str) -> Points:
    """Make a table of points ready.

    Parameters
    ----------
    text
        As CSV: ``language words`` and a column a theme, whole tenths of log-odds, empty for none.
    """
    import numpy as np

    head, *lines = csv.reader(io.StringIO(text))
    weights = np.array([[int(cell or 0) for cell in line[2:]] for line in lines], dtype=np.float32) / np.float32(TENTHS)
    rows: dict[str, dict[str, int]] = {language: {} for language in CODED}
    special: dict[tuple[str, str], npt.NDArray[np.float32]] = {}
    for at, (language, words, *_) in enumerate(lines):
        if words in (START, LISTED):
            special[words, language] = weights[at]
        else:
            rows[language][" ".join(stem for _, stem in stems(tokens(level(words)), language))] = at
    start, listed = ({each: special[name, each] for each in CODED} for name in (START, LISTED))
    return Points(tuple(head[2:]), rows, weights, start, listed)
