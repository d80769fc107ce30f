"""How the same name is spelt by somebody else, another year."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demo.dice import Dice


def respell(dice: Dice, name: str) -> str:
    """Spell a name in another way that a person would recognise.

    Parameters
    ----------
    dice : Dice
        The stream.
    name : str
        The name.

    Returns
    -------
    str
        A different text: capitals, no accent, no article, an added word, another apostrophe, a slip of the finger.
    """
    ways = {
        "capitals": name.upper(),
        "no accent": _plain(name),
        "no article": _bare(name),
        "added word": f"Tiers-lieu {name}" if not name.startswith("Tiers") else f"Le {name}",
        "bracket": f"{name} (association)",
        "apostrophe": name.replace("'", "’"),
        "slip": _slip(dice, name),
        "capital letters lost": name[0] + name[1:].lower(),
    }
    return dice.pick([way for way in ways.values() if way != name])


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def _bare(name: str) -> str:
    for article in ("Le ", "La ", "Les ", "L'"):
        if name.startswith(article):
            rest = name.removeprefix(article)
            return rest[0].upper() + rest[1:]
    return name


def _slip(dice: Dice, name: str) -> str:
    """Swap two small letters that follow each other."""
    pairs = [at for at in range(1, len(name) - 1) if name[at : at + 2].isalpha() and name[at : at + 2].islower()]
    at = dice.pick(pairs)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
