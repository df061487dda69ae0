"""Documents of other layouts and topics than the founding five, through the real command line. A third of them was never looked at while rules
were made. Floors may only rise."""
from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import more_gold
import pytest
import score

from workbench import cli
from workbench.ingest.formats import read

FLOORS = json.loads((Path(__file__).parent / "more" / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("more")
    more_gold.write(folder / "gold")
    project, report = folder / "more.workbench", folder / "report"
    assert cli.main(["import", str(project), *map(str, more_gold.DOCUMENTS)]) == 0
    assert cli.main(["export", str(project), "--out", str(report)]) == 0
    with contextlib.redirect_stdout(io.StringIO()):
        assert score.main([str(report), "--gold", str(folder / "gold"), "--json", str(folder / "scores.json")]) == 0
    return json.loads((folder / "scores.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("section", "name"), [(section, name) for section, measures in FLOORS.items() for name in measures])
def test_floor(scores, section, name):
    assert scores[section][name]["score"] >= FLOORS[section][name], scores[section][name]["detail"]


def test_the_documents_are_of_all_kinds():
    """Three pages of HTML, an old encoding, line ends of two characters, symbols beyond the first plane."""
    sources = [read(path) for path in more_gold.DOCUMENTS]
    assert [source.format for source in sources].count("html") == 3
    assert "cp1252" in {source.encoding for source in sources}
    assert any("\r\n" in source.text for source in sources)
    assert any(letter > "\uffff" for source in sources for letter in source.text)
