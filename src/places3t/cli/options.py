"""Options that several verbs take, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"


class Origin(StrEnum):
    """Where survival starts."""

    OPENED = "opened"
    OBSERVED = "observed"


class Kind(StrEnum):
    """What the rows of a file are."""

    PLACES = "places"
    FUNDING = "funding"
    CONTRIBUTIONS = "contributions"


FormatOption = Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print the table.")]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Write to a file: .csv .json .md .xlsx .parquet."),
]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="What the rows are, where the headers do not tell.")]
ProfileOption = Annotated[str | None, typer.Option("--profile", metavar="NAME", help="The known source to read it as.")]
WaveOption = Annotated[
    str | None, typer.Option("--wave", metavar="DATE", help="When the survey was made: 2019-03-20, 2019-03 or 2019.")
]
SheetOption = Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="Read this sheet only.")]
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="What each column means, as TOML: see places3t mapping."),
]
ExhaustiveOption = Annotated[
    bool | None,
    typer.Option(
        "--exhaustive/--not-exhaustive",
        help="A list of funding that holds everybody: who is not in it was not funded.",
        show_default=False,
    ),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="COLUMN=VALUE", help="Keep these places only; may be repeated."),
]
PublicOption = Annotated[
    bool,
    typer.Option(
        "--public",
        help="For publication: hide figures on fewer than 3 places and what would give them back.",
    ),
]
EVERYWHERE = "Also, anywhere on the line: --workspace DIR, --lang fr|en, --quiet, --debug."
