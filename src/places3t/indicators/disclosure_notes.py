"""Notes for the public: without counts of one or two places, nor who is left out where that would give them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard, cast

from places3t.indicators.problems import Note
from places3t.indicators.suppression import FEWEST
from places3t.typography import MARK

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from places3t.indicators.ledger import Ledger

    Key = tuple[Hashable, ...]


def enter_left_out(ledger: Ledger, notes: Iterable[object]) -> None:
    """Enter how many places notes say are left out; whoever knows all the places and those followed knows their sum."""
    cells = {_left_out_key(note): cast("int", note.params["places"]) for note in notes if _is_left_out(note)}
    for cell, count in cells.items():
        ledger.enter(cell, count)
    if cells:
        total: Key = ("left out", "all", *cells)
        ledger.enter(total, sum(cells.values()), sensitive=False, fixed=True)
        ledger.add_up(total, cells)


def _is_left_out(note: object) -> TypeGuard[Note]:
    return isinstance(note, Note) and note.code.startswith("left_out_")


def _left_out_key(note: Note) -> Key:
    return ("left out", note.code, note.params["places"])


def quiet_notes(notes: Iterable[object], ledger: Ledger) -> list[object]:
    """Give notes without the counts of one or two in them, nor those of places left out that a ledger hides."""
    return [
        Note(note.code, {**note.params, "places": MARK})
        if _is_left_out(note) and ledger.hides(_left_out_key(note))
        else quiet(note)
        for note in notes
    ]


def quiet(note: object) -> object:
    """Give a note without the number in it where that is one or two."""
    if isinstance(note, str):
        head, colon, count = note.rpartition(": ")
        return f"{head}{colon}{MARK}" if colon and count in {"1", "2"} else note
    if isinstance(note, Note):
        return Note(note.code, {name: _quiet(value) for name, value in note.params.items()})
    return note


def _quiet(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < FEWEST:
        return MARK
    return quiet(value)
