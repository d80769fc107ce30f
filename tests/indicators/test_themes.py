"""Counts, specificity, issues against solutions: figures worked out by hand."""

from __future__ import annotations

import math
from math import comb

import pandas as pd
import pytest

from places3t.indicators.themes import themes
from places3t.indicators.themes_issues import issues_and_solutions, unanswered
from places3t.indicators.themes_specificity import false_discovery, specificity
from places3t.indicators.themes_together import cooccurrence, cooccurrence_frame
from places3t.indicators.themes_workshop import workshop
from places3t.themes.codebook import parse_codebook

SAID = pd.DataFrame(
    [
        ("1", "issue", "diagnosis", "a", "Pas d'argent.", "p1", 3.0),
        ("2", "issue", "diagnosis", "a", "Le bus ne passe plus au village.", "p1", None),
        ("3", "solution", "solutions", "a", "Un covoiturage avec les voisines.", "p2", 2.0),
        ("4", "solution", "solutions", "b", "Plus de bus le soir, et un parking.", "p2", 1.0),
        ("5", "comment", "solutions", "b", "Alle mensen zijn er en het is goed voor ons", "p3", None),
        ("6", "comment", "solutions", "b", "   ", "p3", None),
        ("7", "issue", "diagnosis", "b", "voir au dos de la feuille", "p3", None),
    ],
    columns=["contribution_id", "kind", "phase", "session", "text", "author", "votes"],
)
HAND = pd.DataFrame(
    [("7", "norms", "A"), ("7", "norms", "B"), ("7", "isolation", "C"), ("3", "attractiveness", "A")],
    columns=["contribution_id", "theme", "coder"],
).assign(evidence=None)


def value(frame: pd.DataFrame, indicator: str, code: str, group: str | None = None) -> float:
    rows = frame[(frame["indicator"] == indicator) & (frame["code"] == code)]
    rows = rows if group is None else rows[rows["group"] == group]
    assert len(rows) == 1, (indicator, code, group)
    return float(rows["value"].iloc[0])


def test_by_hand_wins_and_everything_is_accounted_for() -> None:
    said = workshop(SAID, HAND)
    assert (len(said.contributions), said.empty, said.other) == (5, 1, 1)
    pairs = set(said.themes[["contribution_id", "theme", "by_hand"]].itertuples(index=False, name=None))
    # Two of three gave norms, one of three isolation; 3 has what A gave and not what the codebook finds.
    assert {pair for pair in pairs if pair[0] in "37"} == {("7", "norms", True), ("3", "attractiveness", True)}
    assert ("1", "lack_of_money", False) in pairs


def test_counts_shares_people_and_votes() -> None:
    frame = themes(workshop(SAID))
    assert value(frame, "count", "infrastructure_and_access") == 3
    assert value(frame, "share", "infrastructure_and_access") == pytest.approx(3 / 5)
    assert value(frame, "people_share", "infrastructure_and_access") == pytest.approx(2 / 3)
    assert value(frame, "votes", "infrastructure_and_access") == 3
    assert themes(workshop(SAID), language="fr").query("code == 'lack_of_money'")["name"].iloc[0] == "Manque d’argent"


def test_groups_are_compared() -> None:
    frame = themes(workshop(SAID), by="phase")
    assert value(frame, "count", "infrastructure_and_access", "solutions") == 2
    # Three of five have the theme, two contributions are solutions, both have it: 3 draws of 10.
    assert value(frame, "specificity", "infrastructure_and_access", "solutions") == pytest.approx(-math.log10(0.3))
    assert value(frame, "change", "infrastructure_and_access") == pytest.approx(1 - 1 / 3)


@pytest.mark.parametrize(
    ("seen", "theme", "group", "total", "expected"),
    [
        (4, 4, 4, 10, -math.log10(1 / comb(10, 4))),
        (0, 4, 4, 10, math.log10(comb(6, 4) / comb(10, 4))),
        (3, 4, 4, 10, -math.log10((comb(4, 3) * 6 + 1) / comb(10, 4))),
        (0, 0, 4, 10, 0.0),
        (4, 4, 10, 10, 0.0),
    ],
)
def test_specificity_by_hand(seen: int, theme: int, group: int, total: int, expected: float) -> None:
    score, _ = specificity(seen, theme, group, total)
    assert float(score) == pytest.approx(expected, abs=1e-12)


def test_false_discovery_as_in_r() -> None:
    # The same six values given to p.adjust of R, with the method "BH".
    expected = [0.006, 0.024, 0.0504, 0.0504, 0.0504, 0.06]
    assert false_discovery([0.001, 0.008, 0.039, 0.041, 0.042, 0.06]) == pytest.approx(expected)
    assert len(false_discovery([])) == 0


def test_issues_are_held_against_solutions_of_their_session() -> None:
    said = workshop(SAID, HAND)
    frame = issues_and_solutions(said)
    assert value(frame, "issues", "all") == 3
    assert value(frame, "answered_share", "all") == 0
    assert set(unanswered(said)["contribution_id"]) == {"1", "2", "7"}
    answered = issues_and_solutions(workshop(SAID))
    # Without the hand's coding of 3, the carpool answers the bus, in session a.
    assert value(answered, "answered_share", "infrastructure_and_access") == 1
    assert set(unanswered(workshop(SAID))["contribution_id"]) == {"1"}


def test_pairs_of_themes() -> None:
    said = workshop(
        pd.DataFrame(
            {
                "contribution_id": list("abc"),
                "text": ["Normes incendie et dernier bus", "normes incendie, dernier bus", "normes"],
            }
        )
    )
    table = cooccurrence(said)
    assert table[["theme", "other", "count"]].to_numpy().tolist() == [["infrastructure_and_access", "norms", 2]]
    assert table["expected"].iloc[0] == pytest.approx(2 * 3 / 3)


def test_pairs_by_hand() -> None:
    # Ten contributions: x in 1 to 4, y in 1 to 3 and 5, z in 6: x and y thrice together, z with neither.
    given = [(str(at), "x") for at in (1, 2, 3, 4)] + [(str(at), "y") for at in (1, 2, 3, 5)] + [("6", "z")]
    hand = pd.DataFrame(
        [(*pair, "A", None) for pair in given], columns=["contribution_id", "theme", "coder", "evidence"]
    )
    said = pd.DataFrame({"contribution_id": [str(at) for at in range(1, 11)], "text": "Une girafe verte dort."})
    table = cooccurrence(workshop(said, hand)).set_index(["theme", "other"])
    assert table["count"].to_dict() == {("x", "y"): 3, ("x", "z"): 0, ("y", "z"): 0}
    pair = table.loc[("x", "y")]
    assert (pair["either"], pair["expected"]) == (5, pytest.approx(1.6))
    assert (pair["jaccard"], pair["lift"]) == (pytest.approx(3 / 5), pytest.approx(3 / 1.6))
    # Three or four of the four y among the four x: (4 × 6 + 1) / 210; twice that, and of three tests the smallest.
    more = (comb(4, 3) * 6 + 1) / comb(10, 4)
    assert pair["specificity"] == pytest.approx(-math.log10(more), abs=1e-12)
    assert pair["p"] == pytest.approx(3 * 2 * more, abs=1e-12)
    frame = cooccurrence_frame(workshop(said, hand), "fr")
    assert value(frame, "together", "x", "y") == 3
    # What nobody says together, and may well by chance, is not listed.
    assert set(frame["code"]) == {"x"}


REPLIES = pd.DataFrame(
    [
        ("p", "Le bus ne passe plus.", None, None),
        ("r1", "Zzz !", "p", None),
        ("r2", "Qqq.", "p", "r1"),
        ("r3", "Les normes, surtout.", "p", None),
        ("r4", "Qqq.", "p", "r3"),
        ("o", "Bonjour.", None, None),
    ],
    columns=["contribution_id", "text", "parent_id", "in_reply_to"],
).astype("str")


BUS_AND_NORMS = """
[groups.x]
fr = "x"
en = "x"
[themes.bus]
group = "x"
name_fr = "bus"
name_en = "bus"
stems_fr = ["bus"]
[themes.norms]
group = "x"
name_fr = "normes"
name_en = "norms"
stems_fr = ["norme"]
"""


def test_replies_are_counted_apart_and_only_when_asked() -> None:
    said = workshop(REPLIES, codebook=parse_codebook(BUS_AND_NORMS, "mine.toml"))
    without, asked = themes(said), themes(said, replies=True)
    assert "replies" not in set(without["indicator"])
    # The first two answer the bus, the last one the norms: it answers a comment, and that one's theme counts.
    assert value(asked, "replies", "bus") == 2
    assert value(asked, "replies", "norms") == 1
    assert set(asked.loc[asked["indicator"] == "replies", "n"]) == {3}
    rest = asked[asked["indicator"] != "replies"].reset_index(drop=True)
    pd.testing.assert_frame_equal(rest, without)
