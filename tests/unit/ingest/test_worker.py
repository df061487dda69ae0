from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from workbench.core.errors import Cancelled, WorkbenchError
from workbench.core.extraction import Extraction, Source
from workbench.ingest.formats import read_text
from workbench.ingest.worker import Worker

STORY = "Talks end\n\nAnn Lee, the minister, said on 3 June 2024 that talks had ended.\n"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


def story(text: str = STORY) -> Source:
    return read_text(text, "story.txt")


def test_file_is_read_and_extracted_in_another_process(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(STORY, encoding="utf-8")
    [source] = worker.read(path).result(120).sources
    extraction = worker.extract(source).result(120)
    assert (source.text, extraction.source.file) == (STORY, "page.txt")
    assert [STORY[slice(*claim.parts[0])] for claim in extraction.claims] == ["talks had ended"]


def test_sentence_about_a_bad_file_comes_back(worker: Worker, tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="absent"):
        worker.read(tmp_path / "absent.txt").result(120)


def test_claim_for_a_sentence_comes_back(worker: Worker) -> None:
    paragraph = (11, len(STORY) - 1)
    assert STORY[slice(*worker.suggest(STORY, [paragraph], paragraph).result(120).claim.parts[0])] == "talks had ended"


def test_progress_arrives_while_it_works() -> None:
    told: list[tuple[str, float]] = []
    with Worker(progress=lambda stage, share: told.append((stage, share))) as worker:
        worker.extract(story()).result(120)
    assert [stage for stage, _ in told] == ["layout", "tagging", "reading", "done"]


def test_jobs_end_in_the_order_they_were_asked(worker: Worker) -> None:
    futures = [worker.extract(story(f"Talks end\n\nIt is said that {n} people came.\n")) for n in range(3)]
    assert [future.result(120).source.text[27:35] for future in futures] == ["0 people", "1 people", "2 people"]


def test_cancel_stops_the_job_and_drops_what_waits(worker: Worker) -> None:
    long = story("Long story\n\n" + "The minister said on Friday that rain had fallen on the hills again.\n\n" * 3000)
    first, second = worker.extract(long), worker.extract(story())
    while not first.running():
        time.sleep(0.01)
    worker.cancel()
    with pytest.raises(Cancelled):
        first.result(120)
    with pytest.raises(CancelledError):
        second.result(120)
    assert isinstance(worker.extract(story()).result(120), Extraction)


def kill_own_process() -> None:
    os._exit(9)


def test_crash_is_a_sentence_for_that_file_and_the_next_is_read(worker: Worker) -> None:
    with pytest.raises(WorkbenchError, match=r"bad\.txt could not be read"):
        worker._ask("bad.txt", kill_own_process).result(120)
    assert worker.extract(story()).result(120).claims


def test_file_that_takes_too_long_is_left_aside() -> None:
    with Worker(limit=1.0) as worker:
        slow = worker._ask("slow.txt", time.sleep, 60)
        with pytest.raises(WorkbenchError, match=r"slow\.txt took longer than 1 second"):
            slow.result(120)
        worker.limit = 120
        assert worker.extract(story()).result(120).claims


def test_missing_models_are_a_sentence(tmp_path: Path) -> None:
    with Worker(models=tmp_path) as worker, pytest.raises(WorkbenchError, match="cannot be read"):
        worker.extract(story()).result(120)


def test_nothing_is_left_after_closing() -> None:
    before = {process.pid for process in multiprocessing.active_children()}
    worker = Worker()
    pid = worker._ask("pid", os.getpid).result(120)
    worker.close()
    worker.close()
    assert pid not in before
    assert {process.pid for process in multiprocessing.active_children()} <= before
    with pytest.raises(WorkbenchError, match="closed"):
        worker.extract(story())


KILLED = """
import os, signal
from workbench.ingest.worker import Worker
if __name__ == "__main__":
    print(Worker()._ask("pid", os.getpid).result(120), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks the process up in /proc")
def test_process_does_not_outlive_a_program_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    top = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(top)}, capture_output=True, text=True, timeout=120)
    running = Path("/proc", done.stdout.strip(), "stat")
    for _ in range(200):
        if not running.exists() or ") Z" in running.read_text(encoding="utf-8"):
            return
        time.sleep(0.05)
    raise AssertionError(f"process {done.stdout.strip()} is still there")
