"""Survival curves: what is drawn and written, and that nothing is cut or covered."""

import numpy as np
import pandas as pd
import pytest

from places3t.charts import style
from places3t.charts.survival import Words, survival_chart
from places3t.indicators.survival.curve import MOST_STEPS, round_years, survival_curves


def town(n=300):
    rng = np.random.default_rng(8)
    opened = np.datetime64("2008-01-01") + rng.integers(0, 2000, n)
    closed = opened + rng.integers(30, 6000, n)
    end = np.datetime64("2023-01-01")
    gone = closed < end
    places = pd.DataFrame(
        {
            "place_id": np.arange(n).astype(str),
            "status": np.where(gone, "closed", "open"),
            "opened_on": opened,
            "closed_on": np.where(gone, closed, np.datetime64("NaT")),
            "observed_from": opened,
            "last_seen_on": end,
            "funding_known": True,
            "form": rng.choice(
                ["association", "société coopérative d’intérêt collectif à capital variable", "=1+1"], n
            ),
        }
    )
    started = opened + rng.integers(0, 2500, n)
    funding = pd.DataFrame({"place_id": places["place_id"], "started_on": started, "ended_on": started + 700})
    return places, funding[started < np.where(gone, closed, end)]


@pytest.mark.parametrize("by", [None, "funding", "form"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_cut_or_covered(by, language, layout, texts_of):
    frame = survival_curves(*town(), by=by, language=language)
    drawing = survival_chart(frame, words=Words("Survie des lieux", "démonstration", language))
    layout(drawing.figure)
    written = texts_of(drawing.figure)
    assert ("Lieux suivis" if language == "fr" else "Places watched") in written
    counts = frame[frame["indicator"] == "at_risk"]["value"].astype(int)
    assert {str(count) for count in counts} <= set(written)
    if by == "funding":
        assert ("soutien retiré" if language == "fr" else "withdrawn") in written
    assert drawing.alt.startswith("Courbes de survie. Survie" if language == "fr" else "Survival curves. Survie")


def test_the_steps_are_those_of_the_curve():
    frame = survival_curves(*town())
    steps = frame[frame["indicator"] == "survival_rate"]
    assert steps["at"].is_monotonic_increasing
    assert steps["value"].is_monotonic_decreasing
    assert len(steps) <= MOST_STEPS + 2
    assert steps["value"].iloc[0] == 1


def test_same_bytes(tmp_path):
    frame = survival_curves(*town(), by="form", until=10)
    assert frame["at"].max() <= 10
    words = Words("Survie", "démonstration", "fr")
    written = [style.save(survival_chart(frame, words=words), tmp_path / name) for name in ("a", "b")]
    for first, second in zip(*written, strict=True):
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(("end", "count"), [(0.8, 4), (3.0, 7), (8.9, 9), (15.0, 8), (60, 7)])
def test_round_years(end, count):
    ticks = round_years(end)
    assert ticks[0] == 0
    assert ticks[-1] <= end
    assert len(ticks) == count


def test_no_curve_and_too_many():
    frame = survival_curves(*town())
    words = Words("Survie", "démonstration", "fr")
    with pytest.raises(ValueError, match="0 curves"):
        survival_chart(frame.head(0), words=words)
    many = pd.concat([frame.assign(group=str(at)) for at in range(9)])
    with pytest.raises(ValueError, match="9 curves"):
        survival_chart(many, words=words)
