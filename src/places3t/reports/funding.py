"""The brief on funding: who is funded, did they close less, for whom, what if it stops, what could overturn it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t import __version__
from places3t.indicators.disclosure import is_hidden
from places3t.indicators.intervals import Estimate
from places3t.indicators.problems import CannotCompute
from places3t.indicators.words import localise
from places3t.language import say as text
from places3t.reports import funding_facts as facts
from places3t.reports import funding_tables as tables
from places3t.reports import limits
from places3t.reports import sources as source_lines
from places3t.reports.anchors import caption, pointed
from places3t.reports.funding_study import COUNTRY, FundingStudy, chosen
from places3t.reports.output import Options, Output, about
from places3t.reports.phrases import Phrases
from places3t.reports.plain import plain
from places3t.reports.public import command, legend, suffix
from places3t.reports.public import files as shown_files
from places3t.typography import HIDDEN, Markdown

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from places3t.language import Language

STATES, WITHIN, WAYS = "table-states", "table-within", "table-ways"

_METHODS = (
    "funded_share",
    "closure_rate",
    "survival_rate",
    "hazard_ratio",
    "landmark_hazard_ratio",
    "interaction_p",
    "hazard_ratio_within",
    "e_value",
)


class Section(NamedTuple):
    """A heading, and what stands under it."""

    title: Markdown
    blocks: list[Markdown]


class Tables(NamedTuple):
    """The tables of a workspace that the brief is made from."""

    places: pd.DataFrame
    funding: pd.DataFrame
    observations: pd.DataFrame
    sources: pd.DataFrame
    findings: pd.DataFrame | None = None


def write_funding(found: Tables, *, out_dir: Path, lang: Language, options: Options | None = None) -> list[Path]:
    """Write the brief on funding, in a folder of its own.

    Parameters
    ----------
    found
        Places, spells of support, observations, sources and findings of a workspace.
    out_dir
        Where the folder ``funding-LANG`` is made.
    lang
        ``fr`` or ``en``.
    options
        How it is written; by default in both formats, with the project's templates.

    Returns
    -------
    list of pathlib.Path
        ``report.md`` and ``report.html`` first, then the chart, the tables and the manifest. Where the data cannot
        answer, the report says in one line what it takes.
    """
    say = Phrases(lang, "funding")
    public = bool(options and options.public)
    study = FundingStudy(chosen(found.places), found.funding, found.observations, lang, public)
    output = Output(
        out_dir / f"funding-{lang}{suffix(hide=public)}", say, options, about("funding", found.sources, public=public)
    )
    brief = Brief(study, say, output, found)
    date = source_lines.latest(found.sources, lang)
    return output.write(
        "funding.md.j2",
        title=say("title"),
        subtitle=legend(say, say("subtitle", date=date) if date else say("subtitle-no-date"), hide=public),
        **brief.parts(),
        files=source_lines.files_table(say, shown_files(found.sources, hide=public), ("places", "funding")),
        version=__version__,
        commands=Markdown(
            f"```sh\nplaces3t ingest\n{command(f'places3t report funding --lang {lang}', hide=public)}\n```"
        ),
    )


def _listed(items: list[Markdown]) -> Markdown:
    return Markdown("\n".join(f"- {item}" for item in items))


class Brief:
    """The parts of the brief, from the answers to its questions."""

    def __init__(self, study: FundingStudy, say: Phrases, output: Output, found: Tables) -> None:
        self.study, self.say, self.output, self.sources = study, say, output, found.sources
        self.findings = found.findings

    def parts(self) -> dict[str, object]:
        """Give what the template takes: the facts, the sections, the methods."""
        say = self.say
        collect = self._section("collect", [_listed(self._collect())])
        try:
            frame = self.study.frame
        except CannotCompute as refusal:
            return {"facts": [self._cannot(refusal), say("needs")], "sections": [collect], "methods": []}
        who = self.study.shown(self.study.funded)
        sections = [
            self._section("who", self._who(who)),
            self._section("less", self._less(frame)),
            self._section("organisation", [facts.organisation(say, frame), self._within(frame)]),
            self._section("stops", self._stops(frame)),
            self._section("overturn", self._overturn(frame)),
            collect,
        ]
        said = [
            (facts.followed(say, self.study.overall), STATES),
            (facts.ratio(say, frame, facts.FUNDED), STATES),
            (facts.organisation(say, frame), WITHIN if self._within(frame) else STATES),
            (facts.ratio(say, frame, facts.WITHDRAWN), STATES),
            (facts.naive(say, self.study.naive), WAYS),
        ]
        leads = [pointed(say, each, table) for each, table in said if each]
        return {"facts": leads, "sections": sections, "methods": self._methods(who, frame)}

    def _cannot(self, refusal: CannotCompute) -> Markdown:
        if self.study.funding.empty:
            return self.say("cannot-funding")
        return self.say("cannot", reason=plain(refusal.sentence(self.say.language), self.say.language))

    def _section(self, name: str, blocks: list[Markdown | None]) -> Section:
        return Section(self.say(f"heading-{name}"), [block for block in blocks if block])

    def _who(self, frame: pd.DataFrame) -> list[Markdown | None]:
        say = self.say
        whole = frame[frame["by"].isna()].iloc[0]
        known = say.count(
            "who-known",
            whole["value"] if whole["value"] == HIDDEN else int(whole["n"]),
            total=say.number(len(self.study.places)),
            share=say.percent(whole["value"]),
            interval=say.percent_interval(Estimate(whole["value"], whole["low"], whole["high"])),
        )
        columns = dict.fromkeys(frame["by"].dropna())
        found = [
            self._titled(f"table-who-{by.replace('_', '-')}", f"caption-who-{by}", tables.who_table(say, frame, by))
            for by in columns
        ]
        return [known, *found, self.output.table(frame, "who")]

    def _titled(self, name: str, key: str, table: Markdown) -> Markdown:
        return Markdown(f"{caption(name, self.say(key))}\n\n{table}")

    def _within(self, frame: pd.DataFrame) -> Markdown | None:
        table = tables.within_table(self.say, frame)
        return self._titled(WITHIN, "caption-within", table) if table else None

    def _less(self, frame: pd.DataFrame) -> list[Markdown | None]:
        import pandas as pd

        from places3t.charts import survival

        say = self.say
        source = source_lines.line(self.sources, say.language)
        whole = pd.concat([frame, self.study.overall], ignore_index=True)
        ways = tables.ways(say, frame, self.study.naive)
        words = survival.Words(text("funding", "chart-title", say.language), source, say.language)
        return [
            *self._scope(),
            facts.ratio(say, frame, facts.FUNDED),
            self.output.figure(survival.survival_chart(self.study.curves, words=words), "survival"),
            self._titled(STATES, "caption-states", tables.states_table(say, frame, self.study.overall)),
            say("states-base"),
            self.output.table(localise(whole.assign(code=None), say.language), "funding"),
            facts.landmark(say, frame),
            facts.naive(say, self.study.naive),
            self._titled(WAYS, "caption-ways", tables.ways_table(say, ways)),
            self.output.table(ways, "ways"),
        ]

    def _scope(self) -> list[Markdown]:
        places = self.study.places
        alone = "country_code" in places and places["country_code"].eq(COUNTRY).all()
        return [self.say("scope-country", where=self.say.where(COUNTRY))] if alone else []

    def _stops(self, frame: pd.DataFrame) -> list[Markdown | None]:
        say = self.say
        said = [facts.ratio(say, frame, facts.WITHDRAWN), facts.rates(say, frame)]
        return [*said, say("withdrawn-cause")] if said[1] else said

    def _overturn(self, frame: pd.DataFrame) -> list[Markdown | None]:
        say = self.say
        said: list[Markdown | None] = [say("overturn-choice")]
        for group in (facts.FUNDED, facts.WITHDRAWN):
            said.append(facts.hidden_cause(say, frame, group))
            said.append(facts.unknown_funding(say, self.study.unknown_funding(group), group))
            said.append(facts.unknown_fate(say, frame, group))
        notes = [plain(note.sentence(say.language), say.language) for note in frame.attrs["notes"]]
        blocks = [_listed([each for each in said if each])]
        fired = [] if self.findings is None else limits.of_findings(say, self.findings, limits.LIVES)
        blocks += [say("overturn-findings"), _listed(fired)] if fired else []
        return [*blocks, *([say("overturn-notes"), _listed(notes)] if notes else [])]

    def _collect(self) -> list[Markdown]:
        return tables.collect(self.say, self.study.places, self.study.funding, self.study.observations)

    def _methods(self, *frames: pd.DataFrame) -> list[Markdown]:
        import pandas as pd

        lines = pd.concat(frames, ignore_index=True).drop_duplicates(["indicator", "method"])
        lines = lines[~lines["method"].map(is_hidden)]
        return [
            self.say("method-line", what=self.say(f"what-{name}"), method=plain(method.rstrip("."), self.say.language))
            for name in _METHODS
            for method in lines.loc[lines["indicator"] == name, "method"].head(1)
        ]
