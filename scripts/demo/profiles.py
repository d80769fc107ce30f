"""What the made-up places are: their types, who runs them, how large, on what money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demo.dice import Dice
from demo.names import of, slug

if TYPE_CHECKING:
    from demo.geography import Site

MAIN_TYPES = {
    "coworking": 0.34,
    "fablab": 0.13,
    "shared_workshop": 0.10,
    "social_place": 0.09,
    "cultural_brownfield": 0.07,
    "third_place": 0.08,
    "hybrid_space": 0.06,
    "shared_office": 0.04,
    "makerspace": 0.03,
    "living_lab": 0.02,
    "solidarity_garage": 0.02,
    "telecentre": 0.012,
    "business_centre": 0.008,
}
SECOND_TYPES = ("coworking", "fablab", "shared_workshop", "social_place", "cultural_brownfield", "hybrid_space")
NETWORKS = ("Les Lucioles", "Bocages reliés", "Trame sans frontière", "Archipel des Établis", "Rhizome rural")
"""Invented networks; the third has members on both sides of the Belgian border."""

SERVICES = (
    "support",
    "drop_in",
    "advisers",
    "showcase",
    "programming",
    "meeting_rooms",
    "training",
    "machines",
    "residency",
    "public_services",
    "childcare",
    "library",
    "cafe",
    "culture",
)
SERVICE_SHARES = (0.4, 0.45, 0.15, 0.12, 0.35, 0.6, 0.4, 0.3, 0.12, 0.12, 0.05, 0.08, 0.35, 0.22)
TELEWORK = (0.34, 0.15)
"""Mean and deviation of the share of teleworkers: the same for every place, supported or not."""

MEMBERS_ONLY = 0.30
"""Probability that a place is for its members only: the same for every place."""

PUBLIC_SHARE = {"unfunded": (0.22, 0.12), "funded": (0.46, 0.14), "withdrawn": (0.28, 0.13)}
"""Mean and deviation of the share of public money, by state of funding on the day of the census."""

SURFACE = (225.0, 0.95)
"""Median (m²) and deviation of the logarithm of the surface."""

ASSOCIATION = 0.48


@dataclass(frozen=True, slots=True)
class Profile:
    """What a place is from its first day to its last."""

    name: str
    types: tuple[str, ...]
    legal_form: str
    operator: str
    role: str
    networks: tuple[str, ...]
    access: str
    openness: str
    elements: tuple[str, ...]
    services: tuple[str, ...]
    facilitator: bool
    fte: float
    surface: float
    members: float
    telework: float
    reciprocity: float
    web: str
    mail: str
    phone: str


def draw_types(dice: Dice) -> tuple[str, ...]:
    """Draw what kinds of place it is, the main one first."""
    main = dice.weighted(MAIN_TYPES)
    more = dice.some([other for other in SECOND_TYPES if other != main], dice.weighted({0: 0.55, 1: 0.33, 2: 0.12}))
    return (main, *more)


def draw_profile(dice: Dice, number: int, site: Site, name: str, types: tuple[str, ...]) -> Profile:
    """Draw what a place is.

    Parameters
    ----------
    dice : Dice
        The place's own stream.
    number : int
        Its number; the telephone number is made from it.
    site : Site
        Where it stands: the legal forms are Belgium's or France's.
    name : str
        Its name.
    types : tuple of str
        Its types.

    Returns
    -------
    Profile
        Nothing in it changes the hazard of closing.
    """
    belgian = site.country_code == "BE"
    form = _legal_form(dice, belgian=belgian)
    facilitator = dice.chance(0.55)
    surface = min(max(dice.lognormal(*SURFACE), 25), 6000)
    label = slug(name)
    domain = f"{label}-{slug(site.commune_name)}.example.org"
    return Profile(
        name=name,
        types=types,
        legal_form=form,
        operator=_operator(dice, form, name, site),
        role=dice.weighted({"runs": 0.78, "supports": 0.14, "uses": 0.08}),
        networks=_networks(dice, belgian=belgian or site.departement_code == "59"),
        access="members" if Dice("access", number).chance(MEMBERS_ONLY) else "open",
        openness="shared_space" if dice.chance(0.4) else "third_place",
        elements=tuple(dice.some(("collaborative", "making", "mixity"), dice.whole(1, 3))),
        services=tuple(service for service, share in zip(SERVICES, SERVICE_SHARES, strict=True) if dice.chance(share)),
        facilitator=facilitator,
        fte=max(0.0, round(2 * dice.lognormal(1.4 if facilitator else 0.5, 0.6)) / 2),
        surface=surface,
        members=max(4.0, dice.lognormal(28, 0.8) * (surface / SURFACE[0]) ** 0.5),
        telework=min(max(dice.normal(*TELEWORK), 0.0), 0.95),
        reciprocity=min(max(dice.normal(0.16, 0.1), 0.0), 0.6),
        web=f"https://www.{domain}" if dice.chance(0.7) else "",
        mail=f"contact@{domain}" if dice.chance(0.6) else "",
        phone=f"06 00 00 {number // 100 % 100:02d} {number % 100:02d}" if dice.chance(0.5) else "",
    )


def _legal_form(dice: Dice, *, belgian: bool) -> str:
    if belgian:
        return dice.weighted({"asbl": ASSOCIATION, "srl": 0.24, "sc": 0.14, "municipality": 0.14})
    return dice.weighted(
        {
            "association": ASSOCIATION,
            "sas": 0.12,
            "sarl": 0.11,
            "scic": 0.08,
            "scop": 0.02,
            "municipality": 0.10,
            "epci": 0.06,
            "sole_trader": 0.03,
        }
    )


def _operator(dice: Dice, form: str, name: str, site: Site) -> str:
    """Name who holds the place up: never a person."""
    own = {
        "association": ("Association {n}", "Les Amis {of_n}", "Association des usagers {of_n}"),
        "asbl": ("{n} ASBL",),
        "srl": ("{n} SRL",),
        "sc": ("Coopérative {n}",),
        "sas": ("SAS {n}",),
        "sarl": ("{n} SARL", "SARL {n}"),
        "scic": ("SCIC {n}",),
        "scop": ("SCOP {n}",),
        "municipality": ("Commune {of_c}", "Mairie {of_c}", "Ville {of_c}"),
        "epci": ("Communauté de communes du pays {of_c}", "Intercommunalité {of_c}"),
        "sole_trader": ("",),
    }
    ways = own[form] if name.startswith(("Le ", "La ", "Les ", "L'")) else own[form][:1]
    if form in {"municipality", "epci"}:
        ways = own[form]
    return dice.pick(ways).format(n=name, of_n=of(name), of_c=of(site.commune_name))


def _networks(dice: Dice, *, belgian: bool) -> tuple[str, ...]:
    chosen = [network for network in NETWORKS if network != NETWORKS[2] and dice.chance(0.13)]
    if belgian and dice.chance(0.6):
        chosen.append(NETWORKS[2])
    return tuple(chosen)


def is_association(form: str) -> bool:
    """Say whether a legal form is an association's, French or Belgian."""
    return form in {"association", "asbl"}
