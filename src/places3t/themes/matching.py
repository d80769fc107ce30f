"""Where the expressions of a codebook stand in a text: sequences of words first, then what is made of several."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from places3t.themes.lexicon import Expression, Lexicon, Word

_SKIPPED = frozenset({"light", "little", "ne", "comma"})


class Hit(NamedTuple):
    """A sequence found: its number, its sentence, and the places of its tokens."""

    sequence: int
    sentence: int
    places: tuple[int, ...]


def hits(known: Lexicon, words: Sequence[Word]) -> list[Hit]:
    """Find the sequences of a text; between two words of one, only little words may stand."""
    marked: list[tuple[int, int, int, frozenset[int]]] = []
    before, sentences = 0, [0]
    for at, word in enumerate(words):
        if word.role == "light":
            continue
        after = before if word.role in ("little", "ne") else before + 1
        if word.role == "break":
            sentences.append(at)
        if word.units:
            marked.append((at, before, after, word.units))
        before = after
    found: list[Hit] = []
    for start, (at, _, reached, units) in enumerate(marked):
        sentence = bisect_left(sentences, at)
        singles, begun = known.led_by(units)
        found.extend(Hit(number, sentence, (at,)) for number in singles)
        if not begun:
            continue
        seconds = begun.keys() & _following(marked, start, reached)
        for number in sorted(number for second in seconds for number in begun[second]):
            places = _rest(known.sequences[number], marked, start)
            if places:
                found.append(Hit(number, sentence, places))
    return found


def _following(marked: Sequence[tuple[int, int, int, frozenset[int]]], start: int, reached: int) -> set[int]:
    """Give the units that may come second in a sequence that begins here."""
    units: set[int] = set()
    for at in range(start + 1, len(marked)):
        if marked[at][1] > reached:
            break
        units |= marked[at][3]
    return units


def _rest(
    sequence: tuple[int, ...], marked: Sequence[tuple[int, int, int, frozenset[int]]], start: int
) -> tuple[int, ...]:
    """Follow a sequence from its first word; give the places of all its words, or none."""
    at, _, reached, _ = marked[start]
    places, next_ = [at], start + 1
    for unit in sequence[1:]:
        while next_ < len(marked) and marked[next_][1] <= reached and unit not in marked[next_][3]:
            if marked[next_][2] > reached:
                return ()
            next_ += 1
        if next_ >= len(marked) or marked[next_][1] > reached:
            return ()
        places.append(marked[next_][0])
        reached = marked[next_][2]
        next_ += 1
    return tuple(places)


def complete(known: Lexicon, hits: Sequence[Hit]) -> Iterable[tuple[Expression, tuple[int, ...]]]:
    """Give the expressions all of whose parts stand in one sentence, each in words of its own, with their places."""
    by_sentence: dict[int, dict[int, tuple[int, ...]]] = {}
    for hit in hits:
        by_sentence.setdefault(hit.sentence, {}).setdefault(hit.sequence, hit.places)
    for hit in hits:
        stand = by_sentence[hit.sentence]
        for expression in known.expressions.get(hit.sequence, ()):
            places = hit.places
            for part in expression.parts:
                other = () if part.isdisjoint(stand) else _beside(part, stand, places)
                if not other:
                    break
                places = (*places, *other)
            else:
                yield expression, places


def _beside(part: frozenset[int], stand: Mapping[int, tuple[int, ...]], places: tuple[int, ...]) -> tuple[int, ...]:
    """Give the places of the first sequence of a part that stands in other words than these; none where none does."""
    taken = set(places)
    return next((at for number, at in stand.items() if number in part and taken.isdisjoint(at)), ())


def side_by_side(words: Sequence[Word], places: Sequence[int]) -> bool:
    """Say whether no other word stands between those of an expression; little words are not counted."""
    between = set(range(min(places), max(places))).difference(places)
    return all(words[at].role in _SKIPPED for at in between)
