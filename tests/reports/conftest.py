"""A small census that has every oddity a report must survive, and its findings and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pytest

from places3t.demo import make_demo
from places3t.ingest import ingest_files
from places3t.reports.output import Options
from places3t.reports.regions import regions_page, study_of
from places3t.reports.write import write_brief, write_report, write_themes

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.workspace import Workspace

HOSTILE = "<img src=x onerror=alert(1)> | **bold** =cmd()"


class Tables(NamedTuple):
    """What a report is written from."""

    places: pd.DataFrame
    findings: pd.DataFrame
    sources: pd.DataFrame


def census() -> pd.DataFrame:
    """Sixty places in Corsica and around Bordeaux, and single ones elsewhere."""
    rng = np.random.default_rng(11)
    spots = [
        ("94", "2A", 41.92, 8.73, 8),
        ("94", "2B", 42.55, 9.3, 5),
        ("75", "33", 44.84, -0.57, 40),
        ("75", "86", 46.58, 0.34, 7),
    ]
    rows = [
        {
            "name": HOSTILE if at == 0 else f"Lieu {region}-{at}",
            "status": "open",
            "country_code": "FR",
            "region_code": region,
            "departement_code": departement,
            "lat": lat + rng.normal(0, 0.1),
            "lon": lon + rng.normal(0, 0.1),
            "coordinates_source": "file",
            "types": ["coworking", "fablab"] if at % 3 == 0 else ["coworking"],
            "main_type": "coworking",
        }
        for region, departement, lat, lon, count in spots
        for at in range(count)
    ]
    single = {"status": "open", "country_code": "FR", "types": None, "main_type": None}
    rows += [
        {**single, "name": "Sans point", "region_code": "94", "departement_code": "2A"},
        {**single, "name": "Sans département", "region_code": "94", "lat": 42.2, "lon": 9.1},
        {**single, "name": "Tournai", "country_code": "BE", "region_code": "BE-WAL", "departement_code": "BE-WHT"},
        {"name": "Nulle part", "status": "open"},
        {**single, "name": "Fermé", "status": "closed", "region_code": "94", "departement_code": "2B"},
    ]
    return pd.DataFrame(rows)


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The tables of a workspace."""
    codes = [("error", "location-disagrees")] * 2 + [("warning", "out-of-range")] * 3 + [("info", "lost-zero")] * 1200
    source = {"sheet": "Feuil|1", "sha256": "ab12" * 16, "kind": "places", "publisher": None, "licence": None}
    counts = {"read": 1512, "kept": 1510, "merged": 1, "rejected": 1}
    sources = [
        {**source, **counts, "source": f"{HOSTILE}.csv", "wave": "2019-03"},
        {
            **source,
            **counts,
            "source": "labels.csv",
            "kind": "funding",
            "wave": "2022",
            "publisher": "Not a list of places",
        },
    ]
    return Tables(census(), pd.DataFrame(codes, columns=["severity", "code"]), pd.DataFrame(sources))


def contents(paths: list[Path]) -> dict[str, bytes]:
    """Every file's bytes by its name."""
    return {path.name: path.read_bytes() for path in paths}


NOTES = f"""id;atelier;phase;type;texte;type de participant
x1;{HOSTILE};diagnostic;enjeu;Pas d'argent pour le lieu. {HOSTILE};usager
x2;{HOSTILE};solutions;solution;Un tableau de covoiturage. {HOSTILE};usager
"""
PLACES = f"""id;nom;commune;code postal;statut;type;forme juridique;exploitant
x1;{HOSTILE};Paris;75011;ouvert;coworking;{HOSTILE};{HOSTILE}
x2;{HOSTILE} bis;Ajaccio;20000;ouvert;{HOSTILE};association;{HOSTILE}
"""
KINDS = ("national", "region", "regions", "funding", "workshop")


class Written(NamedTuple):
    """A workspace, and its reports by kind, each as its files."""

    workspace: Workspace
    reports: dict[str, list[Path]]


@pytest.fixture(scope="session")
def every_report(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Every kind of report in every format, in French, of the sample and of places with hostile names."""
    folder = tmp_path_factory.mktemp("every")
    study = make_demo(folder / "study")[0]
    for name, text in (("hostile.csv", PLACES), ("hostile_notes.csv", NOTES)):
        (study.raw / name).write_text(text, encoding="utf-8")
    ingest_files(sorted(study.raw.glob("hostile*.csv")), study)
    options = Options(("md", "html", "docx"))
    return Written(
        study,
        {
            "national": write_report(study, None, "fr", folder, options),
            "region": write_report(study, "94", "fr", folder, options),
            "regions": regions_page(study_of(study, "fr"), folder, options),
            "funding": write_brief(study, "fr", folder, options),
            "workshop": write_themes(study, "fr", folder, options),
        },
    )
