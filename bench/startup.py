"""``places3t --help`` against the import of typer, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from bench.timing import best_of, compare

_LIMIT = 2.0


def main() -> None:
    """Measure."""

    def run(*words: str) -> float:
        return best_of(lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True), 15)

    compare("places3t --help", run("-m", "places3t", "--help"), "import typer", run("-c", "import typer"), _LIMIT)


if __name__ == "__main__":
    main()
