"""How fast and how large is survival on many places, beside R's survival and lifelines on the same data.

Run: python bench/survival.py --places 1000000

R (with its survival package) and lifelines are compared with where they are installed, and left out with a word
where not.
The same rows are given to each; reading and writing are not timed. lifelines fits Cox in Python loops, so it is
given a twentieth of the places, and so are we beside it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from places3t.indicators.survival import survival
from places3t.indicators.survival.arrays import Episodes, Floats, Ints
from places3t.indicators.survival.cox import cox
from places3t.indicators.survival.kaplan_meier import kaplan_meier
from places3t.indicators.survival.logrank import logrank
from places3t.indicators.survival.spells import spells
from places3t.indicators.survival.states import split_by_funding

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 1
PART = 20

R_LINES = """
suppressMessages(library(survival))
a <- commandArgs(TRUE); n <- as.integer(a[2])
read <- function(name) readBin(file.path(a[1], name), "double", n)
d <- data.frame(entry = read("entry"), exit = read("exit"), event = read("event"), state = read("state"),
                place = read("place"), measure = read("measure"))
m <- as.integer(a[3])
w <- data.frame(exit = readBin(file.path(a[1], "whole_exit"), "double", m),
                event = readBin(file.path(a[1], "whole_event"), "double", m),
                group = readBin(file.path(a[1], "whole_group"), "double", m))
took <- function(x) system.time(x)[["elapsed"]]
funded <- as.numeric(d$state == 1); withdrawn <- as.numeric(d$state == 2)
km <- took(survfit(Surv(entry, exit, event) ~ state, d))
lr <- took(survdiff(Surv(exit, event) ~ group, w))
cp <- took(coxph(Surv(entry, exit, event) ~ funded + withdrawn, d))
cx <- took(f <- coxph(Surv(entry, exit, event) ~ funded + withdrawn, d, cluster = place))
cm <- took(g <- coxph(Surv(entry, exit, event) ~ funded + withdrawn + measure, d, cluster = place))
cat(sprintf('{"km": %f, "logrank": %f, "cox_plain": %f, "cox": %f, "cox_measure": %f, "coef": [%.12f, %.12f]}',
            km, lr, cp, cx, cm, coef(f)[1], coef(f)[2]))
"""


def make(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw places opened over 20 years, watched from 2008 to 2024, a third funded for a while."""
    rng = np.random.default_rng(SEED)
    opened = np.datetime64("2000-01-01") + rng.integers(0, 7300, n)
    closed = opened + (rng.exponential(12, n) * 365.25).astype(np.int64) + 1
    watched = np.maximum(opened, np.datetime64("2008-01-01"))
    end = np.datetime64("2024-12-31")
    is_closed = closed <= end
    place_id = np.char.add("p", np.arange(n).astype(str))
    places = pd.DataFrame(
        {
            "place_id": place_id,
            "status": np.where(is_closed, "closed", "open"),
            "opened_on": opened.astype("datetime64[s]"),
            "closed_on": np.where(is_closed, closed, np.datetime64("NaT")).astype("datetime64[s]"),
            "observed_from": watched.astype("datetime64[s]"),
            "last_seen_on": np.full(n, end).astype("datetime64[s]"),
            "funding_known": True,
            "legal_form": rng.choice(["association", "cooperative", "company", "public"], n),
            "surface_m2": rng.gamma(2, 100, n).round(1),
        }
    )
    started = opened + rng.integers(-200, 4000, n)
    has = (rng.random(n) < 0.5) & (started < np.minimum(closed, end))
    ended = started + rng.integers(300, 2000, n)
    dates = {"started_on": started.astype("datetime64[s]"), "ended_on": ended.astype("datetime64[s]")}
    return places, pd.DataFrame({"place_id": place_id, **dates})[has]


def took(action: Callable[[], object]) -> float:
    """Time an action in seconds, the better of two runs."""
    best = np.inf
    for _ in range(2):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return float(best)


def design(state: Ints, measure: Floats | None = None) -> Floats:
    """Give the columns of a Cox model by state."""
    columns = [state == 1, state == 2] + ([] if measure is None else [measure])
    return np.column_stack(columns).astype(np.float64)


def ours(rows: Episodes, state: Ints, place: Ints, measure: Floats, whole: Episodes, group: Ints) -> dict[str, float]:
    """Time each estimator."""
    by_state = [state == at for at in range(3)]
    names = ["funded", "withdrawn", "measure"]
    return {
        "km": took(lambda: [kaplan_meier(rows.take(part)) for part in by_state]),
        "logrank": took(lambda: logrank(whole, group)),
        "cox_plain": took(lambda: cox(rows, design(state), names[:2])),
        "cox": took(lambda: cox(rows, design(state), names[:2], cluster=place)),
        "cox_measure": took(lambda: cox(rows, design(state, measure), names, cluster=place)),
    }


def in_r(rows: Episodes, state: Ints, place: Ints, measure: Floats, whole: Episodes, group: Ints) -> dict[str, float]:
    """Time R on the same rows; empty where there is no R."""
    if shutil.which("Rscript") is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "entry": rows.entry, "exit": rows.exit, "event": rows.event, "state": state, "place": place,
            "measure": measure, "whole_exit": whole.exit, "whole_event": whole.event, "whole_group": group,
        }  # fmt: skip
        for name, values in files.items():
            np.asarray(values, dtype=np.float64).tofile(Path(folder) / name)
        script = Path(folder) / "bench.R"
        script.write_text(R_LINES)
        command = ["Rscript", str(script), folder, str(len(rows)), str(len(whole))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print("R is there, but not its survival package:", done.stderr.strip().splitlines()[-1])
        return {}
    return dict(json.loads(done.stdout))


def in_lifelines(rows: Episodes, state: Ints, place: Ints, whole: Episodes, group: Ints) -> dict[str, float]:
    """Time lifelines on the same rows; empty where it is not installed."""
    if importlib.util.find_spec("lifelines") is None:
        return {}
    import lifelines
    from lifelines.statistics import multivariate_logrank_test

    table = pd.DataFrame(
        {"start": rows.entry, "stop": rows.exit, "event": rows.event == 1, "place": place, "funded": state == 1}
    )
    table["withdrawn"] = state == 2

    def km() -> None:
        for _, part in table.groupby(state):
            lifelines.KaplanMeierFitter().fit(part["stop"], part["event"], entry=part["start"])

    def logrank_() -> None:
        multivariate_logrank_test(whole.exit, group, whole.event)

    part = table[place < place.max() // PART].astype(float)

    def cox_() -> None:
        lifelines.CoxTimeVaryingFitter().fit(part, id_col="place", event_col="event")

    return {"km": took(km), "logrank": took(logrank_), "cox_part": took(cox_)}


def main() -> None:
    """Print a table of times and ratios, and the peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=1_000_000)
    options = parser.parse_args()
    places, funding = make(options.places)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    start = time.perf_counter()
    frame = survival(places, funding, by="funding")
    whole_time = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"survival(by='funding') on {options.places:,} places: {whole_time:.1f} s, {len(frame)} rows")
    print(f"memory: {peak:.2f} GiB at its peak, of which {base:.2f} GiB are the data and the libraries")

    data = spells(places)
    split = split_by_funding(data, funding)
    assert split.group is not None
    group = np.unique(places["legal_form"].to_numpy(), return_inverse=True)[1][data.place]
    measure = places["surface_m2"].to_numpy()[split.place]
    whole = Episodes(np.zeros(len(data.rows)), data.rows.exit, data.rows.event)
    mine = ours(split.rows, split.group, split.place, measure, whole, group)
    other = in_r(split.rows, split.group, split.place, measure, whole, group)
    third = in_lifelines(split.rows, split.group, split.place, whole, group)
    part = split.place < split.place.max() // PART
    rows, state, place = split.rows.take(part), split.group[part], split.place[part]
    mine["cox_part"] = took(lambda: cox(rows, design(state), ["funded", "withdrawn"], cluster=place))

    print(f"\n{len(split.rows):,} rows\n")
    print("| what | places3t (s) | R survival (s) | times R | lifelines (s) | times lifelines |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    labels = {
        "km": "Kaplan-Meier by state, late entry",
        "logrank": "log-rank, four fixed groups",
        "cox_plain": "Cox by state, Efron",
        "cox": "the same with clustered errors",
        "cox_measure": "and with a continuous covariate",
        "cox_part": f"Cox by state, a {PART}th of the places",
    }
    for key, label in labels.items():
        cells = [f"{mine[key]:.2f}"]
        for peer in (other, third):
            cells += [f"{peer[key]:.2f}", f"{mine[key] / peer[key]:.2f}"] if key in peer else ["–", "–"]
        print(f"| {label} | {' | '.join(cells)} |")
    if not other:
        print("R is not installed: no comparison with it.", file=sys.stderr)
    if not third:
        print("lifelines is not installed: no comparison with it.", file=sys.stderr)


if __name__ == "__main__":
    main()
