"""The national report: every place in it once, islands and neighbours in their place."""

import re

import pandas as pd

from places3t.reports.national import write_national


def test_national(tables, tmp_path) -> None:
    paths = write_national(*tables, out_dir=tmp_path, lang="fr")
    said = paths[0].read_text("utf-8")
    assert paths[0].parent.name == "national-fr"
    # 62 in France, one in Belgium, one nowhere: the 64 that are not closed.
    assert "**62 lieux** sont recensés en France" in said
    assert "Un lieu des sources est hors de France." in said
    assert re.search(r"\| Belgique \| +1 \|", said)
    assert "Un lieu n’a pas de territoire connu, et ne compte dans aucun pays." in said
    assert "reste de la France" not in said
    assert "La carte et sa légende montrent aussi les lieux" in said
    assert re.search(r"France\s: répartis au hasard .* un coefficient de Gini de 0,\d\d\.", said)
    rows = re.findall(r"^\| ([^|*]+?) +\| +(\d+) \| +[\d\u202f]+ \|", said, flags=re.MULTILINE)
    assert len(rows) == 18
    assert sum(int(count) for _, count in rows) == 62
    assert not re.search(r"\bnan\b|None|\{|\}", said)


def test_a_collectivity_with_a_place_has_a_line(tables, tmp_path) -> None:
    place = {"name": "Nouméa", "status": "open", "country_code": "FR", "region_code": "988", "departement_code": "988"}
    places = pd.concat([tables.places, pd.DataFrame([place])], ignore_index=True)
    said = write_national(places, tables.findings, tables.sources, out_dir=tmp_path, lang="en")[0].read_text("utf-8")
    assert re.search(r"\| Nouvelle-Calédonie +\| +1 \|", said)
    assert "places in overseas collectivities, in the count of France but not in its rates: 1" in said
