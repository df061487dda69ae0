"""Reads a document again: matches what was read before with what is read now, keeps ids, and leaves alone what the analyst touched.

Old and new are matched by place: an article by overlap, an entity by name and type, a mention exactly, a claim by half of its content, a telling by
its trigger. A row that a journal step, a decision or a status refers to is frozen: it keeps its cells, and is withdrawn rather than deleted when the
new reading has no place for it.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from workbench.core.extraction import Extraction, ReadEntity
from workbench.core.records import Span
from workbench.storage.journal import Change
from workbench.storage.loading import Writing, found_json, text_hash
from workbench.storage.rows import Loader
from workbench.storage.schema import (
    AnnotationRow,
    ArticleRow,
    BlockRow,
    ChangeRow,
    ClaimRow,
    DecisionRow,
    DocumentRow,
    EntityRow,
    EventCellRow,
    EvidenceRow,
    MentionRow,
    OutletRow,
    PartyRow,
    Row,
    TellingRow,
    TextVersionRow,
)

Old = Mapping[int, RowMapping]
Weight = Callable[[Any, RowMapping], float]


def load_again(connection: Connection, extraction: Extraction, document: int) -> list[str]:
    """Returns a sentence for each of the analyst's rows whose words are not in the text any more."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    lost, version = new_version(connection, extraction, document)
    loader = Loader(connection)
    connection.execute(update(DocumentRow).where(DocumentRow.id == document).values(
        language=extraction.language, notes="\n".join(extraction.notes), found=found_json(extraction.source)))
    Again(connection, loader, extraction, document, version).everything()
    return lost


class Again(Writing):
    """One re-reading of one document."""

    def everything(self) -> None:
        self.old_content = self._content()
        self._articles()
        self._entities()
        self._blocks()
        self._mentions()
        self._claims()
        self._tellings()
        self.loader.store()
        self._rehome()
        self._forget_entities()

    # the parts
    def _articles(self) -> None:
        old = self._old(ArticleRow)
        kept = _pair(self.read.articles, old, lambda new, row: _overlap(new.span, (row["start"], row["end"])))
        for number, article in enumerate(self.read.articles):
            if number not in kept:
                self.articles.append(self.article(article))
                continue
            row = old[kept[number]]
            self.articles.append(row["id"])
            fixed = set(row["fixed"].split())
            values = {name: value for name, value in self.article_values(article).items() if name.removesuffix("_id") not in fixed}
            self._update(ArticleRow, row["id"], {**values, "withdrawn": False})
            self._forget_parts("article", [row["id"]])
            self.evidence("article", row["id"], article.evidence)
        self._retire(ArticleRow, "article", old.keys() - kept.values())

    def _entities(self) -> None:
        old = {row["id"]: row for row in self._old(EntityRow).values()}
        kept = _pair(self.read.entities, old, _same_entity)
        for number, entity in enumerate(self.read.entities):
            if number not in kept:
                self.entities.append(self.entity(number))
                continue
            row = old[kept[number]]
            fixed = set(row["fixed"].split())
            values = {"aliases": "\n".join(entity.aliases), "country": entity.country}
            self._update(EntityRow, row["id"], {**{n: v for n, v in values.items() if n not in fixed}, "withdrawn": False})
            self.entities.append(row["id"])

    def _blocks(self) -> None:
        old = self._old(BlockRow)
        kept = _pair(self.read.blocks, old, lambda new, row: float(new.span == (row["start"], row["end"])))
        for number, block in enumerate(self.read.blocks):
            article = self.articles[block.article] if block.article is not None else None
            values = {"article_id": article, "kind": block.kind, "start": block.span[0], "end": block.span[1]}
            if number in kept:
                self._update(BlockRow, kept[number], {**values, "withdrawn": False})
            else:
                self.loader.add(BlockRow, document_id=self.document, **values)
        self._retire(BlockRow, "block", old.keys() - kept.values())

    def _mentions(self) -> None:
        old = self._old(MentionRow)
        kept = _pair(self.read.mentions, old, lambda new, row: (new.span == (row["start"], row["end"])) * (1 + (new.type == row["type"])))
        frozen = self._frozen(MentionRow, old)
        for number, mention in enumerate(self.read.mentions):
            if number not in kept:
                self.loader.add(MentionRow, **self.mention_values(mention))
            elif kept[number] not in frozen:
                self._update(MentionRow, kept[number], {**self.mention_values(mention), "withdrawn": False})
            else:
                self._return(MentionRow, old[kept[number]])
        self._retire(MentionRow, "mention", old.keys() - kept.values())

    def _claims(self) -> None:
        old = self._old(ClaimRow)
        content = self.old_content
        kept = _pair(self.read.claims, old, lambda new, row: _half(_shared(new.parts, content.get(row["id"], []))))
        frozen = self._frozen(ClaimRow, old)
        for number, claim in enumerate(self.read.claims):
            if number not in kept:
                self.claim_parts(self.loader.add(ClaimRow, **self.claim_values(claim)), claim)
            elif kept[number] not in frozen:
                self._update(ClaimRow, kept[number], {**self.claim_values(claim), "withdrawn": False})
                self._forget_parts("claim", [kept[number]])
                self.claim_parts(kept[number], claim)
            else:
                self._return(ClaimRow, old[kept[number]])
        self._retire(ClaimRow, "claim", old.keys() - kept.values())

    def _tellings(self) -> None:
        old = self._old(TellingRow)
        kept = _pair(self.read.tellings, old, lambda new, row: _overlap(new.trigger, (row["trigger_start"], row["trigger_end"])))
        frozen = self._frozen(TellingRow, old)
        for number, telling in enumerate(self.read.tellings):
            if number not in kept:
                self.telling_parts(self.loader.add(TellingRow, **self.telling_values(telling)), telling)
            elif kept[number] not in frozen:
                self._update(TellingRow, kept[number], {**self.telling_values(telling), "withdrawn": False})
                self._forget_parts("telling", [kept[number]])
                self.telling_parts(kept[number], telling)
            else:
                self._return(TellingRow, old[kept[number]])
        self._retire(TellingRow, "telling", old.keys() - kept.values())

    # rows
    def _old(self, row: type[Row]) -> Old:
        table = row.__table__
        found = self.connection.execute(select(table).where(table.c.document_id == self.document).order_by(table.c.id)).mappings()
        return {mapping["id"]: mapping for mapping in found}

    def _content(self) -> dict[int, list[Span]]:
        rows = self.connection.execute(
            select(EvidenceRow.owner_id, EvidenceRow.start, EvidenceRow.end).join(ClaimRow, ClaimRow.id == EvidenceRow.owner_id)
            .where(ClaimRow.document_id == self.document, EvidenceRow.owner_kind == "claim", EvidenceRow.field == "content"))
        found: dict[int, list[Span]] = {}
        for owner, start, end in rows:
            found.setdefault(owner, []).append((start, end))
        return found

    def _frozen(self, row: type[Row], old: Old) -> set[int]:
        """Rows that the analyst touched: by status, in a journal step, in a decision, in a cell of an event, by an annotation."""
        kind = row.__tablename__
        touched: set[int | None] = {number for number, mapping in old.items() if _hers(mapping)}
        run = self.connection.execute
        touched |= set(run(select(ChangeRow.row_id).where(ChangeRow.table == kind, ChangeRow.row_id.in_(list(old)))).scalars())
        for column in (DecisionRow.a, DecisionRow.b):
            touched |= set(run(select(column).where(DecisionRow.kind == kind)).scalars()) & old.keys()
        if kind == "telling":
            touched |= set(run(select(EventCellRow.telling_id)).scalars()) & old.keys()
            touched |= set(run(select(ClaimRow.telling_id).where(ClaimRow.telling_id.is_not(None))).scalars()) & old.keys()
            touched |= set(run(select(AnnotationRow.event_id)).scalars()) & old.keys()
        if kind == "claim":
            touched |= set(run(select(AnnotationRow.claim_id)).scalars()) & old.keys()
        return {number for number in touched if number is not None}

    def _update(self, row: type[Row], number: int, values: Mapping[str, Any]) -> None:
        self.connection.execute(update(row).where(row.id == number).values(**values))

    def _return(self, row: type[Row], mapping: RowMapping) -> None:
        if mapping["withdrawn"]:
            self._update(row, mapping["id"], {"withdrawn": False})

    def _retire(self, row: type[Row], kind: str, ids: Iterable[int]) -> None:
        """Rows that the new reading does not have: the analyst's own stay, the touched ones are withdrawn, the others go."""
        old = {number: mapping for number, mapping in self._old(row).items() if number in set(ids)}
        own = {number for number, mapping in old.items() if mapping.get("origin") == "analyst"}
        frozen = self._frozen(row, old) - own
        gone = list(old.keys() - own - frozen)
        if frozen:
            self.connection.execute(update(row).where(row.id.in_(frozen)).values(withdrawn=True))
        if gone:
            self._forget_parts(kind, gone)
            self.connection.execute(delete(row).where(row.id.in_(gone)))

    def _forget_parts(self, kind: str, owners: Sequence[int]) -> None:
        for row in (PartyRow, EvidenceRow):
            self.connection.execute(delete(row).where(row.owner_kind == kind, row.owner_id.in_(owners)))

    def _rehome(self) -> None:
        rehome(self.connection, self.document)

    def _forget_entities(self) -> None:
        """Machine-made entities of this document that nothing refers to any more."""
        old = self._old(EntityRow)
        used: set[int | None] = set()
        for column in (MentionRow.entity_id, PartyRow.entity_id, OutletRow.entity_id):
            used |= set(self.connection.execute(select(column).where(column.in_(list(old)))).scalars())
        self._retire(EntityRow, "entity", old.keys() - used - set(self.entities))


def rehome(connection: Connection, document: int) -> None:
    """Rows whose story is gone or withdrawn, or does not reach to them any more, go to the story that holds their place; machine rows outside all
    stories are withdrawn."""
    stories = connection.execute(select(ArticleRow.id, ArticleRow.start, ArticleRow.end)
                                 .where(ArticleRow.document_id == document, ArticleRow.withdrawn.is_(False))).all()
    alive = {story.id for story in stories}
    inner = sorted(stories, key=lambda story: story.end - story.start)
    for row in (MentionRow, ClaimRow, TellingRow, BlockRow):
        outside = row.article_id.not_in(alive) | (row.start < ArticleRow.start) | (row.start >= ArticleRow.end)
        stray = connection.execute(select(row.id, row.start, row.article_id).join(ArticleRow, ArticleRow.id == row.article_id, isouter=True)
                                   .where(row.document_id == document, row.article_id.is_not(None), outside)).all()
        for number, start, owner in stray:
            home = next((story.id for story in inner if story.start <= start < story.end), owner if owner in alive else None)
            values: dict[str, Any] = {"article_id": home} if home else {"article_id": None} if row is BlockRow else {"withdrawn": True}
            connection.execute(update(row).where(row.id == number).values(**values))


def rehome_all(connection: Connection, changes: Iterable[Change]) -> None:
    """`rehome` in the documents whose stories came, went or have other bounds. The place alone says whose a row is, so no journal keeps it."""
    bounds = {"start", "end", "withdrawn"}
    stories = [change for change in changes if change.table == "article"]
    moved = [change.row_id for change in stories if not (change.before and change.after and bounds.isdisjoint(change.after))]
    gone = {(change.before or {}).get("document_id") for change in stories if change.after is None}
    documents = set(connection.execute(select(ArticleRow.document_id).where(ArticleRow.id.in_(moved))).scalars()) | gone
    for number in sorted(document for document in documents if document):
        rehome(connection, number)


def forget_orphans(connection: Connection, changes: Iterable[Change]) -> None:
    """Parties and evidence that a later reading gave to a row which a replay took away: no journal has them, and nobody else would miss them."""
    for change in changes:
        if change.after is None and change.table in ("article", "claim", "telling"):
            for row in (PartyRow, EvidenceRow):
                connection.execute(delete(row).where(row.owner_kind == change.table, row.owner_id == change.row_id))


# Another encoding --------------------------------------------------------------------------------------------------------------------------


def new_version(connection: Connection, extraction: Extraction, document: int) -> tuple[list[str], int]:
    """When the text is another one than before, adds a version and moves the spans of all rows to where their words stand now."""
    source = extraction.source
    current = connection.execute(select(TextVersionRow.id, TextVersionRow.number, TextVersionRow.sha256, TextVersionRow.text)
                                 .where(TextVersionRow.document_id == document).order_by(TextVersionRow.number.desc()).limit(1)).one()
    if current.sha256 == text_hash(source.text):
        return [], int(current.id)
    version = connection.execute(insert(TextVersionRow).values(document_id=document, number=current.number + 1, encoding=source.encoding,
                                                               sha256=text_hash(source.text), text=source.text)).inserted_primary_key
    assert version is not None  # noqa: S101
    return Anchors(connection, document, current.text, source.text, version[0]).move(), int(version[0])


class Anchors:
    """Moves spans from one text to another by quotation: the same words, as near as they can be to where they stood."""

    def __init__(self, connection: Connection, document: int, old: str, new: str, version: int) -> None:
        self.connection, self.document, self.old, self.new, self.version = connection, document, old, new, version

    def place(self, start: int, end: int) -> Span | None:
        words = self.old[start:end]
        expected = round(start * len(self.new) / max(len(self.old), 1))
        before, after = self.new.rfind(words, 0, expected + len(words)), self.new.find(words, expected)
        found = [at for at in (before, after) if at >= 0]
        if found:
            at = min(found, key=lambda at: abs(at - expected))
            return at, at + len(words)
        return (start, end) if len(self.old) == len(self.new) else None

    def move(self) -> list[str]:
        lost: list[str] = []
        run = self.connection.execute
        for row in (ArticleRow, BlockRow, MentionRow, ClaimRow, TellingRow):
            for found in run(select(row.__table__).where(row.document_id == self.document)).mappings().all():
                self._move_row(row, found, lost)
        owners = [(kind, list(run(select(row.id).where(row.document_id == self.document)).scalars()))
                  for kind, row in (("article", ArticleRow), ("claim", ClaimRow), ("telling", TellingRow))]
        for kind, ids in owners:
            self._move_parts(kind, ids)
        return lost

    def _move_row(self, row: type[Row], found: RowMapping, lost: list[str]) -> None:
        place = self.place(found["start"], found["end"])
        values: dict[str, Any] = {"start": place[0], "end": place[1]} if place else {"withdrawn": True}
        if row is TellingRow and place:
            trigger = self.place(found["trigger_start"], found["trigger_end"]) or place
            values |= {"trigger_start": trigger[0], "trigger_end": trigger[1]}
        if not place and _hers(found):
            lost.append(f"{row.__tablename__} {found['id']}: “{self.old[found['start']:found['end']][:80]}” is not in the text as read now.")
        self.connection.execute(update(row).where(row.id == found["id"]).values(**values))

    def _move_parts(self, kind: str, ids: Sequence[int]) -> None:
        for row in (PartyRow, EvidenceRow):
            found = self.connection.execute(select(row.id, row.start, row.end).where(row.owner_kind == kind, row.owner_id.in_(ids))).all()
            for number, start, end in found:
                place = None if start is None or end is None else self.place(start, end)
                if row is EvidenceRow and place is None:
                    self.connection.execute(delete(row).where(row.id == number))
                    continue
                values: dict[str, Any] = {"start": place[0] if place else None, "end": place[1] if place else None}
                if row is EvidenceRow:
                    values["version_id"] = self.version
                self.connection.execute(update(row).where(row.id == number).values(**values))


def _same_entity(new: ReadEntity, row: RowMapping) -> float:
    """By name and type; where the analyst gave it another name or type, by what it was called or by its name alone."""
    fixed = row["fixed"].split()
    if new.type != row["type"] and "type" not in fixed:
        return 0.0
    if new.name.casefold() == row["name"].casefold():
        return 2.0 if new.type == row["type"] else 1.0
    return 0.5 if "name" in fixed and new.name.casefold() in row["aliases"].casefold().splitlines() else 0.0


def _hers(mapping: RowMapping) -> bool:
    """Made or judged by the analyst."""
    return mapping.get("origin") == "analyst" or mapping.get("status", "suggested") != "suggested"


# Matching ---------------------------------------------------------------------------------------------------------------------------------


def _pair(new: Sequence[Any], old: Old, weight: Weight) -> dict[int, int]:
    """Position of the new -> id of the old, one to one, the heaviest pair first."""
    every = sorted(((weight(item, row), -number, -row_id) for number, item in enumerate(new) for row_id, row in old.items()), reverse=True)
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for heavy, number, row_id in every:
        if heavy > 0 and -number not in pairs and -row_id not in used:
            pairs[-number] = -row_id
            used.add(-row_id)
    return pairs


def _overlap(a: Span, b: Span) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def _shared(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Characters that both have, by the characters that either has."""
    both = sum(max(0, min(e1, e2) - max(s1, s2)) for s1, e1 in a for s2, e2 in b)
    whole = sum(end - start for start, end in (*a, *b)) - both
    return both / whole if whole else 0.0


def _half(share: float) -> float:
    return share if share >= 0.5 else 0.0
