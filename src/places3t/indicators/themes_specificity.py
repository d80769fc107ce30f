"""Is a theme said more by some than by others? Specificity, as textometry has computed it since Lafon."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]


def specificity(
    seen: npt.ArrayLike, theme: npt.ArrayLike, group: npt.ArrayLike, total: npt.ArrayLike
) -> tuple[Array, Array]:
    """Compare how many contributions of a group have a theme with what a draw without return would give.

    Parameters
    ----------
    seen
        Contributions of the group that have the theme.
    theme
        Contributions that have the theme, in all groups.
    group
        Contributions of the group.
    total
        All contributions.

    Returns
    -------
    tuple of numpy.ndarray
        The specificity, −log₁₀ of the probability of as many or more where more were seen than expected (above
        zero), log₁₀
        of the probability of as few or fewer where fewer were seen (below zero); and the two-sided p, twice the smaller
        tail, at most 1.

    References
    ----------
    Lafon P. (1980), Sur la variabilité de la fréquence des formes dans un corpus, Mots 1, 127-165.

    Examples
    --------
    Four of ten contributions have the theme, and they are all of one group of four: 1 chance in 210.

    >>> score, p = specificity(4, 4, 4, 10)
    >>> round(float(score), 6), round(float(p), 6)
    (2.322219, 0.009524)
    """
    import numpy as np
    from scipy.stats import hypergeom

    k, marked, drawn, size = (np.asarray(each, dtype=np.float64) for each in (seen, theme, group, total))
    law = hypergeom(size, marked, drawn)
    more, fewer = law.sf(k - 1), law.cdf(k)
    above = k * size >= marked * drawn
    tiny = np.finfo(np.float64).tiny
    score = np.where(above, -np.log10(np.maximum(more, tiny)), np.log10(np.maximum(fewer, tiny)))
    # The logarithm of one is minus zero on one side.
    return score + 0.0, np.minimum(1.0, 2 * np.minimum(more, fewer))


def false_discovery(p: npt.ArrayLike) -> Array:
    """Adjust p-values of many tests: the expected share of false ones among those called significant.

    References
    ----------
    Benjamini Y., Hochberg Y. (1995), Controlling the false discovery rate, J. R. Stat. Soc. B 57, 289-300; as in R's
    ``p.adjust(p, "BH")``.

    Examples
    --------
    >>> false_discovery([0.01, 0.04, 0.03, 0.005]).tolist()
    [0.02, 0.04, 0.04, 0.02]
    """
    import numpy as np

    values = np.asarray(p, dtype=np.float64)
    if not len(values):
        return values
    order = np.argsort(values)[::-1]
    ranks = np.arange(len(values), 0, -1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum.accumulate(values[order] * len(values) / ranks)
    return np.minimum(adjusted, 1.0)
