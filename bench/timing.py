"""How long things take, and the line that compares them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def best_of(action: Callable[[], object], times: int = 3) -> float:
    """Give the shortest of several runs, in seconds: the one that the rest of the machine disturbed least."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


def compare(what: str, ours: float, peer: str, theirs: float, limit: float) -> None:
    """Print a ratio and the most it may be."""
    ratio = ours / theirs
    said = "within" if ratio <= limit else "BEYOND"
    print(f"{what}: {ours:.3f} s, {peer}: {theirs:.3f} s, ratio {ratio:.2f} ({said} {limit:g})", flush=True)
