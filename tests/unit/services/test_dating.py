"""Documents that name no day, and the company that they keep."""
from __future__ import annotations

from tests.builders import first_extraction, source
from workbench.core.extraction import Extraction, ReadArticle
from workbench.ingest import company
from workbench.services import dating, documents

NEWS = ("The envoy said that it would destabilise the Korean Peninsula, of course, and potentially, depending on the type of weapons they provide, "
        "might violate resolutions that Russia itself has supported.")


def _extraction(text: str, file: str, published_at: str = "", published_from: str = "") -> Extraction:
    return Extraction(source(text, file), "en", (ReadArticle("article", (0, len(text)), published_at=published_at, published_from=published_from),))


def test_texts_that_share_runs_of_words_tell_the_same_news():
    dated = [(f"A lede of another kind. {NEWS}", "2024-06-20"), (NEWS, "2024-06-21"), ("Nothing of the sort was ever said by anybody.", "2026-01-01")]
    assert company.latest(f"“{NEWS}”, he said.", dated) == "2024-06-21"
    assert company.latest("The port was shut on Friday, the harbour master said.", dated) == ""


def test_an_undated_document_takes_the_day_of_those_that_tell_the_same(tmp_path):
    project = documents.open_project(tmp_path / "p.workbench", create=True)
    documents.load(project, _extraction(NEWS, "dated.txt", "2024-06-21", "stated"))
    undated = documents.load(project, _extraction(f"On Friday: {NEWS}", "undated.txt")).document_id
    other = documents.load(project, first_extraction()).document_id
    assert dating.undated(project, [undated, other]) == [undated]
    assert dating.source_of(project, undated).company == "2024-06-21"
    assert dating.source_of(project, other).company == ""
    project.close()


def test_an_inferred_day_is_inferred_again_when_the_document_is_read_again(tmp_path):
    project = documents.open_project(tmp_path / "p.workbench", create=True)
    documents.load(project, _extraction(NEWS, "dated.txt", "2024-06-21", "stated"))
    inferred = documents.load(project, _extraction(f"On Friday: {NEWS}", "inferred.txt", "2024-06-21", "inferred")).document_id
    assert dating.source_of(project, inferred).company == "2024-06-21"
    project.close()
