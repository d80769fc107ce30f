"""The columns that say where each record is, once its commune is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t import territory

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.ingest.points import Points

COLUMNS = (
    "commune_code",
    "commune_name",
    "epci_code",
    "departement_code",
    "region_code",
    "country_code",
    "lat",
    "lon",
    "coordinates_source",
)
TYPES = dict.fromkeys(COLUMNS, "str") | {"lat": "float64", "lon": "float64"}
_OF_COMMUNE = ["commune_name", "epci_code", "departement_code", "region_code", "country_code", "lat", "lon"]


def placed(
    records: pd.DataFrame, chosen: pd.Series, points: Points, keep: npt.NDArray[np.bool_]
) -> tuple[pd.DataFrame, pd.Series]:
    """Say where records are, as their communes and their points tell.

    Parameters
    ----------
    records
        What the file wrote: of a record without a commune, its name and its country are all that is known.
    chosen
        The commune of each record, null where none was found.
    points, keep
        Their points, and which of them stay where the commune is another one than theirs.

    Returns
    -------
    tuple
        `COLUMNS`, and whether each record stands at its own point.
    """
    import pandas as pd

    nothing = pd.Series(None, index=records.index, dtype="str")
    by_point = points.territories
    today = territory.communes()
    there = today[_OF_COMMUNE].reindex(pd.Index(today["commune_code"]).get_indexer(chosen))
    there.index = records.index
    lat, lon = points.lat.where(keep), points.lon.where(keep)
    own = lat.notna() & lon.notna()
    country = there["country_code"].fillna(by_point["country_code"])
    frame = pd.DataFrame(
        {
            "commune_code": chosen,
            "commune_name": there["commune_name"].fillna(records.get("commune_name", nothing)),
            "epci_code": there["epci_code"],
            "departement_code": there["departement_code"].fillna(by_point["departement_code"]),
            "region_code": there["region_code"].fillna(by_point["region_code"]),
            "country_code": country.fillna(records.get("country_code", nothing)),
            "lat": lat.where(own, there["lat"]),
            "lon": lon.where(own, there["lon"]),
        },
        index=records.index,
    )
    frame["coordinates_source"] = nothing.mask(frame["lat"].notna(), "commune").mask(own, "file")
    return frame, own
