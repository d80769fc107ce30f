"""Gini's coefficient, Theil's index and the Lorenz curve of counts spread over populations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

TENTH = 0.1


class Inequality(NamedTuple):
    """The measures of one set of territories; ``between`` and ``within`` are null without larger territories."""

    gini: float
    theil: float
    top_tenth: float
    between: float = float("nan")
    within: float = float("nan")


def lorenz(counts: npt.ArrayLike, population: npt.ArrayLike) -> tuple[Array, Array]:
    """Give the Lorenz curve: territories from the least to the best served.

    Parameters
    ----------
    counts, population
        Of each territory, length k; populations above zero, the counts not all zero.

    Returns
    -------
    tuple of numpy.ndarray
        Cumulated shares of the population and of the places, both from 0 to 1, length k + 1.

    Examples
    --------
    >>> x, y = lorenz([0, 3, 1], [1, 1, 2])
    >>> x.tolist(), y.tolist()
    ([0.0, 0.25, 0.75, 1.0], [0.0, 0.0, 0.25, 1.0])
    """
    import numpy as np

    y, p = np.asarray(counts, np.float64), np.asarray(population, np.float64)
    order = np.argsort(y / p, kind="stable")
    return tuple(np.append(0.0, np.cumsum(part[order]) / part.sum()) for part in (p, y))  # type: ignore[return-value]  # two parts, two arrays


def inequality(counts: npt.ArrayLike, population: npt.ArrayLike, parents: npt.ArrayLike | None = None) -> Inequality:
    """Measure how unequally counts are spread over inhabitants.

    With s the share of the places and p the share of the inhabitants of each territory:

    - gini, 1 - Σ p (L + L before), L the Lorenz curve: 0 where all have the same rate, near 1 where a few have all;
    - theil, Σ s ln(s / p), in nats: 0 where all have the same rate;
    - between, Theil's index of the larger territories; within, what remains: Σ S T, S the share of the places in a
      larger territory and T Theil's index inside it;
    - top_tenth, the share of the places in the best served tenth of the inhabitants, 1 - L(0.9), with L straight
      between territories.

    Parameters
    ----------
    counts, population
        Of each territory, length k; populations above zero.
    parents
        Number of the larger territory that each lies in, from 0, length k.

    Returns
    -------
    Inequality
        All null where there is no place.

    References
    ----------
    Theil H. (1967), Economics and information theory, North-Holland, chapter 4. Lerman R. I., Yitzhaki S. (1989),
    Improving the accuracy of estimates of Gini coefficients, Journal of Econometrics 42, 43-47, for the weighted
    Gini. Cowell F. A. (2011), Measuring inequality, 3rd ed., Oxford University Press.

    Examples
    --------
    >>> inequality([1, 1, 2], [1, 1, 2]).gini, inequality([0, 0, 4], [1, 1, 2]).gini
    (0.0, 0.5)
    """
    import numpy as np

    y, p = np.asarray(counts, np.float64), np.asarray(population, np.float64)
    if not y.sum():
        return Inequality(*(float("nan"),) * 3)
    x, curve = lorenz(y, p)
    gini = 1 - float((np.diff(x) * (curve[1:] + curve[:-1])).sum())
    top = 1 - float(np.interp(1 - TENTH, x, curve))
    theil = _theil(y, p)
    if parents is None:
        return Inequality(gini, theil, top)
    larger = np.asarray(parents)
    sums = (np.bincount(larger, part).astype(np.float64) for part in (y, p))
    between = _theil(*sums)
    return Inequality(gini, theil, top, between, theil - between)


def _theil(y: Array, p: Array) -> float:
    import numpy as np

    # Territories without places add nothing: x ln x goes to 0 with x.
    some = y > 0
    share, people = y[some] / y.sum(), p[some] / p.sum()
    return float((share * np.log(share / people)).sum())


def bootstrap(
    counts: npt.ArrayLike,
    population: npt.ArrayLike,
    parents: npt.ArrayLike | None = None,
    *,
    draws: int,
    seed: int,
) -> tuple[Inequality, Inequality]:
    """Bound the measures by drawing territories, with their places and inhabitants, as many as there are.

    Parameters
    ----------
    counts, population, parents
        As for `inequality`.
    draws, seed
        How many samples, and the seed of `numpy.random.default_rng`.

    Returns
    -------
    tuple of Inequality
        Low and high: the 2.5 and 97.5 percentiles of the samples.

    References
    ----------
    Mills J. A., Zandvakili S. (1997), Statistical inference via bootstrapping for measures of inequality, Journal
    of Applied Econometrics 12, 133-150.
    """
    import numpy as np

    y, p = np.asarray(counts, np.float64), np.asarray(population, np.float64)
    larger = None if parents is None else np.asarray(parents)
    chance = np.random.default_rng(seed)
    found = np.empty((draws, len(Inequality._fields)))
    for at in range(draws):
        # A territory drawn several times counts as one with as many times its places and inhabitants.
        times = np.bincount(chance.integers(len(y), size=len(y)), minlength=len(y))
        drawn = times > 0
        inside = None if larger is None else larger[drawn]
        found[at] = inequality(y[drawn] * times[drawn], p[drawn] * times[drawn], inside)
    if np.isnan(found[:, 0]).all():
        return Inequality(*(float("nan"),) * 3), Inequality(*(float("nan"),) * 3)
    kept = found[~np.isnan(found[:, 0])]
    low, high = np.percentile(kept, [2.5, 97.5], axis=0)
    return Inequality(*map(float, low)), Inequality(*map(float, high))


def gini_by_chance(total: int, population: npt.ArrayLike, *, draws: int, seed: int) -> float:
    """Give the mean Gini coefficient where every inhabitant is as likely as any other to have a place near.

    Few places over many small territories are unequal by necessity: this is what of gini is due to that.

    Parameters
    ----------
    total
        How many places.
    population
        Of each territory.
    draws, seed
        How many samples, and the seed.
    """
    import numpy as np

    p = np.asarray(population, np.float64)
    chance = np.random.default_rng(seed)
    return float(np.mean([inequality(chance.multinomial(total, p / p.sum()), p).gini for _ in range(draws)]))
