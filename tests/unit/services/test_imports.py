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
    report = bring(project, worker, put(tmp_path, "a.pdf", page), put(tmp_path, "b.docx", files.word([("Title", "Miners return"), ("", MINERS)])),
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
        "<body><h1>Café shut</h1><p>The café was shut on Friday, its owner said, after a quake and a wave of two metres came.</p></body></html>")


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


# Every file that was named is in the report


def test_every_file_that_was_named_is_accounted_for(project: Project, worker: Worker, tmp_path: Path) -> None:
    put(tmp_path, "a/page.txt", WORDS)
    named = [tmp_path / "a/page.txt", put(tmp_path, "b/page.txt", WORDS + "Rain fell."), put(tmp_path, "copy.txt", WORDS),
             put(tmp_path, "zero.txt", b""), put(tmp_path, "odd name; 100%.txt", "Odd words, she said on Monday."),
             put(tmp_path, "noise.txt", bytes(range(256)) * 9), put(tmp_path, "utf-16.txt", b"\xff\xfea"),
             tmp_path / "absent.txt", tmp_path / "link.txt"]
    (tmp_path / "link.txt").symlink_to(tmp_path / "a/page.txt")
    report = bring(project, worker, *named)
    assert sorted(file.file for file in report.files) == sorted(path.name for path in named)
    said = {file.file: file.sentence for file in report.files if file.file != "page.txt"}
    assert said["copy.txt"] == "the same text is here already, as page.txt"
    assert said["link.txt"] == "the same file as page.txt, which was named as well"
    assert all(file.sentence for file in report.files)


def test_of_two_files_with_one_name_the_second_says_what_it_is_called(project: Project, worker: Worker, tmp_path: Path) -> None:
    report = bring(project, worker, put(tmp_path, "a/page.txt", WORDS), put(tmp_path, "b/page.txt", WORDS + "Rain fell."))
    assert ["called page (2).txt here" in file.sentence for file in report.files] == [False, True]


def test_a_manifest_is_named_besides_the_files_that_it_speaks_of(project: Project, worker: Worker, tmp_path: Path) -> None:
    manifest = put(tmp_path, "manifest.csv", "file,outlet\na.txt,The Ledger\nb.txt,AP\n")
    report = bring(project, worker, manifest, put(tmp_path, "a.txt", WORDS), put(tmp_path, "b.txt", f"{WORDS}More."))
    assert outcomes(report) == [("a.txt", "read"), ("b.txt", "read"), ("manifest.csv", "used")]
    assert report.sentence == "3 files: 2 read, 1 used."
    assert report.files[0].sentence == "a manifest: what it says of 2 files was taken from it"


def test_a_table_of_articles_is_named_besides_its_rows(project: Project, worker: Worker, tmp_path: Path) -> None:
    table = put(tmp_path, "t.csv", f'text\n"{WORDS.strip()}"\n"Rain fell, she said."\n')
    report = imports.run(project, gather([table], {"text": "text"}), worker)
    assert outcomes(report) == [("t.csv", "used"), ("t.csv#1", "read"), ("t.csv#2", "read")]
