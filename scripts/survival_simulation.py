"""Simulates places whose truth is known, and asks of them what is asked of real ones.

Two worlds, each of many data sets of 600 places:

- ``nothing``: funding changes nothing. ``funded_ever`` finds it saves places all the same; funding as a state
  that changes, and the landmark comparison, must not.
- ``effect``: closing is half as likely while funded and twice as likely once support is withdrawn.

Run: python scripts/survival_simulation.py --sets 1000 --seed 20260101
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
import pandas as pd

from places3t.indicators.survival import survival
from places3t.indicators.survival.arrays import Floats, Ints, normal_quantile
from places3t.indicators.survival.dates import YEAR

PLACES = 600
HAZARD = 0.12
"""Closures per place-year without funding."""
FUNDED_PER_YEAR = 0.12
"""How often an unfunded place becomes funded, per year."""
LEAST_SUPPORT, MOST_SUPPORT = 1.0, 5.0
FIRST_SEEN = 3.0
"""Places are first seen up to so many years after opening: those that closed before are never known."""
LEAST_WATCHED, MOST_WATCHED = 8.0, 14.0
WORLDS = {"nothing": (1.0, 1.0), "effect": (0.5, 2.0)}
LANDMARK = 2.0


@dataclass(frozen=True)
class World:
    """Places as they lived: years since opening; ``inf`` for never."""

    entry: Floats
    exit: Floats
    closed: Ints
    funded: Floats
    withdrawn: Floats


def simulate(rng: np.random.Generator, places: int, funded_ratio: float, withdrawn_ratio: float) -> World:
    """Draw places with a constant hazard in each state; keep ``places`` that were open when first seen."""
    n = 2 * places
    funded = rng.exponential(1 / FUNDED_PER_YEAR, n)
    withdrawn = funded + rng.uniform(LEAST_SUPPORT, MOST_SUPPORT, n)
    # Time to closing from the integrated hazard, inverted piece by piece.
    need = rng.exponential(1, n) / HAZARD
    after_first = need - funded
    while_funded = funded + after_first / funded_ratio
    after_last = withdrawn + (after_first - (withdrawn - funded) * funded_ratio) / withdrawn_ratio
    life = np.where(need <= funded, need, np.where(while_funded <= withdrawn, while_funded, after_last))
    entry = rng.uniform(0, FIRST_SEEN, n)
    end = rng.uniform(LEAST_WATCHED, MOST_WATCHED, n)
    kept = np.flatnonzero(life > entry)[:places]
    exit_ = np.minimum(life, end)[kept]
    return World(entry[kept], exit_, (life <= end)[kept].astype(np.int64), funded[kept], withdrawn[kept])


def tables(world: World, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write the places and their spells of support as the store holds them: as dates."""
    n = len(world.exit)
    opened = np.datetime64("2005-01-01") + rng.integers(0, 1500, n)

    def day(years: Floats) -> np.ndarray:
        return opened + np.ceil(np.minimum(years, 99.0) * YEAR).astype(np.int64)

    closed = world.closed == 1
    never = np.datetime64("NaT", "D")
    place_id = np.char.add("p", np.arange(n).astype(str))
    places = pd.DataFrame(
        {
            "place_id": place_id,
            "status": np.where(closed, "closed", "open"),
            "opened_on": opened.astype("datetime64[s]"),
            "closed_on": np.where(closed, day(world.exit), never).astype("datetime64[s]"),
            "observed_from": day(world.entry).astype("datetime64[s]"),
            "last_seen_on": day(world.exit).astype("datetime64[s]"),
            "funding_known": True,
        }
    )
    # What was promised after closing was never written down.
    had = world.funded < world.exit
    ended = np.where(world.withdrawn < world.exit, day(world.withdrawn) - 1, never)
    spells = {
        "place_id": place_id,
        "started_on": day(world.funded).astype("datetime64[s]"),
        "ended_on": ended.astype("datetime64[s]"),
    }
    return places, pd.DataFrame(spells)[had]


def estimates(places: pd.DataFrame, funding: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Ask the library what a user would ask: name to log hazard ratio and half the width of its interval over 1.96."""
    states = survival(places, funding, by="funding", landmark=LANDMARK)
    naive = survival(places, funding, by="funded_ever")
    wanted = {
        "funded_ever": (naive, "hazard_ratio", "yes"),
        "funded": (states, "hazard_ratio", "funded"),
        "withdrawn": (states, "hazard_ratio", "withdrawn"),
        "landmark": (states, "landmark_hazard_ratio", "funded"),
    }
    found = {}
    for name, (frame, indicator, group) in wanted.items():
        row = frame[(frame["indicator"] == indicator) & (frame["group"] == group)].iloc[0]
        error = np.log(row["high"] / row["low"]) / 2 / normal_quantile()
        found[name] = (float(np.log(row["value"])), float(error))
    return found


def run(world: str, sets: int, seed: int, places: int = PLACES) -> dict[str, np.ndarray]:
    """Estimate everything on many data sets; name to log ratio and standard error, shape (sets, 2)."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(sets):
        drawn = tables(simulate(rng, places, *WORLDS[world]), rng)
        for name, pair in estimates(*drawn).items():
            found.setdefault(name, []).append(pair)
    return {name: np.array(pairs) for name, pairs in found.items()}


def summary(found: np.ndarray, truth: float) -> dict[str, float]:
    """Say where the ratios fall: arithmetic and geometric mean, and how often the 95 % interval holds the truth."""
    log_ratio, error = found.T
    covered = np.abs(log_ratio - np.log(truth)) <= normal_quantile() * error
    return {
        "truth": truth,
        "geometric_mean": float(np.exp(log_ratio.mean())),
        "mean": float(np.exp(log_ratio).mean()),
        "mean_error": float(np.exp(log_ratio).std(ddof=1) / np.sqrt(len(log_ratio))),
        "median": float(np.exp(np.median(log_ratio))),
        "coverage": float(covered.mean()),
        "spread": float(log_ratio.std(ddof=1)),
        "error": float(np.sqrt((error**2).mean())),
    }


def main() -> None:
    """Print the table that the documentation shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20260101)
    options = parser.parse_args()
    print("| world | estimate | truth | mean ratio (± MC error) | geometric mean | 95 % cover | SD of log | mean SE |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for world, (funded, withdrawn) in WORLDS.items():
        truths = {"funded_ever": funded, "funded": funded, "withdrawn": withdrawn, "landmark": 1.0}
        for name, found in run(world, options.sets, options.seed).items():
            if world == "effect" and name in {"funded_ever", "landmark"}:
                continue
            part = summary(found, truths[name])
            print(
                f"| {world} | {name} | {part['truth']:g} | {part['mean']:.3f} ± {part['mean_error']:.3f} "
                f"| {part['geometric_mean']:.3f} | {part['coverage']:.1%} "
                f"| {part['spread']:.3f} | {part['error']:.3f} |"
            )


if __name__ == "__main__":
    main()
