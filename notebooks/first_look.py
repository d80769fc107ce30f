# %% [markdown]
# # A first look
#
# From files as they were received to numbers with their intervals. The sample data are made up: 600 places, three
# censuses, a list of funding, a workshop. To work on your own, replace the first cell by
# `Workspace(Path("my-study"))`, after `places3t ingest`.
# %%
import tempfile
from pathlib import Path

from places3t.demo import make_demo

folder = Path(tempfile.mkdtemp()) / "study"
workspace, ingested = make_demo(folder)
workspace.tables()
# %% [markdown]
# Nothing is lost on the way: every row that was read is kept, merged into a place already known, or rejected with a
# reason.
# %%
for account in ingested.accounts:
    print(f"{account.source}: {account.read} = {account.kept} + {account.merged} + {account.rejected}")
# %% [markdown]
# What is wrong in the files, by kind.
# %%
from places3t.reports.quality import counts
from places3t.tables import read_places, read_table

findings = read_table(workspace, "findings")
counts(findings).head(8)
# %% [markdown]
# How many places per 100,000 inhabitants, by region, with the exact Poisson interval: where the intervals of two
# regions overlap widely, their order says nothing.
# %%
import places3t

places = read_places(workspace)
density = places3t.density(places, level="region")
rates = density[density["indicator"] == "places_per_100k"]
rates.sort_values("value", ascending=False)[["name", "value", "low", "high", "n"]].head(8)
# %% [markdown]
# How far each place is from the next, and how many have no other within 5 and 20 km.
# %%
isolation = places3t.isolation(places, level="country", at=[5, 20])
isolation[["indicator", "at", "name", "value", "low", "high", "n"]]
# %% [markdown]
# A region's report, in French, as Markdown and as one HTML file.
# %%
paths = places3t.write_region(
    places, findings, read_table(workspace, "sources"), "32", out_dir=workspace.reports, lang="fr"
)
print(paths[0].read_text(encoding="utf-8")[:900])
