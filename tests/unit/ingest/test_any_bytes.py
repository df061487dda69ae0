"""Whatever bytes come in: a text, or a sentence. Nothing is fetched, nothing else is raised."""
from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import files
from workbench.core.errors import WorkbenchError
from workbench.ingest import formats
from workbench.ingest.tables import gather, head

SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = st.sampled_from([
    "<", ">", "</", "/>", "<p>", "</p>", "<div", "<table><tr><td>", "<!--", "-->", "<![CDATA[", "<?xml?>", "<!DOCTYPE html", "&", "&#0;", "&#xD800;",
    "&nbsp;", "<script>", "<meta charset=utf-7>", "<meta charset='latin-1'>", "<title>", "</title>", "<base href=//x>", "<article>",
    "<h1>", "\u2028",
    '<script type="application/ld+json">{"@type": ["NewsArticle"], "author": [null, {}]}</script>', "<time datetime=9999-99-99>", "\0", "\ufeff",
    "\u2028", "🐈", " Monday ", "\r\n", "<iframe src=file:///etc/passwd>", "<svg><style>", "="])
PAGES = st.one_of(st.lists(PIECES, max_size=40).map("".join).map(lambda page: page.encode("utf-8", "surrogatepass")), st.binary(max_size=400),
                  st.text(max_size=200).map(lambda text: text.encode("utf-16", "surrogatepass")))
CELLS = st.one_of(st.text(max_size=12), st.sampled_from([
    "file", "outlet", "published_at", "headline", "url", "text", "page.txt", "../page.txt", "/etc/passwd", "31 June 2024", "2024-06-19", '"', '""',
    "=1+1", ""]))
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5).map(",".join), max_size=8).map("\n".join)


@SOME
@given(PAGES, st.sampled_from(["page.html", "page.txt", "page.htm", "page", "page.md"]))
def test_any_page_is_a_text_or_a_sentence(raw, name):
    try:
        source = formats.read_bytes(raw, name)
    except WorkbenchError:
        return
    assert any(letter.isprintable() and not letter.isspace() for letter in source.text)
    assert source.raw == raw
    assert "root:" not in source.text
    source.text.encode()
    formats.marks(source)


PARTS = st.sampled_from([
    "From a Fri Jun 21 08:39:00 2024\n", "From: Ann Webb <ann@x.example>\n", "From: =?utf-8?b?!!!?= <", "From: =?hex?q?=00=ff?=\n",
    "Subject: a\n", "Date: x\n", "Date: Fri, 99 Jun 2024 08:39:00 +9999\n", "MIME-Version: 1.0\n", "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: text/html; charset=%\n", "Content-Type: text/plain; charset*=x''%ff\n", "Content-Type: message/rfc822\n",
    "Content-Transfer-Encoding: base64\n", "Content-Disposition: attachment; filename*0*=%; filename*1=a\n",
    "Content-Transfer-Encoding: x-uuencode\n", "begin 666 a\n", "--b\n", "--b--\n", "\n", "\n\n", "<p>words</p>", "-- \n", "<rss><channel>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>", "<title>", "</title>", "<item>", "</item>", "<entry>", "</entry>", "<link>http://[</link>",
    "<pubDate>0</pubDate>", "<updated>9999-99-99T</updated>", "<description>&lt;b&gt;words", "<source><title>", "<content type='xhtml'>", "]]>",
    "\0", "🐈"])


@SOME
@given(st.one_of(st.lists(PARTS, max_size=30).map("".join).map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=300)),
       st.sampled_from(["a.eml", "a.mbox", "a.mht", "a.mhtml", "a.xml", "a.rss", "a.atom", "a.pdf", "a.docx", "a"]))
def test_any_message_feed_or_document_is_a_text_or_a_sentence(tmp_path, raw, name):
    (tmp_path / name).write_bytes(raw)
    try:
        read = formats.read_all(tmp_path / name)
    except WorkbenchError:
        return
    assert read.sources or read.failures
    for source in read.sources:
        source.text.encode()
        assert all(source.text[slice(*mark.span)].strip() for mark in formats.marks(source))


@settings(SOME, max_examples=60)
@given(st.sampled_from(["a.pdf", "a.docx"]), st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6))
def test_a_document_with_other_bytes_in_it_is_a_text_or_a_sentence(name, changes):
    raw = bytearray(files.pdf([files.column(["Ann Webb said so."])]) if name == "a.pdf" else files.word([("", "Ann Webb said so.")]))
    for place, new in changes:
        at = int(place * len(raw))
        raw[at:at + len(new)] = new
    with suppress(WorkbenchError):
        formats.read_bytes(bytes(raw), name).text.encode()


@SOME
@given(st.one_of(TABLES.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=300)), st.sampled_from([".csv", ".tsv", ".xlsx"]),
       st.sampled_from([None, {"text": "text"}, {"text": "file", "outlet": "outlet"}]))
def test_any_table_is_read_or_named(tmp_path, raw, ending, mapping):
    (tmp_path / "page.txt").write_text("Ann Webb said on Monday that the harbour will close.")
    table = tmp_path / f"list{ending}"
    table.write_bytes(raw)
    found = gather([table], mapping)
    assert all(sentence for _, sentence in (*found.failures, *found.skipped))
    with suppress(WorkbenchError):
        head(table)


def test_a_row_with_more_cells_than_the_header_is_named_and_the_others_keep_their_numbers(tmp_path):
    table = tmp_path / "news.csv"
    table.write_text("text,outlet\nAnn said so.,A, \nBob said, so.,B\nCem said so.,C\n")
    found = gather([table], {"text": "text", "outlet": "outlet"})
    assert [(source.file, source.stated.outlet) for source in found.sources] == [("news.csv#1", "A"), ("news.csv#3", "C")]
    assert found.failures == [("news.csv", "news.csv, row 2: it has 3 cells, more than the header: Bob said,  so., B")]


@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
                                      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "a&e;&e;">]>'])
def test_entities_of_a_page_are_not_looked_up(declared):
    source = formats.read_bytes(f"{declared}<html><body><p>Ann Webb said &e; on Monday.</p></body></html>".encode(), "page.html")
    assert "root:" not in source.text
    assert "Ann Webb said" in source.text
