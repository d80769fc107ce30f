"""The first wave, 2018: an Excel workbook whose codes became numbers and whose decimals are text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from demo import words
from demo.answers import answered, in_words, numbers
from demo.dice import Dice
from demo.places import Former, formers_by_commune, is_city_of_districts, listed, lost_zero
from demo.sheets import Cell, NotAvailable, Row, Sheet, joined, of

if TYPE_CHECKING:
    from demo.census import Place

WAVE = 2018
FILE, NAME = "recensement_2018.xlsx", "Base TL 2018"
ID, PLACE, ADDRESS, POSTAL, TOWN, CODE, DEP = (
    "ID TL",
    "Nom du tiers-lieu",
    "Adresse",
    "CP",
    "Commune",
    "Code INSEE",
    "Dép.",
)
POPULATION, LAT, LON, STATUS = "Population", "Latitude", "Longitude", "Situation"
OPENED, CLOSED, ENDING = "Date d'ouverture", "Date de fermeture", "Motif de fermeture"
TYPES, FORM, OPERATOR, ROLE = "Typologie", "Forme juridique", "Structure porteuse", "Rôle de la structure"
NETWORKS, ACCESS, SERVICES = "Réseaux", "Conditions d'accès", "Services proposés"
FTE, FACILITATOR, SURFACE, MEMBERS = "ETP", "Facilitateur", "Surface (m²)", "Nombre de membres"
TELEWORK, BUDGET = "Part de télétravail", "Budget annuel (€)"
PUBLIC, MARKET, RECIPROCITY = "Part publique (%)", "Part du marché (%)", "Part de réciprocité (%)"
WEB, MAIL, PHONE = "Site web", "E-mail", "Téléphone"
COLUMNS = (
    *(ID, PLACE, ADDRESS, POSTAL, TOWN, CODE, DEP, POPULATION, LAT, LON, STATUS, OPENED, CLOSED, ENDING),
    *(TYPES, FORM, OPERATOR, ROLE, NETWORKS, ACCESS, SERVICES, FTE, FACILITATOR, SURFACE, MEMBERS),
    *(TELEWORK, BUDGET, PUBLIC, MARKET, RECIPROCITY, WEB, MAIL, PHONE),
)
TITLE = "Recensement des tiers-lieux, situation au 15 mars 2018 – DONNÉES FICTIVES, lieux inventés (made-up sample)"
HELP = (
    "Recensement des tiers-lieux 2018 – notice",
    "DONNÉES FICTIVES : tous les lieux de ce classeur sont inventés. MADE-UP DATA: every place here is invented.",
    "",
    "Une ligne par lieu. Situation au 15 mars 2018.",
    "ID TL : numéro du lieu, le même d'un recensement à l'autre.",
    "NC : non communiqué.   #N/D : la recherche de la population n'a rien trouvé.",
    "Part de télétravail : part des usagers salariés qui télétravaillent, en pour cent.",
    "Parts publique, du marché, de réciprocité : origine des ressources de l'année, en pour cent (total 100).",
    "Rôle de la structure : Gestionnaire (fait tourner), Soutien (ingénierie, argent), Utilisateur (usage, animation).",
    "Une question ? contact@recensement-fictif.example.org",
)


def fill(places: list[Place]) -> Sheet:
    """Fill in the sheet of 2018.

    Parameters
    ----------
    places : list of Place
        The population.

    Returns
    -------
    Sheet
        A title, an empty line, the header on the third line.
    """
    sheet = Sheet(FILE, NAME, COLUMNS, above=[[TITLE], []])
    for place in listed(places, WAVE):
        sheet.rows.append(Row(_cells(place), place, place.seen[WAVE]))
    _damage_places(sheet)
    _damage_answers(sheet)
    for row in sheet.rows:
        lost_zero(sheet, row, (POSTAL, CODE, DEP))
    return sheet


def _cells(place: Place) -> dict[str, Cell]:
    site, profile, status = place.site, place.profile, place.seen[WAVE]
    belgian = site.country_code == "BE"
    cells: dict[str, Cell] = {
        ID: place.census_id,
        PLACE: profile.name,
        ADDRESS: site.street if status == "open" else None,
        POSTAL: site.postal_code,
        TOWN: site.commune_name,
        CODE: None if belgian else site.commune_code,
        DEP: None if belgian else site.departement_code,
        POPULATION: None if belgian else site.population,
        LAT: site.lat,
        LON: site.lon,
        STATUS: words.STATUSES[WAVE][status],
        TYPES: joined(profile.types, words.TYPES[WAVE], ", "),
        FORM: words.FORMS[WAVE][profile.legal_form],
    }
    if status == "planned":
        return {**cells, LAT: None, LON: None, FORM: None}
    cells[OPENED] = _date(place.life.opened, place.opening_precision)
    if status == "closed":
        assert place.life.closed is not None
        assert place.life.kind is not None
        cells[CLOSED] = _date(place.life.closed, place.closing_precision)
        cells[ENDING] = Dice("ending", WAVE, place.number).pick(words.ENDINGS[WAVE][place.life.kind])
        return cells
    return cells | _open_cells(place)


def _open_cells(place: Place) -> dict[str, Cell]:
    profile, said = place.profile, numbers(place, WAVE)
    dice = Dice("spelling", WAVE, place.number)
    budget = f"{said.budget:,}".replace(",", " ") if said.budget is not None and dice.chance(0.3) else said.budget
    return {
        OPERATOR: profile.operator or None,
        ROLE: words.ROLES[WAVE][profile.role] if answered(place, WAVE, "role") else None,
        NETWORKS: ", ".join(profile.networks) or None,
        ACCESS: words.ACCESS[WAVE][profile.access] if answered(place, WAVE, "access") else "NC",
        SERVICES: joined(profile.services, words.SERVICES[WAVE], ", ") or None,
        FTE: str(said.fte).replace(".", ",") if said.fte is not None else "NC",
        FACILITATOR: ("oui" if profile.facilitator else "non") if answered(place, WAVE, "facilitator") else None,
        SURFACE: said.surface if said.surface is not None else "NC",
        MEMBERS: said.members,
        TELEWORK: f"{said.telework} %" if said.telework is not None else None,
        BUDGET: budget,
        PUBLIC: said.public,
        MARKET: said.market,
        RECIPROCITY: said.reciprocity,
        WEB: profile.web or None,
        MAIL: profile.mail or None,
        PHONE: profile.phone or None,
    }


def _date(day: date, precision: str) -> Cell:
    if precision == "day":
        return day
    if precision == "month":
        return in_words(day) if day.day % 2 else f"{day.month:02d}/{day.year}"
    ways: dict[str, Cell] = {"year": day.year, "doubtful": f"{day.year}?", "none": None}
    return ways[precision]


def _damage_places(sheet: Sheet) -> None:
    """Put the places where they are not."""
    dice = Dice("damage", FILE, "places")
    (row,) = sheet.some(dice, 1, lambda row: of(row).site.region_code == "04" and row.status == "open")
    sheet.spoil(row, DEP, "2A", "overseas_under_corsica")
    sheet.spoil(row, CODE, None, "commune_code_missing")
    (row,) = sheet.some(dice, 1, lambda row: of(row).site.country_code == "FR" and row.status == "open")
    site = of(row).site
    sheet.spoil(row, LAT, site.lon, "latitude_longitude_swapped")
    sheet.spoil(row, LON, site.lat, "latitude_longitude_swapped")
    for row in sheet.some(dice, 2, _plain):
        sheet.spoil(row, LAT, 0, "null_island")
        sheet.spoil(row, LON, 0, "null_island")
    for row in sheet.some(dice, 11, _plain):
        sheet.spoil(row, LAT, None, "coordinates_missing")
        sheet.spoil(row, LON, None, "coordinates_missing")
    formers = formers_by_commune()
    rows = sheet.some(dice, 6, lambda row: of(row).site.commune_code in formers)
    for index, row in enumerate(rows):
        _move_to_former(sheet, row, formers[of(row).site.commune_code], with_code=index < 4)
    for row in sheet.some(dice, 7, _plain):
        sheet.spoil(row, CODE, "0", "zero_for_missing")
    for row in sheet.some(dice, 2, _plain):
        sheet.spoil(row, POSTAL, "0", "zero_for_missing")
    for row in [row for row in sheet.rows if row.place and is_city_of_districts(row.place.site)]:
        _into_district(sheet, row)


def _plain(row: Row) -> bool:
    """Say whether a row can be damaged without taking away the last thing that locates it."""
    site = of(row).site
    return site.country_code == "FR" and row.status == "open" and not is_city_of_districts(site)


def _move_to_former(sheet: Sheet, row: Row, former: Former, *, with_code: bool) -> None:
    sheet.spoil(row, TOWN, former.name, "former_commune_name")
    if with_code:
        sheet.spoil(row, CODE, former.code, "former_commune_code")
    else:
        sheet.spoil(row, CODE, None, "commune_code_missing")


def _into_district(sheet: Sheet, row: Row) -> None:
    """Give the code of the municipal arrondissement, and now and then its name: 75111, Paris 11e."""
    site = of(row).site
    number = 16 if site.postal_code == "75116" else int(site.postal_code[-2:])
    base = {"75056": 75100, "69123": 69380, "13055": 13200}[site.commune_code]
    if row.cells[CODE] is not None and not row.broken:
        sheet.spoil(row, CODE, str(base + number), "arrondissement_code")
        if Dice("district", of(row).number).chance(0.35):
            ordinal = "1er" if number == 1 else f"{number}e"
            sheet.spoil(row, TOWN, f"{site.commune_name} {ordinal}", "arrondissement_name")


def _damage_answers(sheet: Sheet) -> None:
    """Spoil identifiers, dates and numbers."""
    dice = Dice("damage", FILE, "answers")
    for row in sheet.some(dice, 12, lambda row: row.status == "open"):
        sheet.spoil(row, ID, None, "id_missing")
    for row in sheet.some(dice, 8, lambda row: isinstance(row.cells.get(POPULATION), int)):
        sheet.spoil(row, POPULATION, NotAvailable(), "lookup_error")
    for row in sheet.some(dice, 5, lambda row: isinstance(row.cells.get(POPULATION), int)):
        value = int(str(row.cells[POPULATION]))
        sheet.spoil(row, POPULATION, f"{value},{dice.whole(10_000_000, 99_999_999)}", "population_with_decimals")
    for row in sheet.some(dice, 2, lambda row: isinstance(row.cells.get(OPENED), date)):
        opened = of(row).life.opened
        sheet.spoil(row, OPENED, (opened - date(1899, 12, 30)).days, "date_as_serial_number")
    (row,) = sheet.some(dice, 1, lambda row: row.status == "open" and row.cells.get(OPENED) is None)
    sheet.spoil(row, OPENED, date(1900, 1, 1), "placeholder_date", of(row).life.opened.isoformat())
    for row in sheet.some(dice, 12, lambda row: isinstance(row.cells.get(LAT), float)):
        for column in (LAT, LON):
            sheet.spoil(row, column, str(row.cells[column]).replace(".", ","), "decimal_comma")
    (row,) = sheet.some(dice, 1, lambda row: isinstance(row.cells.get(SURFACE), int))
    sheet.spoil(row, SURFACE, f"{of(row).profile.surface:.1f}".replace(".", ","), "decimal_comma")
    original = sheet.some(dice, 2, lambda row: row.status == "open" and row.cells[ID] is not None)
    for row in original:
        twin = Row({**row.cells, ADDRESS: None, WEB: None}, row.place, row.status, "duplicate", broken=True)
        sheet.rows.insert(sheet.rows.index(row) + dice.whole(3, 20), twin)
        sheet.blame(twin, "duplicate_row", of(row).census_id)
