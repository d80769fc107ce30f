from __future__ import annotations

import pandas as pd
import pytest

from places3t.findings import Findings, Place
from places3t.ingest.locate import Located, locate
from places3t.sphere import km_between

NANTES, CANNES, VALBONNE = (47.2139, -1.5558), (43.5508, 7.0150), (43.6272, 7.0412)
TOURNAI, MILAN, REUNION, AT_SEA = (50.6056, 3.3876), (45.4642, 9.19), (-20.9823, 55.2856), (45.0, -8.0)


def located(*records: dict[str, object], derived: frozenset[str] = frozenset()) -> tuple[Located, pd.DataFrame]:
    findings = Findings()
    frame = pd.DataFrame(records, index=range(2, len(records) + 2))
    return locate(frame, Place("a.csv", "S"), findings, derived), findings.frame()


def at(point: tuple[float, float], **more: object) -> dict[str, object]:
    return {"lat": point[0], "lon": point[1], **more}


def codes(findings: pd.DataFrame) -> list[str]:
    return findings["code"].tolist()


def test_text_and_point_that_agree_are_no_finding() -> None:
    done, findings = located(at(NANTES, commune_name="Nantes", postal_code="44000", commune_code="44109"))
    assert findings.empty
    row = done.frame.iloc[0]
    assert row[["commune_code", "departement_code", "region_code", "country_code"]].tolist() == [
        "44109",
        "44",
        "52",
        "FR",
    ]
    assert row["coordinates_source"] == "file"


@pytest.mark.parametrize(
    ("record", "commune"),
    [
        ({"commune_code": "44109"}, "44109"),
        ({"commune_code": "75111"}, "75056"),
        ({"commune_name": "Tournai"}, "BE-57081"),
        ({"commune_name": "Saint-Denis", "postal_code": "97400"}, "97411"),
        ({"address": "4 rue des Halles 44000 Nantes"}, "44109"),
        ({"postal_code": "35000"}, "35238"),
        (at(REUNION), "97415"),
    ],
)
def test_one_piece_of_evidence_is_enough(record: dict[str, object], commune: str) -> None:
    done, findings = located(record)
    assert done.frame["commune_code"].tolist() == [commune]
    assert findings.empty
    assert done.frame[["lat", "lon"]].notna().all(axis=None)
    assert done.frame["coordinates_source"].tolist() == ["file" if "lat" in record else "commune"]


def test_a_name_far_from_its_point_wins_and_the_point_is_put_aside() -> None:
    done, findings = located(
        at(CANNES, commune_name="Tournai", departement_code="06"), derived=frozenset({"departement_code"})
    )
    row = done.frame.iloc[0]
    assert row["commune_code"] == "BE-57081"
    assert row["coordinates_source"] == "commune"
    assert km_between(row["lat"], row["lon"], *TOURNAI) < 10
    assert codes(findings) == ["location-disagrees", "departement-disagrees"]
    assert "Cannes (06029)" in findings.loc[0, "expected"]
    assert "Tournai (BE-57081)" in findings.loc[0, "expected"]
    assert findings.loc[0, "row"] == 2
    assert done.counts["disagree"] == 1


def test_a_code_that_is_not_that_of_the_written_name_loses_to_the_point() -> None:
    done, findings = located(at(VALBONNE, commune_code="14327", commune_name="Sophia Antipolis"))
    assert done.frame["commune_code"].tolist() == ["06152"]
    assert done.frame["coordinates_source"].tolist() == ["file"]
    assert codes(findings) == ["location-disagrees"]


def test_independent_witnesses_turn_the_balance_to_the_point() -> None:
    record = at(NANTES, commune_code="13055", departement_code="44", postal_code="44000")
    assert located(record)[0].frame["commune_code"].tolist() == ["44109"]
    alone = at(NANTES, commune_code="13055")
    assert located(alone)[0].frame["commune_code"].tolist() == ["13055"]


def test_a_neighbouring_point_is_kept_and_the_text_is_taken() -> None:
    done, findings = located(at((45.7547, 4.8833), commune_name="Villeurbanne", postal_code="69100"))
    assert done.frame["commune_code"].tolist() == ["69266"]
    assert done.frame["lat"].tolist() == [45.7547]
    assert codes(findings) == ["location-disagrees"]


def test_filed_under_another_department() -> None:
    done, findings = located(
        at(REUNION, departement_code="2A", commune_name="Saint-Paul"), derived=frozenset({"departement_code"})
    )
    assert done.frame["departement_code"].tolist() == ["974"]
    assert codes(findings) == ["departement-disagrees"]
    assert "La Réunion (974)" in findings.loc[0, "expected"]


def test_code_and_name_that_contradict_each_other_are_settled_by_the_postal_code_or_the_point() -> None:
    done, findings = located(
        {"commune_code": "44109", "commune_name": "Rennes", "postal_code": "44000"},
        {"commune_code": "44109", "commune_name": "Rennes"},
        at(NANTES, commune_code="44109", commune_name="Rennes"),
    )
    assert done.frame["commune_code"].tolist() == ["44109", "35238", "44109"]
    assert codes(findings) == ["code-and-name-disagree"] * 2


def test_points_at_zero_swapped_and_at_sea() -> None:
    done, findings = located(
        at((0.0, 0.0), commune_name="Nantes"),
        at((NANTES[1], NANTES[0])),
        at(AT_SEA, postal_code="35000"),
        at(AT_SEA),
    )
    assert done.frame["commune_code"].fillna("-").tolist() == ["44109", "44109", "35238", "-"]
    assert done.frame["lat"].tolist()[1] == NANTES[0]
    assert set(codes(findings)) == {"point-at-zero", "point-swapped", "point-nowhere", "not-located"}
    assert done.counts["not_located"] == 1


def test_a_place_abroad_has_a_country_and_a_region() -> None:
    done, findings = located(at(MILAN))
    row = done.frame.iloc[0]
    assert row["country_code"] == "IT"
    assert pd.isna(row["commune_code"])
    assert findings.empty


def test_homonyms_without_help_are_not_guessed() -> None:
    done, findings = located({"commune_name": "Saint-Denis"})
    assert done.frame["commune_code"].isna().all()
    assert codes(findings) == ["not-located", "several-communes"]


def test_a_homonym_is_settled_by_the_point() -> None:
    done, findings = located(at((48.9362, 2.3574), commune_name="Saint-Denis"))
    assert done.frame["commune_code"].tolist() == ["93066"]
    assert findings.empty


def test_a_former_commune_is_said_and_counted_today() -> None:
    done, findings = located({"commune_code": "16226"})
    assert done.frame["commune_name"].tolist() == ["La Boixe"]
    assert codes(findings) == ["former-commune"]


def test_no_record_at_all() -> None:
    done, findings = located()
    assert done.frame.empty
    assert findings.empty


def test_a_known_distance() -> None:
    # Paris (48.8566, 2.3522) to Lyon (45.7640, 4.8357): 391.5 km on a sphere of 6371.0088 km.
    assert km_between(48.8566, 2.3522, 45.7640, 4.8357) == pytest.approx(391.5, abs=0.1)
