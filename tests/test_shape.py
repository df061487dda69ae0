"""The proportions of the house: sizes of modules, classes and functions, words that have no place, and a release of Qt that may not be used."""
from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

import pytest

TOP = Path(__file__).parent.parent
MODULES = sorted((TOP / "workbench").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "misc", "common", "helpers", "base", "manager"}


def nodes(*kinds: type[ast.AST]) -> list[tuple[str, ast.AST, int]]:
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kinds):
                found.append((f"{path.relative_to(TOP)}:{node.lineno} {node.name}", node, node.end_lineno - node.lineno + 1))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TOP)))
def test_a_module_is_under_400_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


def test_a_class_is_under_300_lines_and_the_window_under_250():
    long = [where for where, _node, size in nodes(ast.ClassDef) if size >= (250 if where.endswith(" MainWindow") else 300)]
    assert not long


def test_functions_are_short():
    sizes = [(size, where) for where, _node, size in nodes(ast.FunctionDef, ast.AsyncFunctionDef)]
    assert not [where for size, where in sizes if size > 60]
    assert median(size for size, _ in sizes) <= 9
    assert sum(size > 30 for size, _ in sizes) <= len(sizes) / 10


def test_no_module_is_named_for_nothing():
    assert not [path for path in MODULES if path.stem in FORBIDDEN_NAMES]


def test_nothing_is_marked_unfinished():
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")
    assert not [(path.name, mark) for path in MODULES for mark in marks if mark in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("word", ["pickle.load", "eval(", "exec(", "yaml.load", "shell=True", "setHtml(", "QSortFilterProxyModel", "blockSignals",
                                  "pyplot"])
def test_a_word_has_no_place(word):
    bare = [f" {word}", f"\n{word}", f".{word}", f"({word}", f"={word}"]
    if word == "exec(":
        bare.remove(f".{word}")  # a menu's or the event loop's own
    assert not [path for path in MODULES for form in bare if form in path.read_text(encoding="utf-8")]


def test_qt_is_a_release_that_keeps_its_references():
    from PySide6 import __version__
    assert tuple(map(int, __version__.split(".")[:2])) < (6, 12)


def test_void_calls_of_qt_lose_no_reference():
    import sys

    from PySide6.QtGui import QTextCursor, QTextDocument
    cursor = QTextCursor(QTextDocument("some words"))
    before = sys.getrefcount(None)
    for _ in range(2000):
        cursor.setPosition(3)
    assert sys.getrefcount(None) > before - 1000
