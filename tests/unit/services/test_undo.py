"""Whatever the analyst does, undo and redo restore what was read and decided exactly, and what is derived is that of the state."""
from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders import FIRST, SECOND, first_extraction, second_extraction, small_project
from workbench.core.errors import WorkbenchError
from workbench.core.records import ACTIONS, BLOCK_KINDS, MENTION_TYPES, SPEECH_ACTS, Annotation, AnnotationId
from workbench.services import annotations, articles, claims, documents, entities, events, links, outlets
from workbench.storage import queries
from workbench.storage.schema import (
    JOURNALLED,
    CanonicalRow,
    ClaimGroupRow,
    ClaimRow,
    EventPartyRow,
    EventRow,
    TellingEventRow,
    TellingRow,
)

DERIVED = (CanonicalRow, ClaimGroupRow, EventRow, EventPartyRow, TellingEventRow)
NAMES = ("Putin", "Seoul", "Kim Jong Un", "Somebody New", "Yonhap; Seoul")


def dump(project):
    """Every row of the read, decided and derived tables but the links, whose ids are their own."""
    with project.reading() as session:
        kept = {name: {tuple(row) for row in session.execute(select(row.__table__))} for name, row in JOURNALLED.items()}
        return kept | {row.__tablename__: {tuple(found) for found in session.execute(select(row.__table__))} for row in DERIVED}


class Analyst:
    """Does something at random; what the program refuses changes nothing."""

    def __init__(self, project, seed):
        self.project, self.random = project, random.Random(seed)  # noqa: S311

    def some(self, row):
        with self.project.reading() as session:
            ids = list(session.scalars(select(row.id)))
        return self.random.sample(ids, min(len(ids), self.random.randint(1, 3))) or [1]

    def story(self):
        return self.random.choice([article.id for article in queries.list_articles(self.project)] or [1])

    def span(self, document):
        text = {1: FIRST, 2: SECOND}[document]
        start = self.random.randrange(len(text))
        return start, self.random.randint(start, min(len(text), start + 40))

    def undo_or_redo(self):
        with suppress(WorkbenchError):
            self.random.choice((self.project.undo, self.project.redo))()

    def read_again(self):
        """As the worker would: with her bounds, and not all of the rows as before."""
        number = self.random.choice((1, 2))
        if queries.get_document(self.project, number) is None:
            return
        read = (first_extraction if number == 1 else second_extraction)()
        spans = [story.span for story in articles.fixed_of(self.project, number).articles] or [read.articles[0].span]

        def home(place):
            return next((at for at, (start, end) in enumerate(spans) if start <= place < end), 0)

        def some(rows, place):
            return tuple(replace(row, article=home(place(row))) for row in rows if self.random.random() < 0.8)
        documents.load(self.project, replace(
            read, articles=tuple(replace(read.articles[0], span=span) for span in spans), blocks=(),
            mentions=some(read.mentions, lambda row: row.span[0]), claims=some(read.claims, lambda row: row.parts[0][0]),
            tellings=some(read.tellings, lambda row: row.span[0])), number)

    def act(self):
        verb = self.random.choice(VERBS)
        try:
            verb(self, self.project, self.random)
        except WorkbenchError:
            return verb.__code__.co_firstlineno
        return 0


VERBS = (
    lambda a, p, r: claims.set_field(p, a.some(ClaimRow), "speaker", r.choice(NAMES)),
    lambda a, p, r: claims.set_field(p, a.some(ClaimRow), "speech_act", r.choice(SPEECH_ACTS)),
    lambda a, p, r: claims.set_field(p, a.some(ClaimRow), "said", r.choice(("18 June", "", "17-19 June"))),
    lambda a, p, r: claims.set_words(p, a.some(ClaimRow)[0], r.choice(("speaker", "cue", "content", "said", "via")), a.span(2)),
    lambda a, p, r: claims.add(p, 2, a.span(2), words={"speaker": a.span(2)}),
    lambda a, p, r: claims.duplicate(p, a.some(ClaimRow)),
    lambda a, p, r: claims.delete(p, a.some(ClaimRow)),
    lambda a, p, r: r.choice((claims.accept, claims.reject, claims.group, claims.ungroup))(p, a.some(ClaimRow)),
    lambda a, p, r: claims.set_event(p, a.some(ClaimRow), r.choice((*a.some(TellingRow), None))),
    lambda a, p, r: events.set_field(p, a.some(TellingRow), "actor", r.choice(NAMES)),
    lambda a, p, r: events.set_field(p, a.some(TellingRow), "action", r.choice(ACTIONS)),
    lambda a, p, r: events.set_words(p, a.some(TellingRow)[0], r.choice(("actor", "trigger", "place")), a.span(1)),
    lambda a, p, r: events.add(p, 1, a.span(1), actor=r.choice(NAMES), note="new"),
    lambda a, p, r: r.choice((events.accept, events.reject, events.delete, events.duplicate))(p, a.some(TellingRow)),
    lambda a, p, r: r.choice((events.merge, lambda p, ids: events.split(p, ids[0], ids[1:])))(p, a.some(TellingRow)),
    lambda a, p, r: articles.set_field(p, [1, 2], r.choice(("outlet", "headline", "note")), r.choice(NAMES)),
    lambda a, p, r: articles.set_field(p, 2, "published_at", r.choice(("2024-06-20", "2024-06-21 10:00"))),
    lambda a, p, r: articles.split(p, a.story(), a.span(2)[0]),
    lambda a, p, r: articles.join(p, a.story()),
    lambda a, p, r: articles.retype_block(p, r.choice((1, 2)), a.span(2), r.choice(BLOCK_KINDS)),
    lambda a, p, r: entities.merge(p, r.sample(range(1, 14), 2)),
    lambda a, p, r: entities.split(p, 1, [8]),
    lambda a, p, r: entities.rename(p, r.randint(1, 13), r.choice(NAMES)),
    lambda a, p, r: entities.retype(p, r.randint(1, 13), r.choice(MENTION_TYPES)),
    lambda a, p, r: entities.add_mention(p, 2, a.span(2), r.choice(MENTION_TYPES)),
    lambda a, p, r: entities.remove_mention(p, r.randint(1, 16), r.random() < 0.3),
    lambda a, p, r: outlets.set_reliability(p, 1, r.choice("ABCDEF")),
    lambda a, p, r: outlets.rename(p, r.choice((1, 2)), r.choice(("World Wire", "Third"))),
    lambda a, p, r: links.add(p, "claim", a.some(ClaimRow)[0], "claim", a.some(ClaimRow)[0], relation="contradicts"),
    lambda a, p, r: links.rule(p, [link.id for link in queries.list_links(p)], r.choice(("real", "scope", ""))),
    lambda a, p, r: annotations.add(p, Annotation(AnnotationId(0), "note", "2024-06-19", text=r.choice(NAMES))),
    lambda a, p, r: documents.remove(p, r.choice((1, 2))))


@pytest.mark.parametrize("seed", range(4))
def test_undo_and_redo_restore_every_state(tmp_path, seed):
    project = small_project(tmp_path, documents.compare)
    analyst = Analyst(project, seed)
    states = [dump(project)]
    for _ in range(40):
        before = project.undo_label, len(project.steps(1000))
        analyst.act()
        if (project.undo_label, len(project.steps(1000))) != before:
            states.append(dump(project))
    assert len(states) > 8
    for at in range(len(states) - 2, -1, -1):
        project.undo()
        assert dump(project) == states[at], project.redo_label
    for state in states[1:]:
        project.redo()
        assert dump(project) == state, project.undo_label
    assert project.check() == []
    project.close()


@pytest.mark.parametrize("seed", range(3))
def test_reading_again_between_edits_leaves_a_sound_project(tmp_path, seed):
    project = small_project(tmp_path, documents.compare)
    analyst = Analyst(project, seed)
    for _ in range(40):
        move = analyst.random.choice((analyst.act, analyst.act, analyst.read_again, analyst.undo_or_redo))
        move()
    assert project.check() == []
    assert {one.kind for one in queries.list_evidence(project)} <= {"article", "claim", "telling", "event"}
    project.close()


def test_a_refused_verb_leaves_no_trace(tmp_path):
    project = small_project(tmp_path, documents.compare)
    before = dump(project)
    with pytest.raises(WorkbenchError):
        claims.add(project, 2, (0, 5), words={"speaker": (0, 5)}, speaker="Somebody New", said="31 June")
    assert dump(project) == before
    project.close()
