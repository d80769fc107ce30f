"""The parts that every report of a territory has: frames, figures, limits, method, sources."""

from __future__ import annotations

import functools
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from places3t import __version__, typography
from places3t.charts import bars, places_map
from places3t.indicators.concentration import concentration
from places3t.indicators.counting import counted
from places3t.indicators.density import density
from places3t.indicators.disclosure import is_hidden, marked, masked
from places3t.indicators.isolation import isolation
from places3t.indicators.ledger import Ledger
from places3t.indicators.profile import profile
from places3t.indicators.words import localise
from places3t.language import say
from places3t.reports import public
from places3t.reports import sources as source_lines
from places3t.typography import HIDDEN, Markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from places3t.reports.phrases import Phrases
    from places3t.territory.overlay import Reference

LIMITS_KM = (5.0, 20.0)
_NOT_SHOWN = "clark_evans"
_OUTLINES = {"FR": "IGN, Admin Express", "BE": "IGN/NGI"}
_POPULATIONS = {"FR": "INSEE, populations", "BE": "GeoNames"}
_AREAS = {"FR": "INSEE, superficies", "BE": "IGN/NGI"}
"""How the names of the reference's sources begin, by country."""

_METHODS = (
    "places",
    "places_per_100k",
    "places_per_100km2",
    "share",
    "nearest_km_median",
    "nearest_km_p90",
    "isolated_share",
)


@dataclass(frozen=True)
class Study:
    """What a report is made from: the tables of the store, and the sentences of its language.

    Attributes
    ----------
    places, findings, sources
        Tables of the workspace.
    say
        The sentences.
    public
        Whether it is for publication: frames without what must be hidden.
    reference
        The communes with what the study added to them; by default the bundled ones.
    """

    places: pd.DataFrame
    findings: pd.DataFrame
    sources: pd.DataFrame
    say: Phrases
    public: bool = False
    reference: Reference | None = None
    _frames: dict[tuple[str, str], pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    def _once(self, family: str, level: str, compute: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Compute a frame when it is first asked for: the nation's serve the reports of all its regions."""
        if (family, level) not in self._frames:
            frame = compute()
            shown = marked(masked(frame, self.ledger)) if self.public else frame
            self._frames[family, level] = localise(shown, self.say.language)
        return self._frames[family, level]

    @functools.cached_property
    def ledger(self) -> Ledger:
        """Say which counts a publication hides; none where the report is not for publication."""
        if not self.public:
            return Ledger()
        return public.territory_ledger(self._raw, public.countries(self.counted()))

    def _raw(self, family: str, level: str) -> pd.DataFrame:
        """Compute a frame as it is, once: what must be hidden is found from all levels together."""
        name = (f"{family} raw", level)
        if name not in self._frames:
            if family == "density":
                self._frames[name] = density(self.places, level=level, reference=self.reference)
            elif family == "isolation":
                self._frames[name] = isolation(self.places, level=level, at=LIMITS_KM, reference=self.reference)
            else:
                places = self.places if "types" in self.places else self.places.assign(types=None)
                self._frames[name] = profile(places, level=level)
        return self._frames[name]

    def on_map(self, places: pd.DataFrame) -> pd.DataFrame:
        """Give places as a map may show them."""
        return public.on_map(places, self.ledger) if self.public else places

    def count(self, n: int, *key: object) -> float:
        """Give a count as it may be shown: what stands for it where its cell is hidden, or it is small and has none."""
        if not self.public:
            return n
        return HIDDEN if self.ledger.hides(key) else n if key in self.ledger else public.shown(n)

    def density(self, level: str) -> pd.DataFrame:
        """Give the density at a level, said in the report's language."""
        return self._once("density", level, lambda: self._raw("density", level))

    def isolation(self, level: str) -> pd.DataFrame:
        """Give the isolation at a level, said in the report's language."""
        return self._once("isolation", level, lambda: self._raw("isolation", level))

    def types(self, level: str) -> pd.DataFrame:
        """Give the profile of types at a level, said in the report's language."""
        return self._once("types", level, lambda: self._raw("types", level))

    def concentration(self) -> pd.DataFrame:
        """Give how unequally places are spread over the inhabitants of departments, said in the report's language."""
        return self._once("concentration", "departement", lambda: concentration(self.places, reference=self.reference))

    def counted(self) -> pd.DataFrame:
        """Give the places that count."""
        return counted(self.places).places

    def type_order(self) -> list[str]:
        """Order the main types by how many places have them, in the whole of the sources."""
        if "main_type" not in self.places:
            return []
        counts = self.counted()["main_type"].value_counts()
        return sorted(counts.index, key=lambda key: (-counts[key], key))

    def map_words(self, title: Markdown, country: str) -> places_map.Words:
        """Give what stands around a map of a country or a part of it."""
        return places_map.Words(
            title,
            self._source("source-line-map", source_lines.reference(_OUTLINES[country])),
            self.say.language,
            self.type_order(),
            self.public,
        )

    def bars_words(self, title: Markdown, country: str, indicator: str) -> bars.Words:
        """Give what stands around bars of an indicator."""
        if indicator == "places_per_100k":
            held = source_lines.held(self.reference, "population", prefix=_POPULATIONS[country])
        else:
            held = source_lines.reference(_AREAS[country])
        return bars.Words(title, self._source("source-line", held), self.say.language)

    def _source(self, key: str, reference: str) -> str:
        """Name the source of the places and of what they are held against; text for a figure, not Markdown."""
        language = self.say.language
        places = source_lines.line(self.sources, language)
        return say("reports", key, language, places=places, reference=reference)


def limits(study: Study, level: str, country: str) -> list[Markdown]:
    """Say what the figures do not say."""
    phrases = study.say
    date = source_lines.latest(study.sources, phrases.language)
    year = source_lines.population_year(study.reference, _POPULATIONS[country])
    said = [phrases("limit-list"), phrases("limit-interval"), phrases("limit-many")]
    if date:
        said.append(phrases("limit-vintage", population=year, list=date))
    said += [phrases("limit-area")] if level == "epci" else []
    return [*said, phrases("limit-distance")]


def methods(study: Study, frames: Iterable[pd.DataFrame]) -> list[Markdown]:
    """Give one line for each way in which an indicator of the frames was computed; what is hidden was in none."""
    import pandas as pd

    lines = pd.concat(list(frames), ignore_index=True).drop_duplicates(["indicator", "method"])
    lines = lines[~lines["method"].map(is_hidden)]
    said = [
        study.say("method-line", what=study.say(f"what-{indicator}"), method=method)
        for indicator in _METHODS
        for method in lines.loc[lines["indicator"] == indicator, "method"]
    ]
    return [*said, study.say("method-compare")]


def notes(frames: Iterable[pd.DataFrame]) -> list[str]:
    """Give the notes of several frames, each once; those on an index that no report shows are left out."""
    said = dict.fromkeys(note for frame in frames for note in frame.attrs.get("notes", []))
    return [note for note in said if not str(note).startswith(_NOT_SHOWN)]


def about(study: Study, commands: Iterable[str]) -> dict[str, object]:
    """Give the end of every report: sources, and how to compute it again."""
    tables = study.reference.tables if study.reference else ()
    added = [f"places3t reference add {shlex.quote(typography.one_line(table.source))}" for table in tables]
    asked = [public.command(each, hide=study.public) for each in commands]
    block = "\n".join(["```sh", "places3t ingest", *added, *asked, "```"])
    return {
        "files": source_lines.files_table(study.say, public.files(study.sources, hide=study.public)),
        "references": source_lines.reference_table(study.say, tables),
        "commands": Markdown(block),
        "version": __version__,
    }


def subtitle(study: Study) -> Markdown:
    """Give the line below the title."""
    date = source_lines.latest(study.sources, study.say.language)
    said = study.say("subtitle", date=date) if date else study.say("subtitle-no-date")
    return public.legend(study.say, said, hide=study.public)
