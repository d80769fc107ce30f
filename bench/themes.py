"""50,000 contributions coded by the bundled codebook, against a plain loop of compiled regular expressions.

Seconds are those of the processor: the machine may be busy with something else.
"""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.timing import compare
from places3t.themes.codebook import LISTS, default_codebook
from places3t.themes.coding import coder
from places3t.themes.texts import level

if TYPE_CHECKING:
    from collections.abc import Callable

_SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "demo" / "atelier_2023.csv"
_CONTRIBUTIONS = 50_000
_SECONDS = 20.0
_LIMIT = 1.0


def expressions() -> dict[str, list[re.Pattern[str]]]:
    """Give each theme's French expressions as one compiled pattern a list, each word as its beginning."""
    made = {}
    for theme in default_codebook().themes.values():
        lists = [theme.words["fr", name] for name in LISTS]
        parts = [
            "|".join(sorted({_pattern(part) for text in words for part in re.split(r" \+ |\|", text)}))
            for words in lists
        ]
        made[theme.key] = [re.compile(rf"\b(?:{part})") for part in parts if part]
    return made


def _pattern(text: str) -> str:
    words = re.findall(r"\w+", level(text))
    return r"\W+(?:\w{1,3}\W+)?".join(re.escape(word[: max(3, len(word) - 2)]) + r"\w*" for word in words)


def main() -> None:
    """Measure."""
    with _SAMPLE.open(encoding="utf-8") as file:
        rows = [f"{row['titre']}\n{row['texte']}" for row in csv.DictReader(file, delimiter=";")]
    # A number in each text, so that no two are the same and nothing is answered from memory.
    texts = [f"{rows[at % len(rows)]} ({at})" for at in range(_CONTRIBUTIONS)]
    patterns = expressions()

    def plain_loop() -> list[dict[str, list[str]]]:
        levelled = [level(text) for text in texts]
        return [
            {key: [found for each in every for found in each.findall(text)] for key, every in patterns.items()}
            for text in levelled
        ]

    ours = _processor(lambda: coder().code(texts))
    said = "within" if ours <= _SECONDS else "BEYOND"
    what = f"themes, {_CONTRIBUTIONS:,} contributions"
    print(f"{what}: {ours:.2f} s of one core ({said} {_SECONDS:g} s)", flush=True)
    compare(what, ours, "loop of compiled regexes", _processor(plain_loop), _LIMIT)


def _processor(action: Callable[[], object]) -> float:
    """Give the seconds of one core that an action takes."""
    start = time.process_time()
    action()
    return time.process_time() - start


if __name__ == "__main__":
    main()
