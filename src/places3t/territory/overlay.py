"""The bundled communes with what a study adds to them: newer figures, other centres, kinds of commune."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from places3t.territory.tables import COLUMNS, LEVELS, communes, table

if TYPE_CHECKING:
    import pandas as pd

    from places3t.territory.tables import Level

COUNTRY_WITHOUT = r"975|977|978|98\d"
"""Departments' codes of the overseas collectivities, which the official population of France leaves out."""


class AddedTable(NamedTuple):
    """A table of communes that a study added: its file, the years that it names, the columns taken from it."""

    source: str
    vintage: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """The communes that indicators count against.

    Attributes
    ----------
    communes
        As `places3t.territory.communes` gives them, with some figures replaced, and any further columns.
    levels
        The further columns that name a kind of commune or a zone made of communes: each is a level.
    replaced
        Which of ``population area_km2 centre`` come from an added table, wholly or in part.
    tables
        The added tables: each one's file, the years that it names, and the columns taken from it.
    """

    communes: pd.DataFrame
    levels: tuple[str, ...] = ()
    replaced: frozenset[str] = frozenset()
    tables: tuple[AddedTable, ...] = ()

    def has(self, level: str) -> bool:
        """Say whether territories of this level have figures."""
        return level in LEVELS or level in self.levels

    def table(self, level: str) -> pd.DataFrame:
        """Give the territories of a level, as `places3t.territory.table` does.

        Populations replaced at communes are summed for every level above. Areas are too, but for levels that
        have an official area of their own.

        Raises
        ------
        ValueError
            If there is no such level.
        """
        if level in self.levels:
            return self._kinds(level)
        bundled = table(cast("Level", level))
        if level == "commune":
            names = {"commune_code": "code", "commune_name": "name", "departement_code": "parent_code"}
            rows = self.communes.rename(columns=names).assign(name_en=None).astype({"name_en": "str"})
            return rows[list(COLUMNS)]
        for figure in ("population", "area_km2"):
            if figure in self.replaced:
                bundled = self._summed(bundled, level, figure)
        return bundled

    def _summed(self, bundled: pd.DataFrame, level: str, figure: str) -> pd.DataFrame:
        """Replace a figure of French territories by the sum over their communes."""
        source = "population_source" if figure == "population" else "area_source"
        inside = self.communes[self.communes["country_code"] == "FR"]
        if level == "country":
            inside = inside[~inside["departement_code"].str.fullmatch(COUNTRY_WITHOUT, na=False)]
        by = inside.groupby(f"{level}_code")
        sums, said = by[figure].sum(min_count=1), by[source].agg(_most)
        own = bundled["code"].isin(sums.index) & (
            bundled["area_source"].ne("INSEE") if figure == "area_km2" else bundled["code"].notna()
        )
        values = bundled["code"].map(sums).astype(bundled[figure].dtype)
        return bundled.assign(
            **{
                figure: values.where(own, bundled[figure]),
                source: bundled["code"].map(said).where(own, bundled[source]),
            }
        )

    def _kinds(self, level: str) -> pd.DataFrame:
        known = self.communes[self.communes[level].notna()]
        by = known.groupby(level, sort=True)
        rows = by.agg(
            country_code=("country_code", _most),
            population=("population", "sum"),
            area_km2=("area_km2", "sum"),
            area_source=("area_source", _most),
            population_source=("population_source", _most),
        ).reset_index(names="code")
        rows = rows.assign(name=rows["code"], name_en=None, parent_code=None)
        return rows.astype({"name_en": "str", "parent_code": "str"})[list(COLUMNS)]


def _most(values: pd.Series[str]) -> str | None:
    counts = values.value_counts()
    return str(counts.index[0]) if len(counts) else None


def bundled() -> Reference:
    """Give the bundled communes, with nothing added."""
    return Reference(communes())
