"""Reports of a project: the tables of the export contract, and the chart as a figure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import __version__
from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.look import Look
from workbench.core.records import Annotation, Article, Claim, Entity, Event, Link, Mention, Party, Telling
from workbench.export import rows, tables
from workbench.export.rows import Table
from workbench.services import timeline
from workbench.storage import queries
from workbench.storage.project import Project

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = tables.FORMATS
PROGRAM = "Claims Workbench"


@dataclass(frozen=True)
class Chosen:
    """What of a project goes into a report: the claims and events that pass, and what belongs to them."""
    claims: list[Claim]
    events: list[Event]
    tellings: list[Telling]
    articles: list[Article]
    mentions: list[Mention]
    entities: list[Entity]
    links: list[Link]
    annotations: list[Annotation]
    documents: dict[int, str]  # id -> file


def choose(project: Project, only: Filter) -> Chosen:
    claims, events = queries.list_claims(project, only), queries.list_events(project, only)
    kept = {number for event in events for number in event.tellings}
    tellings = [telling for telling in queries.list_tellings(project) if telling.id in kept]
    articles, mentions, entities = queries.list_articles(project), queries.list_mentions(project), queries.list_entities(project)
    links, annotations = queries.list_links(project), queries.list_annotations(project)
    documents: dict[int, str] = {d.id: d.file for d in queries.list_documents(project)}
    if only:
        chosen: list[Claim | Telling] = [*claims, *tellings]
        named = {party.entity_id for row in chosen for party in parties(row)}
        stories = {row.article_id for row in chosen}
        articles = [a for a in articles if a.id in stories]
        mentions = [m for m in mentions if m.article_id in stories]
        entities = [e for e in entities if e.id in named | {m.entity_id for m in mentions}]
        ends = {("claim", c.id) for c in claims} | {("telling", t.id) for t in tellings} | {("event", e.id) for e in events}
        links = [k for k in links if {(k.from_kind, k.from_id), (k.to_kind, k.to_id)} <= ends]
        annotations = [k for k in annotations if ("claim", k.claim_id) in ends or ("event", k.event_id) in ends or not (k.claim_id or k.event_id)]
        documents = {number: file for number, file in documents.items() if number in {a.document_id for a in articles}}
    return Chosen(claims, events, tellings, articles, mentions, entities, links, annotations, documents)


def parties(row: Claim | Telling) -> Iterable[Party]:
    if isinstance(row, Claim):
        return (*row.speakers, *row.vias)
    return (*row.actors, *row.recipients, *([row.place] if row.place else []))


def report(project: Project, only: Filter = Filter()) -> dict[str, Table]:  # noqa: B008
    """Every table by its name, in the order of the contract."""
    return make_tables(project, choose(project, only))


def make_tables(project: Project, chosen: Chosen) -> dict[str, Table]:
    from workbench.export.summary import summary  # noqa: PLC0415 - pandas is heavy: the desk imports this module for its menu
    documents = chosen.documents
    told: dict[int, Telling] = {t.id: t for t in chosen.tellings}
    places: dict[tuple[str, int], tuple[str, int]] = {("claim", c.id): (c.file, c.start) for c in chosen.claims}
    places |= {("telling", t.id): (t.file, t.start) for t in chosen.tellings}
    places |= {("event", e.id): min(places["telling", t] for t in e.tellings) for e in chosen.events if e.tellings}
    denied = {k.to_id for k in chosen.links if k.relation == "denies" and k.to_kind == "claim" and k.status != "rejected"}
    read: list[Claim | Telling | Mention] = [*queries.list_claims(project, rejected=True), *queries.list_tellings(project, rejected=True),
                                             *queries.rejected_mentions(project)]
    thrown_out = [one for one in read if one.status == "rejected" and one.document_id in documents]
    kept = {("article", a.id) for a in chosen.articles} | set(places)
    return {
        "articles": rows.articles(chosen.articles),
        "outlets": rows.outlets(queries.list_outlets(project), Counter(a.outlet_id for a in chosen.articles if a.outlet_id is not None)),
        "blocks": rows.blocks(queries.list_blocks(project), documents),
        "entities": rows.entities(chosen.entities),
        "mentions": rows.mentions(chosen.mentions, documents),
        "claims": rows.claims(chosen.claims, project.text),
        "events": rows.events(chosen.events, told),
        "tellings": rows.tellings(chosen.tellings),
        "links": rows.links(chosen.links, places),
        "evidence": rows.evidence(one for one in queries.list_evidence(project) if (one.kind, one.id) in kept),
        "summary": summary(chosen.claims, denied),
        "annotations": rows.drawn(chosen.annotations),
        "history": rows.history(project.history()),
        "rejected": rows.rejected(thrown_out, documents),
    }


def export(project: Project, folder: Path, *, format: tables.Format = "csv", excel: bool = False, only: Filter = Filter()) -> list[Path]:  # noqa: A002, B008
    """Writes the report and the documents' texts; the paths of the files."""
    chosen = choose(project, only)
    texts = {rows.file_name(file): project.text(number) for number, file in sorted(chosen.documents.items())}
    return tables.write(make_tables(project, chosen), folder, format=format, excel=excel, texts=texts)


def draw(project: Project, look: Look = Look(), only: Filter = Filter()) -> Figure:  # noqa: B008
    """The timeline with its annotations, as the desk shows it."""
    from workbench.charts.figure import figure  # noqa: PLC0415 - matplotlib is heavy, as above
    read = timeline.read(project, only, lane=look.lane, clock=look.clock)
    return figure(read.layout, timeline.drawn(project), size=look.size, view=_view(look, project.zone), theme=look.theme, zone=project.zone,
                  source=_source(project, read, look, only))


def chart(project: Project, file: Path, look: Look = Look(), only: Filter = Filter()) -> Path:  # noqa: B008
    """Writes it; the file tells how to draw it again."""
    from workbench.export import figures  # noqa: PLC0415
    figures.check(file)
    title = f"{project.path.stem}: timeline by {look.lane}"
    return figures.save(draw(project, look, only), file, title, look.command(project.path.name, only, file.name), f"{PROGRAM} {__version__}")


def _view(look: Look, zone: str) -> tuple[float, float] | None:
    if look.stretch is None:
        return None
    left, right = dates.interval(look.stretch[0], zone)[0], dates.interval(look.stretch[1], zone)[1]
    if right <= left:
        raise WorkbenchError(f"The stretch of time ends ({look.stretch[1]}) before it begins ({look.stretch[0]}).")
    return left, right


def _source(project: Project, read: timeline.Chart, look: Look, only: Filter) -> str:
    """Where a figure comes from, for whoever meets it without the program."""
    articles, outlets = (len(set(some.tolist()) - {0}) for some in (read.claims.article_id, read.claims.outlet))
    parts = [project.path.stem, f"{articles} {'article' if articles == 1 else 'articles'}, {outlets} {'outlet' if outlets == 1 else 'outlets'}",
             f"filter {only}" if only else "no filter", f"times in {project.zone}"]
    if look.stretch:
        parts.insert(1, " to ".join(dates.show(moment) for moment in look.stretch))
    return " · ".join([*parts, f"{PROGRAM} {__version__}"])
