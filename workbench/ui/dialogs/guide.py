"""The illustrated guide, in a window that stays open beside the desk. Its words and pictures are our own files; nothing else is ever loaded."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QStringListModel, QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextLength, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QTextBrowser, QWidget

from workbench import assets
from workbench.ui import theme
from workbench.ui.widgets.words import named

CONTENTS, COLUMN, TALL = 168, 808, 760  # pixels
HEADINGS = {1: 18.0, 2: 13.0}  # points by level
PICTURE = "\ufffc"  # stands in a text for one
LEADING, GAP, ABOVE = 135, 8, 20  # per cent of a line; pixels under a paragraph and over a heading


class Guide(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Guide")
        self.page = named(_Page(), "Guide")
        self.contents = named(QListView(), "Contents of the guide")
        self.contents.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.contents.setProperty("role", "contents")
        self.contents.setSpacing(4)
        self.contents.setFixedWidth(theme.pixels(CONTENTS))
        self.contents.setModel(QStringListModel(list(self.page.sections), self))
        self.contents.selectionModel().currentChanged.connect(self._turn)
        self.contents.setCurrentIndex(self.contents.model().index(0, 0))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.contents)
        row.addWidget(self.page, 1)
        self.resize(theme.pixels(CONTENTS) + COLUMN, TALL)

    def _turn(self, index: QModelIndex) -> None:
        self.page.go_to(str(index.data()))


class _Page(QTextBrowser):
    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.document().setDocumentMargin(24)
        self._fill()

    @property
    def sections(self) -> dict[str, QTextBlock]:
        return {block.text(): block for block in _blocks(self.document()) if block.blockFormat().headingLevel()}

    def go_to(self, section: str) -> None:
        """Brings the heading to the top."""
        box = self.document().documentLayout().blockBoundingRect(self.sections[section])
        self.verticalScrollBar().setValue(round(box.top()) - GAP)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pictures of the guide by their bare names, those of a dark desk where it is dark."""
        bare = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource.value or bare != QUrl(bare).fileName():
            return None
        folder = assets.guide().parent
        dark = folder / bare.replace(".png", "-dark.png")
        picture = QImage(str(dark if theme.current() == "dark" and dark.exists() else folder / bare)).convertToFormat(QImage.Format.Format_RGB32)
        if not picture.isNull():
            with QPainter(picture) as painter:
                painter.setPen(QColor(theme.tokens().hairline))
                painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
        return picture

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self.document().isEmpty():
            self._fill()

    def _fill(self) -> None:
        at = self.verticalScrollBar().value()
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().setDefaultFont(theme.desk_font())
        self.document().setMarkdown(assets.guide().read_text(encoding="utf-8"), features)
        for block in list(_blocks(self.document())):
            _set_paragraph(block)
            _set_keys(block)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _set_table(frame)
        self.verticalScrollBar().setValue(at)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _set_paragraph(block: QTextBlock) -> None:
    level = block.blockFormat().headingLevel()
    cursor = QTextCursor(block)
    shape = block.blockFormat()
    if not cursor.currentTable():
        shape.setTopMargin(ABOVE if level > 1 else 0)
        shape.setBottomMargin(GAP)
    if PICTURE not in block.text():
        shape.setLineHeight(LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setBlockFormat(shape)
    if level in HEADINGS:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        face = QTextCharFormat()
        face.setFont(theme.desk_font(bold=True))
        face.setFontPointSize(theme.points(HEADINGS[level]))
        cursor.mergeCharFormat(face)


def _set_keys(block: QTextBlock) -> None:
    """What stands between backticks is a key or something to type."""
    face = QTextCharFormat()
    face.setFont(theme.desk_font(bold=True))
    face.setBackground(QColor(theme.tokens().selection))
    places = []
    at = block.begin()
    while not at.atEnd():
        if at.fragment().charFormat().fontFixedPitch():
            places.append((at.fragment().position(), at.fragment().length()))
        at += 1
    for start, length in places:
        cursor = QTextCursor(block.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(face)


def _set_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(0)
    shape.setCellPadding(2)
    shape.setCellSpacing(0)
    shape.setBottomMargin(GAP)
    shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, theme.pixels(72)), QTextLength()])
    table.setFormat(shape)
    table.removeRows(0, 1)  # "key", "does": the words below say so themselves
