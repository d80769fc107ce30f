"""Where a report goes: its folder, its figures and tables, and the template that sets its text."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from places3t import typography
from places3t.charts import style
from places3t.typography import Markdown, escape_markdown

if TYPE_CHECKING:
    from pathlib import Path

    import jinja2
    import pandas as pd

    from places3t.charts.style import Drawing
    from places3t.reports.phrases import Phrases

_BLANK_LINES = re.compile(r"\n{3,}")


class Output:
    """The files of one report, in a folder of its own.

    Parameters
    ----------
    folder
        Made if need be; files of the same name are replaced.
    say
        The sentences of the report's language.

    Attributes
    ----------
    paths
        What was written, in order; the report itself first once `write` has run.
    """

    def __init__(self, folder: Path, say: Phrases) -> None:
        self.folder = folder
        self.say = say
        self.paths: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def figure(self, drawing: Drawing, stem: str) -> Markdown:
        """Write a figure and give the Markdown that shows it."""
        self.paths += style.save(drawing, self.folder / stem)
        links = self.say("figure-links", svg=Markdown(f"{stem}.svg"), csv=Markdown(f"{stem}.csv"))
        return Markdown(f"![{escape_markdown(drawing.alt)}]({stem}.png)\n\n{links}")

    def table(self, frame: pd.DataFrame, stem: str) -> Markdown:
        """Write an indicator frame as CSV and give the line that links to it."""
        path = self.folder / f"{stem}.csv"
        style.write_csv(frame, path)
        self.paths.append(path)
        return self.say("table-link", csv=Markdown(path.name))

    def write(self, template: str, **parts: object) -> list[Path]:
        """Set the report's text and give all the files, the text first."""
        text = environment().get_template(template).render(t=self.say, **parts)
        path = self.folder / "report.md"
        path.write_text(_BLANK_LINES.sub("\n\n", text).strip() + "\n", encoding="utf-8", newline="\n")
        self.paths.insert(0, path)
        return self.paths


@functools.cache
def environment() -> jinja2.Environment:
    """Give the templates; whatever a template prints is escaped unless it is Markdown already."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("places3t.reports"),
        # HTML escaping would be wrong here: `finalize` escapes for Markdown.
        autoescape=False,  # noqa: S701
        finalize=_final,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _final(value: object) -> object:
    return value if isinstance(value, Markdown) else typography.escape_markdown(value)
