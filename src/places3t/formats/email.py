"""An e-mail address: read so that it can be dropped, or kept with ``--keep-contacts``."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, mended, rejected

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[\w-]+\.)+[a-z]{2,24}", re.IGNORECASE)


def parse(text: str) -> Parsed:
    """Read an e-mail address; of several, the first."""
    found = _ADDRESS.findall(text.removeprefix("mailto:"))
    if not found:
        return rejected("not-an-email")
    address = str(found[0]).lower()
    if len(found) > 1:
        return mended(address, "several-values")
    bare = text.removeprefix("mailto:").strip("<> ")
    return Parsed(address) if bare.lower() == address else mended(address, "text-around-email")


FORMAT = Format(
    name="email",
    title={"fr": "Adresse électronique", "en": "E-mail address"},
    description={
        "fr": "Une adresse électronique. Elle est écartée à la lecture, sauf demande expresse.",
        "en": "An e-mail address. It is dropped when the file is read, unless asked for.",
    },
    dtype="str",
    parse=parse,
    good={"contact@example.org": "contact@example.org", "mailto:Contact@Example.org": "contact@example.org"},
    mended={
        "contact@example.org ; autre@example.org": ("contact@example.org", "several-values"),
        "Le lieu : contact@example.org": ("contact@example.org", "text-around-email"),
    },
    bad={"example.org": "not-an-email", "contact": "not-an-email"},
)
