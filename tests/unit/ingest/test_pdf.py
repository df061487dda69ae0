from __future__ import annotations

import io
from time import monotonic

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from tests import files
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ingest import pdf
from workbench.ingest.formats import marks, read_again, read_bytes
from workbench.ingest.layout import lay_out

FIRST = ["The port of Sunda was shut on Friday, the harbour master said, after an earth-",
         "quake and a wave of two metres had reached the breakwater. Ships were told to",
         "wait outside, and the well-known pilot boats stayed in their berths."]
SECOND = ["“We are waiting,” said Tom Reyes, who owns two of the boats that were in the",
          "harbour when it came."]
STORY = [(60.0, 800.0, 20.0, "Port of Sunda shut after quake"), (60.0, 778.0, 9.0, "By Ana Bell, 21 June 2024 08:39"), *files.column(FIRST, top=740),
         *files.column(SECOND, top=690)]


def test_lines_become_paragraphs_and_parted_words_are_joined() -> None:
    source = read_bytes(files.pdf([STORY]), "page.pdf")
    assert source.format == "pdf"
    assert source.text.split("\n\n") == [
        "Port of Sunda shut after quake", "By Ana Bell, 21 June 2024 08:39",
        "The port of Sunda was shut on Friday, the harbour master said, after an earthquake and a wave of two metres had reached the breakwater. "
        "Ships were told to wait outside, and the well-known pilot boats stayed in their berths.",
        "“We are waiting,” said Tom Reyes, who owns two of the boats that were in the harbour when it came."]


def test_a_hyphen_stays_where_the_text_writes_the_word_with_one() -> None:
    lines = ["The cease-fire holds, the ministry said on Friday, and nobody spoke of the cease-", "fire being over."]
    assert "the cease-fire being over" in read_bytes(files.pdf([files.column(lines)]), "a.pdf").text


def test_what_stands_at_the_edge_of_every_page_stands_once_and_a_paragraph_runs_on() -> None:
    def page(number: int, lines: list[str]) -> list[files.Line]:
        return [(60, 815, 9, "The Ledger, 21 June 2024"), *files.column(lines), (290, 30, 9, f"Page {number} of 2")]
    source = read_bytes(files.pdf([page(1, FIRST[:2]), page(2, [FIRST[2], *SECOND])]), "a.pdf")
    assert source.text.count("The Ledger, 21 June 2024") == 1
    assert "Page" not in source.text
    assert "Ships were told to wait outside" in source.text
    assert source.notes == ("3 repeated lines at the edges of its pages left out",)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = files.column(["Miners went back to work", "on Thursday after a strike", "of three weeks, which the"], size=10, leading=12)
    right = files.column(["union had called in May,", "a spokesman said on Friday."], x=320, size=10, leading=12)
    assert "which the union had called in May, a spokesman said on Friday." in read_bytes(files.pdf([[*left, *right]]), "a.pdf").text


def test_large_letters_mark_a_heading_and_the_page_is_laid_out() -> None:
    source = read_bytes(files.pdf([STORY]), "page.pdf")
    assert [mark.role for mark in marks(source)] == ["heading"]
    [article] = lay_out(source, None).articles
    assert (article.headline, article.author, article.published_at) == ("Port of Sunda shut after quake", "Ana Bell", "2024-06-21T08:39")


def test_the_metadata_tells_title_author_and_day_unless_they_say_nothing() -> None:
    about = {"Title": "Port shut", "Author": "Ana Bell", "CreationDate": "D:20240621083900+02'00'"}
    assert read_bytes(files.pdf([STORY], **about), "a.pdf").found == Stated(headline="Port shut", author="Ana Bell", published_at="2024-06-21")
    odd = {"Title": "Microsoft Word - draft3.doc", "Author": "admin", "CreationDate": "yesterday"}
    assert read_bytes(files.pdf([STORY], **odd), "a.pdf").found == Stated()


@pytest.mark.parametrize(("made", "day"), [("20240622", "2024-06-22"), ("20240901", "2024-06-20"), ("20200101", "2024-06-20")])
def test_the_day_when_it_was_made_counts_when_the_text_does_not_speak_against_it(made: str, day: str) -> None:
    lines = ["The port of Sunda was shut on 20 June 2024, the harbour master said, after a", "wave had reached the outer breakwater."]
    source = read_bytes(files.pdf([files.column(lines)], CreationDate=f"D:{made}120000Z"), "a.pdf")
    [article] = lay_out(source, None).articles
    assert (article.published_at, article.published_from) == (day, "inferred")


def test_a_scan_says_so_and_a_picture_between_texts_is_named() -> None:
    with pytest.raises(WorkbenchError, match=r"scan\.pdf holds no text on its 2 pages: it is a scan"):
        read_bytes(files.pdf([[], []]), "scan.pdf")
    assert read_bytes(files.pdf([STORY, []]), "a.pdf").notes == ("no text on page 2: a picture or a scan",)


def test_a_locked_file_says_so() -> None:
    with pytest.raises(WorkbenchError, match="locked with a password"):
        read_bytes(files.locked(files.pdf([STORY]), "secret"), "a.pdf")
    assert "Port of Sunda" in read_bytes(files.locked(files.pdf([STORY]), ""), "a.pdf").text  # locked against changes only


@pytest.mark.parametrize("cut", [9, 60, 400, 900])
def test_a_file_that_broke_off_is_read_or_gets_a_sentence(cut: int) -> None:
    raw = files.pdf([STORY])
    said = ""
    try:
        said = read_bytes(raw[:-cut], "a.pdf").text
    except WorkbenchError as error:
        said = str(error)
    assert "Port of Sunda" in said or said.startswith("a.pdf")


def test_what_only_claims_to_be_one_gets_a_sentence() -> None:
    for raw in (b"%PDF-1.7 ...", b"%PDF-1.7\n" + b"1 0 obj << /Kids [1 0 R] >> endobj\n" * 500):
        with pytest.raises(WorkbenchError, match="is no PDF that can be read"):
            read_bytes(raw, "a.pdf")
    with pytest.raises(WorkbenchError, match="is no PDF file"):
        read_bytes(b"Plain words.", "a.pdf")


def test_a_page_tree_that_leads_into_itself_ends() -> None:
    raw = files.pdf([STORY])
    looped = raw.replace(b"/Type /Page\n", b"/Type /Pages /Kids [4 0 R 5 0 R 6 0 R]\n", 1)
    with pytest.raises(WorkbenchError, match=r"a\.pdf"):
        read_bytes(looped, "a.pdf")


def test_pages_that_are_too_many_or_too_large_are_left_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LARGEST_PAGE", 200)
    source = read_bytes(files.pdf([files.column(["Short words here."]), STORY]), "b.pdf")
    assert source.notes == ("page 2 could not be read: too large or damaged",)
    monkeypatch.setattr(pdf, "PAGES", 1)
    with pytest.raises(WorkbenchError, match="has 2 pages; the most is 1"):
        read_bytes(files.pdf([STORY, STORY]), "c.pdf")


def test_it_cannot_be_read_in_another_encoding() -> None:
    with pytest.raises(WorkbenchError, match="says itself how its letters are encoded"):
        read_again(read_bytes(files.pdf([STORY]), "a.pdf"), "cp1252")


def test_a_drawing_that_draws_itself_ends() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.pdf([STORY]))))
    form = DecodedStreamObject()
    form.set_data(b"/X Do " * 50)
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    itself = writer._add_object(form)
    drawn = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/X"): itself})})
    form[NameObject("/Resources")] = drawn
    writer.pages[0]["/Resources"].update(drawn)
    content = DecodedStreamObject()
    content.set_data(writer.pages[0].get_contents().get_data() + b"\n/X Do")
    writer.pages[0][NameObject("/Contents")] = content
    start = monotonic()
    try:
        said = read_bytes(files.written(writer), "a.pdf").text
    except WorkbenchError as error:
        said = str(error)
    assert said
    assert monotonic() - start < 60
