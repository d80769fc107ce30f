"""The report of a workshop: who took part, what was said, what nothing answers, what the coding is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t import __version__
from places3t.indicators.intervals import Estimate, wilson
from places3t.indicators.suppression import FEWEST
from places3t.indicators.themes import LEVEL, themes
from places3t.indicators.themes_agreement_frame import agreement_frame
from places3t.indicators.themes_issues import ALL, issues_and_solutions
from places3t.indicators.themes_together import BY as PAIR
from places3t.indicators.themes_together import cooccurrence_frame
from places3t.reports import sources as source_lines
from places3t.reports import workshop_parts as parts
from places3t.reports.anchors import pointed
from places3t.reports.output import Options, Output, about
from places3t.reports.public import files as hide_rows
from places3t.reports.public import suffix
from places3t.reports.workshop_figure import KINDS, draw
from places3t.reports.workshop_phrases import WorkshopPhrases
from places3t.reports.workshop_public import few_merged, published
from places3t.themes.codebook import CODER
from places3t.themes.missed import missed
from places3t.themes.study import FILE
from places3t.typography import Markdown

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from places3t.indicators.themes_workshop import Workshop
    from places3t.language import Language

_FIRST = 3
_WORDS_SHOWN = 12


def write_workshop(
    said: Workshop,
    contributions: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    out_dir: Path,
    lang: Language,
    options: Options | None = None,
) -> list[Path]:
    """Write the report: Markdown and HTML, with its figure and tables beside, in the folder ``workshop-LANG``.

    Parameters
    ----------
    said
        What `places3t.indicators.themes.workshop` gives.
    contributions
        The table of the store: the declared categories are counted over all of it.
    sources
        The table of sources.
    out_dir
        Where the folder is made.
    lang
        ``fr`` or ``en``.
    options
        How it is written.

    Returns
    -------
    list of pathlib.Path
        The report first, then its figure and tables. No clock time stands in any of them.
    """
    say = WorkshopPhrases(lang)
    files = source_lines.of_kinds(sources, KINDS)
    public = bool(options and options.public)
    made_from = about("workshop", files, public=public)
    output = Output(out_dir / f"workshop-{lang}{suffix(hide=public)}", say, options, made_from)
    if public:
        return _write_public(published(said), contributions, sources, output)
    counted, answers = themes(said, language=lang), issues_and_solutions(said, lang)
    pairs = cooccurrence_frame(said, lang)
    more, compared = parts.differences(say, said)
    agreed = agreement_frame(said, lang)
    open_said, open_table = parts.open_issues(say, said)
    has_issues = bool((said.contributions["kind"] == "issue").any())
    themes_link = output.table(counted, "themes")
    links = [
        _link(say, output, answers, "issues"),
        *([_link(say, output, open_table, "open")] if len(open_table) else []),
    ]
    together = [*parts.together(say, said), _link(say, output, pairs, "together")] if len(pairs) else []
    if len(agreed):
        output.table(agreed, "agreement")
    for frame in compared:
        output.table(frame, f"by-{frame['by'].iloc[0]}")
    order = list(dict.fromkeys(counted["code"]))
    return output.write(
        "workshop.md.j2",
        subtitle=_subtitle(say, said, contributions),
        facts=_facts(say, said, counted, answers, agreed),
        who=parts.who(say, said),
        themes=parts.themes_table(say, said, counted),
        themes_link=themes_link,
        figure=output.figure(draw(say, said, list(files["source"])), "matrix") if order else "",
        answers=[*open_said, *links] if has_issues else [say("fact-no-issues")],
        together=together,
        more=more,
        quotes=parts.quotes(say, said, order),
        declared=parts.declared(say, contributions),
        coding=_coding(say, said, agreed),
        limits=[say(f"limit-{name}") for name in ("words", "room", "frequency", "several", "names")],
        methods=_methods(say, [counted, answers, *compared, pairs, agreed]),
        files=source_lines.files_table(say, sources, KINDS),
        version=__version__,
        commands=_commands(said, lang),
    )


def _write_public(said: Workshop, contributions: pd.DataFrame, sources: pd.DataFrame, output: Output) -> list[Path]:
    """Write what may be published: what is counted one way, without groups of fewer than three."""
    say = WorkshopPhrases(output.say.language)
    counted = themes(said, language=say.language)
    order = list(dict.fromkeys(counted["code"]))
    declared_by = few_merged(contributions["theme_declared"], contributions["contribution_id"])
    left_out = [say("left-out")]
    return output.write(
        "workshop.md.j2",
        subtitle=Markdown(f"{_subtitle(say, said, contributions)} {say('public-rule')}"),
        facts=_facts(say, said, counted, None),
        who=parts.who(say, said),
        themes=parts.themes_table(say, said._replace(themes=said.themes.assign(by_hand=False)), counted, FEWEST),
        themes_link=output.table(counted, "themes"),
        figure="",
        answers=left_out,
        together=left_out,
        more=left_out,
        quotes=parts.quotes(say, said._replace(contributions=_nobody(said.contributions)), order),
        declared=parts.declared(say, contributions.assign(theme_declared=declared_by)),
        coding=left_out,
        limits=[say(f"limit-{name}") for name in ("words", "room", "frequency", "several", "names")],
        methods=_methods(say, [counted]),
        files=source_lines.files_table(say, hide_rows(sources, hide=True), KINDS),
        version=__version__,
        commands=Markdown(f"```sh\nplaces3t ingest\nplaces3t report workshop --lang {say.language} --public\n```"),
    )


def _nobody(contributions: pd.DataFrame) -> pd.DataFrame:
    """Take from contributions who said them, and where."""
    return contributions.assign(**{name: None for name in ("author_type", "session") if name in contributions})


def _subtitle(say: WorkshopPhrases, said: Workshop, contributions: pd.DataFrame) -> Markdown:
    read, coded = len(contributions), len(said.contributions)
    if read == coded:
        return say("workshop-subtitle-all", n=say.number(read))
    return say("workshop-subtitle", n=say.number(read), coded=say.number(coded))


def _link(say: WorkshopPhrases, output: Output, table: pd.DataFrame, stem: str) -> Markdown:
    """Write a table and say what it holds."""
    output.table(table, stem)
    return say(f"{stem}-link", csv=Markdown(f"{stem}.csv"))


def _commands(said: Workshop, lang: Language) -> Markdown:
    """Give the commands that write the report again; a codebook that was stored is named."""
    name = said.origin.name
    codebook = f" --codebook {name}" if name and name != FILE else ""
    coded = [f"places3t themes code{codebook}"] if said.origin.how in {"stored", "again"} else []
    lines = ["places3t ingest", *coded, f"places3t report workshop --lang {lang}"]
    return Markdown("\n".join(["```sh", *lines, "```"]))


def _facts(
    say: WorkshopPhrases,
    said: Workshop,
    counted: pd.DataFrame,
    answers: pd.DataFrame | None,
    agreed: pd.DataFrame | None = None,
) -> list[Markdown]:
    """Say the five facts that matter, each with the table or figure that it stands on; fewer where less is known."""
    n, facts = len(said.contributions), []
    if len(shares := counted[counted["indicator"] == "share"]):
        facts.append(pointed(say, _first(say, shares, n), parts.SAID))
    authors = said.contributions["author"].dropna()
    if len(authors):
        people = say.count("fact-people", int(authors.nunique()), known=say.number(len(authors)))
        facts.append(pointed(say, people, parts.WHO))
    if answers is not None:
        facts.append(_answered(say, answers))
    without = n - said.themes["contribution_id"].nunique()
    if answers is not None or not 0 < without < FEWEST:
        sentence = say.count("fact-without", without, **_part(say, without, n))
        facts.append(pointed(say, sentence, parts.SAID) if len(shares) else sentence)
    return [*facts, *([] if agreed is None else _agreement(say, said, agreed))]


def _first(say: WorkshopPhrases, shares: pd.DataFrame, n: int) -> Markdown:
    first = shares.iloc[0]
    return say(
        "fact-first",
        themes=Markdown(", ".join(f"*{name}*" for name in shares["name"].head(_FIRST))),
        count=say.number(round(first["value"] * n)),
        n=say.number(n),
        share=say.percent(first["value"]),
        interval=say.percent_interval(Estimate(first["value"], first["low"], first["high"])),
    )


def _part(say: WorkshopPhrases, count: int, n: int) -> dict[str, object]:
    """Write a share of all contributions with its interval."""
    if not n:
        return {"share": "", "interval": ""}
    low, high = (float(bound) for bound in wilson(count, n))
    estimate = Estimate(count / n, low, high)
    return {"share": say.percent(estimate.value), "interval": say.percent_interval(estimate)}


def _agreement(say: WorkshopPhrases, said: Workshop, agreed: pd.DataFrame) -> list[Markdown]:
    """Say how far those who coded by hand agree, where several did."""
    rows = agreed[(agreed["code"] == ALL) & (agreed["indicator"] == "agreement_alpha")]
    if rows.empty:
        return []
    row, hand = rows.iloc[0], said.codings[said.codings["coder"] != CODER]
    sentence = say(
        "fact-agreement",
        coders=say.number(hand["coder"].nunique()),
        n=say.number(hand["contribution_id"].nunique()),
        alpha=say.number(row["value"], 2),
        interval=say.interval(Estimate(row["value"], row["low"], row["high"]), 2),
    )
    return [pointed(say, sentence, parts.AGREED)]


def _answered(say: WorkshopPhrases, answers: pd.DataFrame) -> Markdown:
    row = answers[(answers["indicator"] == "answered_share") & (answers["code"] == ALL)].iloc[0]
    if not row["n"]:
        return say("fact-no-issues")
    estimate = Estimate(row["value"], row["low"], row["high"])
    figures = {"n": say.number(row["n"]), "count": say.number(round(row["value"] * row["n"]))}
    sentence = say("fact-answers", **figures, share=say.percent(row["value"]), interval=say.percent_interval(estimate))
    return pointed(say, sentence, parts.ANSWERS)


def _coding(say: WorkshopPhrases, said: Workshop, agreed: pd.DataFrame) -> list[Markdown]:
    blocks = [say("coding-none"), *([say("coding-bundled")] if not said.origin.name else [])]
    rows = agreed[agreed["code"] == ALL].set_index("indicator")
    if "agreement_alpha" in rows.index:
        hand = said.codings[said.codings["coder"] != CODER]
        value, low, high = (float(rows[name]["agreement_alpha"]) for name in ("value", "low", "high"))
        per_hundred = {
            name: say.number(100 * float(rows["value"][f"codebook_{of}"]))
            for name, of in (("right", "precision"), ("found", "recall"))
        }
        blocks = [
            say(
                "coding-hand",
                n=say.number(hand["contribution_id"].nunique()),
                coders=say.number(hand["coder"].nunique()),
                alpha=say.number(value, 2),
                interval=say.interval(Estimate(value, low, high), 2),
                **per_hundred,
            ),
            parts.agreement_table(say, agreed),
        ]
    words = list(missed(said)["word"].head(_WORDS_SHOWN))
    return [*blocks, say("coding-missed", words=", ".join(words))] if words else blocks


def _methods(say: WorkshopPhrases, frames: list[pd.DataFrame]) -> list[Markdown]:
    """Give each way of computing once, with what it computes."""
    import pandas as pd

    lines = pd.concat([frame for frame in frames if len(frame)], ignore_index=True)
    lines = lines[lines["level"] == LEVEL].drop_duplicates(["indicator", "method"])
    lines = lines.assign(pair=lines["by"].eq(PAIR))
    return [
        say("method-line", what=say(f"what-{'pair-' if row.pair else ''}{row.indicator}"), method=row.method)
        for row in lines.itertuples(index=False)
    ]
