"""The examples in the docstrings are run."""

import doctest
import importlib

import pytest

MODULES = ("survival", "survival.rates", "survival.sensitivity", "problems")


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    found = doctest.testmod(importlib.import_module(f"places3t.indicators.{name}"))
    assert found.attempted
    assert not found.failed
