"""Whatever the data: an answer or a refusal in words, no warning, no NaN in a sentence, intervals around values."""

import datetime as dt

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival import survival

DATES = st.none() | st.dates(dt.date(2008, 1, 1), dt.date(2014, 12, 31))
PRECISIONS = st.sampled_from([None, "day", "month", "quarter", "year"])
PLACE = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["open", "closed", "closed", "unknown", "planned", None]),
        "opened_on": DATES,
        "opened_precision": PRECISIONS,
        "closed_on": DATES,
        "closed_precision": PRECISIONS,
        "closure_kind": st.sampled_from([None, None, "replaced", "moved"]),
        "observed_from": DATES,
        "first_seen_on": DATES,
        "last_seen_on": DATES,
        "closed_after": DATES,
        "closed_before": DATES,
        "funding_known": st.sampled_from([True, True, False, None]),
        "form": st.sampled_from(["a", "b", None, " "]),
        "size": st.none() | st.floats(-1e6, 1e6),
    }
)
SPELL = st.fixed_dictionaries({"place": st.integers(0, 14), "started_on": DATES, "ended_on": DATES})
OPTIONS = st.fixed_dictionaries(
    {
        "by": st.sampled_from(
            [None, "funding", "funding", "funded_ever", "funded_at_opening", "form", "size", "nothing"]
        ),
        "origin": st.sampled_from(["opened", "observed"]),
        "adjust": st.sampled_from([(), ("size",), ("form", "size")]),
        "stratify": st.sampled_from([(), ("form",)]),
        "interact": st.sampled_from([None, "form"]),
        "landmark": st.sampled_from([None, 0, 1]),
        "competing": st.booleans(),
        "sensitivity": st.booleans(),
        "horizon": st.sampled_from([None, 2.0, 50.0]),
        "at": st.sampled_from([(1, 3), (0.5,), ()]),
        "language": st.sampled_from(["fr", "en"]),
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(PLACE, max_size=15), st.lists(SPELL, max_size=10), OPTIONS)
def test_an_answer_or_a_refusal(people, spans, options):
    places = pd.DataFrame(people, columns=list(people[0]) if people else ["status"])
    places.insert(0, "place_id", [f"p{at}" for at in range(len(places))])
    funding = pd.DataFrame(
        [{"place_id": f"p{span['place']}", **{key: span[key] for key in ("started_on", "ended_on")}} for span in spans],
        columns=["place_id", "started_on", "ended_on"],
    )
    try:
        frame = survival(places, funding, **options)
    except CannotCompute as refusal:
        _is_sentence(refusal)
        return
    for note in frame.attrs["notes"]:
        _is_sentence(note)
    assert not frame["method"].str.contains(r"\bnan\b", case=False).any()
    assert np.isfinite(
        frame.loc[frame["indicator"].isin(["places", "closures", "place_years", "closure_rate"]), "value"]
    ).all()
    inside = frame.dropna(subset=["low", "high", "value"])
    assert ((inside["low"] <= inside["value"] + 1e-9) & (inside["value"] <= inside["high"] + 1e-9)).all()
    shares = frame[frame["unit"] == "share"]
    shares = shares[~shares["indicator"].str.contains("difference")]["value"].dropna()
    assert shares.between(-1e-9, 1 + 1e-9).all()


def _is_sentence(said):
    for language in ("fr", "en"):
        sentence = said.sentence(language)
        assert sentence.endswith((".", "!", "?"))
        assert "nan" not in sentence.lower().split()
        assert "{" not in sentence
