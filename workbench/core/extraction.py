"""What was read out of one file: it has no ids yet, its parts refer to each other by position. Spans are half-open code points of its text."""
from __future__ import annotations

from dataclasses import dataclass

from workbench.core.records import Span


@dataclass(frozen=True, slots=True)
class Stated:
    """What a manifest, a table of articles or a form says of a file; it wins over what the text says. Empty: nothing was said."""
    outlet: str = ""
    author: str = ""
    published_at: str = ""
    headline: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file before anything was read out of it."""
    file: str  # bare name, or table.csv#ROW, mails.mbox#NUMBER, feed.xml#NUMBER
    raw: bytes
    text: str
    format: str  # text, html, mhtml, mail, feed, pdf, docx
    encoding: str = ""  # of the raw bytes, as decoded; empty where the format decides
    stated: Stated = Stated()
    found: Stated = Stated()  # what the file's own metadata says (an HTML page's), weaker than what is stated
    path: str = ""
    company: str = ""  # ISO day of the documents that tell the same, where this one names none
    notes: tuple[str, ...] = ()  # what the reading of the file has to say, in sentences


@dataclass(frozen=True, slots=True)
class ReadArticle:
    kind: str
    span: Span
    headline: str = ""
    author: str = ""
    outlet: str = ""
    published_at: str = ""  # 2024-06-21T08:39, 2024-06-21, with an offset where the text gave one
    published_from: str = ""  # stated, inferred, analyst
    url: str = ""
    evidence: tuple[tuple[str, Span], ...] = ()  # (field, words): headline, author, published_at, outlet


@dataclass(frozen=True, slots=True)
class ReadBlock:
    kind: str
    span: Span
    article: int | None = None


@dataclass(frozen=True, slots=True)
class ReadEntity:
    """One entity of this document: the name to show, and every other name that the document calls it by."""
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class ReadMention:
    span: Span
    type: str
    article: int
    entity: int | None = None
    value: str = ""  # of a DATE
    reason: str = ""  # why a DATE was read so
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class ReadParty:
    """Somebody in a role; no entity where the words name nobody that could be resolved, no span where no words name them."""
    entity: int | None
    span: Span | None
    name: str = ""  # what to call whoever is no entity; the span's words where nothing is said


@dataclass(frozen=True, slots=True)
class ReadClaim:
    article: int
    parts: tuple[Span, ...]
    quote: str
    speech_act: str
    speakers: tuple[ReadParty, ...] = ()
    cue: Span | None = None
    vias: tuple[ReadParty, ...] = ()
    said_from: str = ""
    said_to: str = ""
    about_from: str = ""
    about_to: str = ""
    confidence: float = 0.0
    evidence: tuple[tuple[str, Span], ...] = ()  # of said, about; speaker, cue, content and via have their own spans


@dataclass(frozen=True, slots=True)
class ReadTelling:
    article: int
    trigger: Span
    span: Span  # from the first to the last slot's word within the sentence
    action: str
    modality: str
    actors: tuple[ReadParty, ...] = ()
    recipients: tuple[ReadParty, ...] = ()
    date: str = ""  # a day, a month, a year or first/last
    date_span: Span | None = None
    place: ReadParty | None = None
    summary: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Extraction:
    source: Source
    language: str  # ISO 639-1; mined only when "en"
    articles: tuple[ReadArticle, ...] = ()
    blocks: tuple[ReadBlock, ...] = ()
    entities: tuple[ReadEntity, ...] = ()
    mentions: tuple[ReadMention, ...] = ()
    claims: tuple[ReadClaim, ...] = ()
    tellings: tuple[ReadTelling, ...] = ()
    notes: tuple[str, ...] = ()  # sentences for the import report


@dataclass(frozen=True, slots=True)
class FixedArticle:
    """A story as the analyst set it; what is empty is read again."""
    kind: str
    span: Span
    headline: str = ""
    author: str = ""
    outlet: str = ""
    published_at: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What the analyst decided about a page: layout proposes only where she left it free. No articles: bounds are free."""
    articles: tuple[FixedArticle, ...] = ()
    blocks: tuple[tuple[str, Span], ...] = ()
