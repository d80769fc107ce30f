from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pandas as pd

from places3t.indicators.themes_workshop import workshop
from places3t.themes.codebook import default_codebook
from places3t.themes.exports import iramuteq, refi_qda
from places3t.themes.missed import missed
from places3t.themes.quotes import quotations, spoken

SAID = pd.DataFrame(
    {
        "contribution_id": ["n-1", "n-2", "n-3", "n-4"],
        "title": [None, "Le bus", None, None],
        "text": [
            "Pas d'argent * du tout <script>alert(1)</script>",
            "**** *faux_marque le bus du village ne passe plus le soir",
            "la girafe violette dort",
            "une girafe encore ici",
        ],
        "session": ["Été à Lille", "b", "b", "b"],
        "author_type": ["elected", None, None, None],
        "kind": None,
        "author": None,
        "votes": None,
    }
).astype({"kind": "str", "author": "str", "votes": "float64"})


def test_iramuteq_has_a_line_of_stars_a_contribution_and_no_star_elsewhere() -> None:
    lines = iramuteq(workshop(SAID)).splitlines()
    heads = [line for line in lines if line.startswith("****")]
    assert heads[0].startswith("**** *id_n1 *session_EteaLille *authortype_elected *language_fr *theme_")
    assert len(heads) == 4
    assert all(re.fullmatch(r"\*{4}( \*[a-z0-9]+_[A-Za-z0-9]+)+", head) for head in heads)
    # In a text, an asterisk begins a variable, and so does a word between underscores.
    assert not any({"*", "_"} & set(line) for line in lines if not line.startswith("****"))
    assert "faux marque le bus" in " ".join(lines)
    # A head, its text on one line, an empty line.
    assert [bool(line) for line in lines] == ([True, True, False] * len(heads))[:-1]


# The simple types of the standard's schema (REFI-QDA, Codebook 1.0).
HEX = "[0-9a-fA-F]"
GUID = re.compile(f"{HEX}{{8}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{12}}")
RGB = re.compile("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")


def test_the_codebook_is_the_refi_qda_that_its_schema_asks_for() -> None:
    book = default_codebook()
    text = refi_qda(book, "fr")
    assert text == refi_qda(book, "fr")
    space = "{urn:QDA-XML:codebook:1.0}"
    root = ET.fromstring(text)
    assert root.tag == f"{space}CodeBook"
    assert [child.tag for child in root] == [f"{space}Codes"]
    assert set(root.attrib) <= {"origin"}
    assert {each.tag for each in root.iter()} == {
        f"{space}{name}" for name in ("CodeBook", "Codes", "Code", "Description")
    }
    assert not any(each.attrib or len(each) for each in root.iter(f"{space}Description"))
    codes = list(root.iter(f"{space}Code"))
    assert len(codes) == len(book.themes) + len(book.groups)
    assert len({code.get("guid") for code in codes}) == len(codes)
    for code in codes:
        assert set(code.attrib) == {"guid", "name", "isCodable", "color"}
        assert GUID.fullmatch(code.get("guid") or "")
        assert (code.get("name") or "").strip()
        assert code.get("isCodable") in {"true", "false"}
        assert RGB.fullmatch(code.get("color") or "")
        # In the schema a description, if any, stands before the codes below.
        assert [child.tag for child in code] in ([f"{space}Description"], [f"{space}Code"] * len(code))
    # A program that has an earlier version of a codebook in another language knows the same codes.
    assert [code.get("guid") for code in ET.fromstring(refi_qda(book, "en")).iter(f"{space}Code")] == [
        code.get("guid") for code in codes
    ]


def test_what_the_codebook_misses_comes_with_a_quotation() -> None:
    table = missed(workshop(SAID))
    assert table["word"].tolist() == ["girafe"]
    assert table[["uncoded", "coded"]].to_numpy().tolist() == [[2, 0]]
    assert table["quotation"].iloc[0] == "une girafe encore ici"


def test_quotations_follow_their_rule_and_fit_a_line() -> None:
    said = workshop(SAID)
    chosen = quotations(said)
    assert set(chosen["contribution_id"]) <= set(said.themes["contribution_id"])
    assert chosen.groupby("theme").size().max() <= 2
    assert spoken(SAID)[1].startswith("Le bus. ")
    assert all("\n" not in text for text in spoken(SAID))
