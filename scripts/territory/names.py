"""The lookup of names: every name a commune bears or bore, as a key."""

from __future__ import annotations

import pandas as pd

from places3t.territory.names import normalise_name

NAMES_OF_TODAY = ("commune_name", "name_nl")


def name_keys(communes: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    """Give the lookup frame of names.

    Parameters
    ----------
    communes : pandas.DataFrame
        Today's communes with ``country_code``, ``commune_code`` and the columns of :data:`NAMES_OF_TODAY`.
    former : pandas.DataFrame
        ``[name, commune_code]``: earlier names and names of parts.

    Returns
    -------
    pandas.DataFrame
        ``[country_code, key, commune_code, is_former]``, one row per key and commune.
    """
    today = communes.melt("commune_code", NAMES_OF_TODAY, value_name="name")
    every = pd.concat([today.assign(is_former=False), former.assign(is_former=True)], ignore_index=True)
    every = every.dropna(subset="name").merge(communes[["commune_code", "country_code"]], on="commune_code")
    every["key"] = every["name"].map(normalise_name)
    kept = every[every["key"] != ""].drop_duplicates(["country_code", "key", "commune_code"])
    return kept[["country_code", "key", "commune_code", "is_former"]]
