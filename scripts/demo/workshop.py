"""The workshops of 2023 and 2024: notes, their true themes, and what two people who coded some by hand made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from demo.dice import Dice
from demo.themes import CONFUSED, THEMES, VAGUE

if TYPE_CHECKING:
    from demo.census import Place
    from demo.geography import Site
    from demo.sheets import Cell

CODING_FILE = "atelier_2023_codage.csv"
COLUMNS = (
    "id",
    "atelier",
    "date",
    "phase",
    "type",
    "titre",
    "texte",
    "thème",
    "type de participant",
    "table",
    "commune",
    "code commune",
    "votes",
    "réponse à",
)
CODING_COLUMNS = ("contribution", "thème", "codeur", "extrait")
PHASES = {"D": "Diagnostic", "S": "Solutions"}
KINDS = {
    "issue": "Enjeu",
    "solution": "Solution",
    "practice": "Bonne pratique",
    "concept": "Concept",
    "comment": "Commentaire",
}
PARTICIPANTS = {
    "project_holder": ("Porteur de projet", 0.28),
    "user": ("Usager", 0.26),
    "elected": ("Élu", 0.05),
    "public_officer": ("Agent public", 0.06),
    "independent": ("Indépendant", 0.12),
    "company": ("Entreprise", 0.03),
    "association": ("Association", 0.18),
    "researcher": ("Chercheur", 0.02),
}
"""Who sticks a note that anybody could have written: the others say who they are."""


@dataclass(frozen=True, slots=True)
class Year:
    """What was written in one year: the notes it is made of, the file it goes to, and how its notes are numbered.

    Each session has its name, its day, and the departments and provinces that people come from (anywhere, online).
    """

    notes: str
    file: str
    initial: str
    sessions: tuple[tuple[str, str, tuple[str, ...]], ...]


YEARS = (
    Year(
        "notes_2023.txt",
        "atelier_2023.csv",
        "C",
        (
            ("Atelier 1 - Tournai (fictif)", "12/09/2023", ("BE-WHT", "59", "62", "BE-VWV")),
            ("Atelier 2 - Lodève (fictif)", "19/09/2023", ("34", "30", "12", "81", "11", "48")),
            ("Atelier 3 - Guéret (fictif)", "03/10/2023", ("23", "87", "19", "16", "36", "24", "63")),
            ("Atelier 4 - en ligne (fictif)", "17/10/2023", ()),
        ),
    ),
    Year(
        "notes_2024.txt",
        "atelier_2024.csv",
        "D",
        (
            ("Rencontre 1 - Arras (fictif)", "10/09/2024", ("59", "62", "80", "BE-WHT")),
            ("Rencontre 2 - Albi (fictif)", "24/09/2024", ("81", "31", "12", "34", "82", "11")),
            ("Rencontre 3 - Limoges (fictif)", "08/10/2024", ("87", "23", "19", "24", "16", "86")),
            ("Rencontre 4 - en ligne (fictif)", "22/10/2024", ()),
        ),
    ),
)

BORDER_WORDS = ("Tournai", "frontière", "plekken", "plek", "Cross-border")
"""What only somebody near the border would write: such a note hangs in the first session."""

VILLAGE = 9_000
"""Inhabitants under which a note can speak of its own commune as of a small one."""

DECLARED, DECLARED_RIGHT, DECLARED_SECOND = 0.34, 0.80, 0.10
CODED = 100
SEES = {"A": (0.95, 0.80), "B": (0.92, 0.66)}
"""Probability that each coder gives the main theme of a note, and each of its other themes."""
CONFUSES = {"A": 0.06, "B": 0.12}
"""Probability that each coder adds the theme that the main one is confused with."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sticky note as `notes_2023.txt` gives it."""

    key: str
    phase: str
    kind: str
    themes: tuple[str, ...]
    who: str
    answers: str
    trait: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """A note on a wall: its number in the file, where it hung, who stuck it."""

    number: str
    note: Note
    session: int
    table: int
    who: str
    site: Site
    text: str


@lru_cache(maxsize=len(YEARS))
def read_notes(year: Year) -> tuple[Note, ...]:
    """Read the notes that were written for a year of the sample.

    Parameters
    ----------
    year : Year
        Which.

    Returns
    -------
    tuple of Note
        In the order of the file.

    Raises
    ------
    ValueError
        If a theme or the note that another answers is not known.
    """
    text = Path(__file__).with_name(year.notes).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    notes = tuple(_note(line) for line in lines)
    keys = {note.key for note in notes}
    for note in notes:
        unknown = set(note.themes) - set(THEMES) or {note.answers} - keys - {""}
        if unknown:
            msg = f"{year.notes}, {note.key}: {unknown} is not known"
            raise ValueError(msg)
    return notes


def _note(line: str) -> Note:
    parts = ["" if part.strip() == "-" else part.strip() for part in line.split(" | ", 8)]
    key, phase, kind, themes, who, answers, trait, title, text = parts
    chosen = tuple(themes.split(",")) if themes else ()
    return Note(key, phase, kind, chosen, who, answers, trait, title, text.replace("\\n", "\n"))


def hang(places: list[Place], year: Year) -> list[Contribution]:
    """Hang the notes of a year on the walls of its sessions, and number them.

    Parameters
    ----------
    places : list of Place
        The population: people come from the communes of the places that the census sees.
    year : Year
        Which notes, and which sessions.

    Returns
    -------
    list of Contribution
        In the order of the file.
    """
    sites = [place.site for place in places if place.seen]
    notes = {note.key: note for note in read_notes(year)}
    order = sorted(notes.values(), key=lambda note: _place_on_wall(notes, note))
    hung = []
    for rank, note in enumerate(order, start=1):
        dice, root = Dice("note", note.key), notes[note.answers or note.key]
        who = note.who or dice.weighted({key: weight for key, (_, weight) in PARTICIPANTS.items()})
        site = dice.pick([site for site in sites if _comes_from(site, note, year.sessions[_session(root)][2])])
        text = note.text.replace("{commune}", site.commune_name)
        table = Dice("table", root.key).whole(1, 6)
        hung.append(Contribution(f"{year.initial}{rank:03d}", note, _session(root), table, who, site, text))
    return hung


def _place_on_wall(notes: dict[str, Note], note: Note) -> tuple[int, str, float, bool, str]:
    """Order the notes by session and phase, the answers under the note that they answer."""
    root = notes[note.answers or note.key]
    return (_session(root), root.phase, Dice("wall", root.key).unit(), bool(note.answers), note.key)


def _session(root: Note) -> int:
    if any(word in f"{root.title} {root.text}" for word in BORDER_WORDS):
        return 0
    return Dice("session", root.key).weighted({0: 0.30, 1: 0.26, 2: 0.22, 3: 0.22})


def _comes_from(site: Site, note: Note, near: tuple[str, ...]) -> bool:
    """Say whether somebody from there can have stuck this note in a session that people from near by came to."""
    if near and site.departement_code not in near:
        return False
    small = site.population < VILLAGE and not site.commune_name.startswith(("Le ", "La ", "Les ", "L'"))
    return small or "{commune}" not in note.text


def contributions_grid(hung: list[Contribution], year: Year) -> list[list[Cell]]:
    """Write the contributions as the file has them, the header first."""
    numbers = {contribution.note.key: contribution.number for contribution in hung}
    lines: list[list[Cell]] = [list(COLUMNS)]
    for contribution in hung:
        note, dice = contribution.note, Dice("card", contribution.note.key)
        session, day, _ = year.sessions[contribution.session]
        votes = max(0, round(dice.waiting(0.4))) if dice.chance(0.45) else None
        lines.append(
            [
                *(contribution.number, session, day, PHASES[note.phase], KINDS[note.kind], note.title),
                *(contribution.text, _declared(note), PARTICIPANTS[contribution.who][0]),
                f"Table {contribution.table}",
                contribution.site.commune_name,
                contribution.site.commune_code if contribution.site.country_code == "FR" else None,
                votes,
                numbers.get(note.answers),
            ]
        )
    return lines


def _declared(note: Note) -> str:
    """Give the theme that the participant ticked or wrote, for about a third of the notes, not always the right one."""
    dice = Dice("declared", note.key)
    if not dice.chance(DECLARED):
        return ""
    draw = dice.unit()
    if not note.themes:
        return "divers"
    if draw > DECLARED_RIGHT + DECLARED_SECOND:
        return dice.pick(VAGUE)
    return THEMES[note.themes[0] if draw < DECLARED_RIGHT else note.themes[-1]].fr


def coding_grid(hung: list[Contribution]) -> list[list[Cell]]:
    """Write what two people coded by hand, one theme a line, the header first."""
    themed = [contribution for contribution in hung if contribution.note.themes]
    lines: list[list[Cell]] = [list(CODING_COLUMNS)]
    for contribution in Dice("coded").some(themed, CODED):
        for coder in SEES:
            lines.extend(
                [contribution.number, theme, coder, _extract(contribution, theme, coder)]
                for theme in _codes(contribution.note, coder)
            )
    return lines


def _codes(note: Note, coder: str) -> list[str]:
    dice = Dice("coding", note.key, coder)
    main, other = SEES[coder]
    codes = [theme for index, theme in enumerate(note.themes) if dice.chance(other if index else main)]
    mistaken = CONFUSED.get(note.themes[0])
    if mistaken and mistaken not in codes and (not codes or dice.chance(CONFUSES[coder])):
        codes.append(mistaken)
    return codes or [note.themes[0]]


def _extract(contribution: Contribution, theme: str, coder: str) -> str:
    """Copy a piece of the note, as a coder does when the choice needs a reason."""
    dice = Dice("extract", contribution.note.key, theme, coder)
    pieces = [piece.strip(" -\n") for piece in re.split(r"[.,:;!?()\n]", contribution.text)]
    long_enough = [piece for piece in pieces if len(piece) > 8]
    return dice.pick(long_enough) if long_enough and dice.chance(0.5) else ""


def themes_grid(hung: list[Contribution]) -> list[list[Cell]]:
    """Write the true themes of every contribution, the header first."""
    lines: list[list[Cell]] = [["contribution_id", "themes", "main_theme", "trait", "author_type", "commune_code"]]
    for contribution in hung:
        note, code = contribution.note, contribution.site.commune_code
        main = note.themes[0] if note.themes else ""
        lines.append([contribution.number, ";".join(note.themes), main, note.trait, contribution.who, code])
    return lines
