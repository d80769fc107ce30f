"""The examples in the docstrings of the formats run and are right."""

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

from places3t import formats, schema


def modules(package: ModuleType) -> list[str]:
    return [package.__name__, *(f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__))]


@pytest.mark.parametrize("name", [*modules(formats), *modules(schema)])
def test_examples_in_docstrings(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
