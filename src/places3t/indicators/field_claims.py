"""Claims heard in the field that do not depend on two groups: too few people, isolation, unequal spread, sameness."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators.intervals import wilson
from places3t.indicators.problems import Note
from places3t.indicators.surroundings import DIVERSITY, NEAREST

if TYPE_CHECKING:
    import pandas as pd

FAR_KM = 20.0
_HALF = 0.5
_FALSE = 0.05


def field_claims(places: pd.DataFrame, table: pd.DataFrame) -> list[Note]:
    """Say what the places and the comparison make of four claims; a claim that the data cannot test says so.

    A share is called "most" where its interval lies above one half, "few" where it lies below, and left open
    otherwise: the words are no stronger than that.

    Parameters
    ----------
    places
        Those compared, with `places3t.indicators.surroundings.SURROUNDINGS`.
    table
        `places3t.indicators.balance.balance_table`.
    """
    return [*_staff(places), *_isolation(places), *_unequal(places), *_alike(table)]


def _staff(places: pd.DataFrame) -> list[Note]:
    known = _known(places, "staff_fte")
    if known.empty:
        return [Note("claim_staff_unknown", {"places": len(places)})]
    return _share("claim_staff", int((known < 1).sum()), len(known), {"median": float(known.median())})


def _isolation(places: pd.DataFrame) -> list[Note]:
    known = _known(places, NEAREST)
    if known.empty:
        return [Note("claim_isolated_unknown", {"places": len(places)})]
    words = {"km": f"{FAR_KM:g}", "median": float(known.median())}
    return _share("claim_isolated", int((known > FAR_KM).sum()), len(known), words)


def _known(places: pd.DataFrame, column: str) -> pd.Series[float]:
    import pandas as pd

    return places[column].dropna().astype("float64") if column in places else pd.Series(dtype="float64")


def _share(code: str, hits: int, n: int, words: dict[str, object]) -> list[Note]:
    low, high = (float(bound) for bound in wilson(hits, n))
    verdict = "most" if low > _HALF else "few" if high < _HALF else "open"
    shares = {"share": round(100 * hits / n), "low": round(100 * low), "high": round(100 * high), "n": n}
    return [Note(f"{code}_{verdict}", {**words, **shares})]


def _unequal(places: pd.DataFrame) -> list[Note]:
    """Hold the spread over departments against one by chance in proportion to inhabitants."""
    from places3t import territory
    from places3t.indicators.concentration import concentration
    from places3t.indicators.counting import in_one_region
    from places3t.indicators.problems import CannotCompute

    if "departement_code" not in places or places["departement_code"].isna().all():
        return [Note("claim_unequal_unknown", {"places": len(places)})]
    if in_one_region(places):
        return [Note("claim_unequal_one_region")]
    try:
        frame = concentration(places.assign(status="open"))
    except (CannotCompute, ValueError):
        return [Note("claim_unequal_unknown", {"places": len(places)})]
    rows = frame[frame["indicator"].eq("gini") & frame["code"].eq("FR")]
    if rows.empty:
        return [Note("claim_unequal_unknown", {"places": len(places)})]
    row = rows.iloc[0]
    departments = territory.table("departement").query("country_code == 'FR'")
    share = (departments["population"] / departments["population"].sum()).dropna().to_numpy(dtype=float)
    chance = _by_chance(share, int(row["n"]))
    code = "supported" if float(row["value"]) > chance else "open"
    words = {"gini": float(row["value"]), "low": float(row["low"]), "high": float(row["high"]), "chance": chance}
    return [Note(f"claim_unequal_{code}", {**words, "n": int(row["n"])})]


def _by_chance(share: object, n: int) -> float:
    """Give the Gini coefficient that chance alone exceeds once in forty: places drawn in proportion to inhabitants."""
    import numpy as np

    from places3t.indicators.diversity import DRAWS, SEED
    from places3t.indicators.inequality import inequality

    people = np.asarray(share, dtype=np.float64)
    drawn = np.random.default_rng(SEED).multinomial(n, people / people.sum(), size=DRAWS)
    return float(np.quantile([inequality(each, people).gini for each in drawn], 0.975))


def _alike(table: pd.DataFrame) -> list[Note]:
    rows = table[table["feature"] == DIVERSITY]
    if rows.empty:
        return [Note("claim_alike_unknown")]
    row = rows.iloc[0]
    words = {"first": float(row["first"]), "second": float(row["second"]), "p": math.ceil(float(row["p"]) * 1e3) / 1e3}
    differs = float(row["q"]) < _FALSE
    verdict = ("supported" if row["difference"] < 0 else "contradicted") if differs else "open"
    return [Note(f"claim_alike_{verdict}", words)]
