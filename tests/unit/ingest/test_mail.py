from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests import files
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ingest.formats import marks, read_again, read_all, read_bytes
from workbench.ingest.layout import lay_out

BODY = "The port was shut on Friday, the harbour master said, after a quake.\n\n“We are waiting,” said Tom Reyes, who owns two boats.\n"
HEADERS = {"Subject": "Port of Sunda shut", "From": "Ana Bell <ana.bell@ledger.example>", "Date": "Fri, 21 Jun 2024 08:39:00 +0200"}


def test_subject_sender_and_date_stand_above_the_text() -> None:
    source = read_bytes(files.message(BODY, **HEADERS), "a.eml")
    assert source.format == "mail"
    assert source.text == f"Port of Sunda shut\nFrom: {HEADERS['From']}\nDate: {HEADERS['Date']}\n\n{BODY.strip()}"
    assert source.found == Stated("", "Ana Bell", "2024-06-21T08:39+02:00", "Port of Sunda shut", "")


def test_it_is_laid_out_as_one_story_of_its_writer() -> None:
    source = read_bytes(files.message(BODY, **HEADERS), "a.eml")
    [article] = lay_out(source, None).articles
    assert (article.headline, article.author, article.published_at) == ("Port of Sunda shut", "Ana Bell", "2024-06-21T08:39+02:00")
    assert article.published_from == "stated"
    words = {field: source.text[slice(*span)] for field, span in article.evidence}
    assert (words["headline"], words["published_at"]) == ("Port of Sunda shut", "Fri, 21 Jun 2024 08:39:00 +0200")


@pytest.mark.parametrize(("sender", "more", "outlet", "author"), [
    ("The Ledger Morning <news@ledger.example>", {}, "The Ledger Morning", ""),
    ("Ana Bell <ana@ledger.example>", {"List_Id": "<l.example>"}, "Ana Bell", ""),
    ("BBC News - Daily <daily@bbc.co.uk>", {}, "BBC News", ""), ("Ana Bell <abell@bbc.co.uk>", {}, "BBC", "Ana Bell"),
    ("Foreign Ministry Press <press@mfa.example>", {}, "Foreign Ministry Press", ""), ("desk@wire.example", {}, "desk@wire.example", "")])
def test_a_person_is_the_author_and_anybody_else_the_outlet(sender: str, more: dict[str, str], outlet: str, author: str) -> None:
    found = read_bytes(files.message(BODY, **(HEADERS | {"From": sender} | more)), "a.eml").found
    assert (found.outlet, found.author) == (outlet, author)


PAGE = """<p><a href="https://ledger.example/n/7?u=1">View this email in your browser</a></p><h1>Port shut</h1><img src="http://x.invalid/pixel.gif">
<script>fetch("http://x.invalid")</script><table><tr><td><p>The port was <b>shut</b> on Friday, the harbour master said.</p></td></tr></table>"""


def test_of_a_newsletter_the_page_is_read_and_its_address_kept() -> None:
    source = read_bytes(files.message("See the web version.", PAGE, **HEADERS), "a.eml")
    assert "The port was shut on Friday, the harbour master said." in source.text
    assert "fetch" not in source.text
    assert source.found.url == "https://ledger.example/n/7?u=1"
    assert [mark.role for mark in marks(source)][:4] == ["title", "byline", "byline", "paragraph"]


def test_attachments_are_named_and_not_read() -> None:
    source = read_bytes(files.message(BODY, attached=[("secret.pdf", b"%PDF-1.7"), ("run.exe", b"MZ")], **HEADERS), "a.eml")
    assert source.notes == ("attached and not read: secret.pdf, run.exe",)
    with pytest.raises(WorkbenchError, match="it holds attachments only"):
        read_bytes(files.message(attached=[("a.bin", b"1")], From="a@b.example"), "b.eml")


def test_a_message_that_only_passes_one_on_is_that_message() -> None:
    outer = EmailMessage()
    outer["From"] = "Tom <tom@desk.example>"
    inner = EmailMessage()
    for name, value in HEADERS.items():
        inner[name] = value
    inner.set_content(BODY)
    outer.add_attachment(inner)
    source = read_bytes(outer.as_bytes(), "a.eml")
    assert source.found.author == "Ana Bell"
    assert source.notes == ()


def test_what_stands_below_a_signature_s_line_is_furniture() -> None:
    source = read_bytes(files.message(BODY + "-- \nAna Bell\nThe Ledger, Port Street 1\n", **HEADERS), "a.eml")
    assert [source.text[slice(*mark.span)] for mark in marks(source) if mark.role == "around"] == ["--", "Ana Bell", "The Ledger, Port Street 1"]


RAW = b"From: =?%s?q?Andr=E9_Bell?= <andre.bell@l.example>\r\nSubject: Caf\xe9 shut\r\n" \
      b"Content-Type: text/plain; charset=%s\r\n\r\nThe caf\xe9 was shut \x93today\x94."


@pytest.mark.parametrize("charset", [b"iso-8859-1", b"windows-1252", b"x-unknown", b"us-ascii", b"unicode-1-1", b"hex", b'""'])
def test_encodings_are_read_as_named_or_as_likely(charset: bytes) -> None:
    source = read_bytes(RAW % (charset.replace(b'"', b"") or b"utf-8", charset), "a.eml")
    assert "The café was shut “today”." in source.text
    assert source.text.startswith("Café shut\nFrom: André Bell")
    assert bool(source.notes) == (charset in (b"x-unknown", b"unicode-1-1", b"hex"))


def test_a_message_can_be_read_in_another_encoding() -> None:
    source = read_bytes(RAW % (b"utf-8", b"cp1251"), "a.eml")
    assert "cafй" in source.text
    assert "café" in read_again(source, "cp1252").text


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_parts_come_in_any_transfer_encoding(encoding: str) -> None:
    message = EmailMessage()
    message["Subject"] = "Quake"
    message.set_content("Zelenskyy visited Łódź 🎈 on Monday.", cte=encoding)
    assert "Zelenskyy visited Łódź 🎈 on Monday." in read_bytes(bytes(message), "a.eml").text


@pytest.mark.parametrize("raw", [
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"".join(b"--b\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
                                                                    for n in range(3000)),
    b"Subject: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 3000,
    b"Subject:\r\n\r\n \r\n", b"Content-Transfer-Encoding: base64\r\nSubject:\r\n\r\n%%%", b"\x00\x01\x02Subject: a\r\n"])
def test_hostile_messages_get_a_sentence(raw: bytes) -> None:
    with pytest.raises(WorkbenchError, match=r"a\.eml"):
        read_bytes(raw, "a.eml")


# Mailboxes


def box(*messages: bytes) -> bytes:
    return b"".join(b"From ana@ledger.example Fri Jun 21 08:39:00 2024\n" + one.replace(b"\r\n", b"\n") + b"\n" for one in messages)


def test_each_message_of_a_mailbox_is_a_document(tmp_path: Path) -> None:
    second = files.message("From Berlin she wrote:\n\nFrom here on it is calm, she said.\n", **(HEADERS | {"Subject": "Calm"}))
    (tmp_path / "mails.mbox").write_bytes(box(files.message(BODY, **HEADERS), second.replace(b"\nFrom B", b"\n>From B")))
    first, other = read_all(tmp_path / "mails.mbox").sources
    assert (first.file, other.file, other.found.headline) == ("mails.mbox#1", "mails.mbox#2", "Calm")
    assert "From Berlin she wrote:\n\nFrom here on it is calm" in other.text
    assert read_bytes(other.raw, "mails.mbox#2.eml").text == other.text


def test_a_message_that_cannot_be_read_costs_that_message(tmp_path: Path) -> None:
    (tmp_path / "Inbox").write_bytes(box(b"Subject:\n\n\n", files.message(BODY, **HEADERS)))
    read = read_all(tmp_path / "Inbox")
    assert [source.file for source in read.sources] == ["Inbox#2"]
    assert read.failures == (("Inbox#1", "Inbox#1 is a message without text: it is empty."),)


def test_what_is_stated_of_a_mailbox_is_its_outlet(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(box(files.message(BODY, **HEADERS), files.message("Other words.", **HEADERS)))
    read = read_all(tmp_path / "a.mbox", stated=Stated("AP", "Ann", "2024-01-01", "One", "http://x.example"))
    assert {source.stated for source in read.sources} == {Stated("AP")}


def test_a_mailbox_without_messages_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(b"Some words.")
    with pytest.raises(WorkbenchError, match="no mailbox that can be read"):
        read_all(tmp_path / "a.mbox")


# Web archives


ARCHIVE = b"""From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ledger.example/port\r\nSubject: Port\r
Date: Sat, 1 Nov 2025 10:00:00 -0000\r
MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\
Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://ledger.example/port\r\n\r\n<html><head><title>Port shut</title>\
<meta property=3D"og:site_name" content=3D"The Ledger"><meta name=3D"author" content=3D"Ana Bell">\
<meta property=3D"article:published_time" content=3D"2024-06-21T08:39:00+02:00"></head><body>\
<article><h1>Port of Sunda shut after quake</h1><p>The port was shut on Friday, the harbour master said, a=
fter a quake and a wave of two metres had reached the breakwater.</p></article></body></html>\r\n\
--b\r\nContent-Type: text/css\r\n\r\nbody {}\r\n--b--\r\n"""


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht"])
def test_of_a_web_archive_the_page_is_read(name: str) -> None:
    source = read_bytes(ARCHIVE, name)
    assert source.format == "mhtml"
    assert source.text.startswith("Port of Sunda shut after quake\n\nThe port was shut on Friday, the harbour master said, after a quake and a wave")
    assert source.found == Stated("The Ledger", "Ana Bell", "2024-06-21T08:39+02:00", "Port of Sunda shut after quake", "https://ledger.example/port")
    [article] = lay_out(source, None).articles
    assert (article.author, article.url, article.published_at) == ("Ana Bell", "https://ledger.example/port", "2024-06-21T08:39+02:00")


def test_a_web_archive_without_a_page_gets_a_sentence() -> None:
    with pytest.raises(WorkbenchError, match="holds no page"):
        read_bytes(ARCHIVE.replace(b"text/html\r\n", b"text/css\r\n"), "a.mht")
