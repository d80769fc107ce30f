"""Codes that are no commune of today, led along chains of mergers and renumberings to the commune they became."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from territory.france import TODAY, read_communes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from territory.packages import Sources

VINTAGES = ("etalab", "etalab-2024", "etalab-2023", "etalab-2021", "etalab-2019")
# Which list the communes' outlines were drawn for; found by comparing the two.
OUTLINES_VINTAGE = "etalab-2024"
KINDS = {
    "commune-deleguee": "delegated",
    "commune-associee": "associated",
    "arrondissement-municipal": "arrondissement",
}
RENUMBERED = ("changement de département", "changement de chef lieu")
MAYOTTE_BEFORE_2011 = "985"
# Codes of communes of the Seine until 1968. Whoever writes them today means an arrondissement of Paris.
PARIS_POSTAL_CODES = {f"75{number:03}" for number in range(1, 21)}


def edges_of_vintage(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Lead each code of one list one step on: a part to its commune, a code that vanished to the one that took it.

    Parameters
    ----------
    rows : iterable of dict
        One vintage of the list, as Etalab packs it.

    Returns
    -------
    dict
        Code to code.
    """
    steps: dict[str, str] = {}
    for row in rows:
        for former in row.get("anciensCodes", ()):
            steps.setdefault(former, row["code"])
    for row in rows:
        if row["type"] in KINDS:
            steps[row["code"]] = row.get("chefLieu") or row["commune"]
    return {code: target for code, target in steps.items() if code != target}


def edges_of_history(records: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Lead each code of the history one step on, by the last thing that happened to it.

    Parameters
    ----------
    records : iterable of dict
        The history since 1943: each record is a commune, or a part of one (``pole``), between two dates, and may
        name its successor; ids read ``COM-01015@2016-01-01``.

    Returns
    -------
    dict
        Code to code.
    """
    steps: dict[str, str] = {}
    for record in sorted(records, key=_since):
        for field in ("successeur", "pole"):
            target = _code(record.get(field, ""))
            if target and target != record["code"]:
                steps[record["code"]] = target
    return steps


def _since(record: dict[str, Any]) -> str:
    return str(record.get("dateDebut", ""))


def _code(identifier: str) -> str:
    return identifier.partition("-")[2].partition("@")[0]


def resolve(code: str, today: set[str], steps: list[dict[str, str]]) -> str | None:
    """Follow a code to a commune of today, asking the newest list first at every step.

    Parameters
    ----------
    code : str
        The code to follow.
    today : set of str
        The codes of today's communes.
    steps : list of dict
        Code to code, newest vintage first.

    Returns
    -------
    str or None
        The commune of today, or None when the chain ends elsewhere or turns in a circle.
    """
    seen: set[str] = set()
    while code not in today:
        seen.add(code)
        onward = [step[code] for step in steps if code in step and step[code] not in seen]
        if not onward:
            return None
        code = onward[0]
    return code


def former_communes(sources: Sources) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Give the former codes, every name a commune of today or its parts bore, and the codes that lead nowhere.

    Returns
    -------
    former : pandas.DataFrame
        ``[former_code, former_name, commune_code, kind]``.
    names : pandas.DataFrame
        ``[name, commune_code]``: names of today's communes, of their parts, and all earlier ones.
    lost : list of str
        Codes that no list leads to a commune of today.
    """
    lists = [read_communes(sources, key) for key in VINTAGES]
    history: list[dict[str, Any]] = sources.json("etalab-2019", "package/data/historique-communes.json")
    today = {row["code"]: row["nom"] for row in lists[0] if row["type"] == TODAY}
    steps = [edges_of_vintage(rows) for rows in lists] + [edges_of_history(history)]

    bearers = pd.DataFrame(
        [(row["code"], row["nom"]) for row in sorted(history, key=_since)]
        + [(row["code"], row["nom"]) for rows in reversed(lists) for row in rows],
        columns=["code", "name"],
    )
    codes = sorted(set(bearers["code"]).union(*steps))
    leads = {code: resolve(code, set(today), steps) for code in codes}
    lost = [code for code, target in leads.items() if target is None]

    former = pd.DataFrame(
        [(code, leads[code]) for code in codes if leads[code] and code not in today and code not in PARIS_POSTAL_CODES],
        columns=["former_code", "commune_code"],
    )
    former["kind"] = _kinds(former, lists[0], history)
    last_name = bearers.drop_duplicates("code", keep="last").set_index("code")["name"]
    renumbered_name = former["commune_code"].map(today).where(former["kind"] == "recoded")
    former["former_name"] = former["former_code"].map(last_name).fillna(renumbered_name)

    names = bearers.assign(commune_code=bearers["code"].map(leads)).dropna()[["name", "commune_code"]]
    return (
        former[["former_code", "former_name", "commune_code", "kind"]],
        names.drop_duplicates().reset_index(drop=True),
        lost,
    )


def _kinds(former: pd.DataFrame, newest: list[dict[str, Any]], history: list[dict[str, Any]]) -> pd.Series:
    parts = {row["code"]: KINDS[row["type"]] for row in newest if row["type"] in KINDS}
    renumbered = {
        (record["code"], _code(record["successeur"]))
        for record in history
        if record.get("raisonFin") in RENUMBERED and "successeur" in record
    }
    pairs = pd.Series(list(zip(former["former_code"], former["commune_code"], strict=True)), index=former.index)
    recoded = pairs.isin(renumbered) | former["former_code"].str.startswith(MAYOTTE_BEFORE_2011)
    return former["former_code"].map(parts).fillna(recoded.map({True: "recoded", False: "merged"}))


def absorbing_since_outlines(sources: Sources, former: pd.DataFrame) -> set[str]:
    """Give the communes of today that took in another, or another code, since the outlines were drawn."""
    then = {row["code"] for row in read_communes(sources, OUTLINES_VINTAGE) if row["type"] == TODAY}
    return set(former.loc[former["former_code"].isin(then), "commune_code"])


def communes_left(sources: Sources, codes: set[str]) -> set[str]:
    """Give the communes that some communes of today were part of when the outlines were drawn."""
    then = read_communes(sources, OUTLINES_VINTAGE)
    return {row["chefLieu"] for row in then if row["code"] in codes and row["type"] in KINDS and "chefLieu" in row}
