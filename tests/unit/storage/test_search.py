"""Full-text search: places with the words around them; any text is safe."""
from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import FIRST, small_project
from workbench.core.extraction import Extraction, Source
from workbench.services import documents
from workbench.storage.search import search


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = small_project(tmp_path_factory.mktemp("search"), documents.compare)
    text = "The café in Wrocław — naïve\nkitten’s 🐈 world_wide"
    project.load(Extraction(Source("z.txt", text.encode(), text, "text", "utf-8"), "en"))
    yield project
    project.close()


def found(project, text):
    return [(hit.file, hit.words) for hit in search(project, text)]


def test_places_come_with_their_context_and_story(project):
    [hit] = search(project, "weapons")
    assert (hit.file, hit.article_id, hit.headline) == ("courier.txt", 1, "Russia and North Korea sign treaty")
    assert FIRST[hit.start:hit.end] == hit.words == "weapons"
    assert hit.before.endswith("it may send ")
    assert hit.after.startswith(" to Ukraine, Yonhap")


@pytest.mark.parametrize(("text", "expected"), [
    ("MISTAKE", [("wire.txt", "mistake")]), ("weapon", [("courier.txt", "weapons")]), ('"south korea" weapons', [("courier.txt", "South Korea"),
     ("courier.txt", "weapons")]), ('"korea south"', []), ("cafe", [("z.txt", "café")]), ("Home", [("courier.txt", "Home")]),
    ("naive", [("z.txt", "naïve")]), ("nothingatall", []), ("", []), ('"', []), ("weapons OR mistake", []), ("kitten's", [("z.txt", "kitten’s")])])
def test_words_and_phrases(project, text, expected):
    assert found(project, text) == expected


def test_words_outside_all_stories_are_found(project):
    [hit] = search(project, '"Home | World"')
    assert (hit.article_id, hit.headline, hit.before) == (None, "", "")


def test_the_limit_holds(project):
    assert len(search(project, "the", 3)) == 3
    assert search(project, "the", 0) == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(['"', "*", "NEAR(", "AND", "^", "-", ":", "(", "treaty", "'", "{", "\0"]),
                                                    max_size=6).map(" ".join)))
def test_any_text_is_safe(project, text):
    for hit in search(project, text):
        assert project.text(hit.document_id)[hit.start:hit.end] == hit.words
