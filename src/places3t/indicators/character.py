"""What the places are, all questions of the profile at once; and which of them the data cannot answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.counting import with_columns
from places3t.indicators.diversity import diversity_rows
from places3t.indicators.frame import indicator_frame
from places3t.indicators.hybridity import element_rows, hybrid_rows, role_rows
from places3t.indicators.numbers import number_rows
from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.profile import profile_rows
from places3t.indicators.reach import KILOMETRES, reach_rows
from places3t.indicators.sample import sample_of
from places3t.indicators.survey import FEW, LARGEST_CV
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from places3t.indicators.sample import Sample, Weights

    Rows = Callable[[Sample, str, str], list[dict[str, object]]]

WORDS = (
    "types",
    "legal_form",
    "operator_role",
    "access",
    "openness",
    "elements",
    "services",
    "has_facilitator",
    "networks",
)
"""Columns of words whose values are counted."""
NUMBERS = ("surface_m2", "members_count", "staff_fte", "telework_share")
"""Columns of numbers that are described."""
DIVERSE = ("types", "services")


class _Question(NamedTuple):
    """Rows that need some columns."""

    columns: tuple[str, ...]
    rows: Callable[[Sample, str], list[dict[str, object]]]


def character(
    places: pd.DataFrame,
    *,
    level: str = "country",
    by: str | None = None,
    at: Sequence[float] = KILOMETRES,
    weights: Weights | None = None,
) -> pd.DataFrame:
    """Answer every question of the profile that the data can answer.

    Parameters
    ----------
    places
        One row per place; those with status ``open`` count.
    level
        As for `places3t.indicators.counting.territory_codes`.
    by
        One column only: its values counted, or the number described.
    at
        Great-circle kilometres of the reach of networks.
    weights
        As for `places3t.indicators.sample.sample_of`.

    Returns
    -------
    pandas.DataFrame
        An indicator frame: ``count share`` of each value of the columns of words; ``<column>_mean _median _q25 _q75``
        of the numbers; ``shannon effective_number dissimilarity`` of types and services; ``hybrid_share pair_share
        pair_lift``; ``all_elements_share``; ``role_service_share``; ``network_places reach reach_share
        reach_abroad``. A column that no place fills in has no rows and a note.

    Raises
    ------
    CannotCompute
        ``no_places``, ``nothing_answered``, and why weights cannot be had.
    """
    sample = sample_of(with_columns(places, [*WORDS, *NUMBERS]), weights)
    if not len(sample.places):
        raise CannotCompute("no_places")
    if by is not None:
        return _one(sample, by, level)
    known = sample.places.notna().any()
    frames: list[pd.DataFrame] = []
    several = []
    for column in (name for name in WORDS if known[name]):
        frame, more = profile_rows(sample, column, level)
        frames.append(frame)
        several += [column] if more else []
    for columns, rows in _questions(at):
        if known[columns[0]] and (len(columns) == 1 or known[list(columns[1:])].any()):
            frames.append(indicator_frame(rows(sample, level)))
    if known["types"] and "types" not in several:
        sample.notes.append(Note("one_type_each"))
    return _together(sample, frames, several, [name for name in (*WORDS, *NUMBERS) if not known[name]])


def _questions(at: Sequence[float]) -> list[_Question]:
    """List the questions that are not a count of values; a question needs its first column and one of the others."""
    return [
        *(_Question((name,), partial(_column, number_rows, name)) for name in NUMBERS),
        *(_Question((name,), partial(_column, diversity_rows, name)) for name in DIVERSE),
        _Question(("types",), hybrid_rows),
        _Question(("elements",), element_rows),
        _Question(("services", "operator_role", "access"), lambda sample, _: role_rows(sample)),
        _Question(("networks",), lambda sample, _: reach_rows(sample, at)),
    ]


def _column(rows: Rows, name: str, sample: Sample, level: str) -> list[dict[str, object]]:
    return rows(sample, name, level)


def _one(sample: Sample, by: str, level: str) -> pd.DataFrame:
    import pandas as pd

    values = sample.places[by]
    if pd.api.types.is_float_dtype(values.dtype) or pd.api.types.is_integer_dtype(values.dtype):
        frames, several = [indicator_frame(number_rows(sample, by, level))], False
    else:
        frame, several = profile_rows(sample, by, level)
        frames = [frame]
    return _together(sample, frames, [by] if several else [], [] if values.notna().any() else [by])


def _together(sample: Sample, frames: list[pd.DataFrame], several: list[str], absent: list[str]) -> pd.DataFrame:
    import pandas as pd

    if not any(len(frame) for frame in frames) or (len(absent) and not several and all(_blank(f) for f in frames)):
        raise CannotCompute("nothing_answered", {"places": len(sample.places), "columns": absent})
    whole = _marked(pd.concat(frames, ignore_index=True))
    notes: list[object] = [*sample.notes]
    notes += [line("note-several-over-100", columns=", ".join(several))] if several else []
    notes += [Note("question_absent", {"columns": absent, "places": len(sample.places)})] if absent else []
    whole.attrs["notes"] = notes
    return whole


def _marked(frame: pd.DataFrame) -> pd.DataFrame:
    """Mark the shares of values that rest on few answers or vary widely, as the other estimates are."""
    share = frame["indicator"].eq("share")
    n = frame["n"].astype("Float64")
    varies = (((1 - frame["value"]) / (frame["value"] * n)) ** (1 / 2)) > LARGEST_CV
    doubtful = share & ((n < FEW) | varies).fillna(value=False)
    said = frame["method"].map(lambda method: line("unreliable", method=method), na_action="ignore")
    return frame.assign(method=frame["method"].mask(doubtful, said))


def _blank(frame: pd.DataFrame) -> bool:
    """Say whether a frame only counts places that did not answer."""
    return bool((frame["group"] == line("no-value")).all())
