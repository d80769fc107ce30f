import pytest

from places3t import schema
from places3t.schema.headers import header_forms, header_key

PLACES = schema.table("places")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        # LimeSurvey: question code, full question, a star where it must be answered
        ("G02Q03. Quel est le nom de votre tiers-lieu ? *", "name"),
        ("Q12 - Surface totale (en m²)", "surface_m2"),
        ("3. Surface totale en m2 :", "surface_m2"),
        ("2.1) Date d'ouverture (jj/mm/aaaa)", "opened_on"),
        ("B. Statut juridique (obligatoire)", "legal_form"),
        ("IV. Code postal", "postal_code"),
        # Kobo: snake case, a point in two columns
        ("nom_du_lieu", "name"),
        ("_geolocalisation_latitude", "lat"),
        ("_point_gps_longitude", "lon"),
        # spreadsheets: capitals, accents lost, line breaks, no-break spaces
        ("NOM DU TIERS-LIEU", "name"),
        ("Code\u00a0INSEE", "commune_code"),
        ("DATE\nOUVERTURE", "opened_on"),
        ("Nb d’ETP", "staff_fte"),
        ("% de subventions", "public_share"),
        ("Year opened", "opened_on"),
        ("Postcode", "postal_code"),
    ],
)
def test_dressed_headers_are_recognised(header: str, name: str) -> None:
    assert PLACES.match(header) == name


@pytest.mark.parametrize(
    "header",
    [
        "Nom (contact)",
        "Nom du contact",
        "E-mail",
        "Téléphone",
        "Budget annuel (k€)",  # another scale: to be mapped by hand
        "Surface (ha)",
        "Services [Formation]",  # one option of a question, not the question
        "Subventions",
        "N° SIRET",
        "Remarques",
        "",
        "12",
        "?",
    ],
)
def test_other_headers_are_not(header: str) -> None:
    assert PLACES.match(header) is None


def test_forms_begin_with_the_header_itself() -> None:
    assert header_forms("Nom") == ("Nom",)
    assert header_forms("3. Nom (facultatif)")[0] == "3. Nom (facultatif)"


def test_a_per_cent_sign_counts() -> None:
    assert header_key("% recettes propres") != header_key("recettes propres")


@pytest.mark.parametrize(("header", "column"), [("Budget 2022 (€)", "budget_eur"), ("% marché", "market_share")])
def test_a_header_may_say_the_year_or_the_unit(header: str, column: str) -> None:
    assert PLACES.match(header) == column
