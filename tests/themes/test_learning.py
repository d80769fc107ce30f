"""Learning points from labelled notes: the regression's own equations, a truth that is known, the notes themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.special import expit

import learn_points
from labelled_notes import HELD_OUT, NOTES, collection, learnt, written
from learn_points import THEMES, code, f1, fit_all, learn, log_odds, read_notes, spelled, true_themes, write
from places3t.themes.points import read_points
from split_workshop import letters

if TYPE_CHECKING:
    from pathlib import Path

    from learn_points import Note

SAID = {"norms": "extincteur alarme contrôle", "isolation": "seul loin oublié", "transition": "relève tuilage suite"}


@pytest.fixture(scope="module")
def notes() -> list[Note]:
    """Give 300 notes of chance words, whose themes are those of two words in three."""
    chance = np.random.default_rng(3)
    labelled = []
    for _ in range(300):
        themes = chance.choice(list(SAID), size=chance.integers(1, 3), replace=False)
        said = [chance.choice(SAID[theme].split(), size=2, replace=False) for theme in themes]
        noise = chance.choice(["le", "lieu", "avec", "nous", "dans", "cette", "ville", "pour", "cela"], size=4)
        labelled.append((" ".join([*noise, *np.concatenate(said)]), frozenset(map(str, themes))))
    return read_notes(labelled, lists=False)


@pytest.fixture(autouse=True)
def few_dimensions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn_points, "DIMENSIONS", 4)


def test_a_known_truth_is_found(notes: list[Note]) -> None:
    fit = learn(notes[:200])
    given = code(fit, notes[200:])
    assert (given == true_themes(notes[200:])).mean() > 0.99


def test_the_regression_is_that_of_scikit_learn(notes: list[Note]) -> None:
    """Log-odds of the first three notes, by scikit-learn 1.9, a theme at a time.

    X = np.hstack([found @ company(found, single), found.toarray()])
    LogisticRegression(C=1 / PENALTY, tol=1e-10, max_iter=100000).fit(X, true[:, theme]).decision_function(X)[:3]
    """
    expected = {
        "norms": [4.9206, 4.9942, 4.4007],
        "isolation": [-4.2743, -5.0466, 4.3909],
        "transition": [3.9794, -2.8741, -6.6094],
    }
    found = log_odds(learn(notes), notes)
    for key, values in expected.items():
        assert found[:3, THEMES.index(key)] == pytest.approx(values, abs=0.005)


def test_as_many_themes_are_expected_as_there_are(notes: list[Note]) -> None:
    """The score equation of an intercept without penalty: fitted probabilities add up to the counts."""
    expected = expit(log_odds(learn(notes), notes)).sum(axis=0)
    true = true_themes(notes).sum(axis=0)
    assert np.abs(expected - true)[true > 0].max() < 0.5


def test_what_is_written_is_read_again(notes: list[Note], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn_points, "CODED", ("fr",))
    target = tmp_path / "points.csv"
    fits = fit_all(notes)
    write(fits, spelled(notes), target)
    text = target.read_text(encoding="utf-8")
    again = read_points(text + re.sub("(?m)^fr", "en", text.partition("\n")[2]))
    assert again.themes == THEMES
    for word, weights in zip(fits["fr"].words, fits["fr"].weights, strict=True):
        assert again.weights[again.rows["fr"][word]] == pytest.approx(weights, abs=1e-6)


def test_macro_f1_by_hand() -> None:
    notes = read_notes([("a", frozenset({"norms"})), ("b", frozenset({"norms", "isolation"}))], lists=False)
    given = np.zeros((2, len(THEMES)), dtype=bool)
    given[0, THEMES.index("norms")] = given[1, THEMES.index("isolation")] = True
    with np.errstate(invalid="ignore"):
        scores = f1(given, notes)
    assert scores[THEMES.index("norms")] == pytest.approx(2 / 3)
    assert scores[THEMES.index("isolation")] == 1
    assert np.isnan(np.delete(scores, [THEMES.index("norms"), THEMES.index("isolation")])).all()


def test_every_note_has_known_themes_and_words_and_none_is_held_out() -> None:
    for file in NOTES.rglob("*.txt"):
        for text, themes in written(file):
            assert themes <= set(THEMES), (file.name, text)
            assert text.strip()
    kept_back = {letters(text) for text, _ in collection(HELD_OUT)}
    assert not any(letters(text) in kept_back for labelled in learnt().values() for text, _ in labelled)


def test_no_note_names_a_mail_address_or_a_telephone() -> None:
    for file in NOTES.rglob("*.txt"):
        assert not re.search(r"[\w.]+@\w|(?:\d{2}[ .]?){5}", file.read_text(encoding="utf-8")), file.name
