"""A sheet made ready before its columns are recognised: codes by their labels, languages together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from places3t.ingest.arrange import LeftOut
from places3t.ingest.labels import with_labels
from places3t.ingest.languages import merge_languages
from places3t.ingest.xlsform import forms_beside, read_form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from places3t.ingest.plan import Plan
    from places3t.ingest.sheets import Sheet
    from places3t.ingest.xlsform import Form
    from places3t.profiles import Profile


class Forms:
    """The XLSForms at hand: those among the files of a run, and those that lie beside one of them.

    Attributes
    ----------
    used
        Form to the files that were read with it.
    """

    def __init__(self, files: Sequence[Path] = ()) -> None:
        found = {path: form for path in files if (form := read_form(path))}
        self.given = list(found.values())
        self.others = [path for path in files if path not in found]
        self.used: dict[str, list[str]] = {}
        self._beside: dict[Path, list[Form]] = {}

    def of(self, path: Path) -> list[Form]:
        """Give the forms that may be that of a file."""
        folder = path.absolute().parent
        if folder not in self._beside:
            self._beside[folder] = forms_beside(path)
        names = {form.source for form in self.given}
        return [*self.given, *(form for form in self._beside[folder] if form.source not in {*names, path.name})]

    def left_out(self) -> list[LeftOut]:
        """Say of each form what it was used for."""
        given = [form.source for form in self.given]
        beside = sorted(name for name in self.used if name not in given)
        return [
            LeftOut(name, None, self._reason(name), 0, ", ".join(self.used.get(name, ()))) for name in (*given, *beside)
        ]

    def _reason(self, name: str) -> str:
        if name not in self.used:
            return "form-unused"
        return "form" if name in {form.source for form in self.given} else "form-beside"


def prepare(sheet: Sheet, source: str, path: Path, forms: Forms, profile: Profile | None) -> Sheet:
    """Make a sheet ready: codes by the labels of its form, columns of several languages as one.

    Parameters
    ----------
    sheet
        As read.
    source, path
        Its file.
    forms
        The forms at hand; notes which one was used.
    profile
        The mapping or known source of the file, where there is one.
    """
    labelled, form = with_labels(sheet, forms.of(path), profile)
    if form is not None and source not in forms.used.setdefault(form.source, []):
        forms.used[form.source].append(source)
    return merge_languages(labelled, frozenset(profile.columns if profile else ()))


def in_words_of_the_file(plan: Plan | None, sheet: Sheet) -> Plan | None:
    """Give a plan whose headers are those of the file, where `prepare` put others in their place."""
    if plan is None or not sheet.written:
        return plan
    named = plan.profile.columns if plan.profile else {}
    columns = (
        column if column.header in named else replace(column, header=sheet.written.get(column.header, column.header))
        for column in plan.columns
    )
    return replace(plan, columns=tuple(columns))
