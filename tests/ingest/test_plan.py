from __future__ import annotations

import pytest

from places3t.ingest.plan import Plan, plan_sheet
from places3t.ingest.sheets import Sheet
from places3t.profiles import profiles


def planned(*rows: list[str], kind: str | None = None) -> Plan:
    plan = plan_sheet(Sheet(None, list(rows)), kind)
    assert plan is not None
    return plan


def roles(plan: Plan) -> dict[str, tuple[str, str]]:
    return {column.header: (column.role, column.name) for column in plan.columns}


@pytest.mark.parametrize("above", range(6))
def test_the_header_is_found_under_titles_and_stray_cells(above: int) -> None:
    titles = [["Recensement des tiers-lieux", "", ""], ["", "", "3"], [], ["Identité", "", "Lieu"], ["", "1", "2"]]
    plan = planned(*titles[:above], ["Nom du lieu", "Code postal", "Commune"], ["A", "44000", "Nantes"])
    assert plan.header_at == above
    assert roles(plan)["Nom du lieu"] == ("field", "name")
    assert roles(plan)["Code postal"] == ("field", "postal_code")


def test_columns_about_people_are_marked() -> None:
    plan = planned(["nom", "commune", "Contact", "E-mail", "Téléphone", "surface (m²)"])
    assert [name for name, role in roles(plan).items() if role[0] == "people"] == ["Contact", "E-mail", "Téléphone"]


def test_other_columns_are_kept_under_a_clean_name() -> None:
    plan = planned(["nom", "commune", "Couleur préférée", "", "Couleur  préférée !", "name"])
    extras = [column.name for column in plan.columns if column.role == "extra"]
    assert extras == ["couleur_preferee", "column_4", "couleur_preferee_2", "name_2"]


def test_the_kind_is_the_one_that_explains_most_columns() -> None:
    assert planned(["nom", "commune", "statut", "date d'ouverture"]).kind == "places"
    funding = ["nom du lieu", "commune", "dispositif", "montant", "date de début", "date de fin"]
    assert planned(funding).kind == "funding"
    assert planned(["session", "phase", "texte", "commune"]).kind == "contributions"


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "b", "c"], ["1", "2", "3"]],
        [["nom"], ["A"]],
        [["code postal", "commune"], ["44000", "Nantes"]],
        [[]],
        [],
    ],
)
def test_a_sheet_without_places_has_no_plan(rows: list[list[str]]) -> None:
    assert plan_sheet(Sheet(None, rows)) is None


def test_a_known_source_is_recognised_by_its_headers_in_any_order() -> None:
    profile = next(each for each in profiles() if each.name == "cget-2019")
    row = ["X", *reversed(profile.headers)]
    plan = planned(row)
    assert plan.profile is profile
    assert roles(plan)["NOM_TL"] == ("field", "name")
    assert roles(plan)["X"] == ("extra", "x")


def test_a_fallback_is_an_extra_too() -> None:
    profile = next(each for each in profiles() if each.name == "cget-2019")
    both = [
        (column.role, column.name) for column in planned(list(profile.headers)).columns if column.header == "COMINIT"
    ]
    assert both == [("extra", "cominit"), ("fallback", "commune_name")]
