"""The list of support: every spell of every place that the census sees, and a few of places that it never saw."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from demo.answers import in_words
from demo.census import WAVES
from demo.dice import Dice
from demo.sheets import Cell, Row, Sheet, of
from demo.spelling import respell

if TYPE_CHECKING:
    from demo.census import Place
    from demo.lives import Spell

FILE = "financements.csv"
PLACE, TOWN, ID, SOURCE, KIND, AMOUNT, START, END, REMARKS = (
    "Lieu",
    "Commune",
    "Identifiant du lieu",
    "Financeur",
    "Nature du soutien",
    "Montant",
    "Date de début",
    "Date de fin",
    "Remarques",
)
COLUMNS = (PLACE, TOWN, ID, SOURCE, KIND, AMOUNT, START, END, REMARKS)
LIST_DAY = WAVES[2023]
"""The list says which support had begun by this day."""

STRANGERS = 7
"""Places of the list that no wave of the census saw."""

KINDS = {"public": "Subvention", "label": "Label", "private": "Mécénat"}
SOURCES = {
    "public": (
        "Région - fonds fictif",
        "Département - fonds fictif",
        "Intercommunalité - fonds fictif",
        "Fonds national des lieux (fictif)",
    ),
    "label": ("Label Lieu-Ressource (fictif)",),
    "private": ("Fondation des Trois Clous (fictive)", "Banque du Tilleul (fictive)"),
}


def fill(places: list[Place]) -> Sheet:
    """Fill in the list of support.

    Parameters
    ----------
    places : list of Place
        The population.

    Returns
    -------
    Sheet
        A row per spell, and one per second funder of a spell; the header on the first line.
    """
    sheet = Sheet(FILE, "", COLUMNS, above=[])
    unseen = [place for place in places if not place.seen and place.life.funded_by(LIST_DAY)]
    strangers = Dice("strangers").some(unseen, STRANGERS)
    spells = [
        (spell.start, place.number, rank, place)
        for place in [*(place for place in places if place.seen), *strangers]
        for rank, spell in enumerate(place.life.spells)
        if spell.start <= LIST_DAY
    ]
    for _, _, rank, place in sorted(spells, key=lambda spell: spell[:3]):
        sheet.rows.extend(_rows(place, rank, place.life.spells[rank]))
    for row in sheet.rows:
        if not of(row).seen:
            sheet.blame(row, "no_such_place", of(row).true_id)
    _damage(sheet)
    return sheet


def _rows(place: Place, rank: int, spell: Spell) -> list[Row]:
    """Write one spell, and now and then its second funder, who pays within the same dates."""
    dice = Dice("support", place.number, rank)
    rows = [_row(place, spell, dice, spell.kind)]
    if dice.chance(0.16):
        rows.append(_row(place, spell, dice, "public" if spell.kind != "public" else "private"))
    return rows


def _row(place: Place, spell: Spell, dice: Dice, kind: str) -> Row:
    years = (spell.agreed_until - spell.start).days / 365.25
    amount = round(years * dice.lognormal(14_000, 0.5) / 500) * 500
    way = dice.weighted({"day": 0.78, "iso": 0.16, "month": 0.06})
    running = spell.agreed_until > LIST_DAY and spell.until > LIST_DAY
    silent = running and dice.chance(0.4)
    cells: dict[str, Cell] = {
        PLACE: place.profile.name,
        TOWN: place.site.commune_name,
        ID: place.census_id if dice.chance(0.62) and place.seen else None,
        SOURCE: dice.pick(SOURCES[kind]),
        KIND: KINDS[kind],
        AMOUNT: _amount(dice, amount) if kind != "label" or dice.chance(0.5) else None,
        START: _date(spell.start, way),
        END: None if silent else _date(spell.agreed_until, way),
        REMARKS: "en cours" if silent else None,
    }
    return Row(cells, place, spell=spell)


def _amount(dice: Dice, amount: int) -> str:
    plain = f"{amount:,}"
    space = dice.pick((" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"))
    way = dice.weighted({"spaced": 0.7, "cents": 0.12, "bare": 0.12, "thousands": 0.06})
    return {
        "spaced": f"{plain.replace(',', space)} €",
        "cents": f"{plain.replace(',', space)},00 €",
        "bare": str(amount),
        "thousands": f"{amount / 1000:g} k€".replace(".", ","),
    }[way]


def _date(day: date, way: str) -> str:
    return {"day": f"{day:%d/%m/%Y}", "iso": day.isoformat(), "month": in_words(day)}[way]


def _damage(sheet: Sheet) -> None:
    dice = Dice("damage", FILE)
    for row in sheet.some(dice, 34, lambda row: bool(of(row).seen)):
        sheet.spoil(row, PLACE, respell(dice, of(row).profile.name), "name_variant")
    for row in sheet.some(dice, 6, lambda row: row.cells[AMOUNT] is not None):
        sheet.spoil(row, AMOUNT, "NC", "amount_missing")
    (row,) = sheet.some(dice, 1, lambda row: "/" in str(row.cells[END]) and bool(of(row).seen))
    end = str(row.cells[END])
    sheet.spoil(row, END, f"{end[:-4]}{int(end[-4:]) - 10}", "end_before_start")
    for row in sheet.some(dice, 3, lambda row: bool(of(row).seen) and row.cells[ID] is None):
        sheet.spoil(row, TOWN, str(row.cells[TOWN]).upper(), "town_in_capitals")
    for row in sheet.rows:
        if not row.broken and row.cells[END] is not None and _ends_after_closing(row):
            sheet.spoil(row, END, row.cells[END], "agreement_ends_after_closing", str(of(row).life.closed))


def _ends_after_closing(row: Row) -> bool:
    """Say whether the agreement ran on paper for more than a month after the place had closed."""
    closed, spell = of(row).life.closed, row.spell
    return closed is not None and spell is not None and spell.agreed_until > closed + timedelta(days=31)
