"""The workspace: three signals, equal values emit nothing, one road for edits."""
from __future__ import annotations

import threading

from PySide6.QtCore import QMetaMethod
from PySide6.QtWidgets import QWidget

from tests.builders import first_extraction, second_extraction
from workbench.core.changes import Changes
from workbench.core.filters import Filter
from workbench.services import claims, documents
from workbench.storage import queries
from workbench.storage.project import Project
from workbench.ui.panes.refresh import Refreshing
from workbench.ui.workspace import Workspace


def heard(signal):
    values = []
    signal.connect(values.append)
    return values


def test_it_has_exactly_three_signals(workspace):
    meta = Workspace.staticMetaObject
    own = [meta.method(i) for i in range(meta.methodOffset(), meta.methodCount())]
    names = [bytes(one.name()).decode() for one in own if one.methodType() == QMetaMethod.MethodType.Signal]
    assert sorted(names) == ["changed", "filter_changed", "selection_changed"]


def test_equal_values_emit_nothing(workspace):
    workspace.select("claim", 1)
    selections, filters = heard(workspace.selection_changed), heard(workspace.filter_changed)
    workspace.select("claim", [1])
    workspace.set_filter(Filter())
    assert (selections, filters) == ([], [])


def test_reveal_makes_the_same_selection_news(workspace):
    workspace.select("claim", 1)
    selections = heard(workspace.selection_changed)
    workspace.select("claim", 1, reveal=True)
    assert [one.ids for one in selections] == [(1,)]


def test_an_edit_is_announced_before_the_verb_returns(workspace):
    changes = heard(workspace.changed)
    workspace.do(claims.accept, [1])
    assert changes[0].touches("claim")
    assert queries.get_claim(workspace.project, 1).status == "accepted"


def test_what_the_world_refuses_is_said_and_nothing_changes(workspace):
    changes = heard(workspace.changed)
    assert workspace.do(claims.set_field, [1], "said", "31 June 2024") is None
    assert "June has 30 days" in workspace.said[-1] == workspace.refused
    assert changes == []


def test_undo_and_redo_name_their_step(workspace):
    workspace.do(claims.accept, [1])
    workspace.undo()
    workspace.redo()
    assert [line.split(":")[0] for line in workspace.said] == ["Undone", "Done again"]
    assert queries.get_claim(workspace.project, 1).status == "accepted"


def test_loads_of_another_thread_arrive_gathered_on_the_main_thread(qtbot, tmp_path, qapp):
    workspace = Workspace()
    workspace.open(documents.open_project(Project.create(tmp_path / "p.workbench")))
    threads, changes = [], []
    workspace.changed.connect(lambda one: (threads.append(threading.current_thread()), changes.append(one)))

    def load():
        for extraction in (first_extraction(), second_extraction()):
            documents.load(workspace.project, extraction)

    with qtbot.waitSignal(workspace.changed):
        writer = threading.Thread(target=load)
        writer.start()
        writer.join()
    assert threads == [threading.main_thread()]
    assert changes[0].ids["document"] == {1, 2}
    workspace.close()


def test_back_and_forward_follow_the_trail(workspace):
    for claim in (1, 2, 3):
        workspace.select("claim", claim)
    workspace.back()
    workspace.back()
    workspace.forward()
    assert workspace.selection.ids == (2,)
    workspace.select("claim", 4)
    assert not workspace.can_go_forward


def test_what_cannot_be_opened_leaves_the_open_project_alone(workspace, tmp_path):
    other = tmp_path / "not ours.workbench"
    other.write_text("hello")
    assert not workspace.open(other)
    assert "not ours.workbench" in workspace.said[-1]
    assert workspace.project.path.name == "small.workbench"


def test_closing_clears_selection_and_filter(workspace):
    workspace.select("claim", 1)
    workspace.set_filter(Filter.parse("act:deny"))
    changes = heard(workspace.changed)
    workspace.close()
    assert (workspace.project, workspace.selection.kind, bool(workspace.filter)) == (None, None, False)
    assert changes == [Changes(everything=True)]


class Seen(Refreshing, QWidget):
    def __init__(self, workspace):
        super().__init__()
        self.calls = []
        self.follow(workspace)

    def refresh(self, changes):
        self.calls.append(("refresh", changes))

    def show_selection(self, selection):
        self.calls.append(("select", selection.ids))


def test_a_hidden_pane_catches_up_once_when_it_is_shown(qtbot, workspace):
    pane = Seen(workspace)
    qtbot.addWidget(pane)
    pane.show()
    pane.hide()
    pane.calls.clear()
    workspace.do(claims.accept, [1])
    workspace.do(claims.accept, [2])
    workspace.select("claim", 1)
    workspace.select("claim", 2)
    assert pane.calls == []
    pane.show()
    assert [what for what, _ in pane.calls] == ["refresh", "select"]
    assert pane.calls[0][1].ids["claim"] >= {1, 2}
    assert pane.calls[1][1] == (2,)


def test_the_last_change_is_repeated_on_what_is_selected_now(workspace):
    workspace.select("claim", 1)
    workspace.do(claims.set_field, 1, "speech_act", "accuse")
    workspace.select("claim", [2, 3])
    workspace.repeat()
    assert [claim.speech_act for claim in queries.get_claims(workspace.project, [2, 3])] == ["accuse", "accuse"]


def test_what_is_no_row_of_that_kind_is_not_changed_by_repeating(workspace):
    workspace.do(claims.set_field, 1, "speech_act", "accuse")
    workspace.select("event", 1)
    assert not workspace.repeatable
    workspace.repeat()
    assert len(workspace.project.steps()) == 1
