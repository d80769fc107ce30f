"""Names that no place bears, we hope, but that one could: an old trade or a den, and something that does not fit."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demo.dice import Dice

HEADS = (
    "La Ruche",
    "L'Établi",
    "Le Bocal",
    "La Grange",
    "La Halle",
    "L'Escale",
    "La Fourmilière",
    "La Passerelle",
    "La Cordée",
    "La Verrière",
    "La Filature",
    "La Distillerie",
    "La Quincaillerie",
    "La Minoterie",
    "La Tuilerie",
    "Le Lavoir",
    "Le Préau",
    "La Remise",
    "Le Garde-Manger",
    "La Tannerie",
    "L'Épicerie",
    "La Clairière",
    "Le Terrier",
    "La Cabane",
    "Le Perchoir",
    "La Serre",
    "L'Atelier",
    "La Forge",
    "La Laiterie",
    "Le Pressoir",
    "La Sucrerie",
    "La Brasserie",
    "L'Arrosoir",
    "La Boussole",
    "Le Grenier",
    "La Bobinerie",
    "La Menuiserie",
    "La Cantine",
    "Le Dépôt",
    "La Manivelle",
    "L'Engrenage",
    "Le Colombier",
    "La Cuisine",
    "La Consigne",
    "Le Kiosque",
    "La Mercerie",
    "L'Encrier",
    "La Papeterie",
    "Le Relais",
    "La Soute",
)
ENDS = (
    "aux Copeaux",
    "à Ressorts",
    "des Lucioles",
    "du Héron Cendré",
    "aux Mille Vis",
    "de la Pie Bavarde",
    "du Coq Rouge",
    "des Trois Fourches",
    "aux Tournesols",
    "du Tilleul Penché",
    "à Idées Fixes",
    "du Dernier Bus",
    "de l'Étourneau",
    "aux Bobines",
    "du Vieux Lavoir",
    "à Vapeur",
    "des Renards",
    "de la Belle Ourse",
    "du Chat Botté",
    "aux Trois Clous",
    "des Sept Écrous",
    "du Scarabée",
    "de la Loutre",
    "aux Cerises",
    "des Bons Rouages",
    "à Rallonge",
    "de Travers",
    "du Fil Bleu",
    "aux Hannetons",
    "du Blaireau",
    "de la Grenouille Verte",
    "des Noctambules",
    "du Puits Sec",
    "de la Navette",
    "du Pangolin",
    "aux Herbes Folles",
    "des Deux Moutons",
    "du Moulin Rond",
    "de la Lanterne",
    "aux Étincelles",
    "du Bouc Roux",
    "de l'Hirondelle",
    "d'En-Bas",
    "de Demain Matin",
    "des Parapluies",
    "du Tram Sept",
    "aux Casseroles",
    "des Brumes",
    "du Renard Bleu",
    "sans Serrure",
    "de la Truite",
    "aux Girouettes",
    "du Bout du Pont",
    "des Violettes",
    "à Bascule",
)
BY_TYPE = {
    "coworking": ("Coworking", "Espace", "Bureaux partagés"),
    "fablab": ("Fablab", "Le Lab", "Labo"),
    "makerspace": ("Makerspace", "Hackerspace"),
    "shared_workshop": ("Atelier partagé", "Les Établis"),
    "living_lab": ("Living lab",),
    "solidarity_garage": ("Garage solidaire",),
    "social_place": ("La Maison", "Le Café"),
    "cultural_brownfield": ("La Friche", "Les Hangars"),
    "shared_office": ("Bureaux partagés",),
    "telecentre": ("Télécentre",),
    "business_centre": ("Centre d'affaires",),
    "hybrid_space": ("Tiers-lieu", "La Fabrique"),
    "third_place": ("Tiers-lieu", "La Fabrique"),
}
OVERSEAS = (
    "Kaz Filao",
    "Lakou Zétwal",
    "Ti Boutik Tamarin",
    "Le Carbet des Fourmis",
    "La Kaz aux Paniers",
    "Lakou Kolibri",
    "L'Atelier Vacoa",
    "La Case Flamboyant",
    "Le Hangar Letchi",
    "Bitasyon Siwo",
    "La Pirogue à Idées",
    "Le Faré des Copeaux",
    "Kaz Bambou",
    "Le Banian Bavard",
    "Le Fablab du Piton Rond",
    "Mangrov'Lab",
    "La Varangue Bleue",
    "Le Morne aux Vis",
    "Case Ylang",
    "La Boutik Cabri",
    "Le Ponton des Trois Marées",
    "Lakou Bwa",
    "Le Quai Vanille",
    "La Ravine Partagée",
    "Le Carbet Numérique",
    "Kaz Maloya",
    "Chez Tortue",
    "Le Kiosque Corossol",
    "La Source Tiaré",
    "Niaouli & Compagnie",
    "L'Établi Caraïbe",
    "Le Jardin Gombo",
    "Zandoli Lab",
    "La Station Cyclone",
    "Le Patio Badamier",
    "Ateliers Fromager",
)
FLEMISH = (
    "De Kromme Spijker",
    "Het Blauwe Wiel",
    "De Natte Kat",
    "Werkplek De Duif",
    "Den Ouden Tram",
    "De Zeven Schroeven",
    "Het Scheve Dak",
    "De Gele Emmer",
    "Atelier Zonderslot",
    "De Lange Tafel",
    "Het Warme Stopcontact",
    "De Vlijtige Mol",
)
NUMBERED = ("Hangar", "Quai", "Station", "Bâtiment", "Cour", "Escalier", "Le Numéro", "Travée")


def invent(dice: Dice, zone: str, main_type: str, names: list[str]) -> str:
    """Invent a name that no place bears yet.

    Parameters
    ----------
    dice : Dice
        The place's own stream.
    zone : str
        ``"overseas"``, ``"flemish"`` or anything else for French-speaking Europe.
    main_type : str
        The place's first type; some names begin with it.
    names : list of str
        Names already given.

    Returns
    -------
    str
        The name.
    """
    local = {"overseas": OVERSEAS, "flemish": FLEMISH}.get(zone, ())
    free = [name for name in local if name not in names]
    name = dice.pick(free) if free else _draw(dice, main_type)
    while name in names:
        name = _draw(dice, main_type)
    return name


def _draw(dice: Dice, main_type: str) -> str:
    style = dice.unit()
    if style < 0.64:
        return f"{dice.pick(HEADS)} {dice.pick(ENDS)}"
    if style < 0.92:
        return f"{dice.pick(BY_TYPE[main_type])} {dice.pick(ENDS)}"
    return f"{dice.pick(NUMBERED)} {dice.whole(3, 98)}"


def of(name: str) -> str:
    """Put *de* before a name, as French does: de la Ruche, du Bocal, des Hangars, d'Ambilly, de l'Établi."""
    for article, joined in (("Le ", "du "), ("Les ", "des "), ("La ", "de la "), ("L'", "de l'")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    return f"d'{name}" if name[0] in "AEIOUÉÈÊÎÔŒ" else f"de {name}"


def slug(name: str) -> str:
    """Write a name as it would stand in a web address: plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
