"""The command line: what it does, and the sentence it has for everything that goes wrong."""
from __future__ import annotations

import csv
import html
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import __main__, assets, cli
from workbench.storage.project import Project

PAGE = """Harbour to close
Daily Courier, 19 June 2024

The harbour will close on Friday, Mayor Ann Webb said on Wednesday. “We have no choice,” she told reporters.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project with one page, as the command line makes it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    assert cli.main(["import", str(folder / "p.workbench"), str(folder / "page.txt")]) == 0
    return folder / "p.workbench"


@pytest.fixture
def project(made, tmp_path):
    return Path(shutil.copy(made, tmp_path / "p.workbench"))


def texts(folder: Path, **files: str | bytes) -> list[str]:
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content if isinstance(content, bytes) else content.encode())
    return [str(folder / name.replace("_", ".")) for name in files]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# What it does -------------------------------------------------------------------------------------------------------------------------------


def test_same_content_again_is_skipped_and_said_so(project, tmp_path, capsys):
    assert cli.main(["import", str(project), *texts(tmp_path, copy_txt=PAGE)]) == 0
    assert "copy.txt: skipped, the same text is here already, as page.txt" in capsys.readouterr().out


def test_an_export_has_every_table_and_the_texts(project, tmp_path, capsys):
    assert cli.main(["export", str(project), "--out", str(tmp_path / "report")]) == 0
    names = ("annotations", "articles", "blocks", "claims", "entities", "events", "evidence", "history", "links", "mentions", "outlets", "rejected",
             "summary", "tellings")
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == [*(f"{name}.csv" for name in names), "texts"]
    assert (tmp_path / "report" / "texts" / "page.txt.txt").read_text(encoding="utf-8") == PAGE
    assert [row["speaker"] for row in rows(tmp_path / "report" / "claims.csv")] == ["Ann Webb", "Ann Webb"]


def test_a_filter_keeps_what_passes(project, tmp_path):
    assert cli.main(["export", str(project), "--out", str(tmp_path / "report"), "--where", "quote:direct"]) == 0
    assert [row["text"] for row in rows(tmp_path / "report" / "claims.csv")] == ["We have no choice"]


@pytest.mark.parametrize(("form", "name"), [("xlsx", "report.xlsx"), ("jsonl", "claims.jsonl")])
def test_other_formats(project, tmp_path, form, name):
    assert cli.main(["export", str(project), "--out", str(tmp_path / "report"), "--format", form]) == 0
    assert (tmp_path / "report" / name).stat().st_size > 100


@pytest.mark.parametrize(("name", "magic"), [("c.png", b"\x89PNG"), ("c.svg", b"<?xml"), ("c.pdf", b"%PDF")])
def test_a_chart_is_the_same_twice(project, tmp_path, name, magic):
    files = tmp_path / "one" / name, tmp_path / "other" / name
    assert [cli.main(["chart", str(project), "--out", str(file), "--lane", "act"]) for file in files] == [0, 0]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_bytes().startswith(magic)


def test_a_chart_says_where_it_comes_from_and_how_to_draw_it_again(project, tmp_path):
    first, second = tmp_path / "one" / "c.svg", tmp_path / "other" / "c.svg"
    how = ["--from", "2024-06-18", "--to", "22 June 2024", "--size", "500x200", "--theme", "dark", "--where", "quote:direct"]
    assert cli.main(["chart", str(project), "--out", str(first), *how]) == 0
    command = html.unescape(first.read_text()).partition("<dc:description>")[2].partition("</dc:description>")[0]
    assert command == ("workbench chart p.workbench --out c.svg --lane speaker --time said --from 2024-06-18 --to 2024-06-22 --size 500x200 "
                       "--theme dark --where quote:direct")
    words = shlex.split(command)[1:]
    assert cli.main([words[0], str(project), "--out", str(second), *words[4:]]) == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(("how", "reason"), [(["--from", "2024-06-18"], "go together"),
                                             (["--from", "2024-06-18", "--to", "2024-06-17"], "before it begins"),
                                             (["--from", "soon", "--to", "2024"], "is no date")])
def test_a_stretch_of_time_that_is_none_is_refused(project, tmp_path, capsys, how, reason):
    assert cli.main(["chart", str(project), "--out", str(tmp_path / "c.png"), *how]) == 2
    assert reason in capsys.readouterr().err


def test_a_sound_project_is_called_sound(project, capsys):
    assert cli.main(["check", str(project)]) == 0
    assert capsys.readouterr().out == "p.workbench is sound.\n"


def test_a_table_of_articles_is_mapped(tmp_path, capsys):
    table = texts(tmp_path, news_csv=f'body,source\n"{PAGE.replace(chr(34), chr(39))}",Evening Post\n')
    assert cli.main(["import", str(tmp_path / "p.workbench"), *table, "--map", "text=body,outlet=source"]) == 0
    assert capsys.readouterr().out.startswith("news.csv: a table of one document\nnews.csv#1: 1 story")


def test_help_and_version_need_nothing(capsys):
    for option in ("--help", "--version"):
        with pytest.raises(SystemExit) as stopped:
            cli.main([option])
        assert stopped.value.code == 0
    assert "import" in capsys.readouterr().out


@pytest.mark.parametrize(("given", "there"), [
    ([], False), (["p.workbench"], False), (["import", "p", "a"], True), (["--version"], True), (["postgresql+psycopg://host/x"], True)])
def test_what_goes_to_the_command_line(given, there):
    assert __main__.for_command_line(given) is there


@pytest.mark.parametrize("display", ["", ":7"])
def test_the_sample_opens_where_there_is_a_display(monkeypatch, display):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert __main__.for_command_line(["--sample", "x"]) is not bool(display)


def test_the_command_line_loads_no_qt(tmp_path):
    code = "import sys; from workbench import cli; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=assets.path().parent, check=False).returncode == 0


# What goes wrong ----------------------------------------------------------------------------------------------------------------------------


def test_bad_files_are_named_and_the_others_are_read(tmp_path, capsys):
    bad = texts(tmp_path, empty_txt=b"", empty_html=b"", blank_txt=b" \n\r\n ", binary_txt=bytes(range(256)) * 20, broken_html=b"<html",
                scripts_html=b"<html><body><script>1</script></body></html>")
    status = cli.main(["import", str(tmp_path / "p.workbench"), *bad, str(tmp_path / "gone.txt"), *texts(tmp_path, page_txt=PAGE)])
    said = capsys.readouterr()
    for name, reason in (("empty.txt", "empty"), ("empty.html", "empty"), ("blank.txt", "empty"), ("binary.txt", "binary"), ("broken.html", "broken"),
                         ("scripts.html", "no text"), ("gone.txt", "not there")):
        assert [line for line in said.err.splitlines() if line.startswith(f"workbench: {name}") and reason in line], name
    assert said.out.startswith("page.txt: 1 story")
    assert status == 1


def test_a_folder_without_texts_makes_no_project(tmp_path, capsys):
    (tmp_path / "folder").mkdir()
    assert cli.main(["import", str(tmp_path / "p.workbench"), str(tmp_path / "folder")]) == 2
    assert "folder holds nothing to read" in capsys.readouterr().err
    assert not (tmp_path / "p.workbench").exists()


def test_when_all_fail_no_project_is_left(tmp_path, capsys):
    assert cli.main(["import", str(tmp_path / "p.workbench"), *texts(tmp_path, empty_txt=b"")]) == 2
    assert not list(tmp_path.glob("p.workbench*"))


def test_a_manifest_with_a_missing_file_and_a_wrong_date(tmp_path, capsys):
    texts(tmp_path, page_txt=PAGE, other_txt=PAGE + "More.")
    (tmp_path / "list.csv").write_text("file,outlet,published_at\npage.txt,Courier,2024-06-19\nnone.txt,Courier,\nother.txt,Courier,31 June 2024\n")
    assert cli.main(["import", str(tmp_path / "p.workbench"), str(tmp_path / "list.csv")]) == 1
    said = capsys.readouterr()
    assert "none.txt is not there" in said.err
    assert "June has 30 days" in said.err
    assert said.out.startswith("list.csv: a manifest: what it says of 1 file was taken from it\npage.txt: 1 story")


def test_a_table_without_a_mapping_says_how(tmp_path, capsys):
    assert cli.main(["import", str(tmp_path / "p.workbench"), *texts(tmp_path, news_csv="body,source\nx,y\n")]) == 2
    assert "--map text=body" in capsys.readouterr().err


def foreign(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 50)


def another_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE a (b)")
    database.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:-4096] = os.urandom(len(content) - 12288)
    path.write_bytes(content)


@pytest.mark.parametrize(("spoil", "sentence"), [
    (foreign, "not a Claims Workbench project"), (another_database, "not a Claims Workbench project"), (newer, "newer"), (damaged, "damaged"),
    (Path.unlink, "no project")])
def test_a_project_that_cannot_be_opened_gets_a_sentence_and_is_left_alone(project, tmp_path, capsys, spoil, sentence):
    if spoil is another_database:
        project.unlink()
    spoil(project)
    before = project.read_bytes() if project.exists() else None
    assert cli.main(["export", str(project), "--out", str(tmp_path / "report")]) == 2
    assert sentence in capsys.readouterr().err
    assert (project.read_bytes() if project.exists() else None) == before
    assert not (tmp_path / "report").exists()


def test_a_project_that_is_open_elsewhere(project, tmp_path, capsys):
    other = Project.open(project)
    assert cli.main(["import", str(project), *texts(tmp_path, new_txt=PAGE + "More.")]) == 2
    assert "open in another window" in capsys.readouterr().err
    other.close()


def test_a_report_is_written_while_the_project_is_open_elsewhere(project, tmp_path):
    other = Project.open(project)
    assert cli.main(["export", str(project), "--out", str(tmp_path / "report")]) == 0
    other.close()


@pytest.mark.parametrize("command", ["import", "export", "chart", "check"])
def test_a_database_url_gets_a_sentence(command, tmp_path, capsys):
    rest = {"import": ["a.txt"], "export": ["--out", str(tmp_path)], "chart": ["--out", str(tmp_path / "c.png")], "check": []}[command]
    assert cli.main([command, "postgresql+psycopg://user@host/db", *rest]) == 2
    assert "database server are not built yet" in capsys.readouterr().err


def test_an_export_folder_that_is_a_file(project, tmp_path, capsys):
    (tmp_path / "report").write_text("in the way")
    assert cli.main(["export", str(project), "--out", str(tmp_path / "report")]) == 2
    assert "cannot be written into" in capsys.readouterr().err
    assert (tmp_path / "report").read_text() == "in the way"


def test_a_figure_of_no_kind(project, tmp_path, capsys):
    assert cli.main(["chart", str(project), "--out", str(tmp_path / "chart.bmp")]) == 2
    assert ".png, .svg or .pdf" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["export", "p"], ["import", "p"], ["export", "p", "--out", "d", "--where", "act:shout"],
                                       ["export", "p", "--out", "d", "--where"], ["import", "p", "a.csv", "--map", "text"], ["nonsense"]])
def test_wrong_usage_is_two(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert "usage: workbench" in capsys.readouterr().err


def test_nothing_said_is_wrong_usage(capsys):
    assert cli.main([]) == 2
    assert "--help" in capsys.readouterr().err


def test_the_self_test_reads_all_five_sample_pages(capsys):
    assert cli.main(["--self-test"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("5 files: 5 read. ")
    assert int(said.split()[4]) > 100, "claims"
    assert "the project is sound" in said


def test_the_self_test_fails_where_the_sample_is_missing(monkeypatch, capsys):
    monkeypatch.setattr(assets, "seeds", list)
    assert cli.main(["--self-test"]) == 1
    assert "0 of the 5 sample pages were read" in capsys.readouterr().err
