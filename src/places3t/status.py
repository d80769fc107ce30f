"""What a workspace holds, and what its data lack for each family of indicators."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from places3t.tables import read_table
from places3t.typography import is_missing

if TYPE_CHECKING:
    import pandas as pd

    from places3t.workspace import Workspace

# The columns that a family needs, each list being one question: any column of a list answers it.
NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "density": (("commune_code", "departement_code", "region_code"),),
    "concentration": (("commune_code", "departement_code", "region_code"),),
    "isolation": (("lat",),),
    "survival": (("opened_on", "observed_from"), ("closed_on", "closed_after"), ("last_seen_on",)),
    "profile": (("types", "legal_form", "operator_role", "access", "services"),),
    "economy": (("public_share", "market_share", "reciprocity_share", "budget_eur"),),
}


LEVELS = ("commune", "departement", "region", "country")
"""Territories that nest, the finest first."""


@dataclass(frozen=True, slots=True)
class Wave:
    """A survey: when, and how many places it saw, by status."""

    wave: str | None
    places: int
    statuses: dict[str, int]


@dataclass(frozen=True, slots=True)
class Need:
    """What a family of indicators lacks: for each missing question, the columns that would answer it."""

    family: str
    missing: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class State:
    """The state of a workspace."""

    tables: dict[str, int]
    waves: tuple[Wave, ...]
    sources: tuple[dict[str, Any], ...]
    findings: dict[str, int]
    filled: dict[str, float]
    needs: tuple[Need, ...]
    located: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Give the state as plain JSON data."""
        return asdict(self)


def describe(workspace: Workspace) -> State:
    """Describe a workspace.

    Returns
    -------
    State
        Tables with their rows; waves; sources; findings by severity; ``filled``, the share of places for which each
        column is known; what each family of indicators lacks; and ``located``, the places by the finest territory
        that they are known to be in: ``commune``, ``departement``, ``region``, ``country`` or ``nowhere``.
    """
    tables = {name: read_table(workspace, name) for name in workspace.tables()}
    places = tables.get("places")
    filled = {} if places is None or places.empty else _filled(places)
    return State(
        tables={name: len(frame) for name, frame in tables.items()},
        waves=_waves(tables.get("observations")),
        sources=_sources(tables.get("sources")),
        findings=_counts(tables["findings"]["severity"]) if "findings" in tables else {},
        filled=filled,
        needs=tuple(
            Need(family, missing)
            for family, questions in NEEDS.items()
            if (missing := tuple(each for each in questions if not any(filled.get(name) for name in each)))
        ),
        located={} if places is None or places.empty else _located(places),
    )


def _located(places: pd.DataFrame) -> dict[str, int]:
    """Count the places by the finest territory that they are known to be in; no level that has none."""
    counts, left = {}, places
    for level in LEVELS:
        known = left[f"{level}_code"].notna()
        counts[level], left = int(known.sum()), left[~known]
    return {level: count for level, count in {**counts, "nowhere": len(left)}.items() if count}


def _filled(places: pd.DataFrame) -> dict[str, float]:
    known = places.drop(columns="geometry", errors="ignore").notna().mean()
    return {str(name): float(share) for name, share in known.items()}


def _waves(observations: pd.DataFrame | None) -> tuple[Wave, ...]:
    if observations is None or observations.empty:
        return ()
    seen = observations.assign(wave=observations["wave"].dt.strftime("%Y-%m-%d"))
    return tuple(
        Wave(None if is_missing(wave) else str(wave), group["place_id"].nunique(), _counts(group["status"]))
        for wave, group in seen.groupby("wave", dropna=False, sort=True)
    )


def _sources(sources: pd.DataFrame | None) -> tuple[dict[str, Any], ...]:
    from places3t.tabular import plain

    if sources is None:
        return ()
    names = [str(name) for name in sources.columns]
    return tuple(dict(zip(names, map(plain, row), strict=True)) for row in sources.itertuples(index=False, name=None))


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(value): int(count) for value, count in values.value_counts().sort_index().items()}
