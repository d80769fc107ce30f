"""The address of a web page."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, mended, rejected
from places3t.formats.contacts import find_contacts

_URL = re.compile(
    r"(?P<scheme>https?:/{1,2})?(?P<host>(?:[\w-]+\.)+[a-z]{2,24})(?P<port>:\d{2,5})?(?P<rest>[/?#]\S*)?",
    re.IGNORECASE,
)
_SEARCH = re.compile(r"(?:https?://|www\.)[^\s;|<>\"]+", re.IGNORECASE)


def parse(text: str) -> Parsed:
    """Read a web address; one without ``http`` gets it, an e-mail address in its place is refused."""
    found = _URL.fullmatch(text)
    if found is not None:
        return Parsed(_whole(found))
    if "email" in find_contacts(text):
        return rejected("email-for-url")
    several = [_URL.fullmatch(piece.rstrip(".,)")) for piece in _SEARCH.findall(text)]
    addresses = [_whole(one) for one in several if one is not None]
    if len(addresses) == 1:
        return mended(addresses[0], "text-around-url")
    return mended(addresses[0], "several-values") if addresses else rejected("not-a-url")


def _whole(found: re.Match[str]) -> str:
    secure = (found["scheme"] or "").casefold().startswith("https")
    scheme = "https" if secure else "http"
    return f"{scheme}://{found['host'].lower()}{found['port'] or ''}{found['rest'] or ''}"


FORMAT = Format(
    name="url",
    title={"fr": "Adresse web", "en": "Web address"},
    description={
        "fr": "L’adresse d’une page : https://exemple.fr/lieu, www.exemple.fr.",
        "en": "The address of a page: https://example.org/place, www.example.org.",
    },
    dtype="str",
    parse=parse,
    good={
        "https://example.org/lieu?id=1": "https://example.org/lieu?id=1",
        "www.Example.org": "http://www.example.org",
        "example.org/lieu": "http://example.org/lieu",
        "http:/example.org": "http://example.org",
    },
    mended={
        "Le lieu http://example.org/": ("http://example.org/", "text-around-url"),
        "http://example.org http://example.com": ("http://example.org", "several-values"),
    },
    bad={"contact@example.org": "email-for-url", "en cours": "not-a-url", "javascript:alert(1)": "not-a-url"},
)
