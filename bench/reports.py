"""The same report among 1 to 18 of a run: the time of the processor that it takes must not grow with the others."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from places3t.demo import make_demo
from places3t.reports.region import region_report
from places3t.reports.regions import study_of
from places3t.territory import table

COUNTS = (1, 2, 4, 9, 18)
REGION = "94"
LIMIT = 1.2
"""Most that the eighteenth report may take against the second, the first having drawn up what all share."""


def main() -> None:
    """Print the seconds of one region's report by how many were written before it in the same run."""
    regions = table("region")
    others = [code for code in regions.loc[regions["country_code"] == "FR", "code"] if code != REGION]
    with tempfile.TemporaryDirectory() as folder:
        study = study_of(make_demo(Path(folder) / "demo")[0], "fr")
        each = {}
        written = 0
        for count in COUNTS:
            for code in others[written : count - 1]:
                region_report(study, code, Path(folder))
            written = count - 1
            start = time.process_time()
            region_report(study, REGION, Path(folder))
            each[count] = time.process_time() - start
            print(f"report {count:>2} of a run: {each[count]:.2f} s of processor", flush=True)
    ratio = each[18] / each[2]
    print(
        f"the eighteenth against the second: ratio {ratio:.2f} ({'within' if ratio <= LIMIT else 'BEYOND'} {LIMIT:g})"
    )


if __name__ == "__main__":
    main()
