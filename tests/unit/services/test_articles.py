"""Stories and the page they stand on: cells, mending, what is fixed for reading again."""
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import FIRST, SECOND, first_extraction, second_extraction, small_project, words
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Fixed, FixedArticle
from workbench.services import articles, claims, documents
from workbench.storage import queries


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path, documents.compare)
    yield project
    project.close()


def story(project, number):
    return queries.get_article(project, number)


@pytest.mark.parametrize(("field", "value", "stored"), [
    ("headline", " A\n headline ", "A headline"), ("author", "Ann", "Ann"), ("outlet", "world WIRE", "World Wire"),
    ("outlet", "New Paper", "New Paper"), ("outlet", "", ""), ("url", "https://a.example/b", "https://a.example/b"), ("note", "read on", "read on"),
    ("tags", "a,b", "a; b"),
    ("done", True, True),
    ("published_at", "18 June 2024", "2024-06-18"), ("published_at", "2024-06-21 08:39", "2024-06-21T08:39"), ("published_at", "", "")])
def test_cells_of_a_story(project, field, value, stored):
    before = story(project, 1)
    articles.set_field(project, [1], field, value)
    assert getattr(story(project, 1), field) == stored
    project.undo()
    assert story(project, 1) == before


@pytest.mark.parametrize("value", ["June 2024", "19-20 June 2024", "soon", "19 June"])
def test_a_story_comes_out_on_a_day(project, value):
    with pytest.raises(WorkbenchError):
        articles.set_field(project, 1, "published_at", value)


def test_a_new_clock_says_how_many_dates_hang_on_the_old_one(project):
    assert articles.set_field(project, [1, 2], "published_at", "2024-06-21") == 2
    assert articles.set_field(project, [1, 2], "published_at", "2024-06-21") == 0
    assert story(project, 1).published_from == "analyst"
    assert [one.field for one in queries.list_evidence(project, "article", 1)] == ["headline", "outlet"]


def test_what_she_set_stays_when_the_document_is_read_again(project):
    articles.set_field(project, 1, "outlet", "Other")
    articles.set_field(project, 1, "headline", "Mine")
    documents.load(project, first_extraction(), 1)
    assert (story(project, 1).outlet, story(project, 1).headline, story(project, 1).published_at) == ("Other", "Mine", "2024-06-19T10:30")


def test_a_story_is_split_and_its_rows_follow(project):
    at = words(SECOND, "signed the treaty")[0]
    new = articles.split(project, 2, at)
    assert SECOND[story(project, new).start:].startswith("Putin signed")
    assert SECOND[:story(project, 2).end].endswith("on Thursday.")
    assert [queries.get_claim(project, number).article_id for number in (4, 5, 6)] == [2, new, new]
    assert queries.list_tellings(project, document_id=2)[0].article_id == new
    project.undo()
    assert [queries.get_claim(project, number).article_id for number in (4, 5, 6)] == [2, 2, 2]
    project.redo()
    assert queries.get_claim(project, 5).article_id == new


@pytest.mark.parametrize("at", [0, 3, len(SECOND), 10_000])
def test_a_story_is_not_split_where_nothing_is_left(project, at):
    with pytest.raises(WorkbenchError, match="cannot be split"):
        articles.split(project, 2, at)


def test_stories_are_joined(project):
    new = articles.split(project, 2, words(SECOND, "Putin signed")[0])
    assert articles.join(project, new) == 2
    assert (story(project, new), story(project, 2).end) == (None, len(SECOND))
    assert queries.get_claim(project, 5).article_id == 2
    project.undo()
    assert queries.get_claim(project, 5).article_id == new
    with pytest.raises(WorkbenchError, match="no story above"):
        articles.join(project, 2)


def test_lines_become_furniture_and_what_was_read_there_is_hidden(project):
    claims.accept(project, 2)
    span = words(FIRST, "Yonhap")
    number = articles.retype_block(project, 1, span, "furniture")
    kinds = [(block.kind, FIRST[block.start:block.end][:12]) for block in queries.list_blocks(project, 1)]
    assert kinds == [("furniture", "Home | World"), ("headline", "Russia and N"), ("byline", "Daily Courie"), ("body", "Vladimir Put"),
                     ("furniture", "South Korea "), ("promo", "Read more: f")]
    assert queries.list_blocks(project, 1)[4].id == number
    assert "Yonhap" not in [mention.text for mention in queries.list_mentions(project, 1)]
    assert queries.get_claim(project, 2) is not None  # she had accepted it
    project.undo()
    assert "Yonhap" in [mention.text for mention in queries.list_mentions(project, 1)]
    assert len(queries.list_blocks(project, 1)) == 5


def test_a_line_in_the_middle_parts_its_block(project):
    articles.retype_block(project, 2, words(SECOND, "Putin signed"), "caption")
    body = [SECOND[block.start:block.end] for block in queries.list_blocks(project, 2) if block.kind == "body"]
    assert [part.split()[0] for part in body] == ["North", "He"]


def test_a_line_becomes_the_headline(project):
    articles.retype_block(project, 1, words(FIRST, "Daily Courier"), "headline")
    assert story(project, 1).headline == "Daily Courier, 19 June 2024 10:30"


def test_a_page_that_she_left_alone_is_free(project):
    articles.set_field(project, 1, "note", "mine")
    assert articles.fixed_of(project, 1) == Fixed()


def test_what_she_decided_is_fixed(project):
    new = articles.split(project, 2, words(SECOND, "Putin signed")[0])
    articles.set_field(project, new, "published_at", "2024-06-21")
    articles.set_field(project, 2, "outlet", "Wire")
    articles.retype_block(project, 2, words(SECOND, "Thursday"), "promo")
    fixed = articles.fixed_of(project, 2)
    end = words(SECOND, "on Thursday.")[1]
    assert fixed.articles == (FixedArticle("article", (0, end), outlet="Wire"),
                              FixedArticle("article", (words(SECOND, "Putin signed")[0], len(SECOND)), published_at="2024-06-21"))
    assert fixed.blocks == (("promo", (words(SECOND, "North Korea")[0], end)),)


def test_mends_and_their_undoing_ask_for_reading_again(project):
    assert articles.needs_reading(project) == []
    articles.set_field(project, 1, "note", "mine")
    assert articles.needs_reading(project) == []
    articles.set_field(project, [1, 2], "published_at", "2024-06-21")
    assert articles.needs_reading(project) == [1, 2]
    articles.retype_block(project, 2, words(SECOND, "Thursday"), "promo")
    assert articles.needs_reading(project) == [2]
    project.undo()
    assert articles.needs_reading(project) == [2]
    documents.remove(project, 2)
    assert articles.needs_reading(project) == []
    project.undo()
    assert articles.needs_reading(project) == []


def test_the_new_reading_takes_the_place_of_the_mended_one(project):
    new = articles.split(project, 2, words(SECOND, "Putin signed")[0])
    read = second_extraction()
    bounds = [fixed.span for fixed in articles.fixed_of(project, 2).articles]
    parts = tuple(replace(read.articles[0], span=span) for span in bounds)
    later = tuple(replace(claim, article=int(claim.parts[0][0] >= bounds[1][0])) for claim in read.claims)
    documents.load(project, replace(read, articles=parts, claims=later), 2)
    assert [article.id for article in queries.list_articles(project, 2)] == [2, new]
    assert [(claim.id, claim.article_id) for claim in queries.list_claims(project, document_id=2)] == [(4, 2), (5, new), (6, new)]


def test_what_a_later_reading_gave_to_a_story_goes_with_it(project):
    new = articles.split(project, 2, words(SECOND, "Putin signed")[0])
    read = second_extraction()
    first, second = (replace(read.articles[0], span=fixed.span) for fixed in articles.fixed_of(project, 2).articles)
    second = replace(second, evidence=(("headline", words(SECOND, "Putin signed")),))
    documents.load(project, replace(read, articles=(first, second)), 2)
    assert [one.field for one in queries.list_evidence(project, "article", new)] == ["headline"]
    project.undo()
    documents.remove(project, 2)
    assert [document.file for document in queries.list_documents(project)] == ["courier.txt"]
    assert project.check() == []
