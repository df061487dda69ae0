"""Files come in through the worker process: every one that was named is in the report with a sentence."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import files
from workbench.core.records import DocumentId
from workbench.core.reports import ImportReport
from workbench.ingest.tables import gather
from workbench.ingest.worker import Worker
from workbench.services import documents, imports
from workbench.storage import queries
from workbench.storage.project import Project

WORDS = "Port shut\n\nThe port of Sunda was shut on Friday, the harbour master said, after a quake and a wave of two metres had reached it.\n"
MINERS = "Miners returned to work in the north on Thursday, the union said."
FEED = """<rss version="2.0"><channel><title>The Ledger</title><item><title>Port of Sunda shut after quake</title><link>https://ledger.example/1</link>
<author>Ana Bell</author><pubDate>Fri, 21 Jun 2024 08:39:00 +0200</pubDate><description>The port of Sunda was shut on Friday, the harbour master said.
</description></item><item><title>Miners return</title><description>Miners returned to work in the north on Thursday, the union said.</description>
</item></channel></rss>"""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = documents.open_project(tmp_path / "p.workbench", create=True)
    yield project
    project.close()


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def bring(project: Project, worker: Worker, *paths: Path) -> ImportReport:
    return imports.run(project, gather(list(paths)), worker)


def outcomes(report: ImportReport) -> list[tuple[str, str]]:
    return sorted((file.file, file.outcome) for file in report.files)


def test_each_entry_of_a_feed_becomes_an_article_with_its_outlet_author_day_and_address(project: Project, worker: Worker, tmp_path: Path) -> None:
    report = bring(project, worker, put(tmp_path, "feed.xml", FEED))
    assert outcomes(report) == [("feed.xml#1", "read"), ("feed.xml#2", "read")]
    first = next(article for article in queries.list_articles(project) if article.author)
    assert (first.headline, first.outlet, first.author) == ("Port of Sunda shut after quake", "The Ledger", "Ana Bell")
    assert (first.published_at, first.published_from, first.url) == ("2024-06-21T08:39+02:00", "stated", "https://ledger.example/1")
    assert project.check() == []


def test_a_feed_that_was_saved_again_brings_only_what_is_new(project: Project, worker: Worker, tmp_path: Path) -> None:
    bring(project, worker, put(tmp_path, "monday.xml", FEED))
    rain = "<item><title>Rain</title><description>It rained in the south, she said.</description></item>"
    later = FEED.replace("<item><title>Miners", f"{rain}<item><title>Miners")
    report = bring(project, worker, put(tmp_path, "tuesday.xml", later))
    assert outcomes(report) == [("tuesday.xml#1", "skipped"), ("tuesday.xml#2", "read"), ("tuesday.xml#3", "skipped")]


def test_pdf_word_and_mail_come_in_side_by_side(project: Project, worker: Worker, tmp_path: Path) -> None:
    told = "The port of Sunda was shut on Friday, the harbour master said, after a quake."
    page = files.pdf([[(60, 800, 20, "Port of Sunda shut"), *files.column([told, "Ships wait outside."])]])
    report = bring(project, worker, put(tmp_path, "a.pdf", page), put(tmp_path, "b.docx", files.word([("Title", "Miners return"), ("Normal", MINERS)])),
                   put(tmp_path, "c.eml", files.message("It rained in the south, she said.", Subject="Rain", From="Ana Bell <ana@bbc.co.uk>",
                                                        Date="Fri, 21 Jun 2024 08:39:00 +0200")))
    assert outcomes(report) == [("a.pdf", "read"), ("b.docx", "read"), ("c.eml", "read")]
    found = {article.headline: article for article in queries.list_articles(project)}
    assert set(found) == {"Port of Sunda shut", "Miners return", "Rain"}
    assert (found["Rain"].outlet, found["Rain"].author, found["Rain"].published_at) == ("BBC", "Ana Bell", "2024-06-21T08:39+02:00")
    assert project.check() == []


def test_what_was_attached_is_named_also_when_the_message_is_read_again(project: Project, worker: Worker, tmp_path: Path) -> None:
    raw = files.message("It rained in the south, she said.", attached=[("map.pdf", b"1")], Subject="Rain")
    [file] = bring(project, worker, put(tmp_path, "c.eml", raw)).files
    assert "attached and not read: map.pdf" in file.sentence
    [again] = imports.again(project, file.document_id, worker).files
    assert "attached and not read: map.pdf" in again.sentence


# Read in another encoding

PAGE = ("<html><head><title>Café</title><meta property='og:site_name' content='The Café Ledger'><meta name='author' content='André Bell'></head>"
        "<body><h1>Café shut</h1><p>The café was shut on Friday, its owner said, after a quake and a wave of two metres had reached it.</p></body></html>")


def test_a_page_in_another_encoding_says_in_it_who_published_it(project: Project, worker: Worker, tmp_path: Path) -> None:
    gathered = gather([put(tmp_path, "page.html", PAGE.replace("<head>", "<head><meta charset='cp1251'>").encode("cp1252"))])
    [file] = imports.run(project, gathered, worker).files
    assert queries.list_articles(project)[0].outlet == "The Cafй Ledger"
    imports.again(project, file.document_id, worker, encoding="cp1252")
    assert queries.list_articles(project)[0].outlet == "The Café Ledger"
    imports.again(project, file.document_id, worker)
    assert queries.list_articles(project)[0].outlet == "The Café Ledger"
    assert queries.get_source(project, DocumentId(file.document_id)).found.author == "André Bell"


def test_a_pdf_says_why_it_cannot(project: Project, worker: Worker, tmp_path: Path) -> None:
    [file] = bring(project, worker, put(tmp_path, "a.pdf", files.pdf([files.column([WORDS.splitlines()[2]])]))).files
    [again] = imports.again(project, file.document_id, worker, encoding="cp1252").files
    assert (again.outcome, again.sentence) == ("failed", "a.pdf says itself how its letters are encoded, so it cannot be read in another encoding.")
