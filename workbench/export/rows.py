"""The tables of the report: which columns each has, and what a record's row holds. `docs/tables.md` says what every column means."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.records import (
    Annotation,
    Article,
    Block,
    Claim,
    Entity,
    Event,
    Evidence,
    HistoryRow,
    Link,
    Mention,
    Outlet,
    Party,
    Span,
    Telling,
    tag,
)

Cell = str | int | float
Text = Callable[[int], str]  # the text of a document
BETWEEN = ";"


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]] = ()


def several(values: Iterable[str]) -> str:
    """Several values in one cell, in their order; one that is not known leaves its place empty."""
    cells = [value.replace(BETWEEN, ",") for value in values]
    return BETWEEN.join(cells) if any(cells) else ""


def file_name(file: str) -> str:
    return file.replace(BETWEEN, ",")


def ends(span: Span) -> str:
    return f"{span[0]}-{span[1]}"


def one_line(words: str) -> str:
    return " ".join(words.split())


def sure(confidence: float, origin: str) -> Cell:
    """Nothing for what the analyst wrote: she gives no number."""
    return "" if origin == "analyst" and not confidence else round(confidence, 3)


def names(parties: Sequence[Party]) -> tuple[str, str]:
    return several(party.name for party in parties), several(tag("entity", party.entity_id) for party in parties)


ARTICLES = ("article_id", "file", "kind", "outlet", "headline", "author", "published_at", "published_from", "url", "start", "end", "note",
            "tags", "done")


def articles(rows: Iterable[Article]) -> Table:
    return Table(ARTICLES, [
        (tag("article", a.id), file_name(a.file), a.kind, a.outlet, a.headline, a.author, a.published_at, a.published_from, a.url, a.start, a.end,
         a.note, a.tags, "yes" if a.done else "") for a in sorted(rows, key=lambda a: (a.file, a.start, a.id))])


def outlets(rows: Iterable[Outlet], stories: Mapping[int, int]) -> Table:
    """With the number of exported articles of each."""
    return Table(("outlet", "reliability", "note", "articles"),
                 [(o.name, o.reliability, o.note, stories[o.id]) for o in sorted(rows, key=lambda o: (o.name.casefold(), o.id)) if stories.get(o.id)])


def blocks(rows: Iterable[Block], files: Mapping[int, str]) -> Table:
    given = sorted(((files[b.document_id], b) for b in rows if b.document_id in files), key=lambda x: (x[0], x[1].start, x[1].id))
    return Table(("file", "article_id", "start", "end", "kind"),
                 [(file_name(file), tag("article", b.article_id), b.start, b.end, b.kind) for file, b in given])


def entities(rows: Iterable[Entity]) -> Table:
    return Table(("entity_id", "name", "type", "aliases", "note", "tags", "country", "mentions", "articles", "outlets"), [
        (tag("entity", e.id), e.name, e.type, several(e.aliases), e.note, e.tags, e.country, e.mentions, e.articles, e.outlets)
        for e in sorted(rows, key=lambda e: e.id)])


def mentions(rows: Iterable[Mention], files: Mapping[int, str]) -> Table:
    given = sorted(((files[m.document_id], m) for m in rows), key=lambda x: (x[0], x[1].start, x[1].id))
    return Table(("mention_id", "article_id", "file", "start", "end", "text", "type", "entity_id", "entity", "origin", "status", "value"), [
        (tag("mention", m.id), tag("article", m.article_id), file_name(file), m.start, m.end, m.text, m.type, tag("entity", m.entity_id), m.entity,
         m.origin, m.status, m.value) for file, m in given])


CLAIMS = ("claim_id", "article_id", "file", "outlet", "published_at", "speaker", "speaker_id", "speaker_text", "speaker_start", "speaker_end", "cue",
          "cue_start", "cue_end", "quote", "speech_act", "text", "start", "end", "parts", "via", "via_parts", "said_from", "said_to", "about_from",
          "about_to", "event_id", "group_id", "origin", "status", "confidence", "source_reliability", "credibility", "note", "tags")


def claims(rows: Iterable[Claim], text: Text) -> Table:
    return Table(CLAIMS, [claim(c, text) for c in sorted(rows, key=lambda c: (c.file, c.start, c.id))])


def claim(c: Claim, text: Text) -> Sequence[Cell]:
    speaker, speaker_id = names(c.speakers)
    spans = [party.span for party in c.speakers if party.span]
    words: tuple[Cell, Cell, Cell] = ("", "", "")
    if spans:
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
        words = text(c.document_id)[start:end], start, end
    cue: tuple[Cell, Cell, Cell] = (c.cue_text, *c.cue) if c.cue else ("", "", "")
    return (tag("claim", c.id), tag("article", c.article_id), file_name(c.file), c.outlet, c.published_at, speaker, speaker_id, *words, *cue, c.quote,
            c.speech_act, c.text, c.start, c.end, BETWEEN.join(map(ends, c.parts)) if len(c.parts) > 1 else "", names(c.vias)[0],
            several(ends(party.span) if party.span else "" for party in c.vias), c.said_from, c.said_to, c.about_from, c.about_to,
            tag("event", c.event_id), tag("group", c.group_id), c.origin, c.status, sure(c.confidence, c.origin), c.source_reliability, c.credibility,
            c.note, c.tags)


EVENTS = ("event_id", "date_from", "date_to", "date_precision", "actor", "actor_id", "action", "recipient", "recipient_id", "place", "modality",
          "summary", "evidence", "claims", "stories", "outlets", "standing", "origin", "status", "confidence", "note", "tags")


def events(rows: Iterable[Event], told: Mapping[int, Telling]) -> Table:
    """In the order of their first tellings."""
    def tellings(event: Event) -> list[Telling]:
        return sorted((told[number] for number in event.tellings if number in told), key=lambda t: (t.file, t.start, t.id))
    given = sorted(((tellings(event), event) for event in rows),
                   key=lambda x: (x[0][0].file if x[0] else "", x[0][0].start if x[0] else 0, x[1].id))
    return Table(EVENTS, [event(e, some) for some, e in given])


def event(e: Event, tellings: Sequence[Telling]) -> Sequence[Cell]:
    actor, actor_id = names(e.actors)
    recipient, recipient_id = names(e.recipients)
    return (tag("event", e.id), e.date_from, e.date_to, e.date_precision, actor, actor_id, e.action, recipient, recipient_id, e.place, e.modality,
            one_line(e.summary), BETWEEN.join(f"{file_name(t.file)}:{t.start}-{t.end}" for t in tellings), e.claims, e.stories, e.outlets, e.standing,
            e.origin, e.status, sure(e.confidence, e.origin), e.note, e.tags)


TELLINGS = ("telling_id", "event_id", "article_id", "file", "start", "end", "trigger", "action", "modality", "origin", "status", "confidence")


def tellings(rows: Iterable[Telling]) -> Table:
    return Table(TELLINGS, [
        (tag("telling", t.id), tag("event", t.event_id), tag("article", t.article_id), file_name(t.file), t.start, t.end, t.trigger_text,
         t.action, t.modality, t.origin, t.status, sure(t.confidence, t.origin)) for t in sorted(rows, key=lambda t: (t.file, t.start, t.id))])


def links(rows: Iterable[Link], places: Mapping[tuple[str, int], tuple[str, int]]) -> Table:
    """In the order of where they start from."""
    given = sorted(rows, key=lambda k: (places.get((k.from_kind, k.from_id), ("", 0)), places.get((k.to_kind, k.to_id), ("", 0)), k.id))
    return Table(("link_id", "from_id", "to_id", "relation", "reason", "detail", "origin", "status", "ruling", "note"), [
        (tag("link", k.id), tag(k.from_kind, k.from_id), tag(k.to_kind, k.to_id), k.relation, k.reason, k.detail, k.origin, k.status, k.ruling,
         k.note) for k in given])


def evidence(rows: Iterable[Evidence]) -> Table:
    given = sorted(set(rows), key=lambda e: (e.file, e.start, e.kind, e.id, e.field, e.end))
    return Table(("id", "field", "file", "start", "end"), [(tag(e.kind, e.id), e.field, file_name(e.file), e.start, e.end) for e in given])


ANNOTATIONS = ("annotation_id", "kind", "date_from", "date_to", "lane", "text", "colour", "claim_id", "event_id", "file", "start", "end",
               "created_at", "changed_at")


def drawn(rows: Iterable[Annotation]) -> Table:
    return Table(ANNOTATIONS, [
        (tag("annotation", k.id), k.kind, k.date_from, k.date_to, k.lane, k.text, k.colour, tag("claim", k.claim_id), tag("event", k.event_id),
         file_name(k.file), "" if k.start is None else k.start, "" if k.end is None else k.end, k.created_at, k.changed_at)
        for k in sorted(rows, key=lambda k: (k.file, k.start or 0, k.id))])


def history(rows: Iterable[HistoryRow]) -> Table:
    return Table(("at", "who", "what", "table", "id", "column", "before", "after"),
                 [(h.at, h.who, h.what, h.table, h.id, h.column, h.before, h.after) for h in rows])


def rejected(found: Iterable[Claim | Telling | Mention], files: Mapping[int, str]) -> Table:
    """What the analyst threw out: it counts nowhere else."""
    def row(one: Claim | Telling | Mention) -> Sequence[Cell]:
        kind = type(one).__name__.casefold()
        words = one.summary if isinstance(one, Telling) else one.text
        label = one.type if isinstance(one, Mention) else one.speech_act if isinstance(one, Claim) else one.action
        return (tag(kind, one.id), kind, tag("article", one.article_id), file_name(files[one.document_id]), one.start, one.end, label,
                words, one.origin)
    given = sorted(found, key=lambda one: (files[one.document_id], one.start, type(one).__name__, one.id))
    return Table(("id", "kind", "article_id", "file", "start", "end", "type", "text", "origin"), [row(one) for one in given])
