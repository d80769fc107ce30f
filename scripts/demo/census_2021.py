"""The second wave, 2021: a CSV file out of another questionnaire: other headers, dates in words, lists in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo import words
from demo.answers import answered, in_words, numbers, why_closed
from demo.dice import Dice
from demo.places import formers_by_commune, is_city_of_districts, listed
from demo.sheets import Cell, Row, Sheet, joined, of
from demo.spelling import respell

if TYPE_CHECKING:
    from datetime import date

    from demo.census import Place

WAVE = 2021
FILE = "recensement_2021.csv"
ID, PLACE, ADDRESS, POSTAL, TOWN, CODE, POINT = (
    "identifiant",
    "nom",
    "voie",
    "code_postal",
    "ville",
    "code_commune",
    "coordonnees",
)
STATUS, OPENED, CLOSED, ENDING = "statut", "ouverture", "fermeture", "motif_de_fermeture"
TYPES, FORM, OPERATOR, ROLE = "types", "statut_juridique", "porteur", "role"
NETWORKS, ACCESS, SERVICES, ELEMENTS = "reseaux", "acces", "services", "elements"
FTE, FACILITATOR, SURFACE, MEMBERS = "nb_etp", "facilitateur", "superficie_m2", "nb_membres"
TELEWORK, BUDGET = "part_de_teletravail", "budget_annuel"
PUBLIC, MARKET, RECIPROCITY = "part_publique", "part_du_marche", "part_de_reciprocite"
WEB, MAIL, PHONE, REMARKS = "web", "courriel", "tel", "remarques"
COLUMNS = (
    *(ID, PLACE, ADDRESS, POSTAL, TOWN, CODE, POINT, STATUS, OPENED, CLOSED, ENDING, TYPES, FORM),
    *(OPERATOR, ROLE, NETWORKS, ACCESS, SERVICES, ELEMENTS, FTE, FACILITATOR, SURFACE, MEMBERS, TELEWORK),
    *(BUDGET, PUBLIC, MARKET, RECIPROCITY, WEB, MAIL, PHONE, REMARKS),
)
TITLE = "Recensement des tiers-lieux, situation au 1er avril 2021 (données fictives, lieux inventés - made-up sample)"
NICE = (43.696, 7.271)
OSTEND = (51.2154, 2.9287)


def fill(places: list[Place]) -> Sheet:
    """Fill in the table of 2021.

    Parameters
    ----------
    places : list of Place
        The population.

    Returns
    -------
    Sheet
        A title, then the header on the second line.
    """
    sheet = Sheet(FILE, "", COLUMNS, above=[[TITLE, *[None] * (len(COLUMNS) - 1)]])
    for place in listed(places, WAVE):
        sheet.rows.append(Row(_cells(place), place, place.seen[WAVE]))
    _respell(sheet)
    _damage_places(sheet)
    _damage_answers(sheet)
    _damage_lives(sheet)
    _repeat(sheet)
    return sheet


def _cells(place: Place) -> dict[str, Cell]:
    site, profile, status = place.site, place.profile, place.seen[WAVE]
    dice = Dice("spelling", WAVE, place.number)
    separator = dice.pick((" ; ", ";", " / ", "/"))
    cells: dict[str, Cell] = {
        ID: place.census_id,
        PLACE: profile.name,
        POSTAL: site.postal_code,
        TOWN: site.commune_name,
        CODE: site.commune_code.removeprefix("BE-"),
        POINT: f"{site.lat}, {site.lon}",
        STATUS: words.STATUSES[WAVE][status],
        TYPES: joined(profile.types, words.TYPES[WAVE], separator),
    }
    if status == "planned":
        return {**cells, POINT: None, REMARKS: f"ouverture prévue {in_words(place.life.opened)}"}
    if status == "unknown":
        return {**cells, REMARKS: "injoignable, à vérifier"}
    cells[OPENED] = _opened(place)
    if status == "closed":
        assert place.life.closed is not None
        assert place.life.kind is not None
        cells[CLOSED] = _closed(place.life.closed, place.closing_precision)
        cells[ENDING] = dice.pick(words.ENDINGS[WAVE][place.life.kind])
        cells[REMARKS] = why_closed(place) if place.life.kind == "closed" and dice.chance(0.6) else None
        return cells
    return cells | _open_cells(place)


def _open_cells(place: Place) -> dict[str, Cell]:
    profile, said = place.profile, numbers(place, WAVE)
    dice = Dice("spelling of answers", WAVE, place.number)
    yes, no = dice.pick((("oui", "non"), ("x", ""), ("Oui", "Non")))
    return {
        ADDRESS: place.site.street,
        FORM: words.FORMS[WAVE][profile.legal_form],
        OPERATOR: profile.operator,
        ROLE: words.ROLES[WAVE][profile.role] if answered(place, WAVE, "role") else None,
        NETWORKS: " / ".join(profile.networks),
        ACCESS: words.ACCESS[WAVE][profile.access] if answered(place, WAVE, "access") else "non renseigné",
        SERVICES: joined(profile.services, words.SERVICES[WAVE], "; "),
        ELEMENTS: joined(profile.elements, words.ELEMENTS, "; ") if answered(place, WAVE, "elements") else None,
        FTE: str(said.fte).replace(".", ",") if said.fte is not None else None,
        FACILITATOR: (yes if profile.facilitator else no) if answered(place, WAVE, "facilitator") else None,
        SURFACE: f"{said.surface}" if said.surface is not None else None,
        MEMBERS: said.members if said.members is not None else "NSP",
        TELEWORK: _fraction(said.telework),
        BUDGET: f"{said.budget} €" if said.budget is not None else None,
        PUBLIC: _fraction(said.public),
        MARKET: _fraction(said.market),
        RECIPROCITY: _fraction(said.reciprocity),
        WEB: profile.web.removeprefix("https://"),
        MAIL: profile.mail,
        PHONE: profile.phone.replace(" ", "." if dice.chance(0.3) else " "),
    }


def _fraction(percent: int | None) -> str | None:
    return None if percent is None else f"{percent / 100:.2f}".replace(".", ",")


def _opened(place: Place) -> str | None:
    day, precision = place.life.opened, place.opening_precision
    if precision == "month":
        return in_words(day) if day.day % 2 else f"{day.month:02d}/{day.year}"
    ways = {"day": f"{day:%d/%m/%Y}", "year": str(day.year), "doubtful": f"{day.year}?", "none": None}
    return ways[precision]


def _closed(day: date, precision: str) -> str | None:
    ways = {"day": f"{day:%d/%m/%Y}", "month": in_words(day), "year": str(day.year), "none": None}
    return ways[precision]


def _known(row: Row) -> bool:
    """Say whether another wave lists the place too."""
    return row.status == "open" and len(of(row).seen) > 1


def _respell(sheet: Sheet) -> None:
    """Spell some names otherwise than in 2018, and lose some identifiers."""
    dice = Dice("damage", FILE, "names")
    for row in sheet.some(dice, 26, _known):
        sheet.spoil(row, PLACE, respell(dice, of(row).profile.name), "name_variant")
        row.broken = False
    for index, row in enumerate(sheet.some(dice, 15, _known)):
        sheet.spoil(row, ID, None, "id_missing")
        if index % 3 == 0 and row.cells[PLACE] == of(row).profile.name:
            sheet.spoil(row, PLACE, respell(dice, of(row).profile.name), "name_variant")
    for row in sheet.some(dice, 2, lambda row: "'" in str(row.cells[PLACE])):
        sheet.spoil(row, PLACE, str(row.cells[PLACE]).replace("'", "&#039;"), "html_entity")


def _damage_places(sheet: Sheet) -> None:
    """Put the places where they are not."""
    dice = Dice("damage", FILE, "places")
    (row,) = sheet.some(dice, 1, lambda row: row.status == "open" and of(row).site.region_code == "32")
    sheet.spoil(row, POINT, f"{NICE[0]}, {NICE[1]}", "point_disagrees")
    (row,) = sheet.some(dice, 1, lambda row: row.status == "open" and of(row).site.commune_name == "Tournai")
    sheet.spoil(row, POINT, f"{OSTEND[0]}, {OSTEND[1]}", "point_disagrees")
    for row in sheet.some(dice, 14, _plain):
        sheet.spoil(row, POINT, None, "coordinates_missing")
    formers = formers_by_commune()
    for row in sheet.some(dice, 4, lambda row: of(row).site.commune_code in formers and _plain(row)):
        former = formers[of(row).site.commune_code]
        sheet.spoil(row, TOWN, former.name, "former_commune_name")
        sheet.spoil(row, CODE, None, "commune_code_missing")
    for row in sheet.some(dice, 3, lambda row: _plain(row) and of(row).site.population > 60_000):
        sheet.spoil(row, TOWN, f"{of(row).site.commune_name.upper()} CEDEX", "cedex")
    for row in sheet.some(dice, 5, lambda row: is_city_of_districts(of(row).site)):
        number = int(of(row).site.postal_code[-2:])
        sheet.spoil(row, TOWN, f"{of(row).site.commune_name} {number}e", "arrondissement_name")
        sheet.spoil(row, CODE, None, "commune_code_missing")
    for row in [row for row in sheet.rows if of(row).site.country_code == "BE"]:
        sheet.spoil(row, CODE, row.cells[CODE], "belgian_code_in_insee_column", of(row).site.commune_code)
    for row in sheet.some(dice, 3, _plain):
        sheet.spoil(row, POSTAL, f"{of(row).site.postal_code[:2]} {of(row).site.postal_code[2:]}", "space_in_code")


def _plain(row: Row) -> bool:
    site = of(row).site
    return site.country_code == "FR" and row.status == "open" and not is_city_of_districts(site)


def _damage_answers(sheet: Sheet) -> None:
    """Spoil numbers and the web column."""
    dice = Dice("damage", FILE, "answers")
    (row,) = sheet.some(dice, 1, lambda row: bool(row.cells.get(MAIL)) and not row.cells.get(WEB))
    sheet.spoil(row, WEB, row.cells[MAIL], "email_in_web_column", "")
    sheet.spoil(row, MAIL, None, "email_in_web_column")
    (row,) = sheet.some(dice, 1, lambda row: isinstance(row.cells.get(TELEWORK), str))
    right = str(row.cells[TELEWORK])
    sheet.spoil(row, TELEWORK, str(round(100 * float(right.replace(",", ".")))), "share_above_one")
    for row in sheet.some(dice, 3, lambda row: isinstance(row.cells.get(MEMBERS), int)):
        members = int(str(row.cells[MEMBERS]))
        sheet.spoil(row, MEMBERS, f"{members // 10 * 10}-{members // 10 * 10 + 10}", "range_for_number")
    for row in sheet.some(dice, 4, lambda row: isinstance(row.cells.get(BUDGET), str)):
        thousands = round(int(str(row.cells[BUDGET]).split()[0]) / 1000)
        sheet.spoil(row, BUDGET, f"{thousands}k€", "thousands_abbreviated", f"{thousands}000")
    for row in sheet.some(dice, 2, lambda row: isinstance(row.cells.get(SURFACE), str)):
        sheet.spoil(row, SURFACE, "0", "zero_for_missing")


def _damage_lives(sheet: Sheet) -> None:
    """Spoil dates: doubtful, contradicted by the wave before, or mistyped."""
    dice = Dice("damage", FILE, "lives")
    for row in sheet.some(dice, 4, lambda row: _known(row) and of(row).opening_precision == "year"):
        year = of(row).life.opened.year
        sheet.spoil(row, OPENED, str(year - 1), "opening_year_disagrees", str(year))
    (row,) = sheet.some(dice, 1, lambda row: _known(row) and of(row).opening_precision == "doubtful")
    sheet.spoil(row, OPENED, f"{row.cells[OPENED]} date incertaine", "doubtful_date")
    (row,) = sheet.some(dice, 1, lambda row: row.status == "closed" and of(row).closing_precision == "year")
    sheet.spoil(row, CLOSED, str(of(row).life.opened.year - 2), "closed_before_opened")


def _repeat(sheet: Sheet) -> None:
    """Enter two places twice, and give one place the identifier of another."""
    dice = Dice("damage", FILE, "repeats")
    for row in sheet.some(dice, 2, lambda row: row.status == "open" and row.cells[ID] is not None):
        name = respell(dice, of(row).profile.name)
        twin = Row({**row.cells, ID: None, PLACE: name, MAIL: ""}, row.place, row.status, "duplicate", broken=True)
        sheet.rows.insert(sheet.rows.index(row) + dice.whole(5, 40), twin)
        sheet.blame(twin, "duplicate_row", of(row).census_id)
    first, second = sheet.some(dice, 2, lambda row: _known(row) and row.cells[ID] is not None)
    sheet.spoil(second, ID, first.cells[ID], "id_of_another_place")
