"""places3t: from census spreadsheets of third places to indicators, charts and reports.

Everything that the command line does can be done from a notebook:

>>> import places3t
>>> places3t.__version__
'0.1.0'

The names below are loaded when they are first used, so that ``import places3t`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from places3t.errors import Refusal
    from places3t.indicators.density import density
    from places3t.indicators.isolation import isolation
    from places3t.ingest import check_files, ingest_files
    from places3t.reports.national import write_national
    from places3t.reports.region import write_region
    from places3t.workspace import Workspace

_HOME = {
    "Refusal": "places3t.errors",
    "Workspace": "places3t.workspace",
    "check_files": "places3t.ingest",
    "density": "places3t.indicators.density",
    "ingest_files": "places3t.ingest",
    "isolation": "places3t.indicators.isolation",
    "write_national": "places3t.reports.national",
    "write_region": "places3t.reports.region",
}

__all__ = [
    "Refusal",
    "Workspace",
    "__version__",
    "check_files",
    "density",
    "ingest_files",
    "isolation",
    "write_national",
    "write_region",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    msg = f"module 'places3t' has no attribute {name!r}"
    raise AttributeError(msg)
