"""What the waves of a census say of when a place was last open and first closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def with_observations(places: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Give the places with the days that survival needs, read from the waves that saw them.

    Parameters
    ----------
    places
        One row per place, with ``place_id``.
    observations
        One row per sight: ``place_id wave status``; ``wave`` is a date, or a text that begins with one.

    Returns
    -------
    pandas.DataFrame
        The same places, those that some wave saw with:

        - ``last_seen_on``: the last wave that found the place open, null if none did. A later wave that
          lists it with an unknown status did not see it open;
        - ``observed_from``: where it was null, the first wave that found it open;
        - ``closed_after``, ``closed_before``: the last wave that found it open, and the first after that
          which found it closed: a closure without a date lies between them.
    """
    import pandas as pd

    status = observations["status"].astype("str").str.strip().str.lower()
    seen = pd.DataFrame(
        {"place_id": observations["place_id"].astype("str"), "wave": _dates(observations["wave"]), "status": status}
    )
    seen = seen[seen["wave"].notna()]
    by_place = seen[seen["status"] == "open"].groupby("place_id")["wave"]
    first_open, last_open = by_place.min(), by_place.max()
    closed = seen[seen["status"] == "closed"]
    after = _at(closed["place_id"], last_open)
    first_closed = closed[after.isna() | (closed["wave"] > after)].groupby("place_id")["wave"].min()
    key = places["place_id"].astype("str")
    known = key.isin(seen["place_id"])
    was_open, was_closed = (_at(key, day) for day in (last_open, first_closed))
    changed = places.copy()
    changed["last_seen_on"] = was_open.where(known, _column(places, "last_seen_on"))
    observed = _column(places, "observed_from")
    changed["observed_from"] = observed.where(observed.notna(), _at(key, first_open))
    changed["closed_after"] = was_open.where(known, _column(places, "closed_after"))
    changed["closed_before"] = was_closed.where(known, _column(places, "closed_before"))
    return changed


def _at(key: pd.Series, by_place: pd.Series) -> pd.Series:
    """Give each key its date, null where it has none."""
    import pandas as pd

    return pd.Series(by_place.reindex(key).to_numpy("datetime64[s]"), index=key.index)


def _dates(values: pd.Series) -> pd.Series:
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.astype("datetime64[s]")
    texts = values.astype("str").str.slice(0, 10)
    return pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")


def _column(places: pd.DataFrame, name: str) -> pd.Series:
    import pandas as pd

    if name not in places.columns:
        return pd.Series(pd.NaT, index=places.index, dtype="datetime64[s]")
    return _dates(places[name])
