"""The families of indicators by name, for whoever chooses one by a word: the command line, a report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from places3t.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from places3t.indicators.survival.spells import Origin
    from places3t.language import Language
    from places3t.territory.overlay import Reference
    from places3t.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a family.

    Attributes
    ----------
    level, by
        The territories, and the column whose values are compared; null for the family's own default.
    at
        The indicator's parameters: km, or years.
    only
        The places to keep, each as ``column=value``.
    language
        Of the method lines of survival; the other families are said by `places3t.indicators.words.localise`.
    k, same
        Of `isolation`: which neighbour, and the column that it must share a value of.
    within
        Of `concentration`: the larger territories.
    weights
        Of all but `concentration` and `themes`: a column of weights, or a CSV of margins (``margin value target``).
    replies
        Of `themes`: count replies without a theme of their own, apart.
    origin, horizon, adjust, stratify, interact, landmark, competing, sensitivity
        Of `survival` alone; see `places3t.indicators.survival.survival`.
    """

    level: str | None = None
    by: str | None = None
    at: tuple[float, ...] = ()
    only: tuple[str, ...] = ()
    language: Language = "en"
    k: int = 1
    same: str | None = None
    within: str | None = None
    weights: str | None = None
    origin: str = "opened"
    horizon: float | None = None
    adjust: tuple[str, ...] = ()
    stratify: tuple[str, ...] = ()
    interact: str | None = None
    landmark: float | None = None
    competing: bool = True
    sensitivity: bool = False
    replies: bool = False


class Tables:
    """The tables of a workspace, each read when a family first asks for it.

    Parameters
    ----------
    workspace
        Where they are.
    only
        The places to keep, each as ``column=value``.
    public
        Whether what is made of them is for publication.
    """

    def __init__(self, workspace: Workspace, only: Sequence[str] = (), *, public: bool = False) -> None:
        self.workspace = workspace
        self.only = only
        self.public = public

    @cached_property
    def places(self) -> pd.DataFrame:
        """One row a place."""
        from places3t.tables import read_places

        return filtered(read_places(self.workspace), self.only)

    @cached_property
    def reference(self) -> Reference:
        """The communes, with what was added to them."""
        from places3t.reference.store import read_reference

        return read_reference(self.workspace)

    def read(self, name: str) -> pd.DataFrame:
        """Read another table."""
        from places3t.tables import read_table

        return read_table(self.workspace, name)


def compute(family: str, tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute a family.

    Parameters
    ----------
    family
        A key of `FAMILIES`.
    tables
        The tables of a workspace.
    ask
        What is asked.

    Returns
    -------
    pandas.DataFrame
        An indicator frame.

    Raises
    ------
    Refusal
        If the level or a column does not exist.
    CannotCompute
        If the data cannot give an answer.
    """
    if ask.weights is not None and family in _UNWEIGHTED:
        from places3t.indicators.problems import CannotCompute

        raise CannotCompute("weights_not_here", {"family": family})
    return FAMILIES[family](tables, ask)


def density(tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute `places3t.indicators.density.density`, by region unless asked otherwise."""
    from places3t.indicators.density import density as of_places

    check_columns(tables.places, ask)
    level, weights = ask.level or "region", weights_of(tables.places, ask.weights)
    if weights is not None:
        from places3t.indicators.density_weighted import weighted_density

        return weighted_density(tables.places, weights, level=level, by=ask.by, reference=tables.reference)
    return of_places(tables.places, level=level, by=ask.by, reference=tables.reference)


def concentration(tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute `places3t.indicators.concentration.concentration`, over departments unless asked otherwise."""
    from places3t.indicators.concentration import concentration as of_places

    check_columns(tables.places, ask)
    for level in filter(None, (ask.level, ask.within)):
        if level not in (levels := ("region", "departement", "epci", "commune", *tables.reference.levels)):
            raise Refusal("no-inhabitants", level=level, levels=", ".join(levels))
    within, reference = ask.within, tables.reference
    return of_places(tables.places, level=ask.level or "departement", within=within, by=ask.by, reference=reference)


def isolation(tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute `places3t.indicators.isolation.isolation`, by region unless asked otherwise."""
    from places3t.indicators.isolation import KILOMETRES
    from places3t.indicators.isolation import isolation as of_places

    check_columns(tables.places, ask, besides=("zone",))
    return of_places(
        tables.places,
        level=ask.level or "region",
        by=ask.by,
        at=ask.at or KILOMETRES,
        k=ask.k,
        same=ask.same,
        reference=tables.reference,
        weights=weights_of(tables.places, ask.weights),
    )


def profile(tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute `places3t.indicators.character.character`, by country unless asked otherwise."""
    from places3t.indicators.character import character
    from places3t.indicators.reach import KILOMETRES

    check_columns(tables.places, ask)
    weights = weights_of(tables.places, ask.weights)
    return character(tables.places, level=ask.level or "country", by=ask.by, at=ask.at or KILOMETRES, weights=weights)


def economy(tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute `places3t.indicators.economy.economy`, by country unless asked otherwise."""
    from places3t.indicators.economy import economy as of_places

    check_columns(tables.places, ask)
    size = ask.at[0] if ask.at else None
    weights = weights_of(tables.places, ask.weights)
    return of_places(tables.places, tables.read("funding"), level=ask.level or "country", at=size, weights=weights)


def weights_of(places: pd.DataFrame, weights: str | None) -> str | pd.DataFrame | None:
    """Read what ``--weights`` names: a column of the places, or a CSV file of margins.

    Raises
    ------
    Refusal
        If it is neither.
    CannotCompute
        ``margin_columns`` if the file holds no table.
    """
    import csv
    import io
    from pathlib import Path

    if weights is None or weights in places.columns:
        return weights
    if not Path(weights).is_file():
        raise Refusal("no-column", column=weights, columns=_columns(places))
    import pandas as pd

    from places3t.indicators.problems import CannotCompute

    given = Path(weights).read_bytes()
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = given.decode("cp1252", errors="replace")
    try:
        # A code that starts with a zero is a text; the targets are read as numbers where they are used.
        return pd.read_csv(io.StringIO(text), dtype="str", sep=None, engine="python")
    except (csv.Error, ValueError) as error:
        raise CannotCompute("margin_columns", {"columns": ["margin", "value", "target"]}) from error


def survival(tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute `places3t.indicators.survival.survival`, by country unless asked otherwise."""
    from places3t.indicators.survival import survival as of_places

    check_columns(tables.places, ask, besides=("funding",))
    return of_places(
        tables.places,
        tables.read("funding"),
        observations=tables.read("observations"),
        by=ask.by,
        at=ask.at or (1, 3, 5, 10),
        origin=cast("Origin", ask.origin),
        horizon=ask.horizon,
        adjust=ask.adjust,
        stratify=ask.stratify,
        interact=ask.interact,
        landmark=ask.landmark,
        competing=ask.competing,
        sensitivity=ask.sensitivity,
        level=ask.level or "country",
        language=ask.language,
        weights=weights_of(tables.places, ask.weights),
    )


def themes(tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute `places3t.indicators.themes_family.themes`, from the contributions."""
    from places3t.indicators.themes_family import themes as of_contributions

    return of_contributions(tables, ask)


FAMILIES: dict[str, Callable[[Tables, Ask], pd.DataFrame]] = {
    "density": density,
    "concentration": concentration,
    "isolation": isolation,
    "survival": survival,
    "profile": profile,
    "economy": economy,
    "themes": themes,
}
_UNWEIGHTED = ("concentration", "themes")
"""Of a territory without an answer nobody knows that it has no place; and contributions are no sample of places."""


def check_columns(places: pd.DataFrame, ask: Ask, besides: Sequence[str] = ()) -> None:
    """Refuse a level or a column that does not exist.

    Parameters
    ----------
    places
        One row a place.
    ask
        What is asked.
    besides
        Words that a family understands though they are no column.

    Raises
    ------
    Refusal
        Naming the levels and columns that there are.
    """
    from places3t import territory

    if ask.level is not None and ask.level not in (*territory.LEVELS, *places.columns, *besides):
        levels = (*territory.LEVELS, *(word for word in besides if word == "zone"))
        raise Refusal("no-level", level=ask.level, levels=", ".join(levels), columns=_columns(places))
    for column in filter(None, [ask.by, ask.same, ask.interact, *ask.adjust, *ask.stratify]):
        if column not in places.columns and column not in besides:
            raise Refusal("no-column", column=column, columns=_columns(places))


def filtered(places: pd.DataFrame, only: Sequence[str]) -> pd.DataFrame:
    """Keep the places that have all of some values, given as ``column=value``.

    A place with several values in a column (types) has each of them.

    Raises
    ------
    Refusal
        If a text is not of that form, there is no such column, or no place has the value.
    """
    for text in only:
        column, equals, value = text.partition("=")
        if not equals:
            raise Refusal("bad-only", text=text)
        if column not in places.columns:
            raise Refusal("no-column", column=column, columns=_columns(places))
        single = places[column].explode()
        has = single.index[single.astype("str").eq(value) & single.notna()]
        if not len(has):
            known = ", ".join(sorted(single.dropna().astype("str").unique())[:20])
            raise Refusal("nothing-left", column=column, value=value, values=known or "-")
        places = places[places.index.isin(has)]
    return places


def numbers(text: str | None) -> tuple[float, ...]:
    """Read numbers with commas between.

    Raises
    ------
    Refusal
        If one is no number.

    Examples
    --------
    >>> numbers("5,20"), numbers(None)
    ((5.0, 20.0), ())
    """
    try:
        return tuple(float(part) for part in text.split(",")) if text else ()
    except ValueError as error:
        raise Refusal("not-numbers", text=str(text)) from error


def _columns(places: pd.DataFrame) -> str:
    return ", ".join(str(name) for name in places.columns if places[name].notna().any())
