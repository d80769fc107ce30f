"""Places whose truth is known: 200 data sets of each world; the documentation has the full run."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "survival_simulation.py"
SETS = 200


@pytest.fixture(scope="module")
def simulation():
    spec = importlib.util.spec_from_file_location("survival_simulation", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_where_funding_does_nothing(simulation):
    found = simulation.run("nothing", SETS, seed=41)
    parts = {name: simulation.summary(values, 1.0) for name, values in found.items()}
    assert parts["funded_ever"]["mean"] < 0.5
    assert parts["funded_ever"]["coverage"] < 0.05
    # Four standard errors of 200 data sets on either side of what 1,000 must give.
    for name in ("funded", "withdrawn", "landmark"):
        assert 0.96 < parts[name]["mean"] < 1.05
        assert 0.89 < parts[name]["coverage"] <= 0.995
        assert parts[name]["error"] == pytest.approx(parts[name]["spread"], rel=0.2)


def test_where_funding_halves_closures_and_withdrawal_doubles_them(simulation):
    found = simulation.run("effect", SETS, seed=42)
    for name, truth in (("funded", 0.5), ("withdrawn", 2.0)):
        part = simulation.summary(found[name], truth)
        assert part["geometric_mean"] == pytest.approx(truth, rel=0.05)
        assert 0.89 < part["coverage"] <= 0.995
