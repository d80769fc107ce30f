"""The bundled files: small, documented, light to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from places3t.territory import sources
from places3t.territory.store import DATA, read

NOTICE = Path(__file__).parents[2] / "NOTICE"
FILES = sorted(DATA.glob("*.parquet"))


def test_the_reference_stays_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 9_000_000


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_file_carries_its_sources_and_no_clock(path: Path) -> None:
    metadata = pq.read_schema(path).metadata
    assert b"pandas" not in metadata
    text = metadata[b"places3t.sources"].decode()
    assert len(text.splitlines()) == len(sources())
    for row in sources().itertuples():
        assert f"{row.name} ({row.vintage}), {row.licence}; {row.package}" in text


def test_notice_names_every_source_its_licence_and_vintage() -> None:
    notice = " ".join(NOTICE.read_text(encoding="utf-8").split())
    for row in sources().itertuples():
        for part in (row.name, row.licence, row.vintage, row.package):
            assert part in notice, part


def test_sources_are_complete() -> None:
    columns = ["name", "licence", "publisher", "vintage", "used_for", "used_for_fr", "package"]
    assert list(sources().columns) == columns
    assert sources().notna().all(axis=None)
    assert set(sources()["licence"]) == {"Licence Ouverte 2.0", "CC BY 4.0", "public domain"}


def test_no_contact_of_a_town_hall_is_bundled() -> None:
    """The source table of the outlines also holds telephone numbers, e-mail addresses and street addresses."""
    for path in FILES:
        names = set(pq.read_schema(path).names)
        assert not {name for name in names if any(word in name for word in ("mail", "tel", "phone", "adresse"))}
    text = read("communes").select_dtypes("str").apply(lambda column: column.str.contains("@", regex=False).any())
    assert not text.any()


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, places3t.territory; "
        "heavy = {'pandas', 'numpy', 'shapely', 'pyarrow', 'geopandas'} & set(sys.modules); "
        "raise SystemExit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
