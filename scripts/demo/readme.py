"""What stands beside the sample, in French and in English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("README.template.md")


def write(facts: dict[str, Any], contributions: dict[str, int]) -> str:
    """Write the README of the sample.

    Parameters
    ----------
    facts : dict
        What ``truth.json`` holds.
    contributions : dict
        How many contributions each file of a workshop has.

    Returns
    -------
    str
        Markdown, French first.
    """
    rows, observed = facts["counts"]["rows"], facts["realised"]["as_observed_with_exact_dates"]
    ratios = {
        "naive": observed["naive_rate_ratio_ever_funded"],
        "honest": observed["rate_ratio_funded"],
        "withdrawn": observed["rate_ratio_withdrawn"],
    }
    english = {name: f"{ratio:.2f}" for name, ratio in ratios.items()}
    french = {f"{name}_fr": text.replace(".", ",") for name, text in english.items()}
    return TEMPLATE.read_text(encoding="utf-8").format(
        rows_2018=rows["recensement_2018.xlsx"],
        rows_2021=rows["recensement_2021.csv"],
        rows_2023=rows["recensement_2023.ods"],
        rows_funding=rows["financements.csv"],
        contributions_2023=contributions["atelier_2023.csv"],
        contributions_2024=contributions["atelier_2024.csv"],
        seen=facts["counts"]["places_seen"],
        simulated=facts["counts"]["places_simulated"],
        unfunded=100 * facts["closing"]["hazard_per_year"]["unfunded"],
        ratio=facts["closing"]["hazard_ratio"]["withdrawn"],
        **english,
        **french,
    )
