"""Imports through the real worker process: progress, report, cancel, and pages that are read again after a mend."""
from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.builders import first_extraction, second_extraction
from workbench import assets
from workbench.core.extraction import Stated
from workbench.services import articles, claims, documents, events
from workbench.storage import queries
from workbench.storage.project import Project

WAIT = 120_000
SOON = 20_000
STORY = """Seoul weighs arms for Kyiv
Friday 21 June 2024

South Korea said on Friday that it would reconsider sending weapons to Ukraine.
"Russia crossed a line," national security adviser Chang Ho-jin told reporters in Seoul.
"""


@pytest.fixture
def project(tmp_path):
    return documents.open_project(Project.create(tmp_path / "p.workbench"))


def done(qtbot, jobs, ask):
    with qtbot.waitSignal(jobs.finished, timeout=WAIT) as signal:
        ask()
    return signal.args[0]


def test_files_are_read_the_same_text_is_skipped_and_bad_ones_are_named(qtbot, workspace, jobs, tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02" * 50)
    seen = []
    jobs.progress.connect(lambda file, at, of: seen.append(file))
    report = done(qtbot, jobs, lambda: jobs.import_paths([tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt", tmp_path / "gone.txt"]))
    assert {file.file: file.outcome for file in report.files} == {"a.txt": "read", "b.txt": "skipped", "c.txt": "failed", "gone.txt": "failed"}
    assert "a.txt" in next(file.sentence for file in report.files if file.file == "b.txt")
    assert "a.txt" in seen
    assert not jobs.busy
    assert {claim.speaker for claim in queries.list_claims(workspace.project)} & {"South Korea", "Chang Ho-jin"}


def test_a_pasted_text_is_named_after_its_first_words(qtbot, workspace, jobs):
    report = done(qtbot, jobs, lambda: jobs.import_text(STORY, Stated(outlet="Daily Courier")))
    assert report.files[0].file.startswith("Seoul weighs arms for Kyiv")
    assert [story.outlet for story in queries.list_articles(workspace.project)] == ["Daily Courier"]


def test_cancel_keeps_what_is_loaded_and_names_the_rest(qtbot, workspace, jobs):
    jobs.progress.connect(lambda file, at, of: at == 1 and jobs.cancel())
    report = done(qtbot, jobs, lambda: jobs.import_paths(assets.seeds()))
    assert report.count("cancelled") >= 3
    assert report.count("failed") == 0
    assert len(queries.list_documents(workspace.project)) == report.count("read")


def test_an_import_that_is_cancelled_while_it_waits_names_its_files(qtbot, workspace, jobs, tmp_path):
    reports = []
    jobs.finished.connect(reports.append)
    jobs.import_paths(assets.seeds())
    jobs.import_paths([tmp_path / "a.txt", tmp_path / "b.txt"])
    jobs.cancel()
    qtbot.waitUntil(lambda: len(reports) == 2, timeout=60_000)
    assert [(file.file, file.outcome) for file in reports[1].files] == [("a.txt", "cancelled"), ("b.txt", "cancelled")]


def test_an_import_after_a_cancel_is_not_cancelled(qtbot, workspace, jobs, tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    done(qtbot, jobs, lambda: (jobs.import_paths(assets.seeds()), jobs.cancel()))
    report = done(qtbot, jobs, lambda: jobs.import_paths([tmp_path / "a.txt"]))
    assert [file.outcome for file in report.files] == ["read"]


def test_a_mended_page_is_read_again_and_so_it_is_when_the_mend_is_undone(qtbot, workspace, jobs, tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    done(qtbot, jobs, lambda: jobs.import_paths([tmp_path / "a.txt"]))
    quotation = STORY.index("\"Russia crossed")
    before = len(queries.list_claims(workspace.project))
    report = done(qtbot, jobs, lambda: workspace.do(articles.retype_block, 1, (quotation, quotation + 5), "promo"))
    assert report.files[0].sentence.startswith("read again")
    assert len(queries.list_claims(workspace.project)) < before
    done(qtbot, jobs, workspace.undo)
    assert len(queries.list_claims(workspace.project)) == before


def test_another_encoding_makes_a_new_version_of_the_text(qtbot, workspace, jobs, tmp_path):
    (tmp_path / "a.txt").write_bytes(STORY.replace("weapons", "weapons from a café").encode("cp1252"))
    done(qtbot, jobs, lambda: jobs.import_paths([tmp_path / "a.txt"]))
    report = done(qtbot, jobs, lambda: jobs.reread(1, "cp1251"))
    assert report.files[0].outcome == "read", report
    [document] = queries.list_documents(workspace.project)
    assert document.encoding == "cp1251"
    assert "cafй" in workspace.project.text(1)


@pytest.fixture
def held(workspace, jobs):
    """A project whose comparison lasts until the event is set."""
    project, let_go = workspace.project, threading.Event()
    for extraction in (first_extraction(), second_extraction()):
        project.load(extraction)
    jobs.settle()
    project.comparing.catch_up()
    quick = project.comparing.compare

    def slow():
        let_go.wait(20)
        return quick()
    project.comparing.compare, project.comparing._took = slow, 1.0
    yield let_go
    let_go.set()


def test_an_edit_does_not_wait_for_a_slow_comparison(qtbot, workspace, held):
    changes = []
    workspace.changed.connect(changes.append)
    workspace.do(claims.set_field, [1], "speaker", ["Kim Jong Un"])
    assert changes[0].touches("claim")
    assert queries.get_claim(workspace.project, 1).speaker == "Kim Jong Un"
    assert workspace.project.comparing.owed
    held.set()
    qtbot.waitUntil(lambda: not workspace.project.comparing.owed, timeout=SOON)


def test_what_is_compared_behind_reaches_the_panes(qtbot, workspace, held):
    workspace.do(events.reject, [2])
    assert queries.get_claim(workspace.project, 5).event_id == 2
    with qtbot.waitSignal(workspace.changed, timeout=SOON, check_params_cb=lambda changes: changes.touches("claim")):
        held.set()
    assert queries.get_claim(workspace.project, 5).event_id is None


def test_a_project_that_is_closed_before_it_was_compared_is_compared_when_it_is_opened_again(qtbot, workspace, jobs, held):
    path = workspace.project.path
    workspace.do(events.reject, [2])
    workspace.do(claims.set_field, [1], "speaker", ["Kim Jong Un"])
    threading.Timer(0.2, held.set).start()
    jobs.settle()
    workspace.close()
    workspace.open(path)
    assert workspace.project.comparing.owed
    qtbot.waitUntil(lambda: not workspace.project.comparing.owed, timeout=SOON)
    assert queries.get_claim(workspace.project, 5).event_id is None
def test_two_threads_that_ask_at_once_get_one_worker(jobs):
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(lambda _: jobs._started(), range(64)))) == 1


def test_settling_waits_until_nothing_is_written(qtbot, workspace, jobs):
    jobs.import_paths(assets.seeds())
    jobs.settle()
    project = workspace.project
    workspace.close()
    qtbot.wait(300)
    assert not project.path.with_name("p.workbench-wal").exists()
