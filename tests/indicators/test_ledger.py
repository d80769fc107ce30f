"""The ledger of what is published together: keys are cells, sums tie them, what is known cannot be hidden."""

from __future__ import annotations

from places3t.indicators.ledger import Ledger


def nation(**regions: int) -> Ledger:
    """A nation and its regions."""
    ledger = Ledger()
    ledger.enter(("nation",), sum(regions.values()))
    for name, count in regions.items():
        ledger.enter((name,), count)
    ledger.add_up(("nation",), [(name,) for name in regions])
    return ledger


def hidden(ledger: Ledger) -> list[object]:
    return [each[0] for each in ledger.listed() if ledger.hides(each)]


def test_one_small_region_takes_the_next_one_with_it_and_zeros_stay() -> None:
    assert hidden(nation(a=20, b=5, c=1, d=0)) == ["b", "c"]


def test_two_that_add_up_to_two_take_a_third() -> None:
    assert hidden(nation(a=20, b=5, c=1, d=1)) == ["b", "c", "d"]


def test_a_total_of_another_level_is_hidden_where_its_parts_would_give_a_cell_back() -> None:
    ledger = nation(a=20, b=7, c=2)
    for name, count in (("c1", 1), ("c2", 1)):
        ledger.enter((name,), count)
    ledger.add_up(("c",), [("c1",), ("c2",)])
    # Two places in two departments are one in each, for whoever knows that neither is nothing.
    assert hidden(ledger) == ["b", "c", "c1", "c2"]
    assert ledger.recovered() == []


def test_a_cell_that_is_of_use_to_nobody_is_hidden_first() -> None:
    ledger = Ledger()
    ledger.enter(("all",), 21, sensitive=False, free=True)
    ledger.enter(("here",), 20)
    ledger.enter(("abroad",), 1)
    ledger.add_up(("all",), [("here",), ("abroad",)])
    assert hidden(ledger) == ["all", "abroad"]


def test_what_is_known_anyway_leaves_a_cell_recovered() -> None:
    ledger = Ledger()
    ledger.enter(("all",), 21, fixed=True)
    ledger.enter(("here",), 20, fixed=True)
    ledger.enter(("abroad",), 1)
    ledger.add_up(("all",), [("here",), ("abroad",)])
    assert ledger.recovered() == [("abroad",)]


def test_what_the_parts_lack_is_taken_as_known() -> None:
    ledger = Ledger()
    ledger.enter(("all",), 10)
    ledger.enter(("a",), 7)
    ledger.enter(("b",), 2)
    ledger.add_up(("all",), [("a",), ("b",), ("never entered",)])
    assert hidden(ledger) == ["a", "b"]
