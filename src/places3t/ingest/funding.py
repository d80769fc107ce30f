"""Spells of support: which place each is for, and what is known of a place's funding."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from places3t.formats.texts import fold
from places3t.ingest.communes import index
from places3t.ingest.decisions import Decisions, Line
from places3t.ingest.fold import folded, stack, where
from places3t.ingest.likeness import contained, core, name_score
from places3t.ingest.link import describe
from places3t.ingest.numbers import OTHER_NAME
from places3t.ingest.pairs import ALIKE, RATHER_ALIKE
from places3t.ingest.registers import plain_numbers
from places3t.territory import normalise_name
from places3t.typography import is_missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from places3t.findings import Findings

LINKS = ("linked", "doubtful", "unlinked")
_HOLDS = 95.0
"""How much of a place's name a beneficiary's text must hold for the two to be in doubt."""
_TELLING = 5
"""Letters that a name must have for that to mean anything."""
_CENSUS = {"started_on": "date", "ended_on": "date", "source": "text", "kind": "text", "amount_eur": "number"}


class Spells(NamedTuple):
    """Spells with their places.

    Attributes
    ----------
    frame
        The rows, with ``place_id`` where the place was found and ``link``: linked, doubtful or unlinked.
    lines
        The pairs in doubt, for ``links.csv``.
    """

    frame: pd.DataFrame
    lines: list[Line]


def link(
    rows: pd.DataFrame,
    places: pd.DataFrame,
    findings: Findings,
    decisions: Decisions | None = None,
    aliases: Mapping[str, str] | None = None,
) -> Spells:
    """Give each spell of support the place it is for.

    By identifier where the list gives one that a place has; else by name and commune (its code, or its name where the
    list does not tell which of several communes it means), where one place only bears the name there; else by a name
    that is all but the same. A spell that may be for a place of its commune is in doubt, for a person to decide. One
    whose place is not found stays, without a place, and is a finding: the support was given, to a place that no census
    has seen.

    Parameters
    ----------
    rows
        Stacked records of funding lists.
    places
        Columns ``place_id``, ``name``, ``commune_code``.
    findings
        Takes the spells that no place was found for, and those in doubt.
    decisions
        What a person decided.
    aliases
        Identifiers of files that now mean another place.
    """
    if rows.empty:
        return Spells(rows.assign(link=rows["place_id"]), [])
    spells = rows.copy()
    given = spells["place_id"].replace(dict(aliases or {}))
    known = given.where(given.isin(places["place_id"]) & ~_of_another(spells["name"], given, places))
    for commune in ("commune_code", "commune_name"):
        known = known.fillna(_by_name(spells, places, commune))
    chosen, doubts = _by_likeness(spells[known.isna()], places, decisions or Decisions())
    spells["place_id"] = known.fillna(chosen).astype("str")
    spells["link"] = "linked"
    spells.loc[spells["place_id"].isna(), "link"] = "unlinked"
    lines = []
    for at in spells.index[spells["place_id"].isna()]:
        got = next((str(text) for text in (spells.loc[at, "name"], given[at]) if not is_missing(text)), None)
        for line in doubts.get(at, ()):
            lines.append(line)
            other = f"{line.where_b} ({line.id_b})" if line.where_b else line.id_b
            findings.add("doubtful-link", where(spells, at), got, name=line.name_b, commune=line.commune_b, other=other)
        if at in doubts:
            spells.loc[at, "link"] = "doubtful"
        else:
            findings.add("funding-not-linked", where(spells, at), got)
    return Spells(spells, lines)


def _of_another(names: pd.Series, given: pd.Series, places: pd.DataFrame) -> pd.Series:
    """Tell which plain numbers of a list are its own: the place of that number bears quite another name."""
    import pandas as pd

    called = given.map(places.drop_duplicates("place_id").set_index("place_id")["name"])
    both = plain_numbers(given) & names.notna() & called.notna()
    own = [name_score(str(names[at]), str(called[at])) < OTHER_NAME for at in names.index[both]]
    return pd.Series(own, index=names.index[both], dtype="bool").reindex(names.index, fill_value=False)


def _by_name(spells: pd.DataFrame, places: pd.DataFrame, commune: str) -> pd.Series:
    """Find the one place that bears a spell's name in its commune."""
    import pandas as pd

    def key(frame: pd.DataFrame) -> pd.Series:
        return folded(frame["name"], fold) + "\0" + folded(frame[commune], normalise_name)

    bearers = key(places).to_frame("key").assign(id=places["place_id"]).dropna()
    single = bearers.drop_duplicates("key", keep=False).set_index("key")["id"]
    return pd.Series(single.reindex(key(spells)).to_numpy(), index=spells.index, dtype="str")


def _by_likeness(
    spells: pd.DataFrame, places: pd.DataFrame, decisions: Decisions
) -> tuple[pd.Series, dict[int, list[Line]]]:
    """Find the place of a spell's commune that it names otherwise; where that is not certain, those it may mean."""
    import pandas as pd

    there: dict[str, list[tuple[str, str]]] = {}
    wanted = set(spells["commune_code"].dropna())
    near = places[places["commune_code"].isin(wanted) & places["name"].notna()]
    for place_id, name, commune in zip(near["place_id"], near["name"], near["commune_code"], strict=True):
        there.setdefault(commune, []).append((place_id, name))
    by_id = {place_id: at for at, place_id in zip(near.index, near["place_id"], strict=True)}
    chosen: dict[int, str] = {}
    doubts: dict[int, list[Line]] = {}
    for at, name, commune in zip(spells.index, spells["name"], spells["commune_code"], strict=True):
        if is_missing(name) or is_missing(commune):
            continue
        candidates = [
            (*graded, *each) for each in there.get(commune, ()) if (graded := _grade(str(name), each[1], str(commune)))
        ]
        key = spell_key(str(name), str(commune))
        said = {each[2]: decisions.said.get(("funding", key, each[2])) for each in candidates}
        same = [place for place, decided in said.items() if decided]
        open_ = [each for each in candidates if said[each[2]] is None]
        certain = [each for each in open_ if each[0]]
        if same:
            chosen[at] = same[0]
        elif len(certain) == 1 and len([each for each in open_ if each[1] >= RATHER_ALIKE]) == 1:
            chosen[at] = certain[0][2]
        elif open_:
            doubts[at] = [_line(spells, at, key, score, near.loc[by_id[place]]) for _, score, place, _ in sorted(open_)]
    return pd.Series(chosen, dtype="str").reindex(spells.index), doubts


def _grade(text: str, name: str, commune: str) -> tuple[bool, float] | None:
    """Say whether a beneficiary's text surely means a place of its commune, and how alike they are; null where not."""
    called = index().today.get(commune, "")
    score = name_score(text, name, called)
    if score >= RATHER_ALIKE:
        return score >= ALIKE, score
    telling = set(core(name).split()) - set(fold(called).split())
    held = contained(name, text) if sum(map(len, telling)) >= _TELLING else 0.0
    return (False, round(score, 1)) if held >= _HOLDS else None


def spell_key(name: str, commune: str) -> str:
    """Name a beneficiary in ``links.csv``: the same in each list and at each run."""
    text = fold(name) + "\0" + commune
    return f"s-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def _line(spells: pd.DataFrame, at: int, key: str, score: float, place: pd.Series) -> Line:
    name, commune, stands = describe(spells, at)
    other = str(place["name"]), "" if is_missing(place.get("commune_name")) else str(place["commune_name"])
    return Line("", "funding", f"{score:.0f}", "", name, commune, stands, *other, "", key, str(place["place_id"]))


def of_census(census: pd.DataFrame) -> pd.DataFrame:
    """Make spells of the columns ``funding_started_on``, ``funding_source``... that a census has of its places.

    Two waves that say the same of one place make one spell.

    Parameters
    ----------
    census
        Stacked rows of censuses, ``place_id`` complete.

    Returns
    -------
    pandas.DataFrame
        Rows as `places3t.ingest.fold.stack` gives them for lists of funding.
    """
    import pandas as pd

    there = [name for name in _CENSUS if f"funding_{name}" in census]
    if not there:
        return stack([], "funding")
    said = census[census[[f"funding_{name}" for name in there]].notna().any(axis=1)]
    empty = stack([], "funding")
    origin = ["_source", "_sheet", "_row", "_seen_on", "place_id", "name", "commune_code", "commune_name"]
    columns = {name: said[f"funding_{name}"] for name in there}
    spells = pd.DataFrame({**{name: said[name] for name in origin}, **columns})
    # The latest wave knows best whether a spell has ended.
    spells = spells.drop_duplicates(["place_id", *({"source", "kind", "started_on"} & set(there))], keep="last")
    return spells.reindex(columns=empty.columns).astype(empty.dtypes.to_dict())


def together(listed: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Put the spells of lists and those that censuses tell of their own places under each other."""
    import pandas as pd

    if own.empty:
        return listed
    return pd.concat([listed, own], ignore_index=True) if len(listed) else own


def with_funding(places: pd.DataFrame, spells: pd.DataFrame, *, exhaustive: bool) -> pd.DataFrame:
    """Say of each place what is known of its funding.

    A place with a spell is funded. Of one without, nothing is known, unless the list says that it is exhaustive;
    then it was not funded. ``kind`` *own* is the place's own money and makes nobody funded.

    Returns
    -------
    pandas.DataFrame
        The places with ``funding_known``, ``funded_ever``, ``funded_at_opening`` (a spell started within the year
        after opening; null where either date is unknown) and ``first_funded_on``.
    """
    import pandas as pd

    support = spells[spells["place_id"].notna() & spells["kind"].fillna("").ne("own")]
    funded = places["place_id"].isin(support["place_id"])
    first = support.groupby("place_id")["started_on"].min()
    first_on = pd.Series(first.reindex(places["place_id"]).to_numpy(), index=places.index)
    opened = places["opened_on"]
    known = funded | exhaustive
    at_opening = (first_on <= opened + pd.DateOffset(years=1)).astype("boolean")
    at_opening = at_opening.mask(opened.isna() | (funded & first_on.isna()) | ~known)
    return places.assign(
        funding_known=known,
        funded_ever=funded.astype("boolean").mask(~known),
        funded_at_opening=at_opening,
        first_funded_on=first_on,
    )
