"""Tables as files: complete or absent, the same bytes for the same tables, safe in a spreadsheet."""
from __future__ import annotations

import csv
import io
import json

import openpyxl
import pandas as pd
import pytest

from workbench.core.errors import WorkbenchError
from workbench.core.records import Claim, Party
from workbench.export import tables
from workbench.export.rows import Table, several
from workbench.export.summary import summary
from workbench.export.tables import as_csv, write

EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx")
TABLES = {"claims": Table(("claim_id", "text", "start"), [("c1", "He said “no, \"never\"”\nand left", 12), ("c2", "", 3)]),
          "links": Table(("link_id", "relation"))}


def test_csv_is_what_rfc_4180_says():
    assert as_csv(TABLES["claims"]) == "claim_id,text,start\r\nc1,\"He said “no, \"\"never\"\"”\nand left\",12\r\nc2,,3\r\n".encode()


def test_a_table_without_rows_has_its_header(tmp_path):
    write(TABLES, tmp_path)
    assert (tmp_path / "links.csv").read_bytes() == b"link_id,relation\r\n"


def test_pandas_reads_what_was_written(tmp_path):
    write(TABLES, tmp_path)
    frame = pd.read_csv(tmp_path / "claims.csv", keep_default_na=False)
    assert [tuple(row) for row in frame.itertuples(index=False)] == list(TABLES["claims"].rows)


@pytest.mark.parametrize("cell", EVIL)
def test_for_a_spreadsheet_no_cell_is_run(cell):
    content = as_csv(Table(("a",), [(cell,)]), excel=True)
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1] == [f"'{cell}"]


@pytest.mark.parametrize("cell", EVIL)
def test_otherwise_cells_are_as_they_are(cell):
    assert list(csv.reader(io.StringIO(as_csv(Table(("a",), [(cell,)])).decode(), newline="")))[1] == [cell]


@pytest.mark.parametrize("form", tables.FORMATS)
def test_written_twice_the_bytes_are_the_same(tmp_path, form):
    one, other = (write(TABLES, tmp_path / name, format=form, texts={"a.txt": "x\r\ny"}) for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula(tmp_path):
    write({"claims": Table(("a", "n"), [(cell, 5) for cell in EVIL[:4]])}, tmp_path, format="xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx")["claims"]
    assert [[cell.value for cell in row] for row in sheet.rows] == [["a", "n"], *([cell, 5] for cell in EVIL[:4])]
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)


def test_json_lines_have_null_for_what_is_not_known(tmp_path):
    write(TABLES, tmp_path, format="jsonl")
    rows = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows[1] == {"claim_id": "c2", "text": None, "start": 3}


def test_an_earlier_report_goes_by_its_names_and_nothing_else(tmp_path):
    blocks = {"blocks": Table(("file",), [("old.txt",)])}
    write(blocks, tmp_path, texts={"old.txt": "old"})
    write(blocks, tmp_path, format="xlsx")
    (tmp_path / "mine.csv").write_text("hers")
    (tmp_path / "texts" / "mine.txt").write_text("hers")
    write({"blocks": Table(("file",), [("new.txt",)])}, tmp_path, texts={"new.txt": "new"})
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["blocks.csv", "mine.csv", "mine.txt", "new.txt.txt"]


def test_texts_of_documents_that_left_go_too(tmp_path):
    for file in ("old.txt", "new.txt"):
        write({"blocks": Table(("file",), [(file,)])}, tmp_path, texts={file: file})
    assert [path.name for path in (tmp_path / "texts").iterdir()] == ["new.txt.txt"]


def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WorkbenchError, match="cannot be written into"):
        write(TABLES, tmp_path / "file" / "report")


def test_a_file_that_cannot_be_written_leaves_no_half(tmp_path):
    (tmp_path / ".links.csv.part").mkdir()
    with pytest.raises(WorkbenchError, match=r"links\.csv cannot be written"):
        write(TABLES, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["claims.csv"]


def test_a_documents_name_cannot_lead_out_of_the_folder(tmp_path):
    written = write({}, tmp_path, texts={"../../evil": "x"})
    assert [path.parent for path in written] == [tmp_path / "texts"]


def test_several_values_keep_their_places():
    assert several(["A; B", "", "C"]) == "A, B;;C"
    assert several(["", ""]) == ""


def test_the_summary_counts_each_speaker_and_day():
    def claim(number, names, said="", published="2024-06-20T10:00", **cells):
        speakers = tuple(Party(None, name) for name in names)
        return Claim(number, 1, number % 2, "a.txt", "Wire", published, speakers, None, "", ((0, 1),), "x", "direct", "state", said_from=said,
                     **cells)
    table = summary([claim(1, ["A", "B"], standing="disputed"), claim(2, ["A"]), claim(3, ["A"], "2024-06-19"), claim(4, [])], denied={2})
    assert [tuple(row) for row in table.rows] == [("", "2024-06-20", 1, 1, 1, 0, 0), ("A", "2024-06-19", 1, 1, 1, 0, 0),
                                                  ("A", "2024-06-20", 2, 2, 1, 1, 1), ("B", "2024-06-20", 1, 1, 1, 0, 1)]


def test_a_summary_of_nothing_has_its_header():
    assert (summary([], set()).columns[0], summary([], set()).rows) == ("speaker", ())
