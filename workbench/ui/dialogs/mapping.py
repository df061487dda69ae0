"""Which columns of a table hold what of its articles."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QTableView, QWidget

from workbench.core import inputs
from workbench.core.errors import WorkbenchError
from workbench.ui import late, theme
from workbench.ui.widgets.dialogs import stacked
from workbench.ui.widgets.words import named, plain_label

FIELDS = {"text": "Text", "outlet": "Outlet", "author": "Author", "published_at": "Published", "headline": "Headline", "url": "Address"}
LIKELY = {"text": ("text", "body", "content", "article", "story", "full_text"), "outlet": ("outlet", "source", "publisher", "publication", "medium"),
          "author": ("author", "authors", "byline"), "published_at": ("published_at", "published", "date", "publish_date", "datetime", "time"),
          "headline": ("headline", "title"), "url": ("url", "link", "address")}
Then = Callable[[list[Path], Mapping[str, str] | None], object]


def map_tables(parent: QWidget, paths: list[Path], then: Then) -> None:
    """Asks about the first table that is no manifest; the answer holds for all of them. A table that cannot be read goes into the report."""
    for path in paths:
        if path.suffix.casefold() in inputs.TABLES and path.is_file():
            try:
                columns, rows = late.tables.head(path)
            except WorkbenchError:
                continue
            if "file" not in columns:
                dialog = MappingDialog(path, columns, rows, parent)
                dialog.accepted.connect(lambda dialog=dialog: then(paths, dialog.mapping()))
                dialog.open()
                return
    then(paths, None)


class MappingDialog(QDialog):
    def __init__(self, path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Columns of the table")
        self.boxes = {field: _box(words, columns, LIKELY[field]) for field, words in FIELDS.items()}
        form = QFormLayout()
        for field, words in FIELDS.items():
            form.addRow(words, self.boxes[field])
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._read = self._buttons.addButton("Read the rows", QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.boxes["text"].currentIndexChanged.connect(self._follow)
        said = plain_label(f"Each row of {path.name} becomes a document. Say which column holds its text, and what else is known of it.")
        said.setWordWrap(True)
        layout = stacked(self)
        layout.addWidget(said)
        layout.addLayout(form)
        layout.addWidget(_preview(columns, rows, self), 1)
        layout.addWidget(self._buttons)
        self.resize(theme.room(self, 720, 520))
        self._follow()

    def _follow(self) -> None:
        self._read.setEnabled(self.boxes["text"].currentIndex() > 0)

    def mapping(self) -> dict[str, str]:
        return {field: box.currentText() for field, box in self.boxes.items() if box.currentIndex() > 0}


def _box(words: str, columns: Sequence[str], likely: Sequence[str]) -> QComboBox:
    box = named(QComboBox(), f"Column of {words.lower()}")
    box.addItems(["none", *columns])
    folded = [column.casefold().strip() for column in columns]
    guess = next((folded.index(name) + 1 for name in likely if name in folded), 0)
    box.setCurrentIndex(guess)
    return box


def _preview(columns: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget) -> QTableView:
    model = QStandardItemModel(len(rows), len(columns), parent)
    model.setHorizontalHeaderLabels(list(columns))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            item = QStandardItem(cell[:200].replace("\n", " "))
            item.setEditable(False)
            model.setItem(y, x, item)
    view = named(QTableView(parent, showGrid=False, wordWrap=False), "First rows")
    named(view.horizontalHeader(), "Columns of the first rows")
    view.setModel(model)
    view.setProperty("role", "plain")
    view.verticalHeader().hide()
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.horizontalHeader().setStretchLastSection(True)
    return view
