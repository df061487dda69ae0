"""When a project is compared: at once, later, or now and then."""
from __future__ import annotations

import threading

from workbench.core.changes import Changes
from workbench.core.comparison import Comparison, Corpus
from workbench.storage import comparing
from workbench.storage.comparing import Comparing

EMPTY = Corpus((), (), (), ())


def made(count):
    comparing = Comparing(threading.RLock(), lambda made, corpus: Changes.of(event=[1]))

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
        assert not count
    assert len(count) == 1


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
