"""When a project is compared: at once, later, or now and then."""
from __future__ import annotations

import threading

import pytest

from workbench.core.changes import Changes
from workbench.core.comparison import Comparison, Corpus
from workbench.core.errors import WorkbenchError
from workbench.storage import comparing
from workbench.storage.comparing import Comparing
from workbench.storage.journal import Change

EMPTY = Corpus((), (), (), ())


def made(count):
    comparing = Comparing(threading.RLock(), lambda made, corpus: lambda: Changes.of(event=[1]))

    def compare():
        count.append(1)
        return Comparison(), EMPTY
    comparing.compare = compare
    return comparing


def test_a_quick_comparison_is_part_of_the_change():
    count = []
    assert made(count).after(loaded=False).touches("event")
    assert len(count) == 1


def test_while_documents_arrive_it_waits_for_the_last(monkeypatch):
    count = []
    project = made(count)
    monkeypatch.setattr(comparing, "SHARE", float("inf"))
    project._took = 1.0
    with project.postponed():
        for _ in range(5):
            project.after(loaded=True)
            project.now_and_then()
        assert not count
    assert len(count) == 1


def test_while_documents_arrive_quick_comparisons_are_made_after_each(monkeypatch):
    count = []
    monkeypatch.setattr(comparing, "SHARE", -1)
    project = made(count)
    with project.postponed():
        for _ in range(3):
            project.after(loaded=True)
            project.now_and_then()
    assert len(count) == 3


def test_how_long_the_first_takes_is_not_tried_out_on_an_edit():
    count, handed = [], []
    project = made(count)
    project.later = handed.append
    project.after(loaded=False)
    assert (count, len(handed)) == ([], 1)
    handed[0]()
    assert project.after(loaded=False).touches("event")


def test_a_slow_comparison_is_handed_over_and_announced():
    count, heard, handed = [], [], []
    project = made(count)
    project.announce, project.later, project._took = heard.append, handed.append, 1.0
    assert not project.after(loaded=False)
    handed[0]()
    assert heard == [Changes.of(event=[1])]


def test_a_commit_meanwhile_makes_a_comparison_void():
    count, heard, handed = [], [], []
    project = made(count)
    project.announce, project.later, project._took = heard.append, handed.append, 1.0
    project.after(loaded=False)
    quick = project.compare

    def slow():
        project._edition += 1
        return quick()
    project.compare = slow
    handed[0]()
    assert heard == []
    assert project.owed


@pytest.mark.logs
def test_what_cannot_be_written_is_owed_and_the_edit_stands():
    project = made([])

    def full():
        raise WorkbenchError("the disk is full")
    project._derive = lambda made, corpus: full
    assert not project.after(loaded=False)
    assert project.owed


@pytest.mark.parametrize(("before", "after", "wanted"), [
    ({"status": "suggested"}, {"status": "accepted"}, False), ({"status": "accepted"}, {"status": "rejected"}, True),
    ({"status": "rejected"}, {"status": "suggested"}, True), ({"note": ""}, {"note": "x"}, False), ({"said_from": ""}, {"said_from": "2024"}, True),
    (None, {"note": "x"}, True)])
def test_what_compare_does_not_look_at_is_not_compared(before, after, wanted):
    assert comparing.concerns([Change("claim", 1, before, after)]) is wanted
