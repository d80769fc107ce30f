"""The sentences of the brief on funding, each no stronger than the interval that it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.intervals import Estimate
from places3t.reports.facts import figure, settled
from places3t.reports.funding_study import ALL, LANDMARK

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.problems import Note
    from places3t.reports.facts import Figure
    from places3t.reports.phrases import Phrases
    from places3t.typography import Markdown

FUNDED, WITHDRAWN = "funded", "withdrawn"
_DIFFERS = 0.05
_LEAST_P = 0.001


def followed(say: Phrases, frame: pd.DataFrame) -> Markdown | None:
    """Say how many places were followed and how many closed."""
    places, closures, years, rate = (
        figure(frame, name, ALL) for name in ("places", "closures", "place_years", "closure_rate")
    )
    if not (places and closures and years and rate):
        return None
    return say.count(
        "followed",
        places.n,
        years=say.number(years.estimate.value),
        closures=say.number(closures.estimate.value),
        rate=say.number(rate.estimate.value, 1),
        interval=say.interval(rate.estimate, 1),
    )


def ratio(say: Phrases, frame: pd.DataFrame, group: str) -> Markdown:
    """Say how often a state's places close beside those not funded yet."""
    found = figure(frame, "hazard_ratio", ALL, group=group)
    if found and found.hidden:
        return say("ratio-hidden")
    return _verdict(say, group, found) if found else say(f"{group}-nothing")


def landmark(say: Phrases, frame: pd.DataFrame) -> Markdown | None:
    """Say the comparison of those open at the landmark; null where it could not be made."""
    found = figure(frame, "landmark_hazard_ratio", ALL, group=FUNDED)
    if found is None or found.hidden:
        return None
    return _verdict(say, "landmark", found, n=say.number(found.n), years=say.number(LANDMARK))


def _verdict(say: Phrases, key: str, found: Figure, **more: str) -> Markdown:
    verdict = settled(found.estimate).verdict
    return say(f"{key}-{verdict}", **shown(say, found.estimate), **more)


def shown(say: Phrases, estimate: Estimate) -> dict[str, str]:
    """Write a ratio and its interval, with the two decimals that a ratio takes."""
    return {"ratio": say.number(estimate.value, 2), "interval": say.interval(estimate, 2)}


def naive(say: Phrases, note: Note | None) -> Markdown | None:
    """Say what the naive comparison would have given, and how far that is from the honest one."""
    if note is None:
        return None
    said = {}
    for name in ("naive", "honest"):
        value, low, high = (float(str(note.params[f"{name}{end}"])) for end in ("", "_low", "_high"))
        said[name] = say.number(value, 2)
        said[f"{name}_interval"] = say.interval(Estimate(value, low, high), 2)
    return say("naive", **said)


def organisation(say: Phrases, frame: pd.DataFrame) -> Markdown:
    """Say whether the effect is established to differ between organisations."""
    found = figure(frame, "interaction_p", ALL)
    if found is None or found.hidden:
        return say("organisation-nothing")
    key = "differs" if found.estimate.value < _DIFFERS else "unsettled"
    return say(f"organisation-{key}", p=p_value(say, found.estimate.value), n=say.number(found.n))


def p_value(say: Phrases, value: float) -> str:
    """Write the probability of a test; a very small one is not written as nothing."""
    return f"< {say.number(_LEAST_P, 3)}" if value < _LEAST_P else say.number(value, 3)


def rates(say: Phrases, frame: pd.DataFrame) -> Markdown | None:
    """Say how often places closed while their support ran and after it had stopped."""
    found = {group: figure(frame, "closure_rate", ALL, group=group) for group in (FUNDED, WITHDRAWN)}
    said = {}
    for group, each in found.items():
        if each is None or each.hidden:
            return None
        said[group] = say.number(each.estimate.value, 1)
        said[f"{group}_interval"] = say.interval(each.estimate, 1)
    return say("withdrawn-rates", **said)


def hidden_cause(say: Phrases, frame: pd.DataFrame, group: str) -> Markdown | None:
    """Say how strong a hidden cause would have to be, or that nothing is established for it to explain."""
    found = figure(frame, "e_value", ALL, group=group)
    if found is None or found.hidden:
        return None
    state = say(f"state-{group}")
    if found.estimate.low <= 1:
        return say("e-value-none", state=state)
    return say(
        "e-value", state=state, value=say.number(found.estimate.value, 1), limit=say.number(found.estimate.low, 1)
    )


def unknown_fate(say: Phrases, frame: pd.DataFrame, group: str) -> Markdown | None:
    """Say the ratio had all places of unknown status closed, or stayed open."""
    said = {}
    for fate in ("closed", "open"):
        found = figure(frame, f"hazard_ratio_if_unknown_{fate}", ALL, group=group)
        if found is None or found.hidden:
            return None
        said[fate], said[f"{fate}_interval"] = shown(say, found.estimate).values()
    return say("unknown-fate", state=say(f"state-{group}"), **said)


def unknown_funding(say: Phrases, bounds: tuple[int, Figure, Figure] | None, group: str) -> Markdown | None:
    """Say the ratio had none, or all, of the places of unknown funding been funded."""
    if bounds is None:
        return None
    n, none, every = bounds
    said = {}
    for name, found in (("none", none), ("all", every)):
        said[name], said[f"{name}_interval"] = shown(say, found.estimate).values()
    return say.count("unknown-funding", n, state=say(f"state-{group}"), **said)
