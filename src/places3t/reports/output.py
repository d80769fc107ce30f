"""Where a report goes: its folder, its figures and tables, the templates that set its text, its manifest."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from places3t import __version__, typography
from places3t.charts import style
from places3t.errors import Refusal
from places3t.typography import Markdown, escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import jinja2
    import pandas as pd

    from places3t.charts.style import Drawing
    from places3t.reports.phrases import Phrases

MANIFEST = "report.json"
FORMATS = ("md", "html")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Options:
    """How reports are written.

    Attributes
    ----------
    formats
        Which of ``md``, ``html`` and ``docx``; the last takes the optional python-docx.
    templates
        A folder of templates that stand in for those of the same name, or null.
    public
        Whether they are for publication: without figures on fewer than three places, and what would give them back.
    """

    formats: tuple[str, ...] = FORMATS
    templates: Path | None = None
    public: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be written before anything is computed."""
        if "docx" in self.formats:
            from places3t.reports.word import check

            check()


class Output:
    """The files of one report, in a folder of its own.

    Parameters
    ----------
    folder
        Made if need be; files of the same name are replaced.
    say
        The sentences of the report's language.
    options
        How it is written.
    about
        What the manifest says of the report, beside its files: which one it is, of which sources.

    Attributes
    ----------
    paths
        What was written, in order; the report itself first once `write` has run.
    """

    def __init__(
        self, folder: Path, say: Phrases, options: Options | None = None, about: dict[str, Any] | None = None
    ) -> None:
        self.folder = folder
        self.say = say
        self.options = options or Options()
        self.about = about or {}
        self.paths: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def figure(self, drawing: Drawing, stem: str) -> Markdown:
        """Write a figure and give the Markdown that shows it."""
        self.paths += style.save(drawing, self.folder / stem)
        links = self.say("figure-links", svg=Markdown(f"{stem}.svg"), csv=Markdown(f"{stem}.csv"))
        picture = f"![{escape_markdown(drawing.alt)}]({stem}.png)"
        return Markdown(f'<a id="figure-{stem}"></a>\n\n{picture}\n\n{links}')

    def table(self, frame: pd.DataFrame, stem: str) -> Markdown:
        """Write an indicator frame as CSV and give the line that links to it."""
        path = self.folder / f"{stem}.csv"
        style.write_csv(frame, path)
        self.paths.append(path)
        return self.say("table-link", csv=Markdown(path.name))

    def write(self, template: str, **parts: object) -> list[Path]:
        """Set the report's text in the formats asked for and give all the files, the text first."""
        import jinja2

        try:
            made = self._texts(template, parts)
        except jinja2.TemplateError as error:
            raise Refusal("bad-template", template=template, why=str(error)) from error
        for at, kind in enumerate(self.options.formats):
            path = self.folder / f"report.{kind}"
            path.write_bytes(made[kind])
            self.paths.insert(at, path)
        self._manifest()
        return self.paths

    def _texts(self, template: str, parts: dict[str, object]) -> dict[str, bytes]:
        text = environment(self.options.templates).get_template(template).render(t=self.say, **parts)
        text = _BLANK_LINES.sub("\n\n", text).strip() + "\n"
        made = {"md": text.encode("utf-8")}
        if "html" in self.options.formats:
            from places3t.reports.page import page

            made["html"] = page(text, self.folder, self.say, self.options.templates).encode("utf-8")
        if "docx" in self.options.formats:
            from places3t.reports.word import document

            made["docx"] = document(text, self.folder, self.say.language)
        return made

    def _manifest(self) -> None:
        """Write what `places3t verify` needs: which report this is, of what, and a fingerprint of each file."""
        said = {
            **self.about,
            "language": self.say.language,
            "formats": list(self.options.formats),
            "templates": fingerprints(sorted(self.options.templates.iterdir())) if self.options.templates else None,
            "places3t": __version__,
            "files": fingerprints(sorted(self.paths)),
        }
        path = self.folder / MANIFEST
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        self.paths.append(path)


def fingerprints(paths: Iterable[Path]) -> dict[str, str]:
    """Give the SHA-256 of files, by their names."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def about(report: str, sources: pd.DataFrame, code: str | None = None, *, public: bool = False) -> dict[str, Any]:
    """Say for the manifest which report this is, and from which files its store was made."""
    pairs = sorted({(str(name), str(sha)) for name, sha in zip(sources["source"], sources["sha256"], strict=True)})
    files = [{"source": name, "sha256": sha} for name, sha in pairs]
    return {"report": report, "code": code, "public": public, "sources": files}


def _loader(templates: Path | None) -> jinja2.BaseLoader:
    """Find templates in a folder of the user's first, then in the package."""
    import jinja2

    own = jinja2.PackageLoader("places3t.reports")
    return jinja2.ChoiceLoader([jinja2.FileSystemLoader(templates), own]) if templates else own


@functools.cache
def environment(templates: Path | None = None) -> jinja2.Environment:
    """Give the templates of Markdown; whatever a template prints is escaped unless it is Markdown already."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        loader=_loader(templates),
        # HTML escaping would be wrong here: `finalize` escapes for Markdown.
        autoescape=False,
        finalize=_final,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@functools.cache
def pages(templates: Path | None = None) -> jinja2.Environment:
    """Give the templates of HTML pages; text that a template prints is escaped, style sheets are taken as they are."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        loader=_loader(templates),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _final(value: object) -> object:
    return value if isinstance(value, Markdown) else typography.escape_markdown(value)
