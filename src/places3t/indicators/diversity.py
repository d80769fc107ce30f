"""Whether places are alike: how diverse they are within a territory, and how territories differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators.intervals import LEVEL
from places3t.indicators.survey import Estimated
from places3t.indicators.words import line

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.indicators.sample import Sample

    Array = npt.NDArray[np.float64]

SEED = 20191
DRAWS = 500
FEWEST = 5
"""Places below which a territory has no diversity to speak of."""
_Z = 1.959963984540054


def shannon(weights: npt.ArrayLike) -> float:
    """Give Shannon's entropy of some counts, in nats; its exponential is the effective number of kinds.

    References
    ----------
    Shannon C. E. (1948), A mathematical theory of communication. Jost L. (2006), Entropy and diversity, Oikos 113,
    363-375.

    Examples
    --------
    >>> round(math.exp(shannon([5, 5, 5, 0])), 6)
    3.0
    """
    import numpy as np
    from scipy.special import entr

    given = np.asarray(weights, dtype=np.float64)
    return float(entr(given / given.sum()).sum())


def dissimilarity(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Give the share of mentions that would have to change for two territories to be alike.

    References
    ----------
    Duncan O. D., Duncan B. (1955), A methodological analysis of segregation indexes, American Sociological Review
    20, 210-217.

    Examples
    --------
    >>> dissimilarity([3, 1], [1, 3])
    0.5
    """
    import numpy as np

    one, other = (np.asarray(part, dtype=np.float64) for part in (first, second))
    return float(np.abs(one / one.sum() - other / other.sum()).sum() / 2)


def membership(values: pd.Series) -> pd.DataFrame:
    """Give a column of lists as flags: a row a place, a column a value, 1 where the place has it.

    Places whose value is unknown have a row of zeros.
    """
    import pandas as pd

    single = values.explode().dropna().astype("str")
    flags = pd.crosstab(single.index, single).clip(upper=1)
    return flags.reindex(values.index, fill_value=0).astype("float64")


def diversity_rows(sample: Sample, column: str, level: str) -> list[dict[str, object]]:
    """Give ``shannon``, ``effective_number`` and ``dissimilarity`` of a column by territory.

    A place with several values counts once in each. Intervals of the first two: the value and 1.96 standard errors
    of a bootstrap of places. ``dissimilarity`` compares a territory with all the others together; small ones differ
    by chance alone, and its interval is where 95 % of the values would be if the territory's places were drawn
    from all of them: a value above it differs. Territories of fewer than five places have no rows.

    Parameters
    ----------
    sample
        The places and their design.
    column
        A column of words or lists of words.
    level
        As for `places3t.indicators.counting.territory_codes`.
    """
    import numpy as np

    table = membership(sample.places[column])
    flags = table.to_numpy() * sample.design.weights[:, None]
    known = flags.sum(axis=1) > 0
    rows = []
    draws = np.random.default_rng(SEED)
    for where, inside in sample.domains(level):
        own, others = flags[inside & known], flags[~inside & known]
        if len(own) < FEWEST:
            continue
        entropy = _shannon(own, draws)
        words = {"unit": line("unit-nats"), "method": line("method-shannon", draws=DRAWS, seed=str(SEED))}
        rows.append(_row("shannon", entropy, column, where, words))
        value, low, high = (math.exp(part) for part in entropy[:3])
        effective = Estimated(value, low, high, math.nan, entropy.n)
        words = {"unit": line("unit-kinds"), "method": line("method-effective", draws=DRAWS, seed=str(SEED))}
        rows.append(_row("effective_number", effective, column, where, words))
        if len(others) >= FEWEST:
            words = {"unit": line("unit-share"), "method": line("method-dissimilarity", draws=DRAWS, seed=str(SEED))}
            rows.append(_row("dissimilarity", _unlike(own, others, draws), column, where, words))
    return rows


def _row(
    indicator: str, found: Estimated, column: str, where: dict[str, object], words: dict[str, str]
) -> dict[str, object]:
    figures = {"value": found.value, "low": found.low, "high": found.high, "n": found.n}
    return {"indicator": indicator, **where, "by": column, **figures, **words}


def _shannon(own: Array, draws: np.random.Generator) -> Estimated:
    import numpy as np
    from scipy.special import entr

    value, n = shannon(own.sum(axis=0)), len(own)
    counts = draws.multinomial(n, np.full(n, 1 / n), size=DRAWS) @ own
    error = float(entr(counts / counts.sum(axis=1, keepdims=True)).sum(axis=1).std(ddof=1))
    return Estimated(value, max(0.0, value - _Z * error), value + _Z * error, error, n)


def _unlike(own: Array, others: Array, draws: np.random.Generator) -> Estimated:
    """Compare with the others; the interval is what chance alone gives."""
    import numpy as np

    value, everyone = dissimilarity(own.sum(axis=0), others.sum(axis=0)), np.vstack([own, others])
    total = everyone.sum(axis=0)
    picks = np.argsort(draws.random((DRAWS, len(everyone))), axis=1)[:, : len(own)]
    mine = everyone[picks].sum(axis=1)
    rest = total - mine
    shares = mine / mine.sum(axis=1, keepdims=True), rest / rest.sum(axis=1, keepdims=True)
    by_chance = np.abs(shares[0] - shares[1]).sum(axis=1) / 2
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(by_chance, [tail, 1 - tail])
    return Estimated(value, float(low), float(high), math.nan, len(own))
