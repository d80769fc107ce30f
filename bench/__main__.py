"""``make bench``: everything measured against peers, as ratios in one run.

``python -m bench`` runs all; ``python -m bench startup reports`` chooses.
"""

from __future__ import annotations

import runpy
import sys

PARTS = ("startup", "ingest", "nearest", "survival", "themes", "reports")


def main() -> None:
    """Run the parts named on the line, or all."""
    wanted = sys.argv[1:] or list(PARTS)
    for part in wanted:
        if part not in PARTS:
            sys.exit(f"no part {part!r}: one of {', '.join(PARTS)}")
    for part in wanted:
        print(f"\n== {part}", flush=True)
        sys.argv = [part]
        runpy.run_module(f"bench.{part}", run_name="__main__")


if __name__ == "__main__":
    main()
