"""Contacts: found however they are written, and figures that mean something else left alone."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places3t.formats.contacts import REMOVED, find_contacts, strip_contacts


@pytest.mark.parametrize(
    "text",
    [
        "contact@example.org",
        "mailto:contact@example.org",
        "prenom.nom+liste@sous.domaine.example.org",
        "nom [at] exemple.fr",
        "nom(at)exemple.fr",
        "nom [arobase] exemple [point] fr",
        "nom AT exemple DOT fr",
        "nom @ exemple.fr",
        "nom@exemple point fr",
        "NOM@EXEMPLE.FR",
        "nom＠exemple.fr",
    ],
)
def test_an_address_is_found_and_removed(text: str) -> None:
    assert find_contacts(text) == ["email"]
    assert strip_contacts(f"Écrire à {text}, merci.") == (f"Écrire à {REMOVED}, merci.", ["email"])


@pytest.mark.parametrize(
    "text",
    [
        "06 00 00 00 03",
        "0600000003",
        "06.00.00.00.03",
        "06-00-00-00-03",
        "06/00/00/00/03",
        "06\u00a000\u202f00 00 03",
        "04.78.00.00.00",
        "04 . 78 . 00 . 00 . 00",
        "06 000 000 03",
        "0 800 123 456",
        "0800 12 34 56",
        "+33 6 00 00 00 03",
        "+33600000003",
        "+33 (0)6 00 00 00 03",
        "+33(0)6.00.00.00.03",
        "0033 6 00 00 00 03",
        "00 33 600000003",
        "0032 65 12 34 56",
        "+32 (0)65 12 34 56",
        "+32 470 12 34 56",
        "065/12.34.56",
        "065 12 34 56",
        "02/123.45.67",
        "0470/12.34.56",
        "0470 12 34 56",
        "+352 26 12 34",
        "+41 22 123 45 67",
        "+44 20 7946 0958",
        "+1 (514) 555-0199",
    ],
)
def test_a_number_is_found_and_removed(text: str) -> None:
    assert find_contacts(text) == ["phone"]
    assert strip_contacts(f"Tél. : {text} (accueil)") == (f"Tél. : {REMOVED} (accueil)", ["phone"])
    assert strip_contacts(f"tel:{text}")[1] == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "SIRET 123 456 789 00012",
        "SIRET 12345678900012",
        "SIRET 00552013500012",
        "SIRET 005 520 135 00012",
        "SIREN 055 800 296",
        "055800296",
        "44000 Nantes, 01000 Bourg-en-Bresse",
        "ouvert de 2016 à 2019, puis en 2021",
        "01/02/2019 10:00",
        "01/02/2019 10h30 - 12h00",
        "du 01.02.2019 au 03.04.2020",
        "03/2018 15 personnes",
        "2019-01-24 22:29:15 +0100",
        "12 000 €, 1 234 567,89 €, + 150 000 000 €",
        "47.245935, -1.505602",
        "0.334224196012345",
        "04.835659 45.764043",
        "44109_6200_00134",
        "manuprox-2-100; fabt-59",
        "dossier n°0123-2019-0456",
        "https://www.facebook.com/groups/0123456789/",
        "https://example.org/?id=0612345678",
        "9 h - 12 h 30, 14 h - 18 h 30",
        "surface 320 m2, 45 places",
        "02.03.04 essai",
        "@LePhareLimoges",
        "rendez-vous @ la gare",
        "le lundi at home",
        "FR76 3000 6000 0112 3456 7890 189",
        "12345678901234567890",
        "",
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert strip_contacts(text) == (text, [])


def test_several_contacts_in_one_text() -> None:
    text = "06 00 00 00 03 06 00 00 00 04, 44000 Nantes ; a@example.org/b@example.org ou 04 78 00 00 00/06 00 00 00 05"
    stripped, kinds = strip_contacts(text)
    assert kinds == ["phone", "phone", "email", "email", "phone", "phone"]
    assert "44000 Nantes" in stripped
    assert not any(figures in stripped for figures in ("00 03", "00 04", "78 00", "00 05", "example"))


subscriber = st.tuples(st.integers(1, 9), st.lists(st.integers(0, 99), min_size=4, max_size=4))
around = st.text(alphabet=string.ascii_letters + " ,;:()!é", max_size=12)


@given(subscriber, st.sampled_from(["", " ", ".", "-", "\u00a0", " - "]), around, around)
def test_every_french_number_is_found_wherever_it_stands(
    number: tuple[int, list[int]], mark: str, before: str, after: str
) -> None:
    pairs = [f"{pair:02d}" for pair in number[1]]
    for first in (f"0{number[0]}", f"+33 {number[0]}", f"0033{number[0]}"):
        phone = mark.join([first, *pairs])
        stripped, kinds = strip_contacts(f"{before} {phone} {after}")
        assert "phone" in kinds
        assert not any(char.isdigit() for char in stripped)


local = st.from_regex(r"[a-z][a-z0-9._+-]{0,15}[a-z0-9]", fullmatch=True)
domain = st.from_regex(r"([a-z0-9][a-z0-9-]{0,8}\.){1,2}(fr|org|coop|bzh)", fullmatch=True)


@given(local, domain, st.sampled_from(["@", " @ ", " [at] ", "(at)", " (arobase) "]), around, around)
def test_every_address_is_found_wherever_it_stands(name: str, host: str, at: str, before: str, after: str) -> None:
    stripped, kinds = strip_contacts(f"{before} {name}{at}{host} {after}")
    assert "email" in kinds
    assert host not in stripped
    assert name + at not in stripped


@given(st.text(alphabet="0123456789 .-/+()@aàtz,", max_size=40))
def test_what_is_left_holds_no_contact(text: str) -> None:
    stripped, kinds = strip_contacts(text)
    assert kinds == find_contacts(text)
    assert stripped.count(REMOVED) == len(kinds)
    assert (stripped == text) == (not kinds)


@given(st.integers(10**13, 10**14 - 1), st.integers(1000, 95999), st.integers(1800, 2100), st.integers(0, 10**9))
def test_numbers_of_these_files_are_no_phones(siret: int, postal: int, year: int, euros: int) -> None:
    spaced = f"{siret:014d}"
    texts = (
        f"SIRET {siret}",
        f"SIRET {spaced[:3]} {spaced[3:6]} {spaced[6:9]} {spaced[9:]}",
        f"{postal:05d} Nantes",
        f"en {year}",
        f"{euros:,} €".replace(",", " "),
        f"{euros / 7:.6f}",
    )
    for text in texts:
        assert find_contacts(text) == [], text
