"""Full-text search over all documents: where words stand, with the words around them."""
from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.core.records import Article, Span
from workbench.storage.queries_texts import list_articles

if TYPE_CHECKING:
    from workbench.storage.project import Project

AROUND = 90  # characters of context on either side
FOUND = ("SELECT text_version.document_id, document.file FROM text_index JOIN text_version ON text_version.id = text_index.rowid "
         "JOIN document ON document.id = text_version.document_id WHERE text_index MATCH ? "
         "AND text_version.number = (SELECT max(number) FROM text_version AS newer WHERE newer.document_id = text_version.document_id) "
         "ORDER BY bm25(text_index), document.file")
_QUOTED = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """One place. `article_id` and `headline` are empty where it is in no story."""
    document_id: int
    article_id: int | None
    file: str
    headline: str
    start: int
    end: int
    before: str
    words: str
    after: str


def search(project: Project, text: str, limit: int = 50) -> list[Hit]:
    """The documents that have all of the words ("in quotation marks": in sequence; the last of them may go on), the best first, and every place
    in them. Case and accents do not count. Any text is safe."""
    phrases = _phrases(text)
    if not phrases or limit < 1:
        return []
    query = " ".join(f'"{" ".join(phrase)}" *' for phrase in phrases)
    with project.reading() as session:
        documents = session.connection().exec_driver_sql(FOUND, (query,)).all()
    hits: list[Hit] = []
    for document_id, file in documents:
        articles = list_articles(project, document_id)
        for span in _places(project.text(document_id), phrases):
            hits.append(_hit(project.text(document_id), document_id, file, articles, span))
            if len(hits) == limit:
                return hits
    return hits


def _phrases(text: str) -> list[list[str]]:
    """The words as the index has them: folded, letters and digits alone."""
    found = [_words(quoted or plain) for quoted, plain in _QUOTED.findall(text)]
    return [[word for word, _ in phrase] for phrase in found if phrase]


def _words(text: str) -> list[tuple[str, Span]]:
    """Words as FTS5's `unicode61 remove_diacritics 2` sees them, near enough that what it finds is found again."""
    words = [(_fold(match[0]), match.span()) for match in re.finditer(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*", text)]
    return [(word, span) for word, span in words if word]


def _fold(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)).lower()


def _places(text: str, phrases: list[list[str]]) -> Iterator[Span]:
    words = _words(text)
    folded = [word for word, _ in words]
    found = set()
    for phrase in phrases:
        last = len(phrase) - 1
        for at in range(len(words) - last):
            if folded[at:at + last] == phrase[:last] and folded[at + last].startswith(phrase[last]):
                found.add((words[at][1][0], words[at + last][1][1]))
    return _joined(text, sorted(found))


def _joined(text: str, places: list[Span]) -> Iterator[Span]:
    """Found words that follow each other are one place: North Korea."""
    start, end = -1, -1
    for first, last in places:
        if end >= 0 and text[end:first].strip(" ") == "":
            end = max(end, last)
            continue
        if end >= 0:
            yield start, end
        start, end = first, last
    if end >= 0:
        yield start, end


def _hit(text: str, document_id: int, file: str, articles: list[Article], span: Span) -> Hit:
    start, end = span
    at = bisect_right([article.start for article in articles], start) - 1
    article = articles[at] if at >= 0 and articles[at].end > start else None
    return Hit(document_id, article.id if article else None, file, article.headline if article else "", start, end,
               _line(text[max(0, start - AROUND):start]), text[start:end], _line(text[end:end + AROUND]))


def _line(text: str) -> str:
    return re.sub(r"\s", " ", text)
