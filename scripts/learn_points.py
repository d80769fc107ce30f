"""Learn the points of the bundled codebook from labelled notes: ``src/places3t/themes/points.csv``.

For each language a logistic regression with a quadratic penalty is fitted, all themes at once, to the words of the
notes of `labelled_notes` (and two side by side) and to what the codebook's lists give. Words that keep the same company
share part of what they learn: the regression has the words' coordinates, too (a singular value decomposition of their
positive pointwise mutual information in the notes; Levy and Goldberg 2014), and what these bring goes to each word's
points. What is small is left out, the rest is rounded.

Collections that the author of the lists has read are learnt from, too, but without what the lists give there, which
would be trusted too much. The half of 2024 that is held out is not looked at.

``python scripts/learn_points.py`` writes the file. ``--check`` leaves out one collection after the other, learns from
the others, and prints macro F1, precision and recall over the notes left out.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import optimize, sparse
from scipy.sparse import linalg
from scipy.special import expit

from labelled_notes import READ, collection, learnt
from places3t.themes.codebook import default_codebook
from places3t.themes.coding import coder
from places3t.themes.languages import CODED
from places3t.themes.points import LISTED, START, TENTHS, singles_and_pairs
from places3t.themes.texts import level, spans
from places3t.themes.weighing import decide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from labelled_notes import Labelled
    from places3t.themes.reading import Reading

    Array = npt.NDArray[np.float64]
    Chosen = npt.NDArray[np.bool_]

TARGET = Path(__file__).parents[1] / "src" / "places3t" / "themes" / "points.csv"
THEMES = tuple(default_codebook().themes)
TIMES = 3
"""Notes that must have a word, or a pair, for it to have points."""
PENALTY = 1.0
STEPS = 200
DIMENSIONS = 200
"""Of the coordinates of words by the company that they keep."""
SMALL = 0.3
"""Log-odds: a word that says less than this of every theme is left out."""


class Note(NamedTuple):
    """A labelled note: how the codebook's lists read it, its words and pairs, and its true themes."""

    reading: Reading
    words: frozenset[str]
    themes: frozenset[str]


class Fit(NamedTuple):
    """What was learnt for a language: words and pairs, their weights by theme, those of ``START`` and ``LISTED``."""

    words: list[str]
    weights: Array
    start: Array
    listed: Array


def read_notes(labelled: Labelled, *, lists: bool = True) -> list[Note]:
    """Read labelled notes as the coder does, with or without what the lists give; other languages are left out."""
    readings = coder(replace(default_codebook(), points=False)).reader.read(text for text, _ in labelled)
    return [
        Note(reading if lists else reading._replace(listed={}), words(reading), themes)
        for reading, (_, themes) in zip(readings, labelled, strict=True)
        if reading.language in CODED
    ]


def words(reading: Reading) -> frozenset[str]:
    """Give the stems of a note, and those that stand side by side."""
    return frozenset(said for said, _ in singles_and_pairs(reading.tokens, reading.language))


def true_themes(notes: Sequence[Note]) -> Chosen:
    """Say which themes (columns) notes (rows) have."""
    return np.array([[key in note.themes for key in THEMES] for note in notes], dtype=bool)


def by_lists(notes: Sequence[Note]) -> Chosen:
    """Say which themes (columns) the lists give to notes (rows)."""
    return np.array([[key in note.reading.listed for key in THEMES] for note in notes], dtype=bool)


def words_found(notes: Sequence[Note], words: Sequence[str]) -> sparse.csr_matrix:
    """Say with ones which words (columns) notes (rows) have."""
    known = {word: at for at, word in enumerate(words)}
    rows = [sorted(known[word] for word in note.words if word in known) for note in notes]
    ends = np.cumsum([0, *map(len, rows)])
    flat = np.array([at for row in rows for at in row], dtype=np.intp)
    return sparse.csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(notes), len(known)))


def company(found: sparse.csr_matrix, single: Chosen) -> Array:
    """Give coordinates of words by the words that they stand with in notes, of length one; pairs have none."""
    words = found[:, single]
    together = (words.T @ words).tocoo()
    times = np.asarray(words.sum(axis=0)).ravel()
    expected = times[together.row] * times[together.col] / words.shape[0]
    kept = (together.row != together.col) & (together.data > expected)
    information = np.log(together.data[kept] / expected[kept])
    matrix = sparse.csr_matrix((information, (together.row[kept], together.col[kept])), shape=together.shape)
    vectors, values, _ = linalg.svds(matrix, k=DIMENSIONS, rng=np.random.default_rng(0))
    placed = vectors * np.sqrt(values)
    coordinates = np.zeros((found.shape[1], DIMENSIONS))
    coordinates[single] = placed / np.maximum(np.linalg.norm(placed, axis=1, keepdims=True), 1e-9)
    return coordinates


def learn(notes: Sequence[Note]) -> Fit:
    """Fit the regression to the notes of a language."""
    times = Counter(word for note in notes for word in note.words)
    kept = sorted(word for word, count in times.items() if count >= TIMES)
    found, listed, true = words_found(notes, kept), by_lists(notes).astype(float), true_themes(notes).astype(float)
    coordinates = company(found, np.array([" " not in word for word in kept]))
    placed, across = found @ coordinates, found.T.tocsr()
    shape = (2 + DIMENSIONS + len(kept), len(THEMES))

    def loss(flat: Array) -> tuple[float, Array]:
        start, trust, shared, own = np.split(flat.reshape(shape), [1, 2, 2 + DIMENSIONS])
        total = start + listed * trust + placed @ shared + found @ own
        wrong = expit(total) - true
        value = np.logaddexp(0, total).sum() - (true * total).sum()
        slope = np.vstack([wrong.sum(0), (wrong * listed).sum(0), placed.T @ wrong, across @ wrong])
        penalised = flat.copy()
        penalised[: len(THEMES)] = 0
        return float(value + PENALTY / 2 * (penalised @ penalised)), slope.ravel() + PENALTY * penalised

    begin = np.zeros(shape)
    begin[0] = np.log((true.mean(0) + 1e-4) / (1 - true.mean(0)))
    best = optimize.minimize(loss, begin.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    start, trust, shared, own = np.split(best.reshape(shape), [1, 2, 2 + DIMENSIONS])
    return Fit(kept, own + coordinates @ shared, start[0], trust[0])


def rounded(fit: Fit) -> Fit:
    """Leave out what is small, and round to what the table holds."""
    kept = np.abs(fit.weights).max(axis=1) >= SMALL
    weights = np.round(fit.weights[kept] * TENTHS) / TENTHS
    return fit._replace(words=[word for word, keep in zip(fit.words, kept, strict=True) if keep], weights=weights)


def log_odds(fit: Fit, notes: Sequence[Note]) -> Array:
    """Give the log-odds of each theme in notes."""
    return words_found(notes, fit.words) @ fit.weights + fit.start + by_lists(notes) * fit.listed


def code(fit: Fit, notes: Sequence[Note]) -> Chosen:
    """Say which themes notes are given."""
    return decide(log_odds(fit, notes), by_lists(notes))


def f1(given: Chosen, notes: Sequence[Note]) -> Array:
    """Give 2 × right / (found + true) of each theme."""
    true = true_themes(notes)
    scores: Array = 2 * (given & true).sum(0) / (given.sum(0) + true.sum(0))
    return scores


def macro_f1(given: Chosen, notes: Sequence[Note]) -> float:
    """Give the mean of `f1` over all themes."""
    return float(f1(given, notes).mean())


def spelled(notes: Iterable[Note]) -> dict[tuple[str, str], str]:
    """Give the commonest spelling of each word and pair, by language and stems, as a reader of the table sees it."""
    seen: dict[tuple[str, str], Counter[str]] = {}
    for note in notes:
        text, language = note.reading.text.lower(), note.reading.language
        where = spans(level(note.reading.text))
        for words, places in singles_and_pairs(note.reading.tokens, language):
            said = " ".join(text[where[places[0]][0] : where[places[-1]][1]].split())
            seen.setdefault((language, words), Counter())[said] += 1
    return {key: max(sorted(count), key=count.__getitem__) for key, count in seen.items()}


def write(fits: Mapping[str, Fit], spelling: Mapping[tuple[str, str], str], target: Path = TARGET) -> None:
    """Write the table."""
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["language", "words", *THEMES])
        for language, fit in fits.items():
            rows = zip([START, LISTED], [fit.start, fit.listed], strict=True)
            said = zip((spelling[language, word] for word in fit.words), fit.weights, strict=True)
            for name, weights in [*rows, *sorted(said, key=lambda row: row[0])]:
                cells = np.round(weights * TENTHS).astype(int)
                table.writerow([language, name, *(cell or "" for cell in cells.tolist())])


def fit_all(notes: Sequence[Note]) -> dict[str, Fit]:
    """Learn the points of each language."""
    return {each: rounded(learn([note for note in notes if note.reading.language == each])) for each in CODED}


def check(collections: Mapping[str, Sequence[Note]]) -> None:
    """Print macro F1, precision and recall over the notes of each collection, learnt from the others."""
    for left in collections:
        fits = fit_all([note for name, some in collections.items() for note in some if name != left])
        each = [[note for note in collections[left] if note.reading.language == language] for language in fits]
        given = np.vstack([code(fit, notes) for fit, notes in zip(fits.values(), each, strict=True)])
        notes = [note for some in each for note in some]
        true = true_themes(notes)
        right = int((given & true).sum())
        scores = f"{macro_f1(given, notes):.3f}, {right / given.sum():.3f}, {right / true.sum():.3f}"
        print(f"{left}, {len(notes)} notes: macro F1, precision, recall {scores}", flush=True)


def main() -> None:
    """Learn, and write; or check."""
    collections = {name: read_notes(labelled) for name, labelled in learnt().items()}
    if "--check" in sys.argv:
        check(collections)
    else:
        known = [read_notes(collection(name), lists=False) for name in READ]
        notes = [note for each in (*collections.values(), *known) for note in each]
        write(fit_all(notes), spelled(notes))


if __name__ == "__main__":
    main()
