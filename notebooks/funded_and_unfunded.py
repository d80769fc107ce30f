# %% [markdown]
# # Funded and unfunded, honestly
#
# "The only places that survived were those that received funding." A place must be alive to be funded: whoever compares
# the places *ever* funded with the others gives the first, for free, the years that they had to live before. The sample
# data are made up, and their truth is known: support changes nothing while it runs; when it stops, closures double.
# %%
import tempfile
from pathlib import Path

from places3t.demo import make_demo
from places3t.indicators.survival import survival
from places3t.tables import read_places, read_table

workspace, _ = make_demo(Path(tempfile.mkdtemp()) / "study")
places, funding = read_places(workspace), read_table(workspace, "funding")
observations = read_table(workspace, "observations")
# %% [markdown]
# The tempting way. The program answers, and says by how much it is wrong.
# %%
naive = survival(places, funding, observations=observations, by="funded_ever", only={"country_code": "FR"})
for note in naive.attrs["notes"]:
    if note.code.startswith("funded_ever"):
        print(note.sentence("en"))
# %% [markdown]
# The honest way: at each moment a place counts in the state that it is in at that moment. `withdrawn` is a place whose
# support has ended.
# %%
honest = survival(
    places,
    funding,
    observations=observations,
    by="funding",
    landmark=2,
    interact="legal_form",
    only={"country_code": "FR"},
)
ratios = honest[honest["indicator"] == "hazard_ratio"]
ratios[["group", "value", "low", "high", "n"]]
# %% [markdown]
# Read the interval, not the number. One that holds 1 settles nothing in either direction.
# %%
for group, low, high in zip(ratios["group"], ratios["low"], ratios["high"], strict=True):
    print(group, "more often" if low > 1 else "less often" if high < 1 else "not settled")
# %% [markdown]
# "Whatever their organisation": a test of whether the ratio differs between legal forms. A large p is no proof that it
# does not.
# %%
honest[honest["indicator"].isin(["interaction_p", "hazard_ratio_within"])][
    ["indicator", "group", "value", "low", "high"]
]
# %% [markdown]
# What could overturn this: how strong a hidden cause would have to be (E-value; `low` is for the interval), and who was
# left out.
# %%
print(honest[honest["indicator"] == "e_value"][["group", "value", "low"]])
for note in honest.attrs["notes"]:
    print("-", note.sentence("en"))
# %% [markdown]
# The same as a brief for a policy team: `places3t report funding`.
# %%
from places3t.reports.funding import Tables, write_funding

tables = Tables(places, funding, observations, read_table(workspace, "sources"))
print(write_funding(tables, out_dir=workspace.reports, lang="en")[0].read_text(encoding="utf-8")[:1500])
