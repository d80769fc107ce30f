"""Places of several kinds: which kinds go together, which have all that makes a third place, who offers what."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from places3t.indicators import survey
from places3t.indicators.diversity import membership
from places3t.indicators.sample import EVERYWHERE, row

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.sample import Sample

TOGETHER = " + "
_SEVERAL = 2
_ELEMENTS = 3


def hybrid_rows(sample: Sample, level: str) -> list[dict[str, object]]:
    """Give ``hybrid_share``, places of several types, and ``pair_share`` and ``pair_lift`` of each two types.

    ``pair_share`` divides by the places whose types are known; ``pair_lift`` is how many times as many places have
    both as would if types went together at random. Pairs are given for all places together. Where no place has two
    types, the source gives one each: nothing is said.

    Parameters
    ----------
    sample
        The places and their design; ``types`` holds lists.
    level
        As for `places3t.indicators.counting.territory_codes`.
    """
    import numpy as np

    flags = membership(sample.places["types"])
    kinds = flags.sum(axis=1).to_numpy()
    if kinds.max() < _SEVERAL:
        return []
    several = np.where(kinds > 0, kinds >= _SEVERAL, np.nan)
    rows = _shares(sample, several, level, {"indicator": "hybrid_share", "by": "types"}, "method-hybrid")
    return rows + _pairs(sample, flags)


def _shares(
    sample: Sample, hits: object, level: str, columns: dict[str, object], method: str
) -> list[dict[str, object]]:
    """Give one share in each territory where it is known for a place."""
    found = [(where, survey.share(hits, sample.design, inside)) for where, inside in sample.domains(level)]  # type: ignore[arg-type]
    return [row(share, "unit-share", method, **where, **columns) for where, share in found if share.n]


def _pairs(sample: Sample, flags: pd.DataFrame) -> list[dict[str, object]]:
    import numpy as np

    known = (flags.sum(axis=1) > 0).to_numpy()
    rows: list[dict[str, object]] = []
    shares = {name: survey.share(flags[name], sample.design, known).value for name in flags}
    for first, second in combinations(flags.columns, 2):
        both = (flags[first] * flags[second]).to_numpy()
        if not both.any():
            continue
        found = survey.share(np.where(known, both, np.nan), sample.design)
        name = {"by": "types", "group": f"{first}{TOGETHER}{second}", **EVERYWHERE}
        rows.append(row(found, "unit-share", "method-pair-share", indicator="pair_share", **name))
        by_chance = shares[first] * shares[second]
        value, low, high, error = (part / by_chance for part in found[:4])
        lift = survey.Estimated(value, low, high, error, found.n)
        rows.append(row(lift, "unit-times", "method-pair-lift", indicator="pair_lift", **name))
    return sorted(rows, key=lambda each: (each["indicator"] == "pair_lift", -float(str(each["value"]))))


def element_rows(sample: Sample, level: str) -> list[dict[str, object]]:
    """Give ``all_elements_share``: places that are collaborative, make things and mix people, all three."""
    import numpy as np

    flags = membership(sample.places["elements"]).sum(axis=1).to_numpy()
    hits = np.where(flags > 0, flags >= _ELEMENTS, np.nan)
    return _shares(sample, hits, level, {"indicator": "all_elements_share", "by": "elements"}, "method-elements")


def role_rows(sample: Sample) -> list[dict[str, object]]:
    """Say which services go with which role: ``role_service_share`` for each two of them.

    Roles: ``runs`` (designs and runs the place), ``supports`` it, ``uses`` and animates it. The share divides by the
    places of that role whose services are known. The same for ``access``: members only, or open to all.
    """
    import numpy as np

    flags = membership(sample.places["services"])
    known = (flags.sum(axis=1) > 0).to_numpy()
    rows = []
    for column in ("operator_role", "access"):
        values = sample.places[column].astype("str")
        for role in sorted(values.dropna().unique()):
            inside = values.eq(role).to_numpy() & known
            for service in flags if inside.any() else ():
                found = survey.share(np.where(known, flags[service], np.nan), sample.design, inside)
                name = {"by": f"{column} × services", "group": f"{role} · {service}", **EVERYWHERE}
                rows.append(row(found, "unit-share", "method-role-service", indicator="role_service_share", **name))
    return rows
