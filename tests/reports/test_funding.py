"""The brief on funding: answers in order, no sentence stronger than its interval, one line where it cannot answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import Estimate, wilson
from places3t.indicators.problems import Note
from places3t.language import catalogue
from places3t.reports import funding_facts as facts
from places3t.reports import funding_tables
from places3t.reports.facts import Figure
from places3t.reports.funding import Tables, write_funding
from places3t.reports.funding_study import ALL, FundingStudy
from places3t.reports.phrases import Phrases

if TYPE_CHECKING:
    from pathlib import Path

EN, FR = Phrases("en", "funding"), Phrases("fr", "funding")
SOURCES = pd.DataFrame(
    [
        {"source": name, "sheet": None, "sha256": "ab" * 32, "kind": kind, "publisher": None, "licence": None}
        | {"wave": wave, "read": 9, "kept": 9, "merged": 0, "rejected": 0}
        for name, kind, wave in (("list.csv", "places", "2020-01-01"), ("grants.csv", "funding", None))
    ]
)


def row(indicator: str, value: float, low: float, high: float, group: str | None = "funded") -> pd.DataFrame:
    at = {"indicator": indicator, "code": ALL, "group": group, "value": value, "low": low, "high": high, "n": 60}
    return indicator_frame([at])


def made(n: int = 240, *, unknown: int = 0) -> Tables:
    """Places watched from their opening for up to eight years; closures double when support stops."""
    rng = np.random.default_rng(5)
    opened = pd.Timestamp("2010-01-01") + pd.to_timedelta(rng.integers(0, 700, n), unit="D")
    start, length = rng.uniform(0.2, 4, n), rng.uniform(1, 3, n)
    life = np.minimum(rng.exponential(9, n), start + length + rng.exponential(3, n))
    year = pd.Timedelta(days=365.25)
    closed = opened + life * year
    end = pd.Timestamp("2020-01-01")
    gone = closed < end
    ids = [f"P{at}" for at in range(n)]
    places = pd.DataFrame(
        {
            "place_id": ids,
            "name": ids,
            "status": np.where(gone, "closed", "open"),
            "opened_on": opened,
            "opened_precision": "day",
            "closed_on": closed.where(gone),
            "closed_precision": np.where(gone, "day", None),
            "observed_from": opened,
            "first_seen_on": opened,
            "last_seen_on": np.where(gone, closed, end),
            "legal_form": rng.choice(["association", "company"], n),
            "country_code": "FR",
            "funding_known": np.arange(n) >= unknown,
        }
    )
    funded = (start < life) & (rng.random(n) < 0.6) & (np.arange(n) >= unknown)
    places["funded_ever"] = pd.array(funded, dtype="boolean")
    spells = pd.DataFrame({"place_id": ids, "kind": "public", "started_on": opened + start * year})
    spells["ended_on"] = opened + (start + length) * year
    waves = pd.to_datetime(["2010-01-01", "2012-01-01", "2014-01-01", "2016-01-01", "2018-01-01", "2020-01-01"])
    seen = [
        {"place_id": each, "wave": str(wave.date()), "status": "open" if wave < gone_on else "closed"}
        for each, first, gone_on in zip(ids, opened, closed, strict=True)
        for wave in waves
        if wave >= first
    ]
    return Tables(places, spells[funded].reset_index(drop=True), pd.DataFrame(seen), SOURCES)


@pytest.mark.parametrize("say", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize(
    ("estimate", "verdict"),
    [
        ((0.6, 0.4, 0.9), "fewer"),
        ((2.0, 1.2, 3.0), "more"),
        ((1.0, 0.9, 1.1), "similar"),
        ((0.7, 0.45, 1.05), "unsettled"),
        ((1.4, 0.99, 2.0), "unsettled"),
    ],
)
def test_a_difference_is_said_only_where_the_interval_supports_it(
    say: Phrases, estimate: tuple[float, float, float], verdict: str
) -> None:
    for key, indicator, group in (
        ("funded", "hazard_ratio", "funded"),
        ("withdrawn", "hazard_ratio", "withdrawn"),
        ("landmark", "landmark_hazard_ratio", "funded"),
    ):
        frame = row(indicator, *estimate, group=group)
        said = facts.landmark(say, frame) if key == "landmark" else facts.ratio(say, frame, group)
        begin = catalogue("funding")[f"{key}-{verdict}"][say.language].split("{")[0]
        assert str(said).startswith(begin)
        assert say.number(estimate[1], 2) in str(said)


def test_nothing_is_made_up_where_there_is_no_ratio() -> None:
    empty = indicator_frame([])
    assert "cannot be said" in facts.ratio(EN, empty, "funded")
    assert "cannot be said" in facts.organisation(EN, empty)
    assert facts.landmark(EN, empty) is None
    assert facts.naive(EN, None) is None
    assert facts.hidden_cause(EN, empty, "funded") is None
    assert facts.unknown_fate(EN, empty, "funded") is None
    assert facts.rates(EN, empty) is None


def test_an_interaction_that_is_not_established_is_no_proof_of_sameness() -> None:
    said = facts.organisation(EN, row("interaction_p", 0.4, np.nan, np.nan, None))
    assert "is not established" in said
    assert "not proof" in said
    assert "**differs**" in facts.organisation(EN, row("interaction_p", 0.0004, np.nan, np.nan, None))
    assert facts.p_value(EN, 0.0004) == "< 0.001"


def test_the_size_of_the_naive_bias_is_said() -> None:
    params = {"naive": 0.42, "naive_low": 0.3, "naive_high": 0.6, "honest": 1.01, "honest_low": 0.7, "honest_high": 1.4}
    said = facts.naive(FR, Note("funded_ever_biased", params))
    assert "0,42 (de 0,30 à 0,60)" in said
    assert "1,01 (de 0,70 à 1,40)" in said


def test_a_hidden_cause_explains_only_what_is_established() -> None:
    assert "2.9 (of 1.8" in facts.hidden_cause(EN, row("e_value", 2.91, 1.75, np.nan), "funded")
    assert "no effect for a hidden cause" in facts.hidden_cause(EN, row("e_value", 1.4, 1.0, np.nan), "funded")


def test_bounds_on_the_unknown() -> None:
    figures = [Figure(Estimate(value, value / 2, value * 2), 9) for value in (0.8, 1.2)]
    said = facts.unknown_funding(EN, (1, *figures), "funded")
    assert said.startswith("For one place")
    assert "0.80 (0.40 to 1.60)" in said
    frame = pd.concat(
        [row("hazard_ratio_if_unknown_closed", 1.3, 1, 2), row("hazard_ratio_if_unknown_open", 0.7, 0.5, 1)]
    )
    assert "1.30 (1.00 to 2.00)" in facts.unknown_fate(EN, frame, "funded")


def test_unknown_funding_moves_the_ratio_both_ways() -> None:
    tables = made(unknown=60)
    study = FundingStudy(tables.places, tables.funding, tables.observations, "en")
    n, none, every = study.unknown_funding("funded")
    assert n == 60
    known = made()
    whole = FundingStudy(known.places, tables.funding, known.observations, "en").ask()
    # As if unfunded: by hand, the same places with funding_known and no spell of the sixty.
    expected = whole[(whole["indicator"] == "hazard_ratio") & (whole["group"] == "funded")]["value"].iloc[0]
    assert none.estimate.value == pytest.approx(expected)
    assert every.estimate.value != pytest.approx(none.estimate.value)


def test_who_is_funded_counts_those_known_only() -> None:
    places = pd.DataFrame(
        {
            "funding_known": [True, True, True, True, False],
            "funded_ever": pd.array([True, True, False, None, None], dtype="boolean"),
            "legal_form": ["company", "company", "company", None, "company"],
        }
    )
    frame = funding_tables.who(EN, places)
    assert frame[["by", "group", "n"]].isna().sum().tolist() == [1, 2, 0]
    assert frame["value"].tolist() == [0.5, pytest.approx(2 / 3), 0.0]
    assert frame["low"].iloc[1] == pytest.approx(float(wilson(2, 3)[0]))
    table = funding_tables.who_table(FR, frame, "legal_form").splitlines()
    assert "société commerciale" in table[2]
    assert "Non renseigné" in table[3]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_brief_answers_in_order(lang: str, tmp_path: Path) -> None:
    paths = write_funding(made(unknown=30), out_dir=tmp_path, lang=lang)
    assert [path.name for path in paths[:2]] == ["report.md", "report.html"]
    said = paths[0].read_text("utf-8")
    headings = re.findall(r"^## (.*)$", said, flags=re.MULTILINE)
    texts = catalogue("funding")
    order = ["who", "less", "organisation", "stops", "overturn", "collect"]
    assert headings[1:7] == [texts[f"heading-{name}"][lang] for name in order]
    assert not re.search(r"\bnan\b|None\b|NaT|<NA>|\{|\}|\n\n\n", said)
    for heading in headings:
        assert not said.split(f"## {heading}\n\n")[1].startswith("#"), heading
    linked = set(re.findall(r"\]\(([^)#]+)\)", said))
    assert linked == {path.name for path in paths} - {"report.md", "report.html", "report.json"}
    rows = pd.read_csv(tmp_path / f"funding-{lang}" / "funding.csv")
    ratio = rows[(rows["indicator"] == "hazard_ratio") & (rows["group"] == "withdrawn")]["value"].iloc[0]
    assert Phrases(lang).number(ratio, 2) in said


def test_the_same_bytes_in_every_run(tmp_path: Path) -> None:
    first, second = (write_funding(made(), out_dir=tmp_path / name, lang="fr") for name in "ab")
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_data_that_cannot_answer_get_one_line(lang: str, tmp_path: Path) -> None:
    tables = made(20)
    none = tables._replace(funding=tables.funding[:0])
    said = write_funding(none, out_dir=tmp_path, lang=lang)[0].read_text("utf-8")
    assert catalogue("funding")["cannot-funding"][lang] in said
    assert said.count("\n## ") == 4
    assert not re.search(r"\bnan\b|None\b|–\s*%", said)


def test_a_refusal_of_survival_is_said(tmp_path: Path) -> None:
    tables = made(20)
    unwatched = tables._replace(places=tables.places.assign(opened_on=pd.NaT, opened_precision=None))
    said = write_funding(unwatched, out_dir=tmp_path, lang="en")[0].read_text("utf-8")
    assert "These data cannot say whether funded places lasted longer." in said
    assert "opening date" in said
