"""Nobody is named, and nothing in the sample reaches anybody."""

import re
from pathlib import Path

import pytest

FILES = (
    "recensement_2018.xlsx", "recensement_2021.csv", "recensement_2023.ods", "financements.csv", "atelier_2023.csv",
    "atelier_2023_codage.csv", "atelier_2024.csv",
)  # fmt: skip
SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "demo"
MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
PHONE = re.compile(r"(?<![\d.,-])(?:\+33|0)[ .]?[1-9](?:[ .-]?\d{2}){4}(?!\d)")
WEB = re.compile(r"(?:https?://|www\.)([\w.-]+)")
TITLES = re.compile(r"(?<!\w)(?:M\.|MM\.|Mr|Mme|Mlle|Monsieur|Madame|Dr|Maître)\s+[A-ZÉ]")
# First names that one French person in three bears; "Saint-Jean" and the like are places.
FIRST_NAMES = re.compile(
    r"(?<![-\w])(?:Jean|Marie|Pierre|Michel|Philippe|Alain|Nathalie|Isabelle|Sylvie|Catherine|Patrick|Nicolas|Christophe|"
    r"Martine|Laurent|Daniel|Bernard|Christine|Stéphane|Thomas|Julie|Camille|Léa|Lucas|Hugo|Emma|Manon|Chloé|Sophie|Anne|"
    r"Valérie|Sandrine|David|Sébastien|Frédéric|Éric|Thierry|Pascal|Claude|François|Jacques|Françoise|Monique|Jeanne|"
    r"Antoine|Julien|Alexandre|Guillaume|Céline|Aurélie|Karim|Mohamed|Fatima|Jan|Piet|Els|Luc)(?![-\w])"
)
TOWNS = re.compile(r"commune|ville", re.IGNORECASE)


@pytest.fixture(scope="module", params=FILES)
def cells(request, grid):
    """Give each cell with its header; the names of communes are real and not looked at for people."""
    rows = grid(request.param)
    header = max(rows[:3], key=lambda row: sum(map(bool, row)))
    return [(name, cell) for row in rows for name, cell in zip(header, row, strict=True) if cell]


def test_addresses_lead_to_example_org_alone(cells):
    mails = {mail for _, cell in cells for mail in MAIL.findall(cell)}
    assert all(re.fullmatch(r"contact@[\w.-]+\.example\.org", mail) for mail in mails)
    hosts = {host for _, cell in cells for host in WEB.findall(cell)}
    assert all(host.endswith(".example.org") for host in hosts)


def test_telephones_are_in_the_fictional_range(cells):
    phones = {phone for _, cell in cells for phone in PHONE.findall(cell)}
    assert all(re.fullmatch(r"06[ .]00[ .]00[ .]\d{2}[ .]\d{2}", phone) for phone in phones)


def test_nobody_is_named(cells):
    named = [
        cell for name, cell in cells if TITLES.search(cell) or (not TOWNS.search(name) and FIRST_NAMES.search(cell))
    ]
    assert named == []


def test_there_is_something_to_drop(grid):
    text = "\n".join(cell for file in FILES[:3] for row in grid(file) for cell in row)
    assert len(MAIL.findall(text)) > 500
    assert len(PHONE.findall(text)) > 300


def test_the_truth_names_nobody_either():
    text = "\n".join(path.read_text(encoding="utf-8") for path in (SAMPLE / "truth").iterdir())
    assert all(mail.endswith(".example.org") for mail in MAIL.findall(text))
    assert not TITLES.search(text)
