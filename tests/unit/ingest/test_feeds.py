from __future__ import annotations

from pathlib import Path

import pytest

from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ingest import feeds
from workbench.ingest.formats import marks, read_all
from workbench.ingest.layout import lay_out
from workbench.ingest.tables import gather

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content=
"http://purl.org/rss/1.0/modules/content/"><channel><title>The Ledger - World</title><link>https://ledger.example</link>
<item><title>Port of Sunda shut &amp; closed</title><link>https://ledger.example/port</link><dc:creator>Ana Bell</dc:creator>
<pubDate>Fri, 21 Jun 2024 08:39:00 +0200</pubDate><description>A blurb.</description><content:encoded><![CDATA[<p>The port was <b>shut</b> on
Friday, the harbour master said.</p><script>alert("<item>")</script><img src="http://x.invalid/a.png"><p>Ships wait.</p>]]></content:encoded></item>
<item><title>Miners return</title><link>javascript:alert(1)</link><pubDate>2024-06-20</pubDate>
<description>Miners returned to work on Thursday.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Times</title><entry><title type="html">Port &lt;i&gt;shut&lt;/i&gt;</title>
<link href="https://coast.example/1"/><author><name>Tom Reyes</name></author><published>2024-06-21T06:39:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The port was shut.</p></div></content></entry></feed>"""


def put(folder: Path, content: str | bytes, name: str = "feed.xml") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_each_entry_is_a_document_with_what_the_feed_says_of_it(tmp_path: Path) -> None:
    first, second = read_all(put(tmp_path, RSS)).sources
    assert (first.file, first.format) == ("feed.xml#1", "feed")
    assert first.text == "Port of Sunda shut & closed\n\nThe port was shut on Friday, the harbour master said.\n\nShips wait."
    assert first.found == Stated("The Ledger", "Ana Bell", "2024-06-21T08:39+02:00", "Port of Sunda shut & closed", "https://ledger.example/port")
    assert second.text == "Miners return\n\nMiners returned to work on Thursday."
    assert (second.found.published_at, second.found.url) == ("2024-06-20", "")


def test_atom_is_read_as_well(tmp_path: Path) -> None:
    [source] = read_all(put(tmp_path, ATOM, "a.atom")).sources
    assert source.text == "Port shut\n\nThe port was shut."
    assert source.found == Stated("Coast Times", "Tom Reyes", "2024-06-21T06:39+00:00", "Port shut", "https://coast.example/1")


def test_an_entry_is_laid_out_with_its_day_and_address(tmp_path: Path) -> None:
    source = read_all(put(tmp_path, RSS)).sources[0]
    [article] = lay_out(source, None).articles
    assert (article.headline, article.author, article.outlet) == ("Port of Sunda shut & closed", "Ana Bell", "The Ledger")
    assert (article.published_at, article.published_from, article.url) == ("2024-06-21T08:39+02:00", "stated", "https://ledger.example/port")


def test_the_bytes_of_an_entry_are_a_feed_that_can_be_read_again(tmp_path: Path) -> None:
    second = read_all(put(tmp_path, RSS)).sources[1]
    assert [one.reading.text for one in feeds.entries(second.raw, "again.xml")] == [second.text]
    assert [mark.role for mark in marks(second)] == ["title", ""]


def test_a_source_inside_an_entry_is_its_outlet(tmp_path: Path) -> None:
    gathered = RSS.replace("<description>A", '<source url="https://coast.example">Coast Times</source><description>A')
    assert read_all(put(tmp_path, gathered)).sources[0].found.outlet == "Coast Times"
    assert read_all(put(tmp_path, RSS.replace("The Ledger - World", "World | BBC News"))).sources[0].found.outlet == "BBC News"


def test_markup_that_is_not_sound_is_still_read(tmp_path: Path) -> None:
    first, second = read_all(put(tmp_path, RSS.replace("A blurb.", "A blurb & more <br>"))).sources
    assert "harbour master said" in first.text
    assert second.raw == second.text.encode()


@pytest.mark.parametrize("entity", ['<!ENTITY e SYSTEM "file:///etc/passwd">', '<!ENTITY e SYSTEM "http://x.invalid/e">',
                                    "".join(f'<!ENTITY {"e" * n} "{("&" + "e" * (n + 1) + ";") * 10}">' for n in range(1, 9)), '<!ENTITY e "ha ha">'])
def test_entities_of_the_file_s_own_are_not_expanded(tmp_path: Path, entity: str) -> None:
    declared = RSS.replace("?><rss", f"?><!DOCTYPE rss [{entity}]><rss").replace("Ships wait.", "Ships wait.</p>").replace("A blurb.", "&e;")
    texts = [source.text for source in read_all(put(tmp_path, declared.replace("Miners returned to", "Miners &e; returned to"))).sources]
    assert all("root:" not in text and "ha ha" not in text and len(text) < 300 for text in texts)


@pytest.mark.parametrize(("content", "reason"), [
    ("<rss><channel><title>Empty</title></channel></rss>", "no entry was found"), ("<note><to>Tom</to></note>", "neither a feed"),
    ("<rss", "neither a feed"), ("<rss><gml:pos>1 2</gml:pos>", "its markup is broken"), ("Plain words.", "neither a feed"), ("", "is empty")])
def test_what_is_no_feed_gets_a_sentence(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(WorkbenchError, match=reason):
        read_all(put(tmp_path, content))


def test_too_many_entries_get_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 1)
    with pytest.raises(WorkbenchError, match="has 2 entries; the most is 1"):
        read_all(put(tmp_path, RSS))


def test_of_the_xml_in_a_folder_only_feeds_are_read(tmp_path: Path) -> None:
    put(tmp_path, RSS)
    put(tmp_path, "<note/>", "settings.xml")
    gathered = gather([tmp_path])
    assert [path.name for path, _ in gathered.jobs] == ["feed.xml"]
    assert [name for name, _ in gathered.skipped] == ["settings.xml"]


def test_an_encoding_that_nobody_knows_does_no_harm(tmp_path: Path) -> None:
    first, second = read_all(put(tmp_path, RSS.replace("UTF-8", "klingon"))).sources
    assert "harbour master said" in first.text
    assert second.raw == second.text.encode()
