"""The verbs that make files for other people: mapping, schema, template, the marked copy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CENSUS = "id;nom;commune;statut\n1;L'Établi;Nantes;ouvret\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "census.csv").write_text(CENSUS, encoding="utf-8")
    return tmp_path


def test_a_mapping_goes_out_and_comes_back(folder: Path, run: Callable) -> None:
    printed = run("mapping", "census.csv", "--lang", "en", folder=folder)
    assert 'kind = "places"' in printed.stdout
    done = run("mapping", "census.csv", "--out", "m.toml", "--lang", "en", folder=folder)
    assert "m.toml" in done.stderr
    assert (folder / "m.toml").read_text(encoding="utf-8") == printed.stdout
    read = run("ingest", "census.csv", "--mapping", "m.toml", folder=folder)
    assert read.returncode == 0, read.stderr
    assert "1 kept" in read.stderr


def test_check_writes_a_marked_copy_in_the_language_asked_for(folder: Path, run: Callable) -> None:
    done = run("check", "census.csv", "--out", "marked.xlsx", "--lang", "fr", folder=folder)
    assert done.returncode == 1
    book = openpyxl.load_workbook(folder / "marked.xlsx")
    assert book.sheetnames == ["À corriger", "Données"]
    assert book["Données"]["D2"].comment is not None


def test_a_marked_copy_needs_a_folder(folder: Path, run: Callable) -> None:
    assert run("check", "census.csv", "--out", "none/marked.xlsx", folder=folder).returncode == 2


def test_schema_prints_one_table_or_all(folder: Path, run: Callable) -> None:
    assert json.loads(run("schema", "places", folder=folder).stdout)["name"] == "places"
    assert set(json.loads(run("schema", folder=folder).stdout)) >= {"places", "funding", "contributions"}
    assert run("schema", "lieux", folder=folder).returncode == 2


def test_a_template_is_written_in_the_language_asked_for(folder: Path, run: Callable) -> None:
    assert run("template", "t.xlsx", "--lang", "fr", folder=folder).returncode == 0
    assert openpyxl.load_workbook(folder / "t.xlsx").worksheets[0]["B1"].value == "Nom du lieu"
    assert run("template", "t.csv", folder=folder).returncode == 2
