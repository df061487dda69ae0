"""Dialogs: paste, columns of a table, export, report of an import, keys, and what is seen when the fault is ours."""
from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.core.filters import Filter
from workbench.core.reports import FileReport, ImportReport
from workbench.settings import Settings
from workbench.ui.dialogs.export import ExportDialog
from workbench.ui.dialogs.import_report import ImportReportDialog
from workbench.ui.dialogs.mapping import MappingDialog, map_tables
from workbench.ui.dialogs.paste import PasteDialog
from workbench.ui.dialogs.project import ProjectDialog

REPORT = ImportReport((FileReport("a.txt", "read", "1 story, 3 claims, 2 events", 1), FileReport("b.bin", "failed", "b.bin is no text."),
                       FileReport("c.txt", "skipped", "the same text is here already, as a.txt")))


class Asked:
    """Stands for the jobs: keeps what it was asked for."""
    def __init__(self):
        self.texts = []

    def import_text(self, text, stated):
        self.texts.append((text, stated))


@pytest.fixture
def export(qtbot, workspace, tmp_path):
    def make():
        dialog = ExportDialog(workspace, workspace.project, Settings(), tmp_path)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: dialog.table.count() > 0, timeout=20_000)
        return dialog
    return make


def test_a_pasted_text_takes_what_the_form_says(qtbot, workspace):
    QApplication.clipboard().setText("Seoul said it would respond.")
    asked = Asked()
    dialog = PasteDialog(workspace, asked)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.lines["outlet"], "Daily Courier")
    qtbot.keyClicks(dialog.lines["published_at"], "21 June 2024")
    qtbot.mouseClick(dialog.read, Qt.MouseButton.LeftButton)
    [(text, stated)] = asked.texts
    assert (text, stated.outlet, stated.published_at) == ("Seoul said it would respond.", "Daily Courier", "2024-06-21")


def test_a_month_is_no_day_and_the_form_says_so(qtbot, workspace):
    dialog = PasteDialog(workspace, Asked())
    qtbot.addWidget(dialog)
    dialog.text.setPlainText("Some words.")
    dialog.lines["published_at"].setText("June 2024")
    dialog.show()
    before = dialog.lines["published_at"].y()
    dialog.accept()
    assert "is no day" in dialog._refused.text()
    dialog.layout().activate()
    assert dialog.lines["published_at"].y() == before
    assert dialog.result() == 0


def test_nothing_to_paste_cannot_be_read(qtbot, workspace):
    QApplication.clipboard().clear()
    dialog = PasteDialog(workspace, Asked())
    qtbot.addWidget(dialog)
    assert not dialog.read.isEnabled()


def test_columns_are_guessed_from_their_names(qtbot):
    dialog = MappingDialog(Path("news.csv"), ["id", "Body", "source", "when"], [["1", "Words", "Wire", "2024"]])
    qtbot.addWidget(dialog)
    assert dialog.mapping() == {"text": "Body", "outlet": "source"}


def test_a_table_is_asked_about_and_a_manifest_is_not(qtbot, qapp, tmp_path):
    (tmp_path / "manifest.csv").write_text("file,outlet\na.txt,Wire\n")
    (tmp_path / "news.csv").write_text("body,source\nWords,Wire\n")
    taken = []
    map_tables(None, [tmp_path / "manifest.csv"], lambda *given: taken.append(given))
    assert taken == [([tmp_path / "manifest.csv"], None)]
    map_tables(None, [tmp_path / "news.csv"], lambda *given: taken.append(given))
    dialog = next(widget for widget in qapp.topLevelWidgets() if isinstance(widget, MappingDialog) and widget.isVisible())
    dialog.accept()
    assert taken[1] == ([tmp_path / "news.csv"], {"text": "body", "outlet": "source"})


def test_the_export_shows_the_first_rows_before_it_writes(export):
    dialog = export()
    dialog.table.setCurrentIndex(dialog.table.findData("claims"))
    model = dialog.preview.model()
    headers = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert model.rowCount() == 6
    assert model.index(0, headers.index("speech_act")).data() in ("promise", "state", "warn", "deny")


def test_the_export_writes_what_is_filtered_and_says_where(qtbot, export, workspace, tmp_path):
    workspace.set_filter(Filter.parse("act:deny"))
    dialog = export()
    assert dialog.rows.currentData() == "filtered"
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.export()
    qtbot.waitUntil(lambda: "written to" in dialog.said.text(), timeout=20_000)
    with (tmp_path / "out" / "claims.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["speech_act"] for row in csv.DictReader(stream)] == ["deny"]
    assert str(tmp_path / "out") in workspace.said[-1]
    assert not dialog.show_folder.isHidden()


def test_a_folder_that_cannot_be_written_is_a_sentence(qtbot, export, tmp_path):
    (tmp_path / "taken").write_text("a file")
    dialog = export()
    dialog.folder.setText(str(tmp_path / "taken" / "out"))
    dialog.export()
    qtbot.waitUntil(lambda: "cannot be written" in dialog.said.text(), timeout=20_000)
    assert dialog.write.isEnabled()


def test_project_details_are_one_step_and_a_zone_must_be_one(qtbot, workspace):
    dialog = ProjectDialog(workspace, workspace.project)
    qtbot.addWidget(dialog)
    dialog.zone.setText("Seoul time")
    dialog.accept()
    assert "is no time zone" in dialog._refused.text()
    dialog.title.setText("Putin–Kim summit")
    dialog.zone.setText("Asia/Seoul")
    dialog.accept()
    assert (workspace.project.setting("title"), workspace.project.zone) == ("Putin–Kim summit", "Asia/Seoul")
    workspace.undo()
    assert (workspace.project.setting("title"), workspace.project.zone) == ("", "UTC")


def test_the_report_puts_what_failed_first_and_can_be_copied(qtbot):
    dialog = ImportReportDialog(REPORT)
    qtbot.addWidget(dialog)
    assert dialog.table.model().index(0, 2).data() == "b.bin is no text."
    dialog.copy()
    assert "c.txt\tskipped" in QApplication.clipboard().text()


def test_the_report_in_one_line():
    assert REPORT.sentence == "3 files: 1 read, 1 skipped, 1 failed."
    assert ImportReport(REPORT.files[1:2]).sentence == "b.bin is no text."
    assert ImportReport().sentence == "Nothing to import."
