"""Apply a codebook to texts: which themes each has, and the words that say so."""

from __future__ import annotations

from bisect import bisect_left
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
_WEAK_NEEDED = 2
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
        themes = self._themes(self.lexicons[language], hits, cues)
        if not themes:
            return Coded(language, {})
        where = spans(level(text))
        return Coded(language, {theme: _evidence(text, where, places) for theme, places in themes.items()})

    def _themes(self, known: Lexicon, hits: Sequence[Hit], cues: Scope) -> dict[str, list[tuple[int, ...]]]:
        """Weigh what was found: the themes in the codebook's order, each with the places of its evidence."""
        complete = list(_complete(known, hits))
        hidden: dict[str, set[int]] = {}
        for expression, places in complete:
            if expression.kind == "except":
                hidden.setdefault(expression.theme, set()).update(places)
        strong: dict[str, list[tuple[int, ...]]] = {}
        weak: dict[str, dict[str, tuple[int, ...]]] = {}
        for expression, places in complete:
            shown = self._shown(expression, places, hidden, cues)
            if shown and expression.kind == "weak":
                weak.setdefault(expression.theme, {}).setdefault(expression.text, shown)
            elif shown:
                strong.setdefault(expression.theme, []).append(shown)
        found = {}
        for theme in self.codebook.themes:
            few = list(dict.fromkeys(weak.get(theme, {}).values()))
            if theme in strong or len(few) >= _WEAK_NEEDED:
                found[theme] = [*strong.get(theme, []), *few]
        return found

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
    found = []
    for start, (at, _, _, units) in enumerate(marked):
        for unit in units:
            for number in known.starting.get(unit, ()):
                sequence = known.sequences[number]
                places = (at,) if len(sequence) == 1 else _rest(sequence, marked, start)
                if places:
                    found.append(Hit(number, bisect_left(sentences, at), places))
    return found


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
    """Give the expressions all of whose sequences stand in one sentence, with the places of their words."""
    by_sentence: dict[tuple[int, int], tuple[int, ...]] = {}
    for hit in hits:
        by_sentence.setdefault((hit.sequence, hit.sentence), hit.places)
    for hit in hits:
        for expression in known.expressions.get(hit.sequence, ()):
            others = [by_sentence.get((number, hit.sentence)) for number in expression.sequences[1:]]
            if all(others):
                yield expression, (*hit.places, *(at for each in others if each for at in each))


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
