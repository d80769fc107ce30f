"""Part the sample's contributions of 2024 in two: those that the codebook's author read, and those it is measured on.

The contributions of 2024 were written by somebody who had not seen the codebook, from the definitions of the themes.
The half of each is the parity of the SHA-256 of ``SEED`` and its text without case, accents, digits and punctuation, so
that a note and its copies fall on the same side and nobody chooses. ``python scripts/split_workshop.py`` prints the
development half alone, with its true themes; the codebook's author read that half and all of 2023, and not the other
half before the figure of docs/themes.md was taken.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SEED = "places3t-themes-3"
SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "demo"
FILE = "atelier_2024.csv"


def letters(text: str) -> str:
    """Give a text without case, accents, digits and punctuation.

    Examples
    --------
    >>> letters("Pas d'argent, 20 € !")
    'pas d argent'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[a-z]+", "".join(mark for mark in plain if not unicodedata.combining(mark))))


def is_development(title: str, text: str) -> bool:
    """Say whether a note is in the half that may be read.

    Examples
    --------
    >>> is_development("", "Pas d'argent !") == is_development("", "pas d’argent")
    True
    """
    return hashlib.sha256(f"{SEED}|{letters(f'{title} {text}')}".encode()).digest()[0] % 2 == 0


def development(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Keep the notes of the development half."""
    return [row for row in rows if is_development(row["titre"], row["texte"])]


def main() -> None:
    """Print the development half and its true themes."""
    with (SAMPLE / "truth" / "atelier_themes.csv").open(encoding="utf-8") as file:
        truth = {row["contribution_id"]: row for row in csv.DictReader(file)}
    with (SAMPLE / FILE).open(encoding="utf-8") as file:
        for row in development(csv.DictReader(file, delimiter=";")):
            true = truth[row["id"]]
            print(row["id"], true["themes"] or "-", true["trait"], row["titre"], row["texte"], sep=" | ")


if __name__ == "__main__":
    main()
