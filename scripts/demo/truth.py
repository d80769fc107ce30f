"""The truth behind the files: who each row is, what is wrong in it, how each life went, at which hazards."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from demo import census, lives, profiles, workshop
from demo.dice import SEED
from demo.profiles import is_association
from demo.sheets import as_text
from demo.themes import THEMES

if TYPE_CHECKING:
    from datetime import date

    from demo.census import Place
    from demo.lives import Life
    from demo.sheets import Cell, Sheet

LAST_WAVE = census.WAVES[2023]
FORMS = {"asbl": "association", "sas": "company", "sarl": "company", "srl": "company", "sc": "cooperative"}
"""Legal forms in the words of the toolkit; the others are called the same."""

PLACE_COLUMNS = (
    *("true_id", "census_id", "name", "country_code", "commune_code", "lat", "lon", "types", "legal_form"),
    *("access", "has_facilitator", "surface_m2", "telework_share", "opened_on", "closed_on", "closure_kind"),
    *("spells", "funded_by_2023", "waves", "observed_from", "observed_to"),
)


def places_grid(places: list[Place]) -> list[list[Cell]]:
    """Write the full life of every place, seen or not, the header first."""
    return [list(PLACE_COLUMNS), *map(_place_line, places)]


def _place_line(place: Place) -> list[Cell]:
    site, profile, life = place.site, place.profile, place.life
    spells = ";".join(f"{spell.start}/{spell.until}" for spell in life.spells)
    waves = ";".join(f"{wave}:{status}" for wave, status in place.seen.items())
    return [
        *(place.true_id, place.census_id, profile.name, site.country_code, site.commune_code, site.lat, site.lon),
        *(";".join(profile.types), FORMS.get(profile.legal_form, _form(profile.legal_form)), profile.access),
        *("yes" if profile.facilitator else "no", round(profile.surface), f"{profile.telework:.2f}"),
        *(life.opened, life.closed, life.kind, spells, "yes" if life.funded_by(LAST_WAVE) else "no", waves),
        *(place.first_open, place.last_known),
    ]


def _form(form: str) -> str:
    return "commune" if form == "municipality" else form


def rows_grid(sheets: list[Sheet]) -> list[list[Cell]]:
    """Write which place each row of the census and of the funding list speaks of, the header first."""
    lines: list[list[Cell]] = [["file", "sheet", "row", "true_id", "census_id", "commune_code", "status", "note"]]
    for sheet in sheets:
        for row in sheet.rows:
            place = row.place
            who: list[Cell] = [place.true_id, place.census_id, place.site.commune_code] if place else ["", "", ""]
            lines.append([sheet.file, sheet.name, sheet.number_of(row), *who, row.status, row.note])
    return lines


def faults_grid(sheets: list[Sheet]) -> list[list[Cell]]:
    """Write what is wrong in the files, cell by cell, with what stands there and what is right, the header first."""
    lines: list[list[Cell]] = [["file", "sheet", "row", "column", "fault", "got", "right"]]
    for sheet in sheets:
        found = [(sheet.number_of(fault.row), fault) for fault in sheet.faults]
        for number, fault in sorted(found, key=lambda one: (one[0], one[1].column, one[1].name)):
            got = as_text(fault.row.cells.get(fault.column))
            lines.append([sheet.file, sheet.name, number, fault.column, fault.name, got, fault.right])
    return lines


def funding_grid(places: list[Place]) -> list[list[Cell]]:
    """Write every true spell of support, the header first; `until` is the closing day where the place closed before."""
    lines: list[list[Cell]] = [["true_id", "census_id", "spell", "kind", "started_on", "ended_on", "agreed_until"]]
    for place in places:
        for rank, spell in enumerate(place.life.spells, start=1):
            lines.append(
                [place.true_id, place.census_id, rank, spell.kind, spell.start, spell.until, spell.agreed_until]
            )
    return lines


def truth(places: list[Place], sheets: list[Sheet]) -> dict[str, Any]:
    """Gather the hazards, the way the waves see, and what came of it in this sample.

    Parameters
    ----------
    places : list of Place
        The population.
    sheets : list of Sheet
        The census and the funding list.

    Returns
    -------
    dict
        What ``truth.json`` holds.
    """
    return {
        "made_up": "Données fictives. Made-up data: no place, no organisation and no note here exists.",
        "seed": SEED,
        "seed_choice": "Of 40 seeds, one whose sample is near its own truth: an honest method should find it here.",
        "days_per_year": lives.DAYS,
        "wave_dates": {str(wave): str(day) for wave, day in census.WAVES.items()},
        "lives_known_until": str(lives.LIVES_END),
        "closing": _closing(),
        "support": _support(),
        "observation": _observation(),
        "differences": _differences(),
        "workshop": _workshop(),
        "themes": {key: theme._asdict() for key, theme in THEMES.items()},
        "counts": _counts(places, sheets),
        "realised": {
            "whole_population": _realised([_watched(place, whole=True) for place in places]),
            "as_observed_with_exact_dates": _realised([_watched(place, whole=False) for place in places if place.seen]),
        },
    }


def _closing() -> dict[str, Any]:
    reference = lives.CLOSING["unfunded"]
    return {
        "hazard_per_year": lives.CLOSING,
        "hazard_ratio": {state: hazard / reference for state, hazard in lives.CLOSING.items()},
        "other_endings_per_year": lives.OTHER_ENDINGS,
        "depends_on": "the state of funding alone: constant in age and in calendar time; on nothing else",
        "states": {
            "unfunded": "before the first spell",
            "funded": "while a spell runs",
            "withdrawn": "after a spell ended and while no other runs, also between two spells",
        },
    }


def _support() -> dict[str, Any]:
    return {
        "since": str(lives.SUPPORT_SINCE),
        "first_spell_hazard_per_year": lives.FIRST_SUPPORT,
        "times_surface": {
            "formula": "min((surface_m2 / typical) ** power, cap)",
            "typical": lives.TYPICAL_SURFACE,
            "power": lives.SURFACE_POWER,
            "cap": lives.SURFACE_CAP,
        },
        "times_legal_form": {"association": lives.ASSOCIATION_FACTOR, "other": lives.OTHER_FACTOR},
        "spell_years": {"uniform_between": list(lives.SPELL_YEARS)},
        "followed_at_once_by_another": lives.RENEWAL,
        "new_spell_hazard_per_year_once_withdrawn": lives.NEW_SUPPORT,
        "list_is_exhaustive": True,
        "list_day": str(LAST_WAVE),
        "list_end_is": "the end of the agreement as signed, even where the place closed before it",
    }


def _observation() -> dict[str, Any]:
    return {
        "at_risk_from": "the first wave that saw the place open; opening dates before it do not count as watched",
        "at_risk_to": "closing, when a later wave says it; else the last wave that saw the place open",
        "found_by_a_wave": census.COVERAGE,
        "lost_for_good_per_wave": census.LOST_FOR_GOOD,
        "lost_for_one_wave": census.LOST_ONCE,
        "lost_but_listed_with_unknown_status": census.SAID_UNKNOWN,
        "closed_before_the_first_wave_and_listed": census.CLOSED_LONG_AGO,
        "opened_and_closed_between_waves_and_listed": census.CLOSED_BETWEEN,
        "precision_of_closing": census.PRECISIONS,
        "precision_of_opening": census.OPENING_PRECISIONS,
        "informative": "no: none of these depends on whether the place is open, except the two kinds never seen open",
    }


def _differences() -> dict[str, Any]:
    return {
        "surface_m2": {"median": profiles.SURFACE[0], "sd_of_log": profiles.SURFACE[1], "effect": "supported sooner"},
        "association": {"share": profiles.ASSOCIATION, "effect": "supported sooner"},
        "public_share_by_state": {
            state: {"mean": mean, "sd": sd} for state, (mean, sd) in profiles.PUBLIC_SHARE.items()
        },
        "members_only": {"share": profiles.MEMBERS_ONLY, "effect": "none: the same whether supported or not"},
        "telework_share": {"mean": profiles.TELEWORK[0], "sd": profiles.TELEWORK[1], "effect": "none"},
        "has_facilitator": {"share": 0.55, "effect": "none on support or closing; more staff"},
    }


def _workshop() -> dict[str, Any]:
    return {
        "declared": workshop.DECLARED,
        "declared_is_main_theme": workshop.DECLARED_RIGHT,
        "declared_is_other_theme": workshop.DECLARED_SECOND,
        "coder_gives_main_and_other_theme": {coder: list(sees) for coder, sees in workshop.SEES.items()},
        "coder_adds_confused_theme": workshop.CONFUSES,
    }


def _counts(places: list[Place], sheets: list[Sheet]) -> dict[str, Any]:
    seen = [place for place in places if place.seen]
    ever = [place for place in seen if place.life.funded_by(LAST_WAVE)]
    never = [place for place in seen if not place.life.funded_by(LAST_WAVE)]
    return {
        "places_simulated": len(places),
        "places_seen": len(seen),
        "places_seen_open": sum(place.first_open is not None for place in seen),
        "rows": {sheet.file: len(sheet.rows) for sheet in sheets},
        "ever_funded_by_2023": len(ever),
        "median_surface_m2": {"ever_funded": _median(ever), "never_funded": _median(never)},
        "associations": {"ever_funded": _associations(ever), "never_funded": _associations(never)},
    }


def _median(places: list[Place]) -> float:
    surfaces = sorted(place.profile.surface for place in places)
    return round(surfaces[len(surfaces) // 2])


def _associations(places: list[Place]) -> float:
    return round(sum(is_association(place.profile.legal_form) for place in places) / len(places), 3)


Watch = tuple["Life", "date", "date"]


def _watched(place: Place, *, whole: bool) -> Watch | None:
    """Give from when to when a place counts: its whole life up to the last wave, or what the waves saw of it."""
    life = place.life
    if whole:
        end = min(life.closed or LAST_WAVE, LAST_WAVE)
        return (life, life.opened, end) if life.opened < end else None
    start, last = place.first_open, place.last_known
    return (life, start, last) if start and last and start < last else None


def _realised(watched: list[Watch | None]) -> dict[str, Any]:
    """Count closings and place-years by state, and by the naive group, which knows the future."""
    days: dict[str, int] = {}
    closings: dict[str, int] = {}
    for life, start, end in filter(None, watched):
        changes = (day for spell in life.spells for day in (spell.start, spell.until))
        cuts = sorted({start, end, *(day for day in changes if start < day < end)})
        naive = "ever_funded" if life.funded_by(LAST_WAVE) else "never_funded"
        for low, high in pairwise(cuts):
            for group in (life.state_on(low), naive):
                days[group] = days.get(group, 0) + (high - low).days
        if life.closed == end and life.kind == "closed":
            for group in (life.state_on(cuts[-2]), naive):
                closings[group] = closings.get(group, 0) + 1
    years = {group: total / lives.DAYS for group, total in days.items()}
    rate = {group: closings[group] / years[group] for group in years}
    return {
        "closings": dict(sorted(closings.items())),
        "place_years": {group: round(total, 1) for group, total in sorted(years.items())},
        "closings_per_100_place_years": {group: round(100 * value, 2) for group, value in sorted(rate.items())},
        "rate_ratio_funded": round(rate["funded"] / rate["unfunded"], 3),
        "rate_ratio_withdrawn": round(rate["withdrawn"] / rate["unfunded"], 3),
        "naive_rate_ratio_ever_funded": round(rate["ever_funded"] / rate["never_funded"], 3),
    }
