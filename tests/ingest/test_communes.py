from __future__ import annotations

import pytest

from places3t.ingest.communes import Text, end_of_address, in_departement, index


def read(code: str | None = None, name: str | None = None, postal: str | None = None, **more: str):
    return index().read(Text(code, name, postal, more.get("departement"), more.get("country")))


@pytest.mark.parametrize(
    ("code", "commune"),
    [
        ("44109", "44109"),
        ("75111", "75056"),
        ("69385", "69123"),
        ("2A041", "2A041"),
        ("16226", "16393"),
        ("99999", None),
    ],
)
def test_a_code_of_today_or_of_the_past_leads_to_todays_commune(code: str, commune: str | None) -> None:
    assert read(code).by_code == commune


def test_an_arrondissement_is_no_former_commune() -> None:
    assert not read("75111").former
    assert read("16226").former


@pytest.mark.parametrize(
    ("name", "commune"),
    [
        ("Nantes", "44109"),
        ("NANTES CEDEX 2", "44109"),
        ("Paris 11e", "75056"),
        ("St-Étienne-du-Rouvray", "76575"),
        ("Baie Mahault", "97103"),
        ("Tournai", "BE-57081"),
        ("Doornik", "BE-57081"),
        ("Sophia Antipolis", None),
        ("", None),
    ],
)
def test_a_name_that_only_one_commune_bears(name: str, commune: str | None) -> None:
    assert read(name=name).by_name == commune


def test_homonyms_are_parted_by_postal_code_department_or_country() -> None:
    everywhere = read(name="Saint-Denis")
    assert everywhere.by_name is None
    assert {"93066", "97411"} <= everywhere.candidates
    assert read(name="Saint-Denis", postal="93200").by_name == "93066"
    assert read(name="Saint-Denis", postal="93285").by_name == "93066", "a CEDEX code still tells the department"
    assert read(name="Saint-Denis", departement="974").by_name == "97411"
    assert read(name="Lens", country="BE").by_name == "BE-53046"
    assert read(name="Lens", postal="62300").by_name == "62498"


def test_four_digits_are_french_without_a_zero_or_belgian() -> None:
    assert read(name="Tournai", postal="07500").by_name == "BE-57081"
    assert "BE-57081" in read(postal="07500").from_postal
    assert read(name="Bourg-en-Bresse", postal="01000").by_name == "01053"


def test_a_belgian_code_is_told_from_a_french_one_by_the_country() -> None:
    assert read("57081", country="BE").by_code == "BE-57081"
    assert read("57081").by_code == "57081"


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("12 rue des Halles 44000 Nantes", ("44000", "Nantes", None)),
        ("ZA du Port, 44600 Saint-Nazaire, France", ("44600", "Saint-Nazaire", None)),
        ("BP 12 44036 Nantes Cedex 1", ("44036", "Nantes", None)),
        ("Rue Haute 3, B-7500 Tournai", ("7500", "Tournai", "BE")),
        ("Le Bourg", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_the_end_of_an_address(address: str, end: tuple[str | None, str | None, str | None]) -> None:
    assert end_of_address(address) == end


@pytest.mark.parametrize(
    ("code", "departement", "within"),
    [
        ("44109", "44", True),
        ("2A041", "2A", True),
        ("20200", "2B", True),
        ("97411", "974", True),
        ("44000", "35", False),
    ],
)
def test_the_department_of_a_code(code: str, departement: str, within: bool) -> None:
    assert in_departement(code, departement) is within
