"""Every kind of cell against its own examples, and what must hold for all of them."""

import math
import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from places3t import formats
from places3t.formats.base import Fault, Format, Parsed
from places3t.formats.dates import PartialDate
from places3t.formats.missing import is_missing
from places3t.formats.texts import clean_text
from places3t.language import catalogue

ALL = [formats.get(name) for name in formats.names()]
GOOD = [pytest.param(fmt, text, value, id=f"{fmt.name}:{text}") for fmt in ALL for text, value in fmt.good.items()]
MENDED = [
    pytest.param(fmt, text, value, code, id=f"{fmt.name}:{text}")
    for fmt in ALL
    for text, (value, code) in fmt.mended.items()
]
BAD = [pytest.param(fmt, text, code, id=f"{fmt.name}:{text}") for fmt in ALL for text, code in fmt.bad.items()]


def same(found: object, expected: object) -> bool:
    """Whether two values are the same, and of the same type; floats to the last bit but one."""
    if isinstance(found, float) and isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=1e-12)
    return type(found) is type(expected) and found == expected


@pytest.mark.parametrize(("fmt", "text", "value"), GOOD)
def test_good_examples_are_read_without_a_fault(fmt: Format, text: str, value: object) -> None:
    parsed = fmt.parse(text)
    assert parsed.fault is None
    assert same(parsed.value, value)


@pytest.mark.parametrize(("fmt", "text", "value", "code"), MENDED)
def test_mended_examples_keep_a_value_and_say_so(fmt: Format, text: str, value: object, code: str) -> None:
    parsed = fmt.parse(text)
    assert parsed.fault is not None
    assert parsed.fault.code == code
    assert same(parsed.value, value)


@pytest.mark.parametrize(("fmt", "text", "code"), BAD)
def test_bad_examples_keep_nothing_and_say_why(fmt: Format, text: str, code: str) -> None:
    parsed = fmt.parse(text)
    assert parsed.value is None
    assert parsed.fault is not None
    assert parsed.fault.code == code


@pytest.mark.parametrize("fmt", ALL, ids=lambda fmt: fmt.name)
def test_a_format_is_described_in_both_languages_and_shows_examples(fmt: Format) -> None:
    assert fmt.title.keys() == fmt.description.keys() == {"fr", "en"}
    assert all(fmt.title.values())
    assert all(fmt.description.values())
    assert fmt.good
    assert fmt.mended or fmt.bad or fmt.name == "name_list"


@pytest.mark.parametrize("fmt", ALL, ids=lambda fmt: fmt.name)
def test_every_fault_shown_by_a_format_has_its_sentences(fmt: Format) -> None:
    codes = {code for _, code in fmt.mended.values()} | set(fmt.bad.values())
    assert codes <= catalogue("findings").keys()


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789.,-/ +%€kM°'\"()?:TZeEàéxX&;@ \u00a0\ufffd٣²½", max_size=25),
    st.from_regex(r"[\d./-]{1,12}( [a-zé]{1,9})?", fullmatch=True),
)


@pytest.mark.parametrize("fmt", ALL, ids=lambda fmt: fmt.name)
@given(text=HOSTILE)
@example(text="9" * 400)
@example(text="-0")
@example(text="\u0660\u0661")  # figures of another script are no figures of ours
@example(text="01/01/0000")
@example(text="9999-12-31")
@example(text="1e-400")
@example(text="é" * 2000)
def test_no_text_makes_a_format_raise(fmt: Format, text: str) -> None:
    parsed = fmt.parse(text)
    assert isinstance(parsed, Parsed)
    assert parsed.fault is None or (isinstance(parsed.fault, Fault) and parsed.fault.code)
    assert all(isinstance(said, str) for said in (parsed.fault.params if parsed.fault else {}).values())
    if isinstance(parsed.value, float):
        assert math.isfinite(parsed.value)
    if isinstance(parsed.value, PartialDate):
        assert date(1800, 1, 1) <= parsed.value.earliest <= parsed.value.middle <= parsed.value.latest


def test_names_are_unique_and_each_finds_its_format() -> None:
    assert len(set(formats.names())) == len(formats.names()) == len(ALL)
    assert [fmt.name for fmt in ALL] == list(formats.names())


def test_an_unknown_format_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(KeyError, match="commune_code"):
        formats.get("zip")


def test_a_vocabulary_only_changes_the_formats_that_have_one() -> None:
    assert formats.get("choice", "access").parse("tout public").value == "open"
    assert formats.get("text", "access") is formats.get("text")
    with pytest.raises(KeyError, match="statuses"):
        formats.get("choice", "nothing")


@pytest.mark.parametrize("fmt", ALL, ids=lambda fmt: fmt.name)
def test_french_is_set_with_its_no_break_spaces(fmt: Format) -> None:
    for text in (fmt.title["fr"], fmt.description["fr"]):
        assert not re.search(r" [:;!?»]|« |'", text), text


PLAIN = [fmt for fmt in ALL if fmt.plain]


@pytest.mark.parametrize("fmt", PLAIN, ids=lambda fmt: fmt.name)
@given(data=st.data())
def test_what_is_plainly_of_its_kind_is_read_as_the_parser_reads_it(fmt: Format, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(fmt.plain, re.ASCII), fullmatch=True))
    assert not is_missing(text)
    assert clean_text(text) == text
    assert fmt.parse(text) == Parsed(float(text) if fmt.dtype == "float64" else text)
