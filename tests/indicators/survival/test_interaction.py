"""Interaction tests against R: likelihood ratio, and Wald with clustered errors."""

import numpy as np
import pytest

from places3t.indicators.survival.arrays import episodes
from places3t.indicators.survival.interaction import interaction


def test_agrees_with_r(figures, public, rows):
    data = public["lung"]
    cluster = np.unique(data["inst"], return_inverse=True)[1]
    first, second = (data[[name]].to_numpy(float) for name in ("sex", "ecog"))
    found = interaction(rows(data, "time", "status"), first, second, cluster=cluster)
    assert found.likelihood_ratio.chi2 == pytest.approx(figures["lr_lung"]["chi2"][0], rel=1e-6)
    assert found.wald.chi2 == pytest.approx(figures["wald_lung"]["chi2"][0], rel=1e-6)
    assert (found.wald.df, found.likelihood_ratio.df) == (1, 1)


def test_nothing_to_test():
    made = episodes(None, [1, 2, 3, 4.0], [1, 1, 0, 0])
    # Nobody is in both classes.
    first, second = np.array([[1.0], [1], [0], [0]]), np.array([[0.0], [0], [1], [1]])
    assert interaction(made, first, second) is None
