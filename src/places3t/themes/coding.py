"""Apply a codebook to texts: which themes each has, and the words that say so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from places3t.themes.codebook import CODER, Codebook, default_codebook
from places3t.themes.languages import CODED, OTHER, language_of
from places3t.themes.lexicon import Expression, Lexicon, Word, lexicon
from places3t.themes.scope import Scope, scope
from places3t.themes.texts import level, plain, spans, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

_CUES = frozenset({"deny", "deny_back", "deny_with_ne", "lack", "lack_back"})
_HELPING = frozenset({"weak", "alone"})
_WEAK_NEEDED = 2
_PAIRS = 2
_PASSAGE = 60
_ENOUGH = 0.5
_SKIPPED = frozenset({"light", "little", "ne", "comma"})
_EVIDENCE = 5
_MAJORITY = "fr"


class Hit(NamedTuple):
    """A sequence found: its number, its sentence, and the places of its tokens."""

    sequence: int
    sentence: int
    places: tuple[int, ...]


class Coded(NamedTuple):
    """What the codebook says of one text: its language, and the evidence by theme."""

    language: str
    themes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Coder:
    """A codebook made ready to code texts."""

    codebook: Codebook
    lexicons: Mapping[str, Lexicon]

    def code(self, texts: Iterable[str]) -> list[Coded]:
        """Code texts.

        Parameters
        ----------
        texts
            As they were written; HTML and Markdown are read as their words.

        Returns
        -------
        list of Coded
            One a text, in order. A text whose language nothing tells is taken to be in the one of most others.
        """
        cleaned = [plain(text) for text in texts]
        found = [tokens(level(text)) for text in cleaned]
        languages = [language_of(words) for words in found]
        usual = Counter(each for each in languages if each in CODED).most_common(1)
        default = usual[0][0] if usual else _MAJORITY
        return [
            self._one(text, words, language or default)
            for text, words, language in zip(cleaned, found, languages, strict=True)
        ]

    def _one(self, text: str, found: list[str], language: str) -> Coded:
        if language == OTHER:
            return Coded(OTHER, {})
        words = self.lexicons[language].words(found)
        hits = _hits(self.lexicons[language], words)
        if not hits:
            return Coded(language, {})
        cues = scope(words) if any(word.role in _CUES for word in words) else Scope()
        themes = self._themes(self.lexicons[language], words, hits, cues)
        if not themes:
            return Coded(language, {})
        where = spans(level(text))
        return Coded(language, {theme: _evidence(text, where, places) for theme, places in themes.items()})

    def _themes(
        self, known: Lexicon, words: Sequence[Word], hits: Sequence[Hit], cues: Scope
    ) -> dict[str, list[tuple[int, ...]]]:
        """Weigh what was found: the themes in the codebook's order, each with the places of its evidence."""
        complete = list(_complete(known, hits))
        hidden: dict[str, set[int]] = {}
        for expression, places in complete:
            if expression.kind == "except":
                hidden.setdefault(expression.theme, set()).update(places)
        strong: dict[str, list[tuple[int, ...]]] = {}
        weak: dict[str, dict[str, tuple[int, ...]]] = {}
        alone: set[str] = set()
        for expression, places in complete:
            shown = self._shown(expression, places, hidden, cues)
            if shown and (expression.kind in _HELPING or (expression.family and not _side_by_side(words, shown))):
                weak.setdefault(expression.theme, {}).setdefault(expression.text, shown)
                alone.update((expression.theme,) if expression.kind == "alone" else ())
            elif shown:
                strong.setdefault(expression.theme, []).append(shown)
        few = {theme: list(dict.fromkeys(places.values())) for theme, places in weak.items()}
        pairs = {theme for theme, places in few.items() if len(places) >= _WEAK_NEEDED}
        given = _said_enough(strong, few, _passages(words)) or _unless_open(pairs, _PAIRS) or _unless_open(alone, 1)
        return {key: [*strong.get(key, []), *few.get(key, [])] for key in self.codebook.themes if key in given}

    def _shown(
        self, expression: Expression, places: tuple[int, ...], hidden: Mapping[str, set[int]], cues: Scope
    ) -> tuple[int, ...]:
        """Give the places of an expression that counts; none where it does not."""
        if expression.kind == "except" or hidden.get(expression.theme, set()).intersection(places):
            return ()
        if expression.kind == "lacking":
            cue = next((cues.missing[at] for at in places if at in cues.missing), None)
            return () if cue is None else tuple(sorted({cue, *places}))
        turned = self.codebook.themes[expression.theme].denied and not expression.has_cue
        return () if turned and cues.denied.intersection(places) else places


def _passages(words: Sequence[Word]) -> list[int]:
    """Give where the passages of a text begin: whole sentences, sixty words or more each but the last."""
    starts, last = [0], 0
    for at, word in enumerate(words):
        if word.role == "break" and at - last >= _PASSAGE:
            starts.append(at)
            last = at
    return starts


def _said_enough(
    strong: Mapping[str, Sequence[tuple[int, ...]]],
    weak: Mapping[str, Sequence[tuple[int, ...]]],
    starts: Sequence[int],
) -> set[str]:
    """Keep the themes that a passage is about: those with at least half as many words as the one with most.

    What a passage names once while it speaks of something else is left. A weak word counts beside a sure one only.
    """
    weights: list[Counter[str]] = [Counter() for _ in starts]
    for theme, found in strong.items():
        sure = {at for places in found for at in places}
        passages = {bisect_right(starts, at) - 1 for at in sure}
        for at in sure.union(*weak.get(theme, ())):
            passage = bisect_right(starts, at) - 1
            if passage in passages:
                weights[passage][theme] += 1
    return {
        theme for each in weights if each for theme, weight in each.items() if weight >= _ENOUGH * max(each.values())
    }


def _side_by_side(words: Sequence[Word], places: Sequence[int]) -> bool:
    """Say whether no other word stands between those of an expression; little words are not counted."""
    between = set(range(min(places), max(places))).difference(places)
    return all(words[at].role in _SKIPPED for at in between)


def _unless_open(themes: set[str], most: int) -> set[str]:
    """Keep themes that nothing sure gives, unless the words leave it open among more than so many."""
    return themes if len(themes) <= most else set()


def coder(codebook: Codebook | None = None) -> Coder:
    """Make a codebook ready; the bundled one where none is given."""
    used = codebook or default_codebook()
    return Coder(used, {language: lexicon(used, language) for language in CODED})


def _hits(known: Lexicon, words: Sequence[Word]) -> list[Hit]:
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


def _complete(known: Lexicon, hits: Sequence[Hit]) -> Iterable[tuple[Expression, tuple[int, ...]]]:
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


def _evidence(text: str, where: Sequence[tuple[int, int]], found: Sequence[tuple[int, ...]]) -> tuple[str, ...]:
    """Give the words of a text that say a theme, each expression once, at most five."""
    said = []
    for places in found:
        runs: list[list[int]] = []
        for at in places:
            if runs and runs[-1][1] <= at <= runs[-1][1] + 2:
                runs[-1][1] = at
            else:
                runs.append([at, at])
        said.append(" … ".join(" ".join(text[where[first][0] : where[last][1]].split()) for first, last in runs))
    return tuple(dict.fromkeys(said))[:_EVIDENCE]


def code_contributions(
    contributions: pd.DataFrame, codebook: Codebook | None = None, codings: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.Series]:
    """Give the codings of a workshop: by hand where somebody coded a contribution, by the codebook everywhere.

    Parameters
    ----------
    contributions
        With ``contribution_id``, ``text`` and, where there is one, ``title``.
    codebook
        The bundled one by default.
    codings
        Codings made by hand, ``contribution_id theme coder evidence``; those of an earlier codebook are replaced.

    Returns
    -------
    tuple
        The codings ``[contribution_id, theme, coder, evidence]``, made by hand first, and the language of each
        contribution (``fr en other``), indexed as ``contributions``.
    """
    import pandas as pd

    columns = ["contribution_id", "theme", "coder", "evidence"]
    coded = coder(codebook).code(whole_texts(contributions))
    rows = [
        (each, theme, CODER, " · ".join(evidence))
        for each, result in zip(contributions["contribution_id"], coded, strict=True)
        for theme, evidence in result.themes.items()
    ]
    found = pd.DataFrame(rows, columns=columns).astype("str")
    languages = pd.Series([result.language for result in coded], index=contributions.index, dtype="str")
    if codings is None or codings.empty:
        return found, languages
    by_hand = codings.loc[codings["coder"] != CODER, columns]
    return pd.concat([by_hand, found], ignore_index=True), languages


def whole_texts(contributions: pd.DataFrame) -> list[str]:
    """Give each contribution's title and text as one text; a missing one is empty."""
    text = contributions["text"].fillna("")
    if "title" not in contributions:
        return list(text)
    return list(contributions["title"].fillna("") + "\n" + text)
