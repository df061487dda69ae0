"""Stores one Extraction: of a new document, or of a document that was read before (ids kept, what the analyst touched left as it is)."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict

from sqlalchemy import Connection, select

from workbench.core.extraction import Extraction, ReadArticle, ReadClaim, ReadMention, ReadParty, ReadTelling, Source
from workbench.core.records import Span
from workbench.storage.naming import fold
from workbench.storage.rows import Loader, outlet_id
from workbench.storage.schema import (
    ArticleRow,
    BlockRow,
    ClaimRow,
    DocumentRow,
    EntityRow,
    EvidenceRow,
    MentionRow,
    PartyRow,
    TellingRow,
    TextVersionRow,
    WrongRow,
)


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_values(extraction: Extraction, file: str, now: str) -> dict[str, object]:
    source, stated = extraction.source, extraction.source.stated
    return {"file": file, "path": source.path, "format": source.format, "raw": source.raw, "language": extraction.language,
            "stated_outlet": stated.outlet, "stated_author": stated.author, "stated_published_at": stated.published_at,
            "stated_headline": stated.headline, "stated_url": stated.url, "found": found_json(source),
            "notes": "\n".join(extraction.notes), "imported_at": now}


def found_json(source: Source) -> str:
    """What the file says of itself, and what its reading had to say, for the next time that it is read."""
    return json.dumps(asdict(source.found) | {"notes": source.notes})


def load_new(connection: Connection, extraction: Extraction, file: str, now: str) -> int:
    """Returns the document's id."""
    loader = Loader(connection)
    document = loader.add(DocumentRow, **document_values(extraction, file, now))
    source = extraction.source
    version = loader.add(TextVersionRow, document_id=document, number=1, encoding=source.encoding, sha256=text_hash(source.text), text=source.text)
    writing = Writing(connection, loader, extraction, document, version)
    writing.everything()
    loader.store()
    return document


class Writing:
    """Turns the parts of one Extraction into rows; `articles` and `entities` are the ids that its positions became."""

    def __init__(self, connection: Connection, loader: Loader, extraction: Extraction, document: int, version: int) -> None:
        self.connection, self.loader, self.read = connection, loader, extraction
        self.document, self.version = document, version
        self.outlets: dict[str, int] = {}
        self.articles: list[int] = []
        self.entities: list[int] = []
        wrong = connection.execute(select(WrongRow.words, WrongRow.type).where(WrongRow.document_id.is_(None) | (WrongRow.document_id == document)))
        self.wrong = {(words, kind) for words, kind in wrong}

    def everything(self) -> None:
        self.articles = [self.article(article) for article in self.read.articles]
        self.entities = [self.entity(number) for number in range(len(self.read.entities))]
        for block in self.read.blocks:
            article = self.articles[block.article] if block.article is not None else None
            self.loader.add(BlockRow, document_id=self.document, article_id=article, kind=block.kind, start=block.span[0], end=block.span[1])
        for mention in self.read.mentions:
            self.loader.add(MentionRow, **self.mention_values(mention))
        for claim in self.read.claims:
            self.claim_parts(self.loader.add(ClaimRow, **self.claim_values(claim)), claim)
        for telling in self.read.tellings:
            self.telling_parts(self.loader.add(TellingRow, **self.telling_values(telling)), telling)

    def article_values(self, article: ReadArticle) -> dict[str, object]:
        return {"document_id": self.document, "kind": article.kind, "start": article.span[0], "end": article.span[1], "headline": article.headline,
                "author": article.author, "outlet_id": outlet_id(self.connection, self.loader, article.outlet, self.outlets),
                "published_at": article.published_at, "published_from": article.published_from, "url": article.url}

    def article(self, article: ReadArticle) -> int:
        number = self.loader.add(ArticleRow, **self.article_values(article))
        self.evidence("article", number, article.evidence)
        return number

    def entity(self, number: int) -> int:
        entity = self.read.entities[number]
        return self.loader.add(EntityRow, document_id=self.document, name=entity.name, type=entity.type, aliases="\n".join(entity.aliases),
                               country=entity.country)

    def mention_values(self, mention: ReadMention) -> dict[str, object]:
        wrong = (fold(self.read.source.text[slice(*mention.span)]), mention.type) in self.wrong
        return {"status": "rejected" if wrong else "suggested",
                "document_id": self.document, "article_id": self.articles[mention.article], "entity_id": self.entity_id(mention.entity),
                "start": mention.span[0], "end": mention.span[1], "type": mention.type, "value": mention.value, "reason": mention.reason,
                "confidence": mention.confidence}

    def claim_values(self, claim: ReadClaim) -> dict[str, object]:
        return {"document_id": self.document, "article_id": self.articles[claim.article], "start": min(start for start, _ in claim.parts),
                "end": max(end for _, end in claim.parts), "quote": claim.quote, "speech_act": claim.speech_act, "said_from": claim.said_from,
                "said_to": claim.said_to, "about_from": claim.about_from, "about_to": claim.about_to, "confidence": claim.confidence}

    def claim_parts(self, number: int, claim: ReadClaim) -> None:
        self.parties("claim", number, "speaker", claim.speakers)
        self.parties("claim", number, "via", claim.vias)
        cue = [("cue", claim.cue)] if claim.cue else []
        self.evidence("claim", number, [*cue, *(("content", part) for part in claim.parts), *claim.evidence])

    def telling_values(self, telling: ReadTelling) -> dict[str, object]:
        return {"document_id": self.document, "article_id": self.articles[telling.article], "start": telling.span[0], "end": telling.span[1],
                "trigger_start": telling.trigger[0], "trigger_end": telling.trigger[1], "action": telling.action, "modality": telling.modality,
                "date": telling.date, "summary": telling.summary, "confidence": telling.confidence}

    def telling_parts(self, number: int, telling: ReadTelling) -> None:
        self.parties("telling", number, "actor", telling.actors)
        self.parties("telling", number, "recipient", telling.recipients)
        self.parties("telling", number, "place", (telling.place,) if telling.place else ())
        self.evidence("telling", number, (("date", telling.date_span),) if telling.date_span else ())

    def entity_id(self, position: int | None) -> int | None:
        return None if position is None else self.entities[position]

    def parties(self, kind: str, owner: int, role: str, some: Iterable[ReadParty]) -> None:
        for position, party in enumerate(some):
            start, end = party.span or (None, None)
            words = self.read.source.text[start:end] if party.span else ""
            name = "" if party.entity is not None else party.name or words
            self.loader.add(PartyRow, owner_kind=kind, owner_id=owner, role=role, position=position, entity_id=self.entity_id(party.entity),
                            name=name, start=start, end=end)

    def evidence(self, kind: str, owner: int, some: Iterable[tuple[str, Span]]) -> None:
        for position, (field, (start, end)) in enumerate(some):
            self.loader.add(EvidenceRow, owner_kind=kind, owner_id=owner, field=field, position=position, version_id=self.version,
                            start=start, end=end)


def bad_spans(extraction: Extraction) -> list[str]:
    """Spans that are empty or run out of the text: a reader's mistake that must not reach the project."""
    length = len(extraction.source.text)

    def bad(span: Span | None) -> bool:
        return span is not None and not 0 <= span[0] < span[1] <= length
    checks: list[tuple[str, Callable[[], Iterable[Span | None]]]] = [
        ("article", lambda: (a.span for a in extraction.articles)),
        ("block", lambda: (b.span for b in extraction.blocks)),
        ("mention", lambda: (m.span for m in extraction.mentions)),
        ("claim", lambda: (s for c in extraction.claims for s in (*c.parts, c.cue, *(p.span for p in (*c.speakers, *c.vias))))),
        ("telling", lambda: (s for t in extraction.tellings
                             for s in (t.span, t.trigger, t.date_span, *(p.span for p in (*t.actors, *t.recipients)))))]
    return [f"{what} {span}" for what, spans in checks for span in spans() if bad(span)]
