"""A consultation of Lille's metropolis, as Decidim exports it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from places3t.ingest import ingest_files
from places3t.tables import read_table
from places3t.workspace import Workspace

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "decidim_lille"
FILES = sorted(FOLDER.glob("*.csv"))
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not FILES, reason="the public files are not beside the project"),
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace(tmp_path_factory.mktemp("decidim"))
    done = ingest_files(FILES, made)
    assert all(each.read == each.kept + each.merged + each.rejected for each in done.accounts)
    return made


def test_every_proposal_debate_and_comment_is_there(workspace: Workspace) -> None:
    said = read_table(workspace, "contributions")
    assert said["kind"].value_counts().to_dict() == {"comment": 693, "solution": 196, "issue": 29}
    assert said["contribution_id"].is_unique
    proposals = said[said["kind"].eq("solution")]
    assert proposals["theme_declared"].isna().sum() == 34
    assert proposals["theme_declared"].nunique() == 5
    assert said["created_on"].notna().all()
    assert said["title"].notna().sum() == 196 + 29


def test_every_comment_belongs_to_its_debate(workspace: Workspace) -> None:
    said = read_table(workspace, "contributions")
    comments = said[said["kind"].eq("comment")]
    debates = set(said.loc[said["kind"].eq("issue"), "contribution_id"])
    assert comments["parent_id"].isin(debates).all()
    # Replies to comments: those that the export calls so, each to a comment that is there.
    replies = comments[comments["in_reply_to"].notna()]
    assert replies["in_reply_to"].isin(comments["contribution_id"]).all()
    assert comments["depth"].ne("0").sum() == len(replies) > 0


def test_no_author_is_named_and_each_has_one_pseudonym(workspace: Workspace) -> None:
    for path in workspace.processed.rglob("*.parquet"):
        assert b"participant 1" not in path.read_bytes()
    said = read_table(workspace, "contributions")
    assert not re.search(r"participant \d", said.to_csv())
    authors = said.loc[said["kind"].eq("comment"), "author"]
    assert authors.notna().all()
    assert authors.nunique() == 118
    assert authors.str.fullmatch(r"a-[0-9a-f]{12}").all()


def test_no_markup_is_left(workspace: Workspace) -> None:
    said = read_table(workspace, "contributions")
    assert not said["text"].str.contains(r"</?(?:p|strong|br)\b|&nbsp;|&amp;", regex=True).any()


def test_the_pseudonyms_are_those_of_the_workspace(workspace: Workspace, tmp_path: Path) -> None:
    before = read_table(workspace, "contributions")["author"]
    ingest_files(FILES, workspace)
    assert read_table(workspace, "contributions")["author"].equals(before)
    other = Workspace(tmp_path)
    ingest_files([FOLDER / "comments.csv"], other)
    assert not set(read_table(other, "contributions")["author"]) & set(before.dropna())
