"""A project file: made, opened, refused; edits, undo and redo."""
from __future__ import annotations

import random

import pytest
from sqlalchemy import select

from workbench.core.changes import Changes
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Extraction, ReadArticle, ReadBlock, ReadClaim, ReadEntity, ReadMention, ReadParty, ReadTelling, Source
from workbench.storage.project import Project
from workbench.storage.schema import APPLICATION_ID, JOURNALLED, ArticleRow, ClaimRow, DecisionRow, OutletRow, PartyRow, StepRow, TextVersionRow

TEXT = "Headline\nMr Putin said the talks were useful.\nKyiv denied it on Monday.\n"


def extraction(text: str = TEXT, file: str = "a.txt") -> Extraction:
    source = Source(file=file, raw=text.encode(), text=text, format="text", encoding="utf-8")
    return Extraction(source, "en", articles=(ReadArticle("article", (0, len(text) - 1), headline="Headline", outlet="The Paper"),),
                      blocks=(ReadBlock("headline", (0, 8), 0), ReadBlock("body", (9, 45), 0)), entities=(ReadEntity("Vladimir Putin", "PERSON"),),
                      mentions=(ReadMention((12, 17), "PERSON", 0, 0),),
                      claims=(ReadClaim(0, ((23, 44),), "indirect", "state", (ReadParty(0, (12, 17)),), (18, 22)),),
                      tellings=(ReadTelling(0, (51, 57), (46, 70), "REJECT", "happened"),))


@pytest.fixture
def project(tmp_path):
    project = Project.create(tmp_path / "p.workbench")
    yield project
    project.close()


def dump(project: Project) -> dict[str, list[tuple[object, ...]]]:
    with project.reading() as session:
        return {name: [tuple(row) for row in session.execute(select(row.__table__).order_by(row.id))] for name, row in JOURNALLED.items()}


def test_a_new_project_is_known_by_its_header(project):
    header = project.path.read_bytes()[:100]
    assert header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def test_closing_leaves_one_file(tmp_path):
    project = Project.create(tmp_path / "p.workbench")
    with project.edit("Add") as session:
        session.add(OutletRow(name="x", folded="x"))
    project.close()
    assert [path.name for path in tmp_path.iterdir()] == ["p.workbench"]


def test_an_existing_file_is_not_made_again(project):
    with pytest.raises(WorkbenchError, match="is there already"):
        Project.create(project.path)


@pytest.mark.parametrize(("content", "sentence"), [(b"", "not a Claims Workbench project"), (b"SQLite format 3\0" + bytes(100), "another program"),
                                                   (b"hello" * 100, "not a Claims Workbench project")])
def test_a_file_that_is_not_ours_is_refused_untouched(tmp_path, content, sentence):
    path = tmp_path / "x.workbench"
    path.write_bytes(content)
    with pytest.raises(WorkbenchError, match=sentence):
        Project.open(path)
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_untouched(tmp_path):
    path = tmp_path / "x.workbench"
    Project.create(path).close()
    data = bytearray(path.read_bytes())
    data[60:64] = (999).to_bytes(4, "big")
    path.write_bytes(data)
    with pytest.raises(WorkbenchError, match="newer"):
        Project.open(path)
    assert path.read_bytes() == bytes(data)


def test_a_damaged_file_is_refused(tmp_path):
    path = tmp_path / "x.workbench"
    project = Project.create(path)
    project.load(extraction())
    project.close()
    data = bytearray(path.read_bytes())
    data[4096:4096 * 12] = bytes(4096 * 11)
    path.write_bytes(data)
    with pytest.raises(WorkbenchError, match="damaged"):
        Project.open(path)


def test_a_project_is_open_in_one_window_only(project):
    with pytest.raises(WorkbenchError, match="another window"):
        Project.open(project.path)


def test_looking_only_refuses_edits(project):
    project.close()
    looking = Project.open(project.path, read_only=True)
    with pytest.raises(WorkbenchError, match="reading only"), looking.edit("Add"):
        pass
    looking.close()


def test_looking_only_leaves_one_file_as_it_was(project):
    project.load(extraction())
    project.close()
    before = project.path.read_bytes()
    looking = Project.open(project.path, read_only=True)
    assert looking.text(1) == TEXT
    looking.close()
    assert [path.name for path in project.path.parent.iterdir()] == ["p.workbench"]
    assert project.path.read_bytes() == before


def test_looking_only_sees_what_another_window_writes(project):
    looking = Project.open(project.path, read_only=True)
    project.load(extraction())
    assert looking.text(1) == TEXT
    looking.close()
    with project.edit("Add") as session:
        session.add(OutletRow(name="x", folded="x"))
    project.close()
    assert [path.name for path in project.path.parent.iterdir()] == ["p.workbench"]


def test_a_load_stores_the_document_whole(project):
    loaded = project.load(extraction())
    with project.reading() as session:
        claim = session.scalars(select(ClaimRow)).one()
        assert (claim.start, claim.end) == (23, 44)
    assert project.text(loaded.document_id) == TEXT


def test_a_load_is_no_undo_step(project):
    project.load(extraction())
    assert project.undo_label is None


def test_a_span_outside_the_text_never_reaches_the_file(project):
    bad = Extraction(Source("b.txt", b"x", "x", "text"), "en", blocks=(ReadBlock("body", (0, 9)),))
    with pytest.raises(ValueError, match="outside"):
        project.load(bad)


def test_undo_and_redo_reach_back_past_a_restart(project):
    with project.edit("Add an outlet") as session:
        session.add(OutletRow(name="x", folded="x"))
    project.close()
    again = Project.open(project.path)
    assert again.undo_label == "Add an outlet"
    again.undo()
    assert (again.undo_label, again.redo_label) == (None, "Add an outlet")
    again.redo()
    with again.reading() as session:
        assert session.scalars(select(OutletRow.name)).all() == ["x"]
    again.close()


def test_an_edit_within_an_edit_is_one_step_with_it(project):
    with project.edit("Outer"):
        with project.edit("First") as session:
            session.add(OutletRow(name="x", folded="x"))
        with project.edit("Second") as session:
            session.add(OutletRow(name="y", folded="y"))
    assert [step.label for step in project.steps()] == ["Outer"]
    project.undo()
    assert not dump(project)["outlet"]


def test_an_exception_undoes_the_whole_edit(project):
    with pytest.raises(ZeroDivisionError), project.edit("Add") as session:
        session.add(OutletRow(name=str(1 / len(session.new)), folded="x"))
    with project.reading() as session:
        assert not session.scalars(select(OutletRow)).all()


def test_an_edit_that_changes_nothing_leaves_no_step(project):
    with project.edit("Nothing"):
        pass
    assert project.steps() == []


def test_bulk_statements_are_refused_inside_an_edit(project):
    from sqlalchemy import delete
    with pytest.raises(RuntimeError, match="bulk"), project.edit("Delete") as session:
        session.execute(delete(OutletRow))


def test_a_new_edit_ends_redo(project):
    for name in ("x", "y"):
        with project.edit(f"Add {name}") as session:
            session.add(OutletRow(name=name, folded=name))
    project.undo()
    with project.edit("Add z") as session:
        session.add(OutletRow(name="z", folded="z"))
    assert project.redo_label is None


def test_changes_are_announced_after_the_commit(project):
    heard: list[Changes] = []
    project.subscribe(heard.append)
    with project.edit("Add") as session:
        session.add(OutletRow(name="x", folded="x"))
    assert heard[0].touches("outlet")


def test_a_party_is_announced_as_its_claim(project):
    project.load(extraction())
    heard: list[Changes] = []
    project.subscribe(heard.append)
    with project.edit("Change speaker") as session:
        session.scalars(select(PartyRow)).first().name = "He"
    assert heard[0].ids["claim"] == frozenset({1})


def test_removing_a_document_can_be_undone(project):
    project.load(extraction())
    before = dump(project)
    with project.edit("Remove document") as session:
        for row in reversed(list(JOURNALLED.values())):
            for found in session.scalars(select(row)).all():
                session.delete(found)
    project.undo()
    assert dump(project) == before


def test_history_names_the_cell_and_both_values(project):
    project.load(extraction())
    with project.edit("Change act") as session:
        session.get(ClaimRow, 1).speech_act = "deny"
    row = list(project.history())[-1]
    assert (row.what, row.table, row.id, row.column, row.before, row.after) == ("edit", "claim", "c1", "speech_act", "state", "deny")


def test_the_same_text_is_known(project):
    project.load(extraction())
    assert project.has(TEXT, "") == "a.txt"
    assert project.has(TEXT, "Other") is None


def test_names_of_files_stay_unique(project):
    project.load(extraction())
    assert project.free_name("a.txt") == "a (2).txt"
    assert project.free_name("b;c.txt") == "b,c.txt"


def test_reading_again_keeps_ids(project):
    loaded = project.load(extraction())
    project.load(extraction(), document_id=loaded.document_id)
    with project.reading() as session:
        assert session.scalars(select(ClaimRow.id)).all() == [1]
        assert session.scalars(select(ArticleRow.id)).all() == [1]


def test_reading_again_leaves_what_she_touched(project):
    loaded = project.load(extraction())
    with project.edit("Change act") as session:
        claim = session.get(ClaimRow, 1)
        claim.speech_act, claim.status = "deny", "edited"
    project.load(extraction(), document_id=loaded.document_id)
    with project.reading() as session:
        assert session.get(ClaimRow, 1).speech_act == "deny"


def test_what_she_touched_is_withdrawn_not_deleted(project):
    loaded = project.load(extraction())
    with project.edit("Accept") as session:
        session.get(ClaimRow, 1).status = "accepted"
    bare = Extraction(extraction().source, "en", articles=extraction().articles)
    project.load(bare, document_id=loaded.document_id)
    with project.reading() as session:
        assert session.get(ClaimRow, 1).withdrawn


def test_another_encoding_is_a_new_version_and_a_barrier(project):
    loaded = project.load(extraction(TEXT.replace("useful", "usefÃ¼l")))
    with project.edit("Accept") as session:
        session.get(ClaimRow, 1).status = "accepted"
    project.load(extraction(TEXT.replace("useful", "usefül")), document_id=loaded.document_id)
    with project.reading() as session:
        assert len(session.scalars(select(TextVersionRow.id)).all()) == 2
    assert project.undo_label is None


def test_check_finds_and_mends_a_span_outside_its_text(project):
    project.load(extraction())
    with project.edit("Break") as session:
        session.get(ClaimRow, 1).end = 9999
    assert any("claim 1" in problem for problem in project.check())
    project.check(repair=True)
    assert project.check() == []
    copy = Project.open(project.path.with_name("p.before-repair.workbench"))
    assert any("claim 1" in problem for problem in copy.check())
    copy.close()


def test_random_edits_undone_and_redone_restore_every_row(project):
    chance = random.Random(7)  # noqa: S311
    project.load(extraction())
    states = [dump(project)]
    at = 0
    for turn in range(120):
        move = chance.random()
        if move < 0.5 or (move < 0.75 and at == 0) or (move >= 0.75 and at == len(states) - 1):
            del states[at + 1:]
            _edit(project, chance, turn)
            states.append(dump(project))
            at += 1
        elif move < 0.75:
            project.undo()
            at -= 1
        else:
            project.redo()
            at += 1
        assert dump(project) == states[at]


def _edit(project: Project, chance: random.Random, turn: int) -> None:
    with project.edit(f"Turn {turn}") as session:
        session.add(OutletRow(name=f"o{turn}", folded=f"o{turn}"))
        session.add(DecisionRow(kind="claim", a=turn, b=turn + 1, verdict="same"))
        claims = session.scalars(select(ClaimRow)).all()
        outlets = session.scalars(select(OutletRow)).all()
        session.flush()
        if claims and chance.random() < 0.2:
            for party in session.scalars(select(PartyRow).where(PartyRow.owner_kind == "claim")):
                session.delete(party)
            session.delete(claims[0])
        elif claims:
            claims[0].note = f"n{turn}"
        used = {article.outlet_id for article in session.scalars(select(ArticleRow))}
        for outlet in outlets:
            if outlet.id not in used and chance.random() < 0.3:
                session.delete(outlet)


def test_steps_are_only_ever_added(project):
    with project.edit("Add") as session:
        session.add(OutletRow(name="x", folded="x"))
    project.undo()
    with project.reading() as session:
        assert session.scalars(select(StepRow.kind).order_by(StepRow.id)).all() == ["edit", "undo"]
