"""How well the bundled codebook recovers the sample's true themes in the half that its author did not read.

scripts/split_workshop.py makes the halves from a seed. The codebook was written from the other half and from general
knowledge, and this half was measured before its sentences were read by whoever wrote the codebook; the figure is
printed in
docs/themes.md, and the test holds the two together.
"""

from __future__ import annotations

import csv
import importlib.util
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from places3t.themes.coding import coder

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]


def split() -> ModuleType:
    spec = importlib.util.spec_from_file_location("split_workshop", ROOT / "scripts" / "split_workshop.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def macro_f1(*, held_out: bool) -> tuple[float, int]:
    """Give macro F1 over all themes of the truth or of the coding, and how many notes it is measured on."""
    halves = split()
    with (halves.SAMPLE / "truth" / "atelier_themes.csv").open(encoding="utf-8") as file:
        truth = {row["contribution_id"]: set(filter(None, row["themes"].split(";"))) for row in csv.DictReader(file)}
    with (halves.SAMPLE / "atelier_2023.csv").open(encoding="utf-8") as file:
        notes = [
            row
            for row in csv.DictReader(file, delimiter=";")
            if halves.is_development(row["titre"], row["texte"]) != held_out
        ]
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("right", "found", "true")}
    coded = coder().code(f"{row['titre']}\n{row['texte']}" for row in notes)
    for row, result in zip(notes, coded, strict=True):
        counts["right"].update(truth[row["id"]] & set(result.themes))
        counts["found"].update(set(result.themes))
        counts["true"].update(truth[row["id"]])
    themes = set(counts["found"]) | set(counts["true"])
    scores = [2 * counts["right"][key] / (counts["found"][key] + counts["true"][key]) for key in themes]
    return sum(scores) / len(scores), len(notes)


def test_the_documentation_prints_the_figure_that_is_measured_on_the_half_not_read() -> None:
    page = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    for held_out in (True, False):
        score, notes = macro_f1(held_out=held_out)
        row = rf"\| {'held out' if held_out else 'development'} +\| +{notes} +\| +{score:.2f} +\|"
        assert re.search(row, page), (held_out, notes, round(score, 3))


def test_copies_of_a_note_are_on_one_side() -> None:
    halves = split()
    assert halves.is_development("", "Pas d'ARGENT !!") == halves.is_development("", "pas d’argent")
