"""Apply a codebook to texts: which themes each has, and the words that say so.

The codebook's lists are read first. Where it has points, they decide: what the lists give counts as one thing among the
words of the text. Where it has none, the lists decide alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from places3t.themes.codebook import CODER, Codebook, default_codebook
from places3t.themes.languages import CODED
from places3t.themes.lexicon import lexicon
from places3t.themes.points import Points, default_points
from places3t.themes.reading import Reader
from places3t.themes.texts import level, spans
from places3t.themes.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from places3t.themes.reading import Places, Reading

_EVIDENCE = 5
_AT_ONCE = 2_000
"""Texts weighed together: what was read of all at once would cost more memory, and time to keep it."""


class Coded(NamedTuple):
    """What the codebook says of one text: its language, and the evidence by theme."""

    language: str
    themes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Coder:
    """A codebook made ready to code texts."""

    reader: Reader
    points: Points | None

    def code(self, texts: Iterable[str]) -> list[Coded]:
        """Code texts.

        Parameters
        ----------
        texts
            As they were written; HTML and Markdown are read as their words.

        Returns
        -------
        list of Coded
            One a text, in order. A text whose language nothing tells is taken to be in the one of most others.
        """
        readings = self.reader.read(texts)
        coded: list[Coded] = []
        while block := list(islice(readings, _AT_ONCE)):
            coded.extend(self._decided(block))
        return coded

    def _decided(self, readings: Sequence[Reading]) -> Iterator[Coded]:
        decided = weigh(self.points, readings) if self.points else [reading.listed for reading in readings]
        for reading, themes in zip(readings, decided, strict=True):
            ordered = {key: themes[key] for key in self.reader.codebook.themes if key in themes}
            yield Coded(reading.language, _evidences(reading, ordered))


def coder(codebook: Codebook | None = None) -> Coder:
    """Make a codebook ready; the bundled one where none is given."""
    used = codebook or default_codebook()
    reader = Reader(used, {language: lexicon(used, language) for language in CODED})
    points = default_points().of(used.themes) if used.points else None
    return Coder(reader, points if points and points.themes else None)


def _evidences(reading: Reading, themes: Mapping[str, Sequence[Places]]) -> dict[str, tuple[str, ...]]:
    """Give the words that say each theme."""
    if not themes:
        return {}
    where = spans(level(reading.text))
    return {theme: _evidence(reading.text, where, places) for theme, places in themes.items()}


def _evidence(text: str, where: Sequence[tuple[int, int]], found: Sequence[Places]) -> tuple[str, ...]:
    """Give the words of a text that say a theme, each expression once, at most five."""
    said = []
    for places in found:
        runs: list[list[int]] = []
        for at in places:
            if runs and runs[-1][1] <= at <= runs[-1][1] + 2:
                runs[-1][1] = at
            else:
                runs.append([at, at])
        said.append(" … ".join(" ".join(text[where[first][0] : where[last][1]].split()) for first, last in runs))
    return tuple(dict.fromkeys(said))[:_EVIDENCE]


def code_contributions(
    contributions: pd.DataFrame, codebook: Codebook | None = None, codings: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.Series]:
    """Give the codings of a workshop: by hand where somebody coded a contribution, by the codebook everywhere.

    Parameters
    ----------
    contributions
        With ``contribution_id``, ``text`` and, where there is one, ``title``.
    codebook
        The bundled one by default.
    codings
        Codings made by hand, ``contribution_id theme coder evidence``; those of an earlier codebook are replaced.

    Returns
    -------
    tuple
        The codings ``[contribution_id, theme, coder, evidence]``, made by hand first, and the language of each
        contribution (``fr en other``), indexed as ``contributions``.
    """
    import pandas as pd

    columns = ["contribution_id", "theme", "coder", "evidence"]
    coded = coder(codebook).code(whole_texts(contributions))
    rows = [
        (each, theme, CODER, " · ".join(evidence))
        for each, result in zip(contributions["contribution_id"], coded, strict=True)
        for theme, evidence in result.themes.items()
    ]
    found = pd.DataFrame(rows, columns=columns).astype("str")
    languages = pd.Series([result.language for result in coded], index=contributions.index, dtype="str")
    if codings is None or codings.empty:
        return found, languages
    by_hand = codings.loc[codings["coder"] != CODER, columns]
    return pd.concat([by_hand, found], ignore_index=True), languages


def whole_texts(contributions: pd.DataFrame) -> list[str]:
    """Give each contribution's title and text as one text; a missing one is empty."""
    text = contributions["text"].fillna("")
    if "title" not in contributions:
        return list(text)
    return list(contributions["title"].fillna("") + "\n" + text)
