"""Is the effect the same whatever the class? Tests of the products of two factors in a Cox model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.arrays import chi2_p
from places3t.indicators.survival.cox import cox
from places3t.indicators.survival.logrank import quadratic_form
from places3t.indicators.survival.proportional import Test

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Episodes, Floats, Ints


@dataclass(frozen=True, slots=True)
class Interaction:
    """Two tests that the products add nothing: Wald with clustered errors, and likelihood ratio."""

    wald: Test
    likelihood_ratio: Test


def interaction(
    rows: Episodes,
    first: Floats,
    second: Floats,
    *,
    others: Floats | None = None,
    strata: Ints | None = None,
    cluster: Ints | None = None,
) -> Interaction | None:
    """Test that the hazard ratios of one factor do not depend on another.

    Parameters
    ----------
    rows
        Episodes, event code 1.
    first, second
        Indicator columns of the two factors (each without its first class), shapes (n, a) and (n, b).
    others
        What the model adjusts for besides, shape (n, c).
    strata, cluster
        As `cox`.

    Returns
    -------
    Interaction or None
        None where no product can be estimated: no class of one factor has closures in two classes of the
        other.

    Notes
    -----
    Products without information (nobody in both classes) are dropped; the degrees of freedom count those
    that stay. A product whose estimate runs away is taken out of the Wald test; the likelihood ratio keeps
    it, being finite.
    """
    a, b = first.shape[1], second.shape[1]
    products = np.column_stack([first[:, i] * second[:, j] for i in range(a) for j in range(b)])
    base = np.column_stack([first, second] + ([] if others is None else [others]))
    names = [str(at) for at in range(base.shape[1] + products.shape[1])]
    small = cox(rows, base, names[: base.shape[1]], strata=strata, cluster=cluster)
    full = cox(rows, np.column_stack([base, products]), names, strata=strata, cluster=cluster)
    tested = [name for name in names[base.shape[1] :] if name not in full.dropped]
    finite = [int(name) for name in tested if name not in full.infinite]
    if not finite:
        return None
    chi2, df = quadratic_form(full.coef[finite], full.variance[np.ix_(finite, finite)])
    ratio = max(0.0, 2 * (full.loglik - small.loglik))
    return Interaction(Test(chi2, df, chi2_p(chi2, df)), Test(ratio, len(tested), chi2_p(ratio, len(tested))))
