"""The few words that method lines and notes take over from the data, in French and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from places3t.language import Language

ORIGIN = {
    "opened": {"en": "opening", "fr": "ouverture"},
    "observed": {"en": "start of observation", "fr": "début de l’observation"},
}
COMPETING = {
    True: {"en": "a competing event, not a closure", "fr": "un événement concurrent, non une fermeture"},
    False: {"en": "counted as a closure", "fr": "comptée comme une fermeture"},
}
FREQUENCY = {
    True: {
        "en": "rare (under 15 %): hazard ratio taken as risk ratio",
        "fr": "rare (moins de 15\u00a0%)\u00a0: rapport des risques instantanés pris pour un risque relatif",
    },
    False: {
        "en": "not rare: hazard ratio turned into a risk ratio by (1 - 0.5^√HR) / (1 - 0.5^√(1/HR))",
        "fr": "fréquente\u00a0: rapport converti en risque relatif par (1 - 0,5^√HR) / (1 - 0,5^√(1/HR))",
    },
}
FATE = {
    "closed": {
        "en": "closed on the day after they were last seen",
        "fr": "avaient fermé au lendemain de leur dernière observation",
    },
    "open": {
        "en": "stayed open until the end of observation",
        "fr": "étaient restés ouverts jusqu’à la fin de l’observation",
    },
}
_GROUPS = {
    "": {"en": "all places", "fr": "tous les lieux"},
    "unfunded": {"en": "unfunded", "fr": "non soutenu"},
    "funded": {"en": "funded", "fr": "soutenu"},
    "withdrawn": {"en": "withdrawn", "fr": "soutien retiré"},
    "no": {"en": "no", "fr": "non"},
    "yes": {"en": "yes", "fr": "oui"},
}
_CAUSES = {
    "closure": {"en": "closure", "fr": "fermeture"},
    "replaced": {"en": "replaced", "fr": "remplacé"},
    "merged": {"en": "merged", "fr": "fusionné"},
    "moved": {"en": "moved", "fr": "déménagé"},
}


def group_words(label: str, language: Language) -> str:
    """Give a group's name as a reader says it; what the program does not know stands as the file says it."""
    known = _GROUPS.get(label)
    return known[language] if known else label


def cause_words(cause: str, language: Language) -> str:
    """Give a way of closing as a reader says it."""
    known = _CAUSES.get(cause)
    return known[language] if known else cause


def strata_words(columns: Sequence[str], language: Language) -> str:
    """Give the end of a method line that names the strata, empty without any."""
    if not columns:
        return ""
    return {"en": ", stratified by ", "fr": ", stratifié par "}[language] + ", ".join(columns)


def neat(value: float) -> float | int:
    """Give a whole number as one, so that ten years are not written 10.00."""
    return int(value) if float(value).is_integer() else value
