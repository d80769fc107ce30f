"""Made-up notes with their true themes: those that the codebook is learnt from, and those it is measured on.

``codebook/*.txt``: a line a note, its themes, its title or ``-``, its text, parted by ``|``; a file a collection. They
were written from the definitions of the themes, without sight of the codebook, the sample or each other.
``codebook/read``: notes of the same kind that the author of the codebook's lists has read since.
The sample's contributions of 2023 and of 2024 have their true themes in ``data/raw/demo/truth``.
"""

from __future__ import annotations

import csv
from pathlib import Path

from split_workshop import FILE, SAMPLE, is_development, letters

NOTES = Path(__file__).parent / "codebook"
READ = ("2023", "new ideas", "2024, development")
"""Collections that the author of the lists has read."""
HELD_OUT = "2024, held out"

Labelled = list[tuple[str, frozenset[str]]]
"""Texts, each with its true themes."""


def written(file: Path) -> Labelled:
    """Give the notes of a file."""
    lines = [line.split(" | ", 2) for line in file.read_text(encoding="utf-8").splitlines()]
    return [(f"{title.removeprefix('-')}\n{text}", _themes(themes, ",")) for themes, title, text in lines]


def learnt() -> dict[str, Labelled]:
    """Give the notes of each file, but those that somebody happened to write in the very words of one held out."""
    kept_back = {letters(text) for text, _ in collection(HELD_OUT)}
    return {
        file.stem: [note for note in written(file) if letters(note[0]) not in kept_back]
        for file in sorted(NOTES.glob("*.txt"))
    }


def collection(name: str) -> Labelled:
    """Give a collection of `READ`, or the half of 2024 that is held out."""
    if name == "new ideas":
        return written(NOTES / "read" / "new_ideas.txt")
    with (SAMPLE / "truth" / "atelier_themes.csv").open(encoding="utf-8") as file:
        truth = {row["contribution_id"]: _themes(row["themes"], ";") for row in csv.DictReader(file)}
    with (SAMPLE / ("atelier_2023.csv" if name == "2023" else FILE)).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [
        (f"{row['titre']}\n{row['texte']}", truth[row["id"]])
        for row in rows
        if name == "2023" or is_development(row["titre"], row["texte"]) != (name == HELD_OUT)
    ]


def _themes(cell: str, sign: str) -> frozenset[str]:
    return frozenset(cell.removeprefix("-").split(sign)) - {""}
