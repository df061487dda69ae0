"""The library as the analyst uses it: over a real project, with real clicks."""
from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from workbench.core.filters import Filter
from workbench.services import articles, claims
from workbench.storage import queries
from workbench.ui.dialogs.article import ArticleDialog
from workbench.ui.panes.library.delegate import counts
from workbench.ui.panes.library.model import ARTICLE, ROW
from workbench.ui.panes.library.pane import LibraryPane

HEADLINES = ["Seoul weighs arms for Kyiv", "Russia and North Korea sign treaty"]


@pytest.fixture
def pane(qtbot, workspace, jobs):
    pane = LibraryPane(workspace, jobs)
    qtbot.addWidget(pane)
    pane.resize(300, 500)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def shown(pane):
    model = pane.view.model()
    rows = [model.index(place).data(ROW) for place in range(model.rowCount())]
    return [row.article.headline if row.article else row.heading for row in rows]


def click(qtbot, pane, place, modifier=Qt.KeyboardModifier.NoModifier):
    where = pane.view.visualRect(pane.view.model().index(place)).center()
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, modifier, where)


def act(pane, name):
    action = next(one for one in pane.actions() if one.id == name)
    assert action.allowed
    action.callback()


def test_newest_first_and_a_summary(pane):
    assert shown(pane) == HEADLINES
    assert pane._header.text() == "2 STORIES · 6 CLAIMS"
    assert pane._header.toolTip() == "From 2 files"


def test_teasers_are_counted_apart(pane, workspace):
    workspace.do(articles.set_kind, queries.list_articles(workspace.project)[0].id, "teaser")
    assert pane._header.text() == "1 STORY · 1 TEASER · 6 CLAIMS"


def test_by_outlet_it_has_headings_that_cannot_be_chosen(pane):
    pane.set_order("outlet")
    assert shown(pane) == ["Daily Courier", HEADLINES[1], "World Wire", HEADLINES[0]]
    assert not pane.view.model().index(0).flags() & Qt.ItemFlag.ItemIsSelectable


def test_a_click_opens_the_article(qtbot, pane, workspace):
    click(qtbot, pane, 1)
    assert (workspace.selection.kind, workspace.selection.ids) == ("article", (1,))
    assert workspace.selection.reveal == 1


def test_ctrl_click_chooses_several(qtbot, pane, workspace):
    click(qtbot, pane, 0)
    click(qtbot, pane, 1, Qt.KeyboardModifier.ControlModifier)
    assert set(workspace.selection.ids) == {1, 2}


def test_a_claim_chosen_elsewhere_marks_its_article(pane, workspace):
    workspace.select("claim", queries.list_claims(workspace.project, document_id=2)[0].id)
    assert [index.data(ARTICLE).id for index in pane.view.selectedIndexes()] == [2]
    assert workspace.selection.kind == "claim"


def test_accepting_claims_counts_as_reviewed(pane, workspace):
    workspace.do(claims.accept, [1, 2])
    row = pane.view.model().index(1).data(ROW)
    assert "".join(words for words, _ in counts(row)) == "3 claims · 2 reviewed"


def test_a_filter_dims_what_is_out_and_hides_nothing(pane, workspace):
    workspace.set_filter(Filter.parse("act:deny"))
    rows = [pane.view.model().index(place).data(ROW) for place in (0, 1)]
    assert [(row.passing, row.dimmed) for row in rows] == [(1, False), (0, True)]


def test_done_is_a_step_that_undo_takes_back(qtbot, pane, workspace):
    click(qtbot, pane, 0)
    act(pane, "article.done")
    assert queries.get_article(workspace.project, 2).done
    workspace.undo()
    assert not queries.get_article(workspace.project, 2).done


def test_a_removed_document_comes_back_by_undo(qtbot, pane, workspace):
    click(qtbot, pane, 0)
    act(pane, "document.remove")
    assert shown(pane) == HEADLINES[1:]
    assert "Removed wire.txt" in workspace.said[-1]
    workspace.undo()
    assert shown(pane) == HEADLINES


def test_details_of_many_write_only_what_was_touched(qtbot, pane, workspace):
    dialog = ArticleDialog(workspace, queries.list_articles(workspace.project), pane)
    qtbot.addWidget(dialog)
    outlet = dialog._lines["outlet"]
    assert (outlet.text(), outlet.placeholderText()) == ("", "different")
    qtbot.keyClicks(outlet, "Morning Post")
    dialog.accept()
    stories = queries.list_articles(workspace.project)
    assert {story.outlet for story in stories} == {"Morning Post"}
    assert len({story.published_at for story in stories}) == 2
    workspace.undo()
    assert {story.outlet for story in queries.list_articles(workspace.project)} == {"Daily Courier", "World Wire"}


def test_details_that_are_refused_stay_open_and_say_why(qtbot, pane, workspace):
    dialog = ArticleDialog(workspace, queries.list_articles(workspace.project, document_id=1), pane)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog._lines["published_at"].clear()
    qtbot.keyClicks(dialog._lines["published_at"], "31 June 2024")
    dialog.accept()
    assert dialog.isVisible()
    assert "June has 30 days" in dialog._refused.text()
    assert queries.get_article(workspace.project, 1).published_at == "2024-06-19T10:30"


def test_not_english_is_said(pane, workspace):
    story = pane.view.model().index(0).data(ROW)
    foreign = type(story)(type(story.article)(1, 1, "a.txt", "article", 0, 9, language="ko"))
    assert counts(foreign)[0][0] == "not English, not mined"


def test_dropped_files_are_imported(qtbot, pane, workspace, jobs, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(empty))])
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(jobs.finished, timeout=60_000) as done:
        pane.view.dropEvent(drop)
    report = done.args[0]
    assert [file.outcome for file in report.files] == ["failed"]
    assert "empty.txt is empty" in report.files[0].sentence


def test_tags_and_notes_show_in_the_last_line(pane, workspace):
    workspace.do(articles.set_field, [1], "tags", "check")
    row = pane.view.model().index(1).data(ROW)
    assert counts(row)[-1][0] == " · check"
