"""How well the bundled codebook recovers true themes, in what its author read and in what nobody had shown to it.

The sample's contributions of 2024 are an invented consultation in which ideas come back in several people's words, as
they do in real ones. They were written by somebody who had not seen the codebook. scripts/split_workshop.py parts them
by a seed: the codebook's author read one half, and the codebook learnt from it; the other half was not looked at by
either. docs/themes.md prints the figures, and the test holds the two together.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from labelled_notes import HELD_OUT, READ, Labelled, collection
from places3t.themes.coding import coder
from split_workshop import is_development

ROOT = Path(__file__).parents[2]


def macro_f1(notes: Labelled) -> float:
    """Give macro F1 over all themes of the truth or of the coding."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("right", "found", "true")}
    coded = coder().code(text for text, _ in notes)
    for (_, true), result in zip(notes, coded, strict=True):
        counts["right"].update(true & set(result.themes))
        counts["found"].update(set(result.themes))
        counts["true"].update(true)
    themes = set(counts["found"]) | set(counts["true"])
    scores = [2 * counts["right"][key] / (counts["found"][key] + counts["true"][key]) for key in themes]
    return sum(scores) / len(scores)


@pytest.mark.parametrize("name", [*READ, HELD_OUT])
def test_the_documentation_prints_the_figure_that_is_measured(name: str) -> None:
    page = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    notes = collection(name)
    row = rf"\| {name} +\| +{len(notes)} +\| +{macro_f1(notes):.2f} +\|"
    assert re.search(row, page), row


def test_sentences_that_nobody_showed_to_the_codebook_are_recovered() -> None:
    assert macro_f1(collection(HELD_OUT)) >= 0.8


def test_nothing_is_in_both_halves() -> None:
    halves = [{text for text, _ in collection(name)} for name in ("2024, development", HELD_OUT)]
    assert not set.intersection(*halves)
    assert min(map(len, halves)) > 250


def test_copies_of_a_note_are_on_one_side() -> None:
    assert is_development("", "Pas d'ARGENT !!") == is_development("", "pas d’argent")
