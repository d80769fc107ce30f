"""The themes of the workshop: their key, what they are called, and when a note has them."""

from __future__ import annotations

from typing import NamedTuple


class Theme(NamedTuple):
    """One theme of the codebook that the true codes follow."""

    group: str
    fr: str
    en: str
    when: str


THEMES = {
    "actors_and_roles": Theme("inside", "Acteurs et rôles", "Actors and roles", "who does what"),
    "users_involvement": Theme("inside", "Implication des usagers", "Users' involvement", "users take part, or do not"),
    "community_life": Theme("inside", "Vie de la communauté", "Community life", "conviviality, meals, conflicts"),
    "running_the_place": Theme("inside", "Gestion du lieu", "Running the place", "keys, hours, cleaning, bookings"),
    "time_and_duration": Theme("inside", "Temps et durée", "Time and duration", "slowness, lasting, calendars"),
    "elected_and_authorities": Theme(
        "around", "Élus et collectivités", "Elected representatives and authorities", "mayors, councils, prefectures"
    ),
    "private_actors": Theme("around", "Acteurs privés", "Private actors", "companies, banks, owners, patrons"),
    "norms": Theme("means", "Normes", "Norms", "safety, accessibility, hygiene, insurance rules"),
    "infrastructure_and_access": Theme(
        "means", "Infrastructures et accès", "Infrastructure and access", "transport, parking, fibre"
    ),
    "attractiveness": Theme("means", "Attractivité", "Attractiveness", "being known, making people come"),
    "architecture_and_fitting_out": Theme(
        "means", "Architecture et aménagement", "Architecture and fitting out", "works, furniture, heat, noise"
    ),
    "public_services": Theme("means", "Services publics", "Public services", "post, crèche, France Services, library"),
    "legal_framework": Theme("means", "Cadre juridique", "Legal framework", "legal form, lease, agreement, tax"),
    "work_culture_and_organisation": Theme(
        "means", "Culture et organisation du travail", "Culture and organisation of work", "telework, managers, hours"
    ),
    "vacant_premises": Theme(
        "means", "Locaux vacants", "Use of vacant premises", "empty shops, brownfields, old schools"
    ),
    "business_models_and_revenue": Theme(
        "means", "Modèles économiques et recettes", "Business models and revenue", "prices, sales, critical size"
    ),
    "governance_and_funding": Theme(
        "means", "Gouvernance et financement", "Governance and funding", "who decides, grants and how they work"
    ),
    "community_and_networks": Theme(
        "means", "Communauté et réseaux", "Community and social networks", "other places, shared cards and tools"
    ),
    "awareness_and_training": Theme(
        "means", "Sensibilisation et formation", "Awareness and training", "explaining, learning, visits"
    ),
    "territorial_performance": Theme(
        "means", "Performance territoriale", "Performance in the territory", "effects, evaluation, scales"
    ),
    "lack_of_people": Theme("risks", "Manque de personnes", "Lack of people", "nobody, too few, worn out"),
    "lack_of_money": Theme("risks", "Manque d'argent", "Lack of money", "not enough money, refusals, debts"),
    "support_withdrawn": Theme(
        "risks", "Retrait du soutien", "Support withdrawn", "aid that ends, partners that leave"
    ),
    "isolation": Theme("risks", "Isolement", "Isolation", "alone, far, cut off; not thermal insulation"),
    "abandonment": Theme("risks", "Abandon", "Abandonment", "places or projects left to themselves"),
    "standardisation": Theme("risks", "Uniformisation", "Standardisation", "all alike, copies, one model"),
    "transition": Theme("risks", "Transition", "Transition", "handing over, changing scale, moving out"),
}
CONFUSED = {
    "lack_of_money": "governance_and_funding",
    "governance_and_funding": "lack_of_money",
    "lack_of_people": "actors_and_roles",
    "actors_and_roles": "running_the_place",
    "support_withdrawn": "governance_and_funding",
    "isolation": "infrastructure_and_access",
    "community_and_networks": "community_life",
    "community_life": "users_involvement",
    "users_involvement": "community_life",
    "elected_and_authorities": "governance_and_funding",
    "time_and_duration": "governance_and_funding",
    "vacant_premises": "architecture_and_fitting_out",
    "abandonment": "support_withdrawn",
    "transition": "time_and_duration",
    "attractiveness": "awareness_and_training",
    "territorial_performance": "governance_and_funding",
    "business_models_and_revenue": "lack_of_money",
    "norms": "legal_framework",
    "legal_framework": "norms",
}
"""What a hand coder takes for what: the pairs that two honest people disagree about."""
VAGUE = ("divers", "argent", "RH", "com", "autre", "gouvernance ?")
"""Themes that people declare in their own words."""
