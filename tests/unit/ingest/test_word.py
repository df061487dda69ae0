from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests import files
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ingest.formats import marks, read_bytes
from workbench.ingest.layout import lay_out

STORY = [("Title", "Port of Sunda shut after quake"), ("Normal", "By Ana Bell, 21 June 2024 08:39"),
         ("Normal", "The port was shut on Friday, the harbour master said, after a quake and a wave of two metres."),
         ("Caption", "Ships at anchor."), ("Heading 1", "Miners return to work"), ("Normal", "Miners returned to work on Thursday, the union said.")]


def put(archive: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part more, or another one."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def body_of(markup: str) -> bytes:
    """A document of one paragraph, which holds `markup`."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{markup}</w:p>"))
    return files.saved(document)


def test_paragraphs_come_in_order_and_styles_mark_them() -> None:
    source = read_bytes(files.word(STORY), "page.docx")
    assert source.format == "docx"
    assert source.text == "\n\n".join(words for _, words in STORY)
    assert [mark.role for mark in marks(source)] == ["title", "paragraph", "paragraph", "caption", "heading", "paragraph"]
    first = lay_out(source, None).articles[0]
    assert (first.headline, first.author, first.published_at) == ("Port of Sunda shut after quake", "Ana Bell", "2024-06-21T08:39")


def test_the_metadata_tells_title_author_and_day() -> None:
    raw = files.word(STORY, author="Ana Bell", title="Port shut", created=datetime(2024, 6, 21, 9))
    assert read_bytes(raw, "a.docx").found == Stated(author="Ana Bell", headline="Port shut", published_at="2024-06-21")
    assert read_bytes(files.word(STORY, author="python-docx"), "a.docx").found.author == ""


def test_cells_of_a_row_stand_on_lines_of_their_own() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, words in zip((cell for row in table.rows for cell in row.cells), ("Ship", "Port", "Ara", "Sunda"), strict=True):
        cell.text = words
    assert read_bytes(files.saved(document), "a.docx").text == "Ship\nPort\n\nAra\nSunda"


def test_tracked_changes_are_read_as_they_would_be_accepted() -> None:
    raw = body_of("<w:r><w:t>The port is </w:t></w:r><w:del><w:r><w:delText>open</w:delText></w:r></w:del><w:ins><w:r><w:t>shut</w:t></w:r></w:ins>"
                  "<w:hyperlink><w:r><w:t>, she</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>said</w:t><w:br/><w:t>on Friday.</w:t></w:r>")
    assert read_bytes(raw, "a.docx").text == "The port is shut, she said\non Friday."


def test_a_text_box_stands_by_itself_and_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    raw = body_of('<w:r><w:t>Around it.</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                  f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>")
    assert read_bytes(raw, "a.docx").text == "Around it.\n\nIn a box."


def test_what_it_links_to_is_not_fetched() -> None:
    raw = files.word(STORY)
    linked = (b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
              b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" TargetMode="External" Target="http://x.invalid/a"/>'
              b'</Relationships>')
    assert "shut after quake" in read_bytes(put(raw, "word/_rels/document.xml.rels", linked), "a.docx").text


@pytest.mark.parametrize(("part", "content"), [("word/media/zeros.bin", b"\0" * 310_000_000), ("word/document.xml", b" " * 61_000_000)])
def test_an_archive_that_unpacks_to_too_much_is_left_aside(part: str, content: bytes) -> None:
    with pytest.raises(WorkbenchError, match="more than any document needs"):
        read_bytes(put(files.word(STORY), part, content), "bomb.docx")


@pytest.mark.parametrize("entity", ['<!ENTITY e SYSTEM "file:///etc/passwd">', '<!ENTITY e SYSTEM "http://x.invalid/e">', '<!ENTITY e "ha ha">'])
def test_entities_of_the_file_s_own_are_not_expanded(entity: str) -> None:
    assert read_bytes(declaring(entity), "a.docx").text == "Words here."


def test_entities_that_grow_and_grow_get_a_sentence() -> None:
    bomb = "".join(f'<!ENTITY {"e" * n} "{("&" + "e" * (n + 1) + ";") * 10}">' for n in range(1, 9)) + f'<!ENTITY {"e" * 9} "ha">'
    with pytest.raises(WorkbenchError, match="it is damaged"):
        read_bytes(declaring(bomb), "a.docx")


def declaring(entity: str) -> bytes:
    return put(files.word(STORY), "word/document.xml",
               f'<?xml version="1.0"?><!DOCTYPE d [{entity}]><w:document {nsdecls("w")}><w:body><w:p><w:r><w:t>Words </w:t></w:r>'
               "<w:r><w:t>here.</w:t></w:r><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>".encode())


@pytest.mark.parametrize(("raw", "reason"), [
    (files.word(STORY)[:-300], "damaged or broken off"), (files.word([]), "has no text"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "locked with a password"),
    (b"Plain words.", "is no DOCX file"), (put(files.word(STORY), "word/document.xml", b"<broken"), "no Word document that can be read"),
    (put(files.word(STORY), "[Content_Types].xml", b"<Types/>"), "no Word document that can be read")])
def test_what_cannot_be_read_gets_a_sentence(raw: bytes, reason: str) -> None:
    with pytest.raises(WorkbenchError, match=reason):
        read_bytes(raw, "a.docx")


def test_other_archives_are_told_apart_from_documents() -> None:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("notes.txt", "Words")
    with pytest.raises(WorkbenchError, match="ZIP archive"):
        read_bytes(stream.getvalue(), "a.zip")
    assert "shut" in read_bytes(files.word(STORY), "without_suffix").text
