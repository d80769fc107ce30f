"""``places3t reference``: the communes in use, tables that add to them, and these taken away again."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from places3t.cli.options import EVERYWHERE, FormatOption, OutOption, OutputFormat
from places3t.cli.session import current

if TYPE_CHECKING:
    from places3t.reference.compare import Message


class Action(StrEnum):
    """What can be done with the reference."""

    LIST = "list"
    ADD = "add"
    REMOVE = "remove"


def reference(
    action: Annotated[Action, typer.Argument(metavar="list|add|remove", help="What to do.")],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="For add: a table with a row per commune. For remove: its name."),
    ] = None,
    form: FormatOption = OutputFormat.TABLE,
    out: OutOption = None,
) -> None:
    """List the territory tables, add or remove one.

    list: the bundled tables with licence and date, then those that the workspace adds.
    add: newer populations, areas, centres, kinds of commune. The table is led to the communes of today, compared with
    the bundled one, and used from then on. A column that names a kind of commune becomes a level.
    remove: undo an add; the figures are again those that were used before.

    Example: places3t reference add grille_densite.csv

    Example: places3t indicators density --level niveau_densite
    """
    from places3t.errors import Refusal

    if action is Action.LIST:
        _list(form, out)
    elif file is None:
        raise Refusal("reference-no-file", action=action.value)
    elif action is Action.ADD:
        _add(file)
    else:
        _remove(file)


def _list(form: OutputFormat, out: Path | None) -> None:
    import pandas as pd

    from places3t import territory
    from places3t.cli.output import show
    from places3t.reference.store import added_tables, vintage

    known = territory.sources()
    if current().language == "fr":
        known = known.assign(used_for=known["used_for_fr"])
    known = known.drop(columns="used_for_fr")
    workspace = current().workspace_or_none()
    if workspace is not None:
        rows = [
            {
                "name": name,
                "publisher": about["source"],
                "vintage": vintage(about),
                "used_for": ", ".join(_used(about)),
            }
            for name, (about, _) in added_tables(workspace).items()
        ]
        known = pd.concat([known, pd.DataFrame(rows, dtype="str")], ignore_index=True)
    # Packages and publishers are for whoever builds or cites: on a screen they would leave no room for the rest.
    screen = out is None and form is OutputFormat.TABLE
    show(known[["name", "vintage", "licence", "used_for"]] if screen else known, form, out)


def _used(about: dict[str, object]) -> list[str]:
    columns, kinds = about["columns"], about["kinds"]
    assert isinstance(columns, dict)  # noqa: S101 - the program's own metadata; for the type checker
    assert isinstance(kinds, list)  # noqa: S101 - as above
    return [*(f"{role} ({column})" for role, column in columns.items() if role != "commune_code"), *kinds]


def _add(file: Path) -> None:
    from places3t.reference.compare import check
    from places3t.reference.recognise import recognise
    from places3t.reference.store import write_reference

    added = recognise(file)
    checked = check(added)
    workspace = current().workspace()
    write_reference(workspace, added, checked.communes)
    about: dict[str, object] = {"columns": added.columns, "kinds": list(added.kinds)}
    taken = ", ".join(_used(about))
    _tell("added", source=added.source, rows=added.rows, communes=len(checked.communes), taken=taken)
    for message in checked.messages:
        _tell(message.key, **_params(message))
    for kind in added.kinds:
        _tell("level", level=kind)


def _remove(file: Path) -> None:
    from places3t.reference.store import remove_reference

    _tell("removed", table=remove_reference(current().workspace(), file.name))


def _params(message: Message) -> dict[str, str | int]:
    from places3t.typography import percent

    examples = ", ".join(message.examples)
    total = "" if message.total is None else percent(message.total, current().language, 1)
    return {"count": message.number, "examples": examples or "-", "total": total}


def _tell(key: str, **params: str | int) -> None:
    from places3t.language import say
    from places3t.typography import number

    if not current().quiet:
        language = current().language
        said = {name: number(value, language) if isinstance(value, int) else value for name, value in params.items()}
        typer.echo(say("reference", key, language, **said), err=True)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("reference", epilog=EVERYWHERE)(reference)
