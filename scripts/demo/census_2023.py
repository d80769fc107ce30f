"""The third wave, 2023: an OpenDocument spreadsheet with group headings, gaps, a totals row and people's remarks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from demo import words
from demo.answers import answered, in_words, numbers, why_closed
from demo.dice import Dice
from demo.places import is_city_of_districts, listed
from demo.sheets import Cell, Formula, Percent, Row, Sheet, joined, of
from demo.spelling import respell

if TYPE_CHECKING:
    from demo.census import Place

WAVE = 2023
FILE, NAME = "recensement_2023.ods", "Données"
ID, PLACE, ADDRESS, POSTAL, TOWN, CODE, COUNTRY, LAT, LON = (
    "ID",
    "Nom du lieu",
    "Adresse postale",
    "Code postal",
    "Nom de la commune",
    "Code commune (INSEE)",
    "Pays",
    "Lat.",
    "Long.",
)
STATUS, OPENED, CLOSED, ENDING = "État du lieu", "Ouvert depuis", "Fermé le", "Raison de la fermeture"
TYPES, FORM, OPERATOR, ROLE = "Types de lieu", "Forme juridique", "Opérateur", "Rôle de l'opérateur"
NETWORKS, ACCESS, OPENNESS = "Réseaux", "Accès", "Degré d'ouverture"
SERVICES, ELEMENTS = "Services", "Éléments constitutifs"
FTE, FACILITATOR, SURFACE, MEMBERS = "ETP salariés", "Facilitateur (oui/non)", "Surface totale (m2)", "Nb membres"
TELEWORK, BUDGET = "% télétravail", "Budget 2022 (€)"
PUBLIC, MARKET, RECIPROCITY = "% public", "% marché", "% réciprocité"
WEB, MAIL, PHONE, REMARKS = "Site internet", "Contact", "Tél.", "Commentaires"
COLUMNS = (
    *(ID, PLACE, ADDRESS, POSTAL, TOWN, CODE, COUNTRY, LAT, LON, STATUS, OPENED, CLOSED, ENDING),
    *(TYPES, FORM, OPERATOR, ROLE, NETWORKS, ACCESS, OPENNESS, SERVICES, ELEMENTS),
    *(FTE, FACILITATOR, SURFACE, MEMBERS, TELEWORK, BUDGET, PUBLIC, MARKET, RECIPROCITY, WEB, MAIL, PHONE, REMARKS),
)
GROUPS = {
    ID: "Identification",
    STATUS: "Vie du lieu",
    TYPES: "Nature",
    FTE: "Moyens",
    WEB: "Contacts (non publiés)",
}
HELP = (
    "Recensement des tiers-lieux 2023",
    "Données fictives : aucun de ces lieux n'existe. Made-up data: none of these places exists.",
    "Situation au 1er juin 2023. Les lieux fermés depuis 2021 sont gardés, avec leur date de fermeture.",
    "Une date inconnue reste vide. « Ne sait pas » : le lieu n'a pas pu être joint.",
    "Budget et ressources : exercice 2022.",
)


def fill(places: list[Place]) -> Sheet:
    """Fill in the sheet of 2023.

    Parameters
    ----------
    places : list of Place
        The population.

    Returns
    -------
    Sheet
        Group headings on the first line, the header on the second, a totals row at the end.
    """
    sheet = Sheet(FILE, NAME, COLUMNS, above=[[GROUPS.get(column) for column in COLUMNS]])
    for place in listed(places, WAVE):
        sheet.rows.append(Row(_cells(place), place, place.seen[WAVE]))
    _damage_names(sheet)
    _damage_places(sheet)
    _damage_answers(sheet)
    _leave_gaps(sheet)
    _add_totals(sheet)
    return sheet


def _cells(place: Place) -> dict[str, Cell]:
    site, profile, status = place.site, place.profile, place.seen[WAVE]
    belgian = site.country_code == "BE"
    dice = Dice("spelling", WAVE, place.number)
    cells: dict[str, Cell] = {
        ID: place.census_id,
        PLACE: profile.name,
        POSTAL: site.postal_code,
        TOWN: site.commune_name,
        CODE: None if belgian else site.commune_code,
        COUNTRY: "Belgique" if belgian else "France",
        LAT: round(site.lat, 5),
        LON: round(site.lon, 5),
        STATUS: words.STATUSES[WAVE][status],
        TYPES: joined(profile.types, words.TYPES[WAVE], "; "),
    }
    if status == "unknown":
        return {**cells, REMARKS: dice.pick(("trois relances sans réponse", "numéro non attribué", "à rappeler"))}
    cells[OPENED] = _date(place.life.opened, place.opening_precision)
    if status == "closed":
        assert place.life.closed is not None
        assert place.life.kind is not None
        cells[CLOSED] = _date(place.life.closed, _better(place))
        cells[ENDING] = dice.pick(words.ENDINGS[WAVE][place.life.kind]) or None
        cells[REMARKS] = why_closed(place) if place.life.kind == "closed" and dice.chance(0.6) else None
        return cells
    return cells | _open_cells(place)


def _better(place: Place) -> str:
    """Give the precision of a closing date, which a second listing makes better: a day becomes known at last."""
    again = place.seen.get(2021) == "closed" or place.seen.get(2018) == "closed"
    return "day" if again and place.closing_precision == "none" else place.closing_precision


def _open_cells(place: Place) -> dict[str, Cell]:
    profile, said = place.profile, numbers(place, WAVE)
    yes = Dice("yes", WAVE, place.number).pick(("Oui", "oui", "x"))
    return {
        ADDRESS: place.site.street,
        FORM: words.FORMS[WAVE][profile.legal_form],
        OPERATOR: profile.operator or None,
        ROLE: words.ROLES[WAVE][profile.role] if answered(place, WAVE, "role") else None,
        NETWORKS: "; ".join(profile.networks) or None,
        ACCESS: words.ACCESS[WAVE][profile.access] if answered(place, WAVE, "access") else None,
        OPENNESS: words.OPENNESS[profile.openness] if answered(place, WAVE, "openness") else None,
        SERVICES: joined(profile.services, words.SERVICES[WAVE], "; ") or None,
        ELEMENTS: joined(profile.elements, words.ELEMENTS, "; ") if answered(place, WAVE, "elements") else None,
        FTE: said.fte,
        FACILITATOR: (yes if profile.facilitator else "Non") if answered(place, WAVE, "facilitator") else None,
        SURFACE: said.surface if said.surface is not None else "NC",
        MEMBERS: said.members,
        TELEWORK: _percent(said.telework),
        BUDGET: said.budget,
        PUBLIC: _percent(said.public),
        MARKET: _percent(said.market),
        RECIPROCITY: _percent(said.reciprocity),
        WEB: profile.web or None,
        MAIL: profile.mail or None,
        PHONE: profile.phone or None,
    }


def _percent(value: int | None) -> Percent | None:
    return None if value is None else Percent(value / 100)


def _date(day: date, precision: str) -> Cell:
    if precision == "day":
        return day
    ways: dict[str, Cell] = {
        "month": in_words(day).capitalize(),
        "year": day.year,
        "doubtful": f"vers {day.year}",
        "none": None,
    }
    return ways[precision]


def _known(row: Row) -> bool:
    return row.status == "open" and len(of(row).seen) > 1


def _damage_names(sheet: Sheet) -> None:
    """Spell names and identifiers in another way, or lose them."""
    dice = Dice("damage", FILE, "names")
    for row in sheet.some(dice, 24, _known):
        sheet.spoil(row, PLACE, respell(dice, of(row).profile.name), "name_variant")
        row.broken = False
    (row,) = sheet.some(dice, 1, lambda row: _known(row) and "é" in str(row.cells[PLACE]))
    sheet.spoil(row, PLACE, str(row.cells[PLACE]).replace("é", "\N{REPLACEMENT CHARACTER}"), "destroyed_character")
    for row in sheet.some(dice, 14, _known):
        sheet.spoil(row, ID, None, "id_missing")
    for row in sheet.some(dice, 6, _known):
        written = dice.pick((of(row).census_id.lower(), of(row).census_id.replace("-", " "), f"{of(row).census_id} "))
        sheet.spoil(row, ID, written, "id_spelt_otherwise")
    for row in sheet.some(dice, 3, lambda row: _known(row) and row.cells[PLACE] == of(row).profile.name):
        sheet.spoil(row, PLACE, f"{row.cells[PLACE]}\N{NO-BREAK SPACE} ", "trailing_space")


def _damage_places(sheet: Sheet) -> None:
    """Put the places where they are not."""
    dice = Dice("damage", FILE, "places")
    for row in sheet.some(dice, 9, _plain):
        sheet.spoil(row, LAT, None, "coordinates_missing")
        sheet.spoil(row, LON, None, "coordinates_missing")
    (row,) = sheet.some(dice, 1, lambda row: _plain(row) and of(row).site.lon > 0)
    sheet.spoil(row, LAT, _degrees(of(row).site.lat, "N"), "degrees_minutes_seconds")
    sheet.spoil(row, LON, _degrees(of(row).site.lon, "E"), "degrees_minutes_seconds")
    (row,) = sheet.some(dice, 1, lambda row: _plain(row) and of(row).site.departement_code == "33")
    sheet.spoil(row, POSTAL, "59000", "postal_code_disagrees")
    for row in sheet.some(dice, 6, _plain):
        sheet.spoil(row, CODE, None, "commune_code_missing")
    for row in sheet.some(dice, 6, lambda row: row.status == "open" and is_city_of_districts(of(row).site)):
        site = of(row).site
        base = {"75056": 75100, "69123": 69380, "13055": 13200}[site.commune_code]
        sheet.spoil(row, CODE, str(base + int(site.postal_code[-2:])), "arrondissement_code")
    (row,) = sheet.some(dice, 1, lambda row: row.status == "open" and of(row).site.country_code == "BE")
    sheet.spoil(row, COUNTRY, "France", "country_disagrees")


def _plain(row: Row) -> bool:
    site = of(row).site
    return site.country_code == "FR" and row.status == "open" and not is_city_of_districts(site)


def _degrees(value: float, letter: str) -> str:
    minutes, seconds = divmod(round(abs(value) * 3600), 60)
    return f"{minutes // 60}°{minutes % 60:02d}'{seconds:02d}\"{letter}"


def _damage_answers(sheet: Sheet) -> None:
    dice = Dice("damage", FILE, "answers")
    (row,) = sheet.some(dice, 1, lambda row: _known(row) and isinstance(row.cells.get(OPENED), date))
    opened = of(row).life.opened
    sheet.spoil(row, OPENED, opened.replace(year=opened.year + 20, day=min(opened.day, 28)), "date_in_the_future")
    (row,) = sheet.some(dice, 1, lambda row: row.status == "open" and row.cells.get(REMARKS) is None)
    sheet.spoil(row, REMARKS, "=> à rappeler en septembre", "text_like_a_formula", "")
    for row in sheet.some(dice, 2, lambda row: row.status == "unknown"):
        sheet.spoil(row, STATUS, "Fermé ?", "doubtful_status", "")
    (row,) = sheet.some(dice, 1, lambda row: isinstance(row.cells.get(PUBLIC), Percent))
    share = row.cells[PUBLIC]
    assert isinstance(share, Percent)
    sheet.spoil(row, PUBLIC, Percent(round(share.value + 1, 2)), "share_above_one")


def _leave_gaps(sheet: Sheet) -> None:
    """Leave blank rows between groups of departments, as people do to breathe."""
    for after in (118, 241, 377):
        row = Row({}, note="blank", broken=True)
        sheet.rows.insert(after, row)
        sheet.blame(row, "blank_row", "")


def _add_totals(sheet: Sheet) -> None:
    """Add the totals row, that a reader must not take for a place."""
    row = Row({ID: "TOTAL"}, note="totals", broken=True)
    first, last = len(sheet.above) + 2, len(sheet.above) + 1 + len(sheet.rows)
    for column in (FTE, SURFACE, MEMBERS, BUDGET):
        letters = _letters(COLUMNS.index(column))
        value = sum(cell for one in sheet.rows if isinstance(cell := one.cells.get(column), int | float))
        row.cells[column] = Formula(f"SUM([.{letters}{first}:.{letters}{last}])", float(value))
    row.cells[PLACE] = f"{sum(one.place is not None for one in sheet.rows)} lieux"
    sheet.rows.append(row)
    sheet.blame(row, "totals_row", "")


def _letters(index: int) -> str:
    return chr(65 + index) if index < 26 else f"A{chr(65 + index - 26)}"
