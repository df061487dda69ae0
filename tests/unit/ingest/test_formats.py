from __future__ import annotations

from pathlib import Path

import pytest

from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ingest.formats import MOST, read, read_bytes, read_text
from workbench.ingest.tables import gather

WORDS = "“It’s café time,” she said – and left.\r\nA second line, naturally, with much more plain text in it."


def put(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman"])
def test_texts_of_common_encodings_are_read_unchanged(tmp_path: Path, encoding: str) -> None:
    source = read(put(tmp_path, "a.txt", WORDS, encoding))
    assert (source.text, source.format, source.file) == (WORDS, "text", "a.txt")
    assert source.encoding.replace("_", "-") in ("utf-8", "utf-16-le", "utf-32-le", "cp1252", "mac-roman")


@pytest.mark.parametrize(("encoding", "words"), [
    ("cp1251", "Президент заявил, что переговоры пройдут в Москве на следующей неделе, сообщило агентство. " * 4),
    ("shift_jis", "外務省の報道官は、会談が来週行われると述べた。首相は記者団に語った。" * 4),
    ("euc_kr", "외교부는 러시아 대사를 초치했다고 밝혔다. 대통령실은 검토하겠다고 말했다. " * 4)])
def test_other_alphabets_are_told_by_their_letters(tmp_path: Path, encoding: str, words: str) -> None:
    assert read(put(tmp_path, "a.txt", words, encoding)).text == words


def test_an_encoding_that_was_chosen_is_held_to(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "caf\u00e9", "cp1252")
    assert read(path, encoding="cp1250").text == "café"
    with pytest.raises(WorkbenchError, match="not in utf-8"):
        read(path, encoding="utf-8")
    with pytest.raises(WorkbenchError, match="no encoding that is known"):
        read(path, encoding="klingon")
    with pytest.raises(WorkbenchError, match="no encoding that is known"):
        read(path, encoding="rot13")


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("none.txt", b"", "none.txt is empty"), ("blank.txt", b" \r\n \n", "is empty"), ("mark.txt", b"\xef\xbb\xbf \n", "is empty"),
    ("zeros.txt", b"\0" * 500, "is empty"), ("noise.txt", bytes(range(256)) * 40, "not a text"), ("a.txt", b"%PDF-1.7 ...", "is no PDF"),
    ("b.txt", b"PK\x03\x04....", "ZIP archive"), ("none.html", b"", "is empty"), ("p.html", b"\x89PNG\r\n\x1a\n....", "is a picture"),
    ("scripts.html", b"<html><body><script>var a = 1</script></body></html>", "has no text"), ("open.html", b"<", "no HTML|no text"),
    ("comment.html", b"<!-- nothing -->", "no HTML|no text")])
def test_what_cannot_be_read_gets_a_sentence(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(WorkbenchError, match=reason):
        read(put(tmp_path, name, content))


def test_a_file_that_vanished_or_is_too_large_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match=r"ghost\.txt is not there"):
        read(tmp_path / "ghost.txt")
    with pytest.raises(WorkbenchError, match="too large"):
        read(put(tmp_path, "big.txt", b"a" * (MOST + 1)))
    with pytest.raises(WorkbenchError, match="is a folder"):
        read(tmp_path)


def test_pasted_text_keeps_every_character() -> None:
    source = read_text("🎈 a\u0301\r\nb\u00a0c", "paste", Stated(outlet="AP"))
    assert (source.text, source.stated.outlet) == ("🎈 a\u0301\r\nb\u00a0c", "AP")


PAGE = """<!doctype html><html><head><title>Port shut | Ledger</title><meta property="og:title" content="Port of Sunda shut after quake">
<meta property="og:site_name" content="The Ledger"><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
"datePublished": "2024-06-21T08:39:00+02:00", "author": [{"name": "Ana Bell"}], "publisher": {"name": "The Ledger"}}]}</script></head>
<body><nav><ul><li>Home<li>World</ul></nav><article><h1>Port of Sunda shut after quake</h1><p class=by>By Ana Bell</p>
<p>The port was <b>shut</b> on Friday,&nbsp;the harbour master said,<br>after a quake &amp; a wave of two metres.</p><script>alert(1)</script>
<figure><img src="http://x.invalid/a.png" alt="no"><figcaption>Ships at anchor. (AP)</figcaption></figure>
<p hidden>Secret</p><p>“We are waiting,” said Tom Reyes, who owns two of the boats that were in the harbour when it came.</p></article>
<footer>All rights reserved</footer></body></html>"""


def test_an_html_page_becomes_a_line_per_block_and_its_metadata_is_found(tmp_path: Path) -> None:
    source = read(put(tmp_path, "page.html", PAGE))
    assert source.text.split("\n\n")[0] == "Port of Sunda shut after quake"
    assert "The port was shut on Friday,\u00a0the harbour master said,\nafter a quake & a wave" in source.text
    assert "Ships at anchor. (AP)" in source.text
    assert not any(word in source.text for word in ("alert", "Secret", "World", "rights"))
    assert source.found == Stated("The Ledger", "Ana Bell", "2024-06-21T08:39+02:00", "Port of Sunda shut after quake", "")


def test_a_page_is_known_by_its_markup_and_read_in_the_encoding_it_names(tmp_path: Path) -> None:
    markup = '<html><head><meta charset="koi8-r"></head><body><p>Порт закрыт</p></body></html>'
    assert read(put(tmp_path, "page.txt", markup, "koi8-r")).text == "Порт закрыт"


def test_broken_deep_and_hostile_markup_is_read_without_fetching(tmp_path: Path) -> None:
    deep = "<div>" * 5000 + "<p>Deep water" + "</p><b>bold"
    assert "Deep" in read(put(tmp_path, "deep.html", deep)).text
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a &x; b</p></body></html>'
    assert "root:" not in read(put(tmp_path, "entity.html", entity)).text


def test_a_story_inside_a_form_is_not_lost(tmp_path: Path) -> None:
    story = " ".join(f"Sentence {n} of the story tells what happened at the port." for n in range(30))
    assert "Sentence 29" in read(put(tmp_path, "form.html", f"<html><body><form><p>{story}</p></form></body></html>")).text


def test_folders_are_read_recursively_and_other_files_left_aside(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    put(tmp_path / "in", "b.txt", "b")
    put(tmp_path / "in" / "deep", "a.html", "<p>a")
    put(tmp_path / "in", "photo.png", b"\x89PNG")
    put(tmp_path / "in", ".hidden.txt", "x")
    found = gather([tmp_path / "in", tmp_path / "in" / "b.txt"])
    assert sorted(path.name for path, _ in found.jobs) == ["a.html", "b.txt"]
    assert [name for name, _ in found.skipped] == ["photo.png"]
    assert not found.failures


def test_a_folder_without_texts_gets_a_sentence(tmp_path: Path) -> None:
    assert "holds nothing to read" in gather([tmp_path]).failures[0][1]


MANIFEST = """file,outlet,author,published_at,headline,url
a.txt,The Ledger,Ana Bell,2024-06-21T08:39,,
ghost.txt,The Ledger,,,,
b.txt,,,31 June 2024,,
b.txt,The Echo,,21 June 2024,"Port, shut",https://x.example/1
,,,,,
"""


def test_a_manifest_states_and_its_bad_rows_fail_alone(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "a")
    put(tmp_path, "b.txt", "b")
    found = gather([put(tmp_path, "list.csv", MANIFEST), tmp_path / "a.txt"])
    assert [(path.name, stated) for path, stated in found.jobs] == [
        ("a.txt", Stated("The Ledger", "Ana Bell", "2024-06-21T08:39")), ("b.txt", Stated("The Echo", "", "2024-06-21", "Port, shut", "https://x.example/1"))]
    assert [name for name, _ in found.failures] == ["ghost.txt", "b.txt", "list.csv"]
    assert "row 2: ghost.txt is not there" in found.failures[0][1]
    assert "row 3: 31 June: June has 30 days" in found.failures[1][1]


def test_rows_of_a_table_of_articles_are_sources(tmp_path: Path) -> None:
    table = put(tmp_path, "t.csv", 'body;source;day\n"One, line\nTwo";AP;2024-06-21\n;AP;2024-06-22\nThree;;June\n')
    found = gather([table], {"text": "body", "outlet": "source", "published_at": "day"})
    assert [(source.file, source.text, source.stated) for source in found.sources] == [("t.csv#1", "One, line\nTwo", Stated("AP", "", "2024-06-21"))]
    assert [name for name, _ in found.failures] == ["t.csv#2", "t.csv#3"]


def test_a_spreadsheet_is_read_alike(tmp_path: Path) -> None:
    import openpyxl
    book = openpyxl.Workbook()
    for row in (["Text", "Paper"], ["Port shut.", "AP"], ["Port open.", "BBC"]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    found = gather([tmp_path / "t.xlsx"], {"text": "Text", "outlet": "Paper"})
    assert [(source.file, source.stated.outlet) for source in found.sources] == [("t.xlsx#1", "AP"), ("t.xlsx#2", "BBC")]


@pytest.mark.parametrize(("mapping", "reason"), [
    (None, "no manifest"), ({"outlet": "body"}, "which column holds the text"), ({"text": "nothing"}, "has no column"),
    ({"text": "body", "mood": "body"}, "nothing that an")])
def test_a_table_that_cannot_be_mapped_gets_a_sentence(tmp_path: Path, mapping: dict[str, str] | None, reason: str) -> None:
    found = gather([put(tmp_path, "t.csv", "body\nx\n")], mapping)
    assert reason in found.failures[0][1]


def test_broken_tables_get_a_sentence(tmp_path: Path) -> None:
    broken = [put(tmp_path, "a.xlsx", b"no zip"), put(tmp_path, "b.csv", b""), tmp_path / "ghost.csv", put(tmp_path, "c.csv", "file,outlet\n")]
    assert [name for name, _ in gather(broken).failures] == ["a.xlsx", "b.csv", "ghost.csv", "c.csv"]


@pytest.mark.parametrize("raw", [b"<html><bo", b"<!doctype html><html><head><title>x</ti", b"<html><body><p class="])
def test_a_page_that_breaks_off_before_its_text_is_refused(raw: bytes) -> None:
    with pytest.raises(WorkbenchError, match="broken off"):
        read_bytes(raw, "page.html")
