"""Twenty suggestions reviewed by keyboard alone: one key each that also moves on, whatever pane has the focus, all panes following."""
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from tests.builders import source
from workbench.core.extraction import Extraction, ReadArticle, ReadBlock, ReadClaim
from workbench.services import claims, documents
from workbench.storage import queries
from workbench.ui.actions import Actions
from workbench.ui.panes.inspector.pane import InspectorPane
from workbench.ui.panes.reader.pane import ReaderPane
from workbench.ui.panes.tables.pane import TablesPane

LINES = [f"Minister number {number} said that point {number} holds." for number in range(20)]
TEXT = "\n".join(LINES) + "\n"
VERDICTS = "AAXAAAXAAAXAAAXAAAXA"


@pytest.fixture
def desk(qtbot, workspace, jobs):
    """Reader, inspector and tables over a page with twenty suggestions, the six of the other pages being judged already."""
    claims.accept(workspace.project, [claim.id for claim in queries.list_claims(workspace.project)])
    starts = [TEXT.index(f"point {number} holds") for number in range(20)]
    read = tuple(ReadClaim(0, ((start, start + len(f"point {number} holds")),), "indirect", "state", confidence=0.5)
                 for number, start in enumerate(starts))
    story = ReadArticle("article", (0, len(TEXT)), "Twenty points")
    documents.load(workspace.project, Extraction(source(TEXT, "twenty.txt"), "en", articles=(story,), blocks=(ReadBlock("body", (0, len(TEXT)), 0),),
                                                 claims=read))
    desk = QSplitter()
    panes = ReaderPane(workspace, jobs), InspectorPane(workspace), TablesPane(workspace)
    actions = Actions(desk)
    for pane in panes:
        desk.addWidget(pane)
        actions.add(pane.actions(), pane)
    qtbot.addWidget(desk)
    desk.resize(1500, 700)
    with qtbot.waitExposed(desk):
        desk.show()
    desk.activateWindow()
    yield panes
    desk.close()


@pytest.mark.parametrize("focus", ["reader", "inspector", "tables"])
def test_twenty_suggestions_take_one_key_each(qtbot, desk, workspace, focus):
    reader, inspector, tables = desk
    place = {"reader": reader.view, "inspector": inspector._area, "tables": tables.show_table("claim")}[focus]
    place.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_J)
    for number, verdict in enumerate(VERDICTS):
        shown = queries.get_claim(workspace.project, workspace.selection.primary)
        assert shown.text == f"point {number} holds"
        assert inspector.card.number == tables.view.selected_ids()[0] == shown.id
        qtbot.keyClick(place, verdict)
        qtbot.wait(1)
    statuses = [claim.status for claim in queries.list_claims(workspace.project, rejected=True) if claim.file == "twenty.txt"]
    assert statuses == ["accepted" if verdict == "A" else "rejected" for verdict in VERDICTS]
    assert len(queries.to_review(workspace.project)) == 0
    assert len(workspace.project.steps()) == 21


def test_a_verdict_is_taken_back_with_one_key_and_the_claim_comes_back(qtbot, desk, workspace):
    reader, *_ = desk
    reader.view.setFocus()
    qtbot.keyClicks(reader.view, "ja")
    workspace.undo()
    qtbot.keyClicks(reader.view, "k")
    assert queries.get_claim(workspace.project, workspace.selection.primary).text == "point 0 holds"
