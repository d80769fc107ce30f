from pathlib import Path

from places3t import formats, schema
from places3t.formats.document import page

PAGE = Path(__file__).parents[2] / "docs/formats.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m places3t.formats.document docs/formats.md"


def test_the_page_shows_every_format_and_every_list_of_words() -> None:
    text = page()
    assert all(f"(`{name}`)" in text for name in (*formats.names(), *schema.vocabulary_names()))
